/**
 * A screen of cells that knows wide characters: no half of one is ever left standing, and nothing is drawn outside. PURE.
 * A wide character takes its cell and an empty one (`''`) after it.
 */

import { charWidth, clean } from '../../../common/text-width.ts';
import type { Rect } from '../geometry.ts';
import type { Target } from '../keys/target.ts';
import { plainAttribute } from './theme.ts';

/** What a click means, and the rectangle of the screen where it does. */
export interface Hit extends Rect {
  readonly target: Target;
}

export interface Grid {
  readonly cols: number;
  readonly rows: number;
  /** Terminals that draw ambiguous characters in two cells get ASCII lines instead. */
  readonly wide: boolean;
  readonly ch: string[];
  readonly attr: number[];
  readonly hits: Hit[];
  /** Where the hardware cursor stands (an input method draws there); undefined = hidden. */
  cursor: { x: number; y: number } | undefined;
}

export function createGrid(cols: number, rows: number, wide = false): Grid {
  const size = cols * rows;
  return {
    cols,
    rows,
    wide,
    ch: new Array<string>(size).fill(' '),
    attr: new Array<number>(size).fill(plainAttribute),
    hits: [],
    cursor: undefined,
  };
}

/**
 * Draws a text at a place; what falls outside (of `limit` cells, or of the screen) is cut. Returns the cells used.
 * The last gate before the terminal: whatever was not cleaned where it came in is cleaned here.
 */
export function put(grid: Grid, x: number, y: number, text: string, attr: number, limit = grid.cols): number {
  const end = Math.min(grid.cols, x + limit);
  let at = x;
  for (const original of clean(text)) {
    const ch = grid.wide ? (ascii[original] ?? original) : original;
    const width = charWidth(ch, grid.wide);
    if (at + width > end) break;
    if (y >= 0 && y < grid.rows && at >= 0) setCell(grid, at, y, ch, attr, width);
    at += width;
  }
  return at - x;
}

/** Fills a rectangle with blanks (or one narrow character). */
export function fill(grid: Grid, area: Rect, attr: number, ch = ' '): void {
  const drawn = grid.wide ? (ascii[ch] ?? ch) : ch;
  for (let y = Math.max(0, area.y); y < Math.min(grid.rows, area.y + area.height); y++) {
    for (let x = Math.max(0, area.x); x < Math.min(grid.cols, area.x + area.width); x++)
      setCell(grid, x, y, drawn, attr, 1);
  }
}

export const boxes = {
  single: '┌─┐│└┘',
  round: '╭─╮│╰╯',
  heavy: '┏━┓┃┗┛',
} as const;

/** A frame, with a title set into its upper edge. */
export function box(
  grid: Grid,
  area: Rect,
  attr: number,
  kind: keyof typeof boxes = 'single',
  title = '',
  titleAttr = attr,
): void {
  if (area.width < 2 || area.height < 2) return;
  const [leftTop, across, rightTop, down, leftBottom, rightBottom] = [...boxes[kind]] as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const right = area.x + area.width - 1;
  const bottom = area.y + area.height - 1;
  put(grid, area.x, area.y, leftTop + across.repeat(area.width - 2) + rightTop, attr);
  for (let y = area.y + 1; y < bottom; y++) {
    put(grid, area.x, y, down, attr);
    put(grid, right, y, down, attr);
  }
  put(grid, area.x, bottom, leftBottom + across.repeat(area.width - 2) + rightBottom, attr);
  if (title !== '') put(grid, area.x + 2, area.y, ` ${title} `, titleAttr, area.width - 4);
}

export function hit(grid: Grid, area: Rect, target: Target): void {
  grid.hits.push({ ...area, target });
}

/** What was drawn last at a place is on top, so it is hit first. */
export function targetAt(grid: Pick<Grid, 'hits'>, x: number, y: number): Target | undefined {
  return grid.hits.findLast((h) => x >= h.x && x < h.x + h.width && y >= h.y && y < h.y + h.height)?.target;
}

/** Forgets the click targets drawn so far: what lies under a dialog cannot be clicked. */
export function coverHits(grid: Grid): void {
  grid.hits.length = 0;
}

/** The rows as text, for tests and golden screens. */
export function gridText(grid: Grid): string {
  const lines: string[] = [];
  for (let y = 0; y < grid.rows; y++)
    lines.push(
      grid.ch
        .slice(y * grid.cols, (y + 1) * grid.cols)
        .join('')
        .trimEnd(),
    );
  return lines.join('\n');
}

function setCell(grid: Grid, x: number, y: number, ch: string, attr: number, width: 1 | 2): void {
  const i = y * grid.cols + x;
  // The cell was the second half of a wide character: its first half goes.
  if (grid.ch[i] === '' && x > 0) grid.ch[i - 1] = ' ';
  // The cell after the new end was a second half: it becomes a blank.
  if (x + width < grid.cols && grid.ch[i + width] === '') grid.ch[i + width] = ' ';
  grid.ch[i] = ch;
  grid.attr[i] = attr;
  if (width === 2) {
    grid.ch[i + 1] = '';
    grid.attr[i + 1] = attr;
  }
}

/** Drawing characters that are two cells on "ambiguous = wide" terminals, and what stands for them there. */
const ascii: { readonly [ch: string]: string } = {
  '─': '-',
  '━': '=',
  '╸': '-',
  '│': '|',
  '┃': '|',
  '┌': '+',
  '┐': '+',
  '└': '+',
  '┘': '+',
  '╭': '.',
  '╮': '.',
  '╰': "'",
  '╯': "'",
  '┏': '+',
  '┓': '+',
  '┗': '+',
  '┛': '+',
  '├': '+',
  '┤': '+',
  '┬': '+',
  '┴': '+',
  '█': '#',
  '▉': '#',
  '▊': '#',
  '▋': '#',
  '▌': '#',
  '▍': '#',
  '▎': '#',
  '▏': '|',
  '▕': '|',
  '▐': '#',
  '▀': '"',
  '▄': '_',
  '▂': '.',
  '▆': '#',
  '░': '.',
  '▒': ':',
  '▓': '%',
  '■': '#',
  '□': '.',
  '▮': '#',
  '▯': '.',
  '▶': '>',
  '▸': '>',
  '◀': '<',
  '▲': '^',
  '▼': 'v',
  '△': '^',
  '▽': 'v',
  '●': '*',
  '○': 'o',
  '◎': 'O',
  '◆': '*',
  '◇': 'o',
  '→': '>',
  '←': '<',
  '↑': '^',
  '↓': 'v',
  '↵': '<',
  '·': '.',
  '…': '~',
  '×': 'x',
  '✓': 'v',
  '▗': '.',
  '▖': '.',
  '▝': "'",
  '▘': "'",
};
