/** The open dialog, drawn over whatever is there, by its kind. PURE. */
import type { Dialog } from '../../state/dialogs/dialog.ts';
import type { Brush } from '../brush.ts';
import { coverHits, hit } from '../grid.ts';
import { drawConfirm } from './confirm.ts';
import { drawForm } from './form.ts';
import { drawMenu } from './menu.ts';
import { drawPage } from './pages.ts';

export function drawDialog(brush: Brush, dialog: Dialog): void {
  coverHits(brush.grid);
  brush.grid.cursor = undefined;
  hit(brush.grid, { x: 0, y: 0, width: brush.grid.cols, height: brush.grid.rows }, { type: 'dialog', part: 'outside' });
  switch (dialog.kind) {
    case 'menu':
      drawMenu(brush, dialog);
      break;
    case 'form':
      drawForm(brush, dialog);
      break;
    case 'confirm':
      drawConfirm(brush, dialog);
      break;
    case 'page':
      drawPage(brush, dialog);
      break;
  }
}
