/** Whole runs of the TUI for tests: a process in a pseudo terminal, whose screen is kept by xterm.js. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';
import { type TestTerminal, testTerminal } from '../../simulator/tui/testing/test-terminal.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The pinned Node, which runs this test too. */
export const node = process.execPath;
export const ichido = ['--disable-warning=ExperimentalWarning', `${root}cli/ichido.ts`];
/** A desk of its own: nothing on disk, free ports, the same tokens each time. */
export const ownDesk = ['--state', ':memory:', '--portal-port', '0', '--control-port', '0', '--seed', '1'];

/** The user's state folder of every run here: nothing of the machine's own user is read or written. */
export const stateHome = mkdtempSync(join(tmpdir(), 'ichido-test-'));
/** For `afterAll`: a forked test process ends without its 'exit'. */
export const removeStateHome = (): void => rmSync(stateHome, { recursive: true, force: true });
process.on('exit', removeStateHome);

export interface PtyRun extends TestTerminal {
  readonly pty: IPty;
  /** Everything that was sent to the terminal. */
  bytes(): string;
  type(text: string): void;
  /** Waits for the screen, not for a time: `wanted` is a text on it, or a question about it. */
  until(wanted: string | RegExp | ((text: string) => boolean), deadlineMs?: number): Promise<void>;
  /** The zero-based place of a text on the screen. */
  place(text: string): { readonly x: number; readonly y: number };
  clickOn(text: string): void;
  resize(cols: number, rows: number): void;
  readonly exited: Promise<{ readonly exitCode: number; readonly signal?: number | undefined }>;
  /** Ends the process whatever it does. */
  kill(): void;
}

export interface PtyOptions {
  readonly cols?: number;
  readonly rows?: number;
  readonly wide?: boolean;
  readonly env?: { readonly [name: string]: string };
}

export function runInPty(file: string, args: readonly string[], options: PtyOptions = {}): PtyRun {
  const { cols = 80, rows = 24, wide = false } = options;
  const terminal = testTerminal(cols, rows, wide);
  const { TMUX: _, NO_COLOR: __, ICHIDO_LANG: ___, ICHIDO_DESK: ____, ...inherited } = process.env;
  const env = { ...inherited, TERM: 'xterm-256color', LANG: 'C', XDG_STATE_HOME: stateHome, ...options.env } as {
    [name: string]: string;
  };
  const pty = spawn(file, [...args], { cols, rows, cwd: root, env, name: env['TERM'] ?? 'xterm-256color' });
  let all = '';
  const waiting = new Set<() => void>();
  const look = () => {
    for (const one of [...waiting]) one();
  };
  pty.onData((data) => {
    all += data;
    terminal.xterm.write(data, look);
  });
  // The terminal answers questions (where is the cursor?), as a real one does.
  terminal.xterm.onData((data) => {
    try {
      pty.write(data);
    } catch {
      // The process has just gone.
    }
  });
  const exited = new Promise<{ exitCode: number; signal?: number | undefined }>((resolve) => {
    pty.onExit(({ exitCode, signal }) => {
      // What it said last is still being understood.
      terminal.xterm.write('', () => {
        look();
        resolve({ exitCode, signal });
      });
    });
  });
  const run: PtyRun = {
    ...terminal,
    pty,
    bytes: () => all,
    type: (text) => pty.write(text),
    until(wanted, deadlineMs = 20_000) {
      const matches = () => {
        const text = terminal.text();
        return typeof wanted === 'string'
          ? text.includes(wanted)
          : wanted instanceof RegExp
            ? wanted.test(text)
            : wanted(text);
      };
      return new Promise((resolve, reject) => {
        const end = () => {
          clearTimeout(timer);
          waiting.delete(check);
        };
        const check = () => {
          if (!matches()) return;
          end();
          resolve();
        };
        const timer = setTimeout(() => {
          end();
          reject(new Error(`not seen within ${deadlineMs} ms: ${wanted}\n${terminal.text()}`));
        }, deadlineMs);
        waiting.add(check);
        check();
      });
    },
    place(text) {
      const buffer = terminal.xterm.buffer.active;
      for (let y = 0; y < terminal.xterm.rows; y++) {
        const line = buffer.getLine(buffer.baseY + y);
        for (let x = 0; x < terminal.xterm.cols; x++) {
          if (line?.translateToString(false, x).startsWith(text) === true && line.getCell(x)?.getWidth() !== 0)
            return { x, y };
        }
      }
      throw new Error(`not on the screen: ${text}\n${terminal.text()}`);
    },
    clickOn(text) {
      const { x, y } = run.place(text);
      pty.write(`\u001b[<0;${x + 1};${y + 1}M\u001b[<0;${x + 1};${y + 1}m`);
    },
    resize(newCols, newRows) {
      terminal.xterm.resize(newCols, newRows);
      pty.resize(newCols, newRows);
    },
    exited,
    kill() {
      try {
        process.kill(pty.pid, 'SIGKILL');
      } catch {
        // It has ended already.
      }
      terminal.close();
    },
  };
  return run;
}

/** What a program can leave behind in a terminal. */
export function modesOf({ xterm }: TestTerminal): object {
  const { bracketedPasteMode, mouseTrackingMode, applicationCursorKeysMode, applicationKeypadMode } = xterm.modes;
  return {
    screen: xterm.buffer.active.type,
    bracketedPasteMode,
    mouseTrackingMode,
    applicationCursorKeysMode,
    applicationKeypadMode,
  };
}

export const cleanModes = {
  screen: 'normal',
  bracketedPasteMode: false,
  mouseTrackingMode: 'none',
  applicationCursorKeysMode: false,
  applicationKeypadMode: false,
};
