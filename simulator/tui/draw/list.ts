/** The list of tokens: only the rows of its window are asked for and drawn. PURE. */

import { clean, pad, shorten, textWidth } from '../../../common/text-width.ts';
import { isRight, offsetAt } from '../../device/device-clock.ts';
import type { Face } from '../../device/face.ts';
import { isReal, type TokenInfo } from '../desk-port.ts';
import type { Rect } from '../geometry.ts';
import { visible } from '../state/field.ts';
import { windowTop } from '../state/list.ts';
import { type Brush, width } from './brush.ts';
import { holdersText } from './detail.ts';
import { box, fill, hit, put } from './grid.ts';

export function drawList(brush: Brush, area: Rect, framed: boolean): void {
  const { grid, theme, model, t } = brush;
  const inner = framed ? { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 } : area;
  if (framed) {
    const focused = model.focus === 'list' || model.focus === 'filter';
    const at = model.chosen === undefined ? 0 : model.shown.indexOf(model.chosen) + 1;
    const count = `${at}/${model.shown.length}`;
    box(grid, area, focused ? theme.borderFocus : theme.border, 'round', `${t.tokens} ${count}`, theme.paneTitle);
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
  const face = context.desk.face(serial, context.now);
  put(grid, area.x, area.y, isChosen ? '▸' : ' ', isChosen ? theme.chosenStrong : theme.text);
  let at = area.x + 1;
  const column = (text: string, cells: number, attr: number) => {
    if (at + cells <= area.x + area.width) put(grid, at, area.y, pad(text, cells, grid.wide), attr, cells);
    at += cells + 1;
  };
  column(clean(serial, 32), 9, isChosen ? theme.chosenStrong : theme.strong);
  const roomy = area.width >= 44;
  if (roomy) column(gauge(info), 5, batteryTone(brush, info, isChosen));
  column(percent(brush, info), 4, batteryTone(brush, info, isChosen));
  column(faceText(brush, info, face), 8, faceTone(brush, info, face, isChosen));
  if (area.width >= 80) {
    column(shorten(clean(info.profile, 40), 15, grid.wide), 15, isChosen ? theme.chosenDim : theme.dim);
    column(shorten(drift(brush, info), 20, grid.wide), 20, isChosen ? theme.chosenWarn : theme.warn);
  }
  const rest = area.x + area.width - at;
  if (rest > 2)
    put(
      grid,
      at,
      area.y,
      shorten(area.width >= 80 ? holdersOf(brush, serial) : held(brush, serial), rest, grid.wide),
      isChosen ? theme.chosenDim : theme.dim,
      rest,
    );
}

/** The battery, or what it is that has none. */
function percent({ t, grid }: Brush, info: TokenInfo): string {
  const word = info.state === 'retired' ? t.oldApp : isReal(info) ? 'real' : 'app';
  const text = info.battery === null ? word : `${info.battery}%`;
  return ' '.repeat(Math.max(0, 4 - textWidth(text, grid.wide))) + text;
}

function gauge(info: TokenInfo): string {
  if (info.battery === null) return '';
  const full = info.battery === 0 ? 0 : Math.max(1, Math.round(info.battery / 20));
  return '■'.repeat(full) + '□'.repeat(5 - full);
}

function batteryTone({ theme }: Brush, info: TokenInfo, isChosen: boolean): number {
  if (info.battery !== null && info.battery < 1) return isChosen ? theme.chosenBad : theme.bad;
  if (info.battery !== null && info.battery < 10) return isChosen ? theme.chosenWarn : theme.warn;
  return isChosen ? theme.chosenDim : theme.dim;
}

/** What the device shows; a word when it can't show anything any more. */
function faceText({ t }: Brush, info: TokenInfo, face: Face): string {
  if (face.kind !== 'dark') return clean(face.text, 16);
  return info.state === 'flat' || info.state === 'failed' || info.state === 'retired' ? t.states[info.state] : '';
}

function faceTone({ theme }: Brush, info: TokenInfo, face: Face, isChosen: boolean): number {
  if (face.kind === 'code') return isChosen ? theme.chosenLit : theme.listLit;
  if (face.kind === 'dark' && info.state === 'flat') return isChosen ? theme.chosenBad : theme.bad;
  return isChosen ? theme.chosenWarn : theme.warn;
}

/** How its clock differs from the desk's. */
const drift = ({ context, t }: Brush, { clock }: TokenInfo): string =>
  clock === null || isRight(clock, context.now) ? '' : t.drift(clock.driftPpm, offsetAt(clock, context.now));

/** Who holds it, where there is room for names. */
function holdersOf(brush: Brush, serial: string): string {
  const holders = brush.context.portal.holders(serial);
  return holders === undefined ? '' : clean(holdersText(brush, holders), 200);
}

/** Who holds it, in a few cells. */
function held(brush: Brush, serial: string): string {
  const holders = brush.context.portal.holders(serial);
  if (holders === undefined) return '';
  if (holders.mode === 'shared') return brush.t.shared;
  const [first, ...others] = holders.users;
  return clean(`${first?.userId ?? ''}${others.length > 0 ? `+${others.length}` : ''}`, 64);
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
