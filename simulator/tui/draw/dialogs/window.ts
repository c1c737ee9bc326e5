/** What every dialog is drawn in: a framed window in the middle, its buttons, its way out. PURE. */
import { clean, shorten } from '../../../../common/text-width.ts';
import type { Rect } from '../../geometry.ts';
import type { DialogPart } from '../../keys/target.ts';
import { type Brush, button, width } from '../brush.ts';
import { box, fill, hit, put } from '../grid.ts';

/** A framed window in the middle; returns its inside. */
export function openWindow(brush: Brush, cells: number, rows: number, title: string): Rect {
  const { grid, theme } = brush;
  const area = {
    width: Math.min(grid.cols - 2, cells + 4),
    height: Math.min(grid.rows - 2, rows + 2),
    x: 0,
    y: 0,
  };
  area.x = Math.floor((grid.cols - area.width) / 2);
  area.y = Math.floor((grid.rows - area.height) / 2);
  fill(grid, area, theme.dialog);
  box(grid, area, theme.dialogEdge, 'round', shorten(clean(title, 200), area.width - 6, grid.wide), theme.dialogTitle);
  hit(grid, area, { type: 'dialog', part: 'inside' });
  return { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
}

export function drawButtons(
  brush: Brush,
  inner: Rect,
  y: number,
  buttons: readonly (readonly [string, DialogPart, boolean])[],
): void {
  const { theme } = brush;
  const total = buttons.reduce((sum, [text]) => sum + width(brush, text) + 2, -2);
  let x = inner.x + Math.max(0, Math.floor((inner.width - total) / 2));
  for (const [text, part, focused] of buttons) {
    const attr = focused ? theme.buttonFocus : theme.buttonDim;
    x += button(brush, x, y, text, attr, { type: 'dialog', part }) + 2;
  }
}

export function drawMore(brush: Brush, inner: Rect, top: number, count: number): void {
  const { grid, theme, t } = brush;
  const edge = inner.x + inner.width + 1;
  if (top > 0) put(grid, edge, inner.y, '▲', theme.dialogEdge);
  if (top + inner.height < count) put(grid, edge, inner.y + inner.height - 1, '▼', theme.dialogEdge);
  const word = ` ${t.close} Esc `;
  button(brush, edge - width(brush, word), inner.y + inner.height, word, theme.dialogEdge, {
    type: 'dialog',
    part: 'cancel',
  });
}
