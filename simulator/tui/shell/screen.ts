/**
 * SHELL: the only file that knows blessed. It turns a grid into the bytes that make a terminal show it, sending changed
 * cells only, and writes to nobody: who asks gets the bytes.
 *
 * blessed 0.1.81 is pinned and will not change, so this reaches into `lines` and `olines`. None of its widgets, none of
 * its input is used: it is given a terminal that exists in memory only, always as xterm-256color, since it prints its
 * own source on half of the other TERM values.
 */
import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { Grid } from '../draw/grid.ts';
import { plainAttribute } from '../draw/theme.ts';

export interface CellScreen {
  /** Alternate screen, title, mouse, paste: once, and again after `leave`. */
  enter(options: { readonly mouse: boolean; readonly title: string }): string;
  /** The bytes from the frame before to this one; '' when nothing changed. */
  frame(grid: Grid): string;
  /** Forgets what the terminal shows: the next frame is drawn whole. */
  forget(): void;
  mouse(on: boolean): string;
  /** Everything as it was before `enter`. */
  leave(): string;
}

type Cell = [attribute: number, ch: string];
type Line = Cell[] & { dirty: boolean };

interface BlessedScreen {
  lines: Line[];
  olines: Line[];
  enter(): void;
  leave(): void;
  alloc(): void;
  draw(start: number, end: number): void;
  readonly program: { flush(): void; cols: number; rows: number };
  readonly tput: { brokenACS: boolean };
}

interface ScreenFactory {
  (options: object): BlessedScreen;
  _exceptionHandler?: (...args: unknown[]) => void;
  _sigtermHandler?: () => void;
  _sigintHandler?: () => void;
  _sigquitHandler?: () => void;
  _exitHandler?: () => void;
  _bound?: boolean;
}

interface ProgramFactory {
  _exitHandler?: () => void;
  _bound?: boolean;
}

/** DEC 2026: a terminal that knows it shows nothing of a frame before all of it has come; others take no notice. */
const wholeFrame = { begin: '\u001b[?2026h', end: '\u001b[?2026l' };

/** What blessed takes for a terminal. */
class MemoryOutput extends EventEmitter {
  readonly isTTY = true;
  readonly writable = true;
  columns: number;
  rows: number;
  written = '';
  constructor(columns: number, rows: number) {
    super();
    this.columns = columns;
    this.rows = rows;
  }
  write(text: string): boolean {
    this.written += text;
    return true;
  }
  take(): string {
    const text = this.written;
    this.written = '';
    return text;
  }
}

class SilentInput extends EventEmitter {
  readonly isTTY = true;
  readonly isRaw = true;
  setRawMode(): void {}
  resume(): void {}
  pause(): void {}
}

export function createScreen(cols: number, rows: number): CellScreen {
  const output = new MemoryOutput(cols, rows);
  const screen = createBlessed(output);
  // Its constructor enters at once; that belongs to `enter`.
  screen.program.flush();
  output.take();
  screen.leave();
  output.take();

  let before: Grid | undefined;
  let cursorShown = false;

  const flushed = (): string => {
    screen.program.flush();
    return output.take();
  };

  const resize = (grid: Grid) => {
    output.columns = grid.cols;
    output.rows = grid.rows;
    output.emit('resize');
  };

  const modes = (on: boolean) => (on ? '\u001b[?1000h\u001b[?1006h' : '\u001b[?1006l\u001b[?1000l');

  return {
    enter({ mouse, title }) {
      before = undefined;
      cursorShown = false;
      // The title is pushed before the alternate screen: some terminals keep one for each.
      const titled = `\u001b[22;2t\u001b]2;${title}\u0007`;
      screen.enter();
      return `${titled}${flushed()}\u001b[?2004h${mouse ? modes(true) : ''}`;
    },
    frame(grid) {
      let clear = '';
      if (before === undefined || before.cols !== grid.cols || before.rows !== grid.rows) {
        resize(grid);
        clear = `\u001b[m${flushed()}`;
        if (!clear.includes('\u001b[2J')) {
          screen.alloc();
          clear += flushed();
        }
        before = undefined;
      }
      const changed = copyRows(screen, before, grid);
      if (changed) screen.draw(0, grid.rows - 1);
      before = grid;
      const drawn = flushed();
      const hide = cursorShown && (drawn !== '' || clear !== '') ? '\u001b[?25l' : '';
      const show = placeCursor(grid, cursorShown, hide !== '');
      cursorShown = grid.cursor !== undefined;
      const bytes = `${hide}${clear}${drawn}${show}`;
      return bytes === '' ? '' : `${wholeFrame.begin}${bytes}${wholeFrame.end}`;
    },
    forget() {
      before = undefined;
    },
    mouse: modes,
    leave() {
      before = undefined;
      cursorShown = false;
      screen.leave();
      const left = flushed();
      return `\u001b[m${modes(false)}\u001b[?2004l${left}\u001b[?25h\u001b[23;2t`;
    },
  };
}

function createBlessed(output: MemoryOutput): BlessedScreen {
  const require = createRequire(import.meta.url);
  // The program asks tmux for its version when it thinks it runs inside; nothing here depends on the answer.
  const tmux = process.env['TMUX'];
  delete process.env['TMUX'];
  try {
    // The screen alone, without the thirty widgets that the package's main file loads.
    const factory = require('blessed/lib/widgets/screen.js') as ScreenFactory;
    const program = require('blessed/lib/program.js') as ProgramFactory;
    const screen = factory({
      input: new SilentInput(),
      output,
      terminal: 'xterm-256color',
      fullUnicode: true,
      // Without it every Japanese character is `?` where LANG is not UTF-8 (ssh, CI, containers).
      forceUnicode: true,
      smartCSR: false,
      useBCE: false,
    });
    // Real line characters instead of the alternate character set, which copies as `lqqqk`.
    screen.tput.brokenACS = true;
    releaseProcess(factory, program);
    rememberWidths(require('blessed/lib/unicode.js') as WidthTable);
    return screen;
  } finally {
    if (tmux !== undefined) process.env['TMUX'] = tmux;
  }
}

interface WidthTable {
  charWidth(character: string | number, at?: number): number;
}

/** It looks the width of every cell of a changed row up in long tables; a screen has few different characters. */
function rememberWidths(table: WidthTable): void {
  const lookUp = table.charWidth;
  if (lookUp.name === 'remembered') return;
  const widths = new Map<string, number>();
  table.charWidth = function remembered(character, at) {
    if (typeof character !== 'string' || at !== undefined) return lookUp(character, at);
    const known = widths.get(character);
    if (known !== undefined) return known;
    const width = lookUp(character, 0);
    if (widths.size < 10_000) widths.set(character, width);
    return width;
  };
}

/** blessed hooks the process's signals, crashes and exit; here they belong to run.ts. */
function releaseProcess(factory: ScreenFactory, program: ProgramFactory): void {
  const hooks = [
    ['uncaughtException', factory._exceptionHandler],
    ['SIGTERM', factory._sigtermHandler],
    ['SIGINT', factory._sigintHandler],
    ['SIGQUIT', factory._sigquitHandler],
    ['exit', factory._exitHandler],
    ['exit', program._exitHandler],
  ] as const;
  for (const [event, handler] of hooks) if (handler !== undefined) process.removeListener(event, handler);
}

/** Puts the rows that differ into blessed's own cells; says whether there are any. */
function copyRows(screen: BlessedScreen, before: Grid | undefined, grid: Grid): boolean {
  const { cols, rows, ch, attr } = grid;
  let changed = false;
  for (let y = 0; y < rows; y++) {
    const start = y * cols;
    if (before !== undefined && sameRow(before, grid, start, start + cols)) continue;
    const line = screen.lines[y]!;
    const old = screen.olines[y]!;
    for (let x = 0; x < cols; x++) {
      const i = start + x;
      const cell = line[x]!;
      const was = old[x]!;
      cell[0] = attr[i]!;
      cell[1] = ch[i]!;
      // blessed redraws every wide character of a changed line, because it marks them as never equal; told what
      // really stands there it sends the changed cells only.
      was[0] = before === undefined ? plainAttribute : before.attr[i]!;
      was[1] = before === undefined ? ' ' : before.ch[i]!;
      // The second half follows its first: a character that blessed's table of 2015 calls narrow would leave the
      // cursor in between.
      if (ch[i] === '' && x > 0 && (line[x - 1]![1] !== old[x - 1]![1] || line[x - 1]![0] !== old[x - 1]![0])) {
        was[1] = '\0';
      }
    }
    line.dirty = true;
    changed = true;
  }
  return changed;
}

function sameRow(before: Grid, grid: Grid, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    if (before.ch[i] !== grid.ch[i] || before.attr[i] !== grid.attr[i]) return false;
  }
  return true;
}

function placeCursor(grid: Grid, wasShown: boolean, wasHidden: boolean): string {
  if (grid.cursor === undefined) return wasShown && !wasHidden ? '\u001b[?25l' : '';
  const { x, y } = grid.cursor;
  return `\u001b[${y + 1};${Math.min(x, grid.cols - 1) + 1}H\u001b[?25h`;
}
