/** The HID panel: the devices that are plugged in. PURE. */
import { clean, shorten, wrap } from '../../../common/text-width.ts';
import type { HidRow } from '../desk-port.ts';
import type { Rect } from '../geometry.ts';
import { keyRow } from '../keys/desk-keys.ts';
import { type Brush, button, putRow, width } from './brush.ts';
import { fill, hit, put } from './grid.ts';
import { paneFrame } from './pane-frame.ts';
import { drawReader, readerAnswer } from './reader.ts';

export function drawHid(brush: Brush, area: Rect, tabs: boolean): void {
  const { grid, theme, model, context, t } = brush;
  paneFrame(brush, area, 'hid', tabs);
  const inner = { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
  const rows = context.hid.rows();
  const why = context.hid.unavailable();
  const bottom = inner.y + inner.height - 1;
  // The reader's field and its answer stand at the bottom, the devices above.
  const answer = readerAnswer(brush);
  const answerLines = answer === undefined ? [] : wrap(answer.text, inner.width, grid.wide).slice(0, 2);
  const fieldY = bottom - answerLines.length;
  drawReader(brush, inner.x, fieldY, inner.width);
  answerLines.forEach((line, i) => {
    put(grid, inner.x, fieldY + 1 + i, line, answer!.tone, inner.width);
  });
  const height = fieldY - inner.y;
  if (rows.length === 0) {
    const lines = wrap(why === undefined ? `${t.hidNone}` : why[model.lang], inner.width, grid.wide);
    lines.slice(0, height).forEach((line, i) => {
      put(grid, inner.x, inner.y + i, clean(line), theme.dim, inner.width);
    });
    return;
  }
  const tall = height >= rows.length * 2;
  const perRow = tall ? 2 : 1;
  const room = Math.max(1, Math.floor(height / perRow));
  const first = Math.max(0, Math.min(model.hidIndex - room + 1, rows.length - room));
  rows.slice(first, first + room).forEach((row, i) => {
    drawDevice(brush, { ...inner, y: inner.y + i * perRow, height: perRow }, row, first + i);
  });
}

/** A plugged-in device in one line or two: name, the serial it stands for, its code; what it can or wants; the buttons. */
function drawDevice(brush: Brush, area: Rect, row: HidRow, index: number): void {
  const { grid, theme, model, t } = brush;
  const two = area.height > 1;
  const isChosen = model.focus === 'hid' && model.hidIndex === index;
  hit(grid, area, { type: 'device', index });
  if (isChosen) fill(grid, { ...area, height: 1 }, theme.chosen);
  const right = area.x + area.width;
  const bind = ` ${t.hidBind} `;
  // On a narrow panel the second button has its place in the second line.
  const beside = area.width >= 50;
  let end = right;
  if (beside || two) {
    const at = right - width(brush, bind);
    button(brush, at, beside ? area.y : area.y + 1, bind, theme.button, { type: 'bindDevice', id: row.id });
    if (beside) end = at - 1;
  }
  const label = ` ${t.reading} `;
  end -= width(brush, label);
  button(brush, end, area.y, label, theme.button, { type: 'readDevice', id: row.id });
  const code = row.code === undefined ? '' : ` ${clean(row.code, 12)}`;
  const serial = row.serial === undefined ? '' : ` ${clean(row.serial, 12)}`;
  const nameCells = Math.max(4, end - area.x - 1 - code.length - serial.length);
  putRow(brush, area.x, area.y, end - area.x - 1, [
    [shorten(clean(row.name, 64), nameCells, grid.wide), isChosen ? theme.chosenStrong : theme.strong],
    [code, isChosen ? theme.chosenLit : theme.listLit],
    [serial, isChosen ? theme.chosenDim : theme.good],
  ]);
  if (!two) return;
  const note = row.prompt ?? row.missing ?? row.can;
  const tone = row.prompt !== undefined ? theme.warn : row.missing !== undefined ? theme.bad : theme.dim;
  const noteCells = area.width - 1 - (beside ? 0 : width(brush, bind) + 1);
  put(grid, area.x + 1, area.y + 1, shorten(clean(note[model.lang]), noteCells, grid.wide), tone, noteCells);
}

/** The HID panel in one line, on screens that have no room for it: the chosen device, or why there is none. */
export function drawHidLine(brush: Brush, area: Rect): void {
  const { grid, theme, model, context, t } = brush;
  const rows = context.hid.rows();
  const index = Math.min(model.hidIndex, rows.length - 1);
  const row = rows[index];
  if (row === undefined) {
    const why = context.hid.unavailable()?.[model.lang] ?? t.hidNone;
    const words = `${keyRow('hid').shown} ${area.width >= 60 ? `${t.hid}: ` : ''}${clean(why)}`;
    put(grid, area.x + 1, area.y, shorten(words, area.width - 1, grid.wide), theme.dim, area.width - 1);
    hit(grid, area, { type: 'command', command: 'paneHid' });
  } else if (row.prompt === undefined) drawDevice(brush, { ...area, height: 1 }, row, index);
  else put(grid, area.x + 1, area.y, clean(row.prompt[model.lang]), theme.warn, area.width - 1);
}
