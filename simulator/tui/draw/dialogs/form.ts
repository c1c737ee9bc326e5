/** A form: a note, fields with their labels, OK and cancel. PURE. */
import { pad, wrap } from '../../../../common/text-width.ts';
import type { Dialog } from '../../state/dialogs/dialog.ts';
import { visible } from '../../state/field.ts';
import { type Brush, width } from '../brush.ts';
import { fill, hit, put } from '../grid.ts';
import { drawButtons, openWindow } from './window.ts';

export function drawForm(brush: Brush, form: Extract<Dialog, { kind: 'form' }>): void {
  const { grid, theme, model, t } = brush;
  const title = `${form.title[model.lang]}${form.about === undefined ? '' : ` ${form.about}`}`;
  const cells = Math.min(58, grid.cols - 6);
  const note = wrap(form.note[model.lang], cells, grid.wide);
  const error = form.error === undefined ? [] : wrap(form.error[model.lang], cells, grid.wide);
  const roomy = grid.rows >= 16;
  const rows = note.length + form.fields.length + error.length + 1 + (roomy ? 2 : 0);
  const inner = openWindow(brush, cells, rows, title);
  let y = inner.y;
  for (const line of note) put(grid, inner.x, y++, line, theme.dialogDim, inner.width);
  if (roomy) y++;
  const labelCells = Math.max(...form.fields.map((entry) => width(brush, entry.label[model.lang]))) + 1;
  form.fields.forEach((entry, index) => {
    const focused = form.focus === index;
    const room = inner.width - labelCells;
    const text = form.hidden ? '*'.repeat([...entry.field.text].length) : entry.field.text;
    const shown = visible({ ...entry.field, text }, room, grid.wide);
    const attr = focused ? theme.fieldFocus : theme.field;
    put(grid, inner.x, y, pad(entry.label[model.lang], labelCells, grid.wide), theme.dialog);
    fill(grid, { x: inner.x + labelCells, y, width: room, height: 1 }, attr);
    put(grid, inner.x + labelCells, y, shown.text, attr, room);
    hit(grid, { x: inner.x, y, width: inner.width, height: 1 }, { type: 'formField', index });
    if (focused) grid.cursor = { x: inner.x + labelCells + shown.cursor, y };
    y++;
  });
  for (const line of error) put(grid, inner.x, y++, line, theme.dialogBad, inner.width);
  if (roomy) y++;
  drawButtons(brush, inner, y, [
    [` ${t.ok} `, 'ok', form.focus === form.fields.length],
    [` ${t.cancel} `, 'cancel', form.focus === form.fields.length + 1],
  ]);
}
