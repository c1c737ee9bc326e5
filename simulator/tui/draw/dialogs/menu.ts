/** A menu: one row for each thing that can be done. PURE. */
import { clean, shorten } from '../../../../common/text-width.ts';
import type { Dialog } from '../../state/dialogs/dialog.ts';
import { type Brush, width } from '../brush.ts';
import { fill, hit, put } from '../grid.ts';
import { openWindow } from './window.ts';

export function drawMenu(brush: Brush, menu: Extract<Dialog, { kind: 'menu' }>): void {
  const { grid, theme, model } = brush;
  const labels = menu.items.map((item) => clean(item.label[model.lang], 200));
  const hints = menu.items.map((item) => item.hint ?? '');
  const hintCells = Math.max(0, ...hints.map((hint) => hint.length));
  const title = `${menu.title[model.lang]}${menu.about === undefined ? '' : ` ${menu.about}`}`;
  const cells = Math.max(width(brush, title) + 4, ...labels.map((label) => width(brush, label) + hintCells + 4));
  const inner = openWindow(brush, cells, menu.items.length, title);
  const top = Math.max(0, Math.min(menu.index - Math.floor(inner.height / 2), menu.items.length - inner.height));
  for (let row = 0; row < inner.height && top + row < menu.items.length; row++) {
    const index = top + row;
    const isChosen = index === menu.index;
    const line = { x: inner.x, y: inner.y + row, width: inner.width, height: 1 };
    if (isChosen) fill(grid, line, theme.chosen);
    const room = inner.width - 2 - (hintCells > 0 ? hintCells + 1 : 0);
    put(
      grid,
      line.x,
      line.y,
      `${isChosen ? '▸' : ' '} ${shorten(labels[index]!, room, grid.wide)}`,
      isChosen ? theme.chosenStrong : theme.dialog,
      inner.width,
    );
    const hint = hints[index]!;
    if (hint !== '')
      put(grid, line.x + inner.width - hint.length, line.y, hint, isChosen ? theme.chosenWarn : theme.dialogKey);
    hit(grid, line, { type: 'menuItem', index });
  }
  if (top > 0) put(grid, inner.x + inner.width + 1, inner.y, '▲', theme.dialogEdge);
  if (top + inner.height < menu.items.length) {
    put(grid, inner.x + inner.width + 1, inner.y + inner.height - 1, '▼', theme.dialogEdge);
  }
}
