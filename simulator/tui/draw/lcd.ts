/** Seven-segment digits, drawn as pixels of half a cell, or with ASCII lines where blocks are two cells wide. PURE. */
import { type Grid, put } from './grid.ts';
import { own, pair, plainAttribute, type Theme } from './theme.ts';

/** Segments a b c d e f g as bits 1 2 4 8 16 32 64. */
const segments: { readonly [ch: string]: number } = {
  0: 0b0111111,
  1: 0b0000110,
  2: 0b1011011,
  3: 0b1001111,
  4: 0b1100110,
  5: 0b1101101,
  6: 0b1111101,
  7: 0b0000111,
  8: 0b1111111,
  9: 0b1101111,
  A: 0b1110111,
  b: 0b1111100,
  t: 0b1111000,
  L: 0b0111000,
  o: 0b1011100,
  E: 0b1111001,
  r: 0b1010000,
  '-': 0b1000000,
  ' ': 0,
};

/** A letter without a seven-segment shape shows as the nonsense that a dying display shows. */
const segmentsOf = (ch: string): number => segments[ch] ?? (ch.codePointAt(0)! * 37) & 0x7f;

export interface Glyph {
  /** Pixels; a pixel is one cell wide and half a cell high. */
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

/** From the large screen's digits to the smallest. */
export const glyphs: readonly Glyph[] = [
  { width: 6, height: 13, gap: 2 },
  { width: 5, height: 9, gap: 1 },
  { width: 4, height: 9, gap: 1 },
  { width: 3, height: 5, gap: 1 },
];

/** Cells that a text takes: a blank is half a digit wide. */
export function lcdWidth(text: string, glyph: Glyph): number {
  let width = 0;
  for (const ch of text) width += (ch === ' ' ? Math.ceil(glyph.width / 2) : glyph.width) + glyph.gap;
  return Math.max(0, width - glyph.gap);
}

export const glyphRows = (glyph: Glyph): number => Math.ceil(glyph.height / 2);

export interface Ink {
  readonly on: number;
  /** Segments that are not lit are seen faintly on the real thing. */
  readonly off: number;
  readonly ground: number;
}

export function drawDigits(grid: Grid, theme: Theme, x: number, y: number, text: string, glyph: Glyph, ink: Ink): void {
  let at = x;
  for (const ch of text) {
    if (ch !== ' ') {
      if (grid.wide) drawAscii(grid, theme, at, y, segmentsOf(ch), glyph, ink);
      else drawPixels(grid, theme, at, y, segmentsOf(ch), glyph, ink);
    }
    at += (ch === ' ' ? Math.ceil(glyph.width / 2) : glyph.width) + glyph.gap;
  }
}

/** The segment that a pixel of a glyph belongs to: its bit, or 0 between the segments. */
function segmentAt(x: number, y: number, { width, height }: Glyph): number {
  const middle = (height - 1) / 2;
  const right = width - 1;
  const inside = x > 0 && x < right;
  if (inside) return y === 0 ? 1 : y === middle ? 64 : y === height - 1 ? 8 : 0;
  if (y === 0 || y === middle || y === height - 1) return 0;
  return x === 0 ? (y < middle ? 32 : 16) : y < middle ? 2 : 4;
}

/** At the smallest size the segments meet at the corners, or a digit would be dots. */
function litSmall(bits: number, x: number, y: number): boolean {
  const on = (bit: number) => (bits & bit) !== 0;
  const left = x === 0;
  if (y === 1) return x !== 1 && on(left ? 32 : 2);
  if (y === 3) return x !== 1 && on(left ? 16 : 4);
  const across = y === 0 ? 1 : y === 2 ? 64 : 8;
  if (on(across)) return true;
  if (x === 1) return false;
  const upper = left ? 32 : 2;
  const lower = left ? 16 : 4;
  return y === 0 ? on(upper) : y === 2 ? on(upper) && on(lower) : on(lower);
}

function drawPixels(grid: Grid, theme: Theme, x: number, y: number, bits: number, glyph: Glyph, ink: Ink): void {
  const small = glyph.height === 5;
  const colour = (px: number, py: number): number => {
    if (py >= glyph.height) return ink.ground;
    if (small) return litSmall(bits, px, py) ? ink.on : ink.ground;
    const bit = segmentAt(px, py, glyph);
    if (bit === 0) return ink.ground;
    return (bits & bit) !== 0 ? ink.on : ink.off;
  };
  for (let row = 0; row < glyphRows(glyph); row++) {
    for (let column = 0; column < glyph.width; column++) {
      const upper = colour(column, row * 2);
      const lower = colour(column, row * 2 + 1);
      const [ch, attr] = cell(theme, upper, lower, ink);
      put(grid, x + column, y + row, ch, attr);
    }
  }
}

function cell(theme: Theme, upper: number, lower: number, ink: Ink): [string, number] {
  if (!theme.colour) {
    const on = [upper, lower].map((colour) => colour === ink.on);
    return [on[0] ? (on[1] ? '█' : '▀') : on[1] ? '▄' : ' ', plainAttribute];
  }
  if (upper === lower) return upper === own ? [' ', plainAttribute] : [' ', pair(theme, ink.on, upper)];
  // The terminal's own background can't be a foreground: the half that is drawn is the other one.
  if (upper === own) return ['▄', pair(theme, lower, own)];
  return ['▀', pair(theme, upper, lower)];
}

function drawAscii(grid: Grid, theme: Theme, x: number, y: number, bits: number, glyph: Glyph, ink: Ink): void {
  const on = (bit: number, ch: string) => ((bits & bit) !== 0 ? ch : ' ');
  const rows = glyphRows(glyph);
  const across = glyph.width - 2;
  // Three rows: the middle bar is under the second; five: under the third.
  const middle = (rows - 1) / 2;
  const attr = pair(theme, ink.on, ink.ground);
  for (let row = 0; row < rows; row++) {
    const [left, inside, right] =
      row === 0
        ? ([0, 1, 0] as const)
        : row <= middle
          ? ([32, row === middle ? 64 : 0, 2] as const)
          : ([16, row === rows - 1 ? 8 : 0, 4] as const);
    put(grid, x, y + row, `${on(left, '|')}${on(inside, '_').repeat(across)}${on(right, '|')}`, attr);
  }
}
