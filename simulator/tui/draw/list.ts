/** The list of tokens: only the rows of its window are asked for and drawn. PURE. */

import { clean, pad, shorten } from '../../../common/text-width.ts';
import type { Rect } from '../geometry.ts';
import { visible } from '../state/field.ts';
import { windowTop } from '../state/list.ts';
import { type Brush, width } from './brush.ts';
import { box, fill, hit, put } from './grid.ts';
import { columnsOf } from './list-columns.ts';

/** @param headed the names of the columns stand over them, where there is room. */
export function drawList(brush: Brush, area: Rect, framed: boolean, headed: boolean): void {
  const { grid, theme, model, t } = brush;
  const head = headed ? 1 : 0;
  const inner = framed
    ? { x: area.x + 1, y: area.y + 1 + head, width: area.width - 2, height: area.height - 2 - head }
    : area;
  if (headed) drawHeader(brush, { ...inner, y: inner.y - 1, height: 1 });
  if (framed) {
    const focused = model.focus === 'list' || model.focus === 'filter';
    const at = model.chosen === undefined ? 0 : model.shown.indexOf(model.chosen) + 1;
    const sorted = model.sort === 'arrival' || headed ? '' : ` ▲${t.columns[sortColumns[model.sort]]}`;
    const count = `${at}/${model.shown.length}${sorted}`;
    box(grid, area, focused ? theme.borderFocus : theme.border, 'round', `${t.tokens} ${count}`, theme.paneTitle);
    hit(grid, { ...area, height: 1 }, { type: 'command', command: 'paneList' });
  }
  const rows = inner.height;
  const top = windowTop(model, rows);
  for (let row = 0; row < rows; row++) {
    const serial = model.shown[top + row];
    if (serial === undefined) break;
    drawRow(brush, { x: inner.x, y: inner.y + row, width: inner.width, height: 1 }, serial);
  }
  if (model.shown.length === 0)
    put(grid, inner.x + 1, inner.y, model.serials.length === 0 ? t.noTokens : t.noMatch, theme.dim, inner.width - 1);
  if (framed && model.shown.length > rows) drawScrollbar(brush, area, top, rows);
  if (model.focus === 'filter' || model.filter.text !== '') drawFilter(brush, area, framed);
}

/** The names of the columns; a click sorts, and the one that sorts is marked. */
function drawHeader(brush: Brush, area: Rect): void {
  const { grid, theme, model } = brush;
  let at = area.x + 1;
  const columns = columnsOf(brush, area.width);
  for (const [index, { cells, name, sort }] of columns.entries()) {
    // A column without a name belongs to the one before.
    if (name === '') continue;
    const next = columns[index + 1];
    const room =
      cells === undefined ? area.x + area.width - at : cells + (next?.name === '' ? 1 + (next.cells ?? 0) : 0);
    const mark = sort !== undefined && sort === model.sort && sort !== 'arrival' ? '▲' : '';
    if (at + room > area.x + area.width || room <= 2) break;
    put(grid, at, area.y, shorten(`${name}${mark}`, room, grid.wide), theme.dim, room);
    if (sort !== undefined) hit(grid, { x: at, y: area.y, width: room, height: 1 }, { type: 'sort', sort });
    at += room + 1;
  }
}

/** The column that an order is named by, where no header shows it. */
const sortColumns = { battery: 'battery', state: 'face', profile: 'profile', holder: 'holder' } as const;

function drawRow(brush: Brush, area: Rect, serial: string): void {
  const { grid, theme, model, context } = brush;
  const info = context.desk.info(serial);
  const isChosen = serial === model.chosen;
  hit(grid, area, { type: 'row', serial });
  if (isChosen) fill(grid, area, theme.chosen);
  if (info === undefined) {
    put(grid, area.x + 1, area.y, clean(serial), isChosen ? theme.chosen : theme.dim, area.width - 1);
    return;
  }
  const row = { serial, info, face: context.desk.face(serial, context.now), isChosen };
  put(grid, area.x, area.y, isChosen ? '▸' : ' ', isChosen ? theme.chosenStrong : theme.text);
  let at = area.x + 1;
  for (const { cells, text, attr } of columnsOf(brush, area.width)) {
    const room = cells ?? area.x + area.width - at;
    if (cells === undefined ? room > 2 : at + cells <= area.x + area.width) {
      const words = text(brush, row);
      const fitted = cells === undefined ? shorten(words, room, grid.wide) : pad(words, cells, grid.wide);
      put(grid, at, area.y, fitted, attr(brush, row), room);
    }
    at += room + 1;
  }
}

function drawScrollbar(brush: Brush, area: Rect, top: number, rows: number): void {
  const { grid, theme, model } = brush;
  const track = area.height - 2;
  const size = Math.max(1, Math.round((rows / model.shown.length) * track));
  const room = model.shown.length - rows;
  const at = Math.round((top / Math.max(1, room)) * (track - size));
  for (let row = 0; row < size; row++)
    put(grid, area.x + area.width - 1, area.y + 1 + at + row, '┃', theme.borderFocus);
}

function drawFilter(brush: Brush, area: Rect, framed: boolean): void {
  const { grid, theme, model, t } = brush;
  const y = area.y + area.height - 1;
  const x = area.x + (framed ? 1 : 0);
  const label = ` /${t.filter}: `;
  const labelCells = width(brush, label);
  const cells = Math.max(4, area.width - labelCells - (framed ? 2 : 0));
  const shown = visible(model.filter, cells, grid.wide);
  const attr = model.focus === 'filter' ? theme.fieldFocus : theme.field;
  put(grid, x, y, label, attr);
  fill(grid, { x: x + labelCells, y, width: cells, height: 1 }, attr);
  put(grid, x + labelCells, y, shown.text, attr, cells);
  hit(grid, { x, y, width: labelCells + cells, height: 1 }, { type: 'command', command: 'filter' });
  if (model.focus === 'filter' && model.dialog === undefined) grid.cursor = { x: x + labelCells + shown.cursor, y };
}
