/** The software token: a phone with the app open, which shows its code at once and all the time (P-08). PURE. */

import { clean } from '../../../common/text-width.ts';
import { grouped } from '../../../common/token-forms.ts';
import type { Face } from '../../device/face.ts';
import type { TokenInfo } from '../desk-port.ts';
import type { Rect } from '../geometry.ts';
import { japanTime } from '../texts/times.ts';
import { type Brush, width } from './brush.ts';
import { box, fill, hit, put } from './grid.ts';
import { drawDigits, type Glyph, glyphRows, glyphs, lcdWidth } from './lcd.ts';

export interface PhoneSize {
  readonly width: number;
  readonly height: number;
  readonly glyph: Glyph;
}

export const phoneSizes: readonly PhoneSize[] = [
  { width: 45, height: 17, glyph: glyphs[1]! },
  { width: 33, height: 13, glyph: glyphs[3]! },
  { width: 33, height: 8, glyph: glyphs[3]! },
];

/** A dark rim with round corners around the lit screen. */
function drawShell(brush: Brush, area: Rect): void {
  const { grid, theme } = brush;
  if (!theme.colour || grid.wide) {
    fill(grid, area, theme.phone);
    box(grid, area, theme.phoneEdge, 'round');
    return;
  }
  const bottom = area.y + area.height - 1;
  fill(grid, { ...area, y: area.y + 1, height: area.height - 2 }, theme.phoneRim);
  fill(grid, { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 }, theme.phone);
  put(grid, area.x, area.y, `▗${'▄'.repeat(area.width - 2)}▖`, theme.phoneOut);
  put(grid, area.x, bottom, `▝${'▀'.repeat(area.width - 2)}▘`, theme.phoneOut);
}

export const phoneFor = (cells: number, rows: number): PhoneSize | undefined =>
  phoneSizes.find((size) => size.width <= cells && size.height <= rows);

export function drawPhone(brush: Brush, x: number, y: number, size: PhoneSize, info: TokenInfo, face: Face): void {
  const { grid, theme, t, context } = brush;
  const area = { x, y, width: size.width, height: size.height };
  drawShell(brush, area);
  const left = x + 3;
  const inside = size.width - 6;
  put(grid, left, y + 1, japanTime(context.now).time.slice(0, 5), theme.phoneDim);
  put(grid, x + size.width - 3 - 6, y + 1, '▂▄▆ 5G', theme.phoneDim);
  const tall = size.height >= 12;
  let row = y + (tall ? 3 : 2);
  const name = tall ? t.app : t.appName;
  const title = info.state === 'retired' ? `${name} (${t.states.retired})` : name;
  put(grid, x + Math.floor((size.width - width(brush, title)) / 2), row, title, theme.phoneDim);
  row += tall ? 2 : 1;
  const code = face.kind === 'code' ? clean(face.code, 12) : '';
  const text = grouped(code);
  const at = x + Math.floor((size.width - lcdWidth(text, size.glyph)) / 2);
  drawDigits(grid, theme, at, row, text, size.glyph, { on: 159, off: 17, ground: 17 });
  hit(
    grid,
    { x: left, y: row, width: inside, height: glyphRows(size.glyph) },
    { type: 'copyCode', serial: info.serial },
  );
  row += glyphRows(size.glyph) + (tall ? 1 : 0);
  const serial = `${t.serial} ${clean(info.serial, 32)}`;
  put(grid, x + Math.floor((size.width - width(brush, serial)) / 2), row, serial, theme.phoneStrong);
  hit(grid, { x: left, y: row, width: inside, height: 1 }, { type: 'copySerial', serial: info.serial });
  if (tall) put(grid, x + Math.floor(size.width / 2) - 4, y + size.height - 2, '────────', theme.phoneDim);
}
