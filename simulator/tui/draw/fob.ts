/** The hardware token as it lies in the hand: body, display, button ①, battery. PURE. */

import { clean } from '../../../common/text-width.ts';
import { grouped } from '../../../common/token-forms.ts';
import type { Face } from '../../device/face.ts';
import type { TokenInfo } from '../desk-port.ts';
import type { Rect } from '../geometry.ts';
import type { Target } from '../keys/target.ts';
import { type Brush, width } from './brush.ts';
import { box, fill, hit, put } from './grid.ts';
import { drawDigits, type Glyph, glyphRows, glyphs, type Ink, lcdWidth } from './lcd.ts';
import { pair } from './theme.ts';

export interface FobSize {
  readonly width: number;
  readonly height: number;
  readonly glyph: Glyph;
}

/** Large, usual and small; the height is edge, head, display with its edges, button, edge. */
export const fobSizes: readonly FobSize[] = [
  { width: 58, height: 16, glyph: glyphs[0]! },
  { width: 45, height: 13, glyph: glyphs[1]! },
  { width: 33, height: 9, glyph: glyphs[3]! },
];

export const fobFor = (cells: number, rows: number): FobSize | undefined =>
  fobSizes.find((size) => size.width <= cells && size.height <= rows);

export function drawFob(brush: Brush, x: number, y: number, size: FobSize, info: TokenInfo, face: Face): void {
  const { grid, theme, t } = brush;
  const body: Rect = { x, y, width: size.width, height: size.height };
  drawBody(brush, body);
  const inner = x + 3;
  put(grid, inner, y + 1, '◎', theme.fobDim);
  put(grid, inner + 2, y + 1, clean(info.serial, 32), theme.fobStrong);
  hit(
    grid,
    { x: inner + 2, y: y + 1, width: info.serial.length, height: 1 },
    { type: 'copySerial', serial: info.serial },
  );
  const small = size.height < 10;
  drawBattery(brush, x + size.width - 3, y + 1, info, !small);
  const lcdTop = y + 2;
  const lcdHeight = glyphRows(size.glyph) + 2;
  drawLcd(brush, { x: x + 2, y: lcdTop, width: size.width - 4, height: lcdHeight }, info, face, size.glyph);
  drawButton(brush, x + 3, lcdTop + lcdHeight, size, info);
  if (!small) {
    const words = face.kind === 'dark' && info.state !== 'ok' ? t.states[info.state] : clean(info.profile, 40);
    const at = x + size.width - 3 - width(brush, words);
    put(grid, at, lcdTop + lcdHeight + 1, words, info.state === 'ok' ? theme.fobDim : theme.fobWarn);
  }
}

function drawBody(brush: Brush, body: Rect): void {
  const { grid, theme } = brush;
  if (!theme.colour || grid.wide) {
    fill(grid, body, theme.fob);
    box(grid, body, theme.fobEdge, 'round');
    return;
  }
  const bottom = body.y + body.height - 1;
  fill(grid, { ...body, y: body.y + 1, height: body.height - 2 }, theme.fob);
  put(grid, body.x, body.y, `▗${'▄'.repeat(body.width - 2)}▖`, theme.fobOut);
  put(grid, body.x, bottom, `▝${'▀'.repeat(body.width - 2)}▘`, theme.fobOut);
}

/** `電池 ▮▮▮▮▮▮▮▯ 83%`, ending at column `right` (exclusive). */
function drawBattery(brush: Brush, right: number, y: number, info: TokenInfo, roomy: boolean): void {
  const { grid, theme, t } = brush;
  if (info.battery === null) return;
  // The small fob has room for the figure, not for the words.
  const cells = roomy ? 8 : 4;
  const full = info.battery === 0 ? 0 : Math.max(1, Math.round((info.battery / 100) * cells));
  const percent = `${info.battery}%`.padStart(5);
  const tone = info.battery < 1 ? theme.fobBad : info.battery < 10 ? theme.fobWarn : theme.fobGood;
  const label = roomy ? `${t.battery} ` : '';
  let at = right - width(brush, label) - cells - percent.length;
  at += put(grid, at, y, label, theme.fobDim);
  at += put(grid, at, y, '■'.repeat(full), tone);
  at += put(grid, at, y, '■'.repeat(cells - full), brush.theme.colour ? pair(theme, 240, 237) : theme.fobDim);
  if (!brush.theme.colour || grid.wide) put(grid, at - (cells - full), y, '□'.repeat(cells - full), theme.fobDim);
  put(grid, at, y, percent, tone);
}

/** Inks of the display: lit, dark, and fading with the battery. */
function inkOf(info: TokenInfo, face: Face): Ink {
  if (face.kind === 'dark') return { on: 240, off: 240, ground: 241 };
  const percent = info.battery ?? 100;
  const on = percent >= 10 ? 16 : (fading[Math.max(0, Math.floor(percent))] ?? 16);
  return { on, off: 251, ground: 187 };
}

/** Ten greys from near the display's own to black: the last percents are hard to read. */
const fading = [249, 247, 246, 244, 243, 241, 240, 238, 236, 234];

function drawLcd(brush: Brush, area: Rect, info: TokenInfo, face: Face, usual: Glyph): void {
  const { grid, theme } = brush;
  const ink = inkOf(info, face);
  const rows = glyphRows(usual);
  const ground = pair(theme, ink.on, ink.ground);
  if (theme.colour && !grid.wide) {
    fill(grid, { ...area, y: area.y + 1, height: rows }, ground);
    const edge = pair(theme, ink.ground, 237);
    put(grid, area.x, area.y, '▄'.repeat(area.width), edge);
    put(grid, area.x, area.y + rows + 1, '▀'.repeat(area.width), edge);
  } else {
    fill(grid, area, ground);
    box(grid, area, theme.fobEdge);
  }
  const text = face.kind === 'dark' ? (theme.colour && !grid.wide ? '      ' : '') : shape(face.text);
  const inside = area.width - 2;
  const glyph = fitting(text, inside, usual);
  const top = area.y + 1;
  if (glyph === undefined) {
    put(grid, area.x + 1, top, clean(text), ground, inside);
    return;
  }
  const drawn = face.kind === 'dark' ? ghost : text;
  const cells = lcdWidth(drawn, glyph);
  const x = area.x + Math.floor((area.width - cells) / 2);
  // A dark display still shows where its segments are, faintly.
  if (face.kind === 'dark') {
    if (theme.colour && !grid.wide) drawDigits(grid, theme, x, top, drawn, glyph, { ...ink, on: ink.off });
    return;
  }
  drawDigits(grid, theme, x, top + Math.floor((rows - glyphRows(glyph)) / 2), text, glyph, ink);
}

const ghost = '888 888';

/** A code is shown in two groups of three, as it is read aloud. */
const shape = (text: string): string => {
  const safe = clean(text, 16);
  return grouped(safe);
};

/** The usual glyph, or the first narrower one with which a longer text (`Lo-bAtt 2`) fits. */
const fitting = (text: string, cells: number, usual: Glyph): Glyph | undefined =>
  glyphs.slice(glyphs.indexOf(usual)).find((glyph) => lcdWidth(text === '' ? ghost : text, glyph) <= cells);

function drawButton(brush: Brush, x: number, y: number, size: FobSize, info: TokenInfo): void {
  const { grid, theme, t } = brush;
  const label = ` ① ${t.press} `;
  const cells = width(brush, label) + 2;
  const target: Target = { type: 'press', serial: info.serial };
  if (size.height < 10) {
    put(grid, x, y, ` ${label} `, theme.fobKey);
    hit(grid, { x, y, width: cells, height: 1 }, target);
    put(grid, x + cells + 1, y, clean(info.profile, 40), theme.fobDim, size.width - cells - 6);
    return;
  }
  if (theme.colour && !grid.wide) {
    put(grid, x, y, '▄'.repeat(cells), theme.fobKeyEdge);
    put(grid, x, y + 1, ` ${label} `, theme.fobKey);
    put(grid, x, y + 2, '▀'.repeat(cells), theme.fobKeyEdge);
  } else {
    box(grid, { x, y, width: cells, height: 3 }, theme.fobEdge, 'round');
    put(grid, x + 1, y + 1, label, theme.fobKey);
  }
  hit(grid, { x, y, width: cells, height: 3 }, target);
}
