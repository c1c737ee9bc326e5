/** A question: yes or no. PURE. */
import { clean, wrap } from '../../../../common/text-width.ts';
import type { Dialog } from '../../state/dialogs/dialog.ts';
import type { Brush } from '../brush.ts';
import { put } from '../grid.ts';
import { drawButtons, openWindow } from './window.ts';

export function drawConfirm(brush: Brush, confirm: Extract<Dialog, { kind: 'confirm' }>): void {
  const { grid, theme, model, t } = brush;
  const cells = Math.min(50, grid.cols - 6);
  const lines = wrap(clean(confirm.text[model.lang], 400), cells, grid.wide).slice(0, 8);
  const inner = openWindow(brush, cells, lines.length + 2, confirm.title[model.lang]);
  lines.forEach((line, i) => {
    put(grid, inner.x, inner.y + i, line, theme.dialog, inner.width);
  });
  drawButtons(brush, inner, inner.y + inner.height - 1, [
    [` ${t.yes} (y) `, 'ok', confirm.onYes],
    [` ${t.no} (n) `, 'cancel', !confirm.onYes],
  ]);
}
