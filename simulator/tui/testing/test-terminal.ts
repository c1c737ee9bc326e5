/** A terminal in memory (xterm.js without a screen) for tests: what it shows is compared cell by cell with a grid. */
import unicode11 from '@xterm/addon-unicode11';
import type { IBufferCell, Terminal } from '@xterm/headless';
import headless from '@xterm/headless';
import { eastAsianWidth } from 'get-east-asian-width';
import type { Grid } from '../draw/grid.ts';
import { own } from '../draw/theme.ts';

export interface TestTerminal {
  readonly xterm: Terminal;
  /** Resolves when the bytes have been understood. */
  write(bytes: string | Uint8Array): Promise<void>;
  /** The screen's rows, trailing blanks cut. */
  rows(): string[];
  text(): string;
  close(): void;
}

/** @param wide ambiguous characters take two cells, as in many terminals of Japan. */
export function testTerminal(cols: number, rows: number, wide = false): TestTerminal {
  const xterm = new headless.Terminal({ cols, rows, allowProposedApi: true, scrollback: 0 });
  if (wide) {
    xterm.unicode.register({
      version: 'ambiguous-wide',
      wcwidth: width,
      // State, width and "joins the one before" packed as xterm.js has them.
      charProperties: (point) => (width(point) & 3) << 1,
    });
    xterm.unicode.activeVersion = 'ambiguous-wide';
  } else {
    xterm.loadAddon(new unicode11.Unicode11Addon());
    xterm.unicode.activeVersion = '11';
  }
  const read = (): string[] => {
    const buffer = xterm.buffer.active;
    return Array.from(
      { length: xterm.rows },
      (_, y) => buffer.getLine(buffer.baseY + y)?.translateToString(true) ?? '',
    );
  };
  return {
    xterm,
    write: (bytes) => new Promise((resolve) => xterm.write(bytes, resolve)),
    rows: read,
    text: () => read().join('\n'),
    close: () => xterm.dispose(),
  };
}

function width(point: number): 0 | 1 | 2 {
  if (point < 32 || (point >= 0x7f && point < 0xa0)) return 0;
  return eastAsianWidth(point, { ambiguousAsWide: true });
}

/** The first difference between what the grid says and what the terminal shows, or undefined. */
export function firstDifference(grid: Grid, { xterm }: TestTerminal): string | undefined {
  const buffer = xterm.buffer.active;
  let cell: IBufferCell | undefined;
  for (let y = 0; y < grid.rows; y++) {
    const line = buffer.getLine(buffer.baseY + y);
    for (let x = 0; x < grid.cols; x++) {
      const i = y * grid.cols + x;
      cell = line?.getCell(x, cell);
      if (cell === undefined) return `(${x},${y}): no cell`;
      const wanted = grid.ch[i]!;
      const isHalf = wanted === '';
      if (isHalf !== (cell.getWidth() === 0)) return difference(x, y, wanted, cell);
      if (isHalf) continue;
      const shown = cell.getChars() === '' ? ' ' : cell.getChars();
      if (shown !== wanted || attributeOf(cell) !== grid.attr[i]) return difference(x, y, wanted, cell, grid.attr[i]);
    }
  }
  return undefined;
}

const difference = (x: number, y: number, wanted: string, cell: IBufferCell, attr?: number): string =>
  `(${x},${y}): wanted ${JSON.stringify(wanted)} ${attr}, shown ${JSON.stringify(cell.getChars())} ${attributeOf(cell)} of width ${cell.getWidth()}`;

function attributeOf(cell: IBufferCell): number {
  const flags = (cell.isBold() ? 1 : 0) | (cell.isUnderline() ? 2 : 0) | (cell.isInverse() ? 8 : 0);
  const fg = cell.isFgDefault() ? own : cell.getFgColor();
  const bg = cell.isBgDefault() ? own : cell.getBgColor();
  return (flags << 18) | (fg << 9) | bg;
}
