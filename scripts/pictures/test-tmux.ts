/** The TUI inside tmux for tests: a second terminal emulator, driven as a script drives it. */
import { execFileSync } from 'node:child_process';
import type { Hands } from './walk-swap.ts';

export interface TmuxRun extends Hands {
  /** The screen with its colours, as escape sequences. */
  coloured(): string;
  resize(cols: number, rows: number): void;
  close(): void;
}

export function hasTmux(): boolean {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** @param name of the session, on a server of this process's own. */
export function runInTmux(name: string, command: readonly string[], cols: number, rows: number): TmuxRun {
  const server = ['-L', `ichido-test-${process.pid}`, '-f', '/dev/null'];
  const { TMUX: _, NO_COLOR: __, ...env } = process.env;
  const tmux = (...args: string[]): string =>
    execFileSync('tmux', [...server, ...args], {
      encoding: 'utf8',
      env: { ...env, LANG: 'C.UTF-8', LC_ALL: 'C.UTF-8' },
    });
  const line = command.map((word) => `'${word}'`).join(' ');
  tmux('new-session', '-d', '-s', name, '-x', String(cols), '-y', String(rows), `${line}; echo "code=$?"; read -r _`);
  const run: TmuxRun = {
    type(text) {
      // As hexadecimal bytes: nothing is a key name, nothing is swallowed.
      const bytes = [...Buffer.from(text)].map((byte) => byte.toString(16).padStart(2, '0'));
      tmux('send-keys', '-t', name, '-H', ...bytes);
    },
    text: () => tmux('capture-pane', '-p', '-t', name),
    coloured: () => tmux('capture-pane', '-p', '-e', '-t', name),
    place(text) {
      const lines = run.text().split('\n');
      const y = lines.findIndex((row) => row.includes(text));
      if (y < 0) throw new Error(`not on the screen: ${text}\n${run.text()}`);
      const before = lines[y]!.slice(0, lines[y]!.indexOf(text));
      return { x: [...before].reduce((cells, ch) => cells + (/[　-鿿＀-｠]/.test(ch) ? 2 : 1), 0), y };
    },
    /** tmux tells nobody that its screen has changed, so it is asked again and again. */
    async until(wanted, deadlineMs = 20_000) {
      const deadline = performance.now() + deadlineMs;
      for (;;) {
        const text = run.text();
        const seen =
          typeof wanted === 'string'
            ? text.includes(wanted)
            : wanted instanceof RegExp
              ? wanted.test(text)
              : wanted(text);
        if (seen) return;
        if (performance.now() > deadline) throw new Error(`not seen within ${deadlineMs} ms: ${wanted}\n${text}`);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
    },
    resize: (newCols, newRows) => {
      tmux('resize-window', '-t', name, '-x', String(newCols), '-y', String(newRows));
    },
    close() {
      try {
        tmux('kill-session', '-t', name);
      } catch {
        // It has ended by itself.
      }
    },
  };
  return run;
}
