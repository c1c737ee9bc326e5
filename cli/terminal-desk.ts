/**
 * The TUI in this process's terminal: drawn first, then whatever takes longer (a desk's servers, a connection). A
 * composition root: it asks the clocks and owns the signals.
 */

import { ReadStream, WriteStream } from 'node:tty';
import { languageOf } from '../common/language.ts';
import { startTui, type Tui } from '../simulator/tui/shell/run.ts';
import { openTerminal } from '../simulator/tui/shell/terminal.ts';
import { exitCodes, wrongUsage } from './exit.ts';
import { startedByNpm, watchParent } from './npm-parent.ts';

export interface Connected {
  /** What the TUI shows from now on. */
  readonly world: Parameters<Tui['connect']>[0];
  stop(): Promise<void>;
}

export interface TerminalDeskOptions {
  readonly lang?: 'ja' | 'en' | undefined;
  readonly mouse?: boolean | undefined;
}

/** Throws `ExitError` 2 unless stdin and stdout are a terminal that can show it. */
export function requireTerminal(environment: NodeJS.ProcessEnv = process.env): void {
  const missing = [process.stdin.isTTY !== true && 'stdin', process.stdout.isTTY !== true && 'stdout'].filter(Boolean);
  if (missing.length > 0 || environment['TERM'] === 'dumb') {
    const what = missing.length > 0 ? missing.join(', ') : 'TERM=dumb';
    throw wrongUsage(
      `画面を表示できる端末ではありません（${what}）。1行ずつ使うには「ichido tui --lines」、画面なしで使うには「ichido start --headless」を実行してください。`,
      `this is no terminal that can show the desk (${what}): use \`ichido tui --lines\` line by line, or \`ichido start --headless\` without one`,
    );
  }
}

/**
 * Runs until the person quits or a signal comes. Returns the exit code: 0, 130 (Ctrl-C, SIGINT), 143, 129.
 * @param open what to connect to, started after the first frame.
 */
export async function runTerminalDesk(options: TerminalDeskOptions, open: () => Promise<Connected>): Promise<number> {
  requireTerminal();
  if (!(process.stdin instanceof ReadStream && process.stdout instanceof WriteStream))
    throw new Error('no tty streams');
  const pause = () => tui.pause();
  const resume = () => tui.resume();
  const tui: Tui = startTui({
    terminal: openTerminal(process.stdin, process.stdout as WriteStream & { fd: number }),
    lang: options.lang ?? languageOf(process.env),
    // https://no-color.org: any value but the empty one.
    colour: (process.env['NO_COLOR'] ?? '') === '',
    mouse: options.mouse ?? process.env['ICHIDO_MOUSE'] !== '0',
    ambiguous: ambiguousOf(process.env['ICHIDO_AMBIGUOUS']),
    wall: () => Date.now(),
    ui: () => performance.now(),
    suspend: process.platform === 'win32' ? undefined : () => suspend(pause, resume),
  });
  const release = catchEverything(tui, pause, resume);
  let connected: Connected | undefined;
  let code: number = exitCodes.failed;
  try {
    const opening = open().then((ready) => {
      connected = ready;
      tui.connect(ready.world);
    });
    // A quit while the servers start must wait for them, or they would be left behind.
    const failed = await Promise.race([
      opening.then(
        () => undefined,
        (error: unknown) => ({ error }),
      ),
      tui.ended.then(() => undefined),
    ]);
    if (failed !== undefined) {
      tui.end(exitCodes.failed);
      await tui.ended;
      throw failed.error;
    }
    code = await tui.ended;
    await opening;
    return code;
  } finally {
    await connected?.stop();
    // What a terminal that stands still has not taken would keep the process, until the terminal moves again.
    if (process.stdout.writableLength > 0) process.exit(code);
    release();
  }
}

function ambiguousOf(value: string | undefined): 'narrow' | 'wide' | 'ask' {
  return value === 'narrow' || value === 'wide' ? value : 'ask';
}

/** Signals, crashes and stops, each of which must leave a clean terminal. Returns the release. */
function catchEverything(tui: Tui, pause: () => void, resume: () => void): () => void {
  const handlers: [string, (...args: never[]) => void][] = [
    ['SIGINT', () => tui.end(130)],
    ['SIGTERM', () => tui.end(143)],
    ['SIGHUP', () => tui.end(129)],
    ['SIGTSTP', pause],
    ['SIGCONT', resume],
    ['uncaughtException', (error: unknown) => crashed(tui, error)],
    ['unhandledRejection', (error: unknown) => crashed(tui, error)],
    ['exit', () => tui.restoreNow()],
  ];
  const used = process.platform === 'win32' ? handlers.filter(([name]) => !/TSTP|CONT/.test(name)) : handlers;
  for (const [name, handler] of used) process.on(name, handler as () => void);
  const unwatch = startedByNpm() ? watchParent(() => tui.end(129)) : () => {};
  return () => {
    unwatch();
    for (const [name, handler] of used) process.off(name, handler as () => void);
  };
}

function crashed(tui: Tui, error: unknown): never {
  tui.restoreNow();
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`ichido: 予期しないエラーで終了しました。\nichido: ended by an unexpected error\n${stack}\n`);
  process.exit(exitCodes.failed);
}

/**
 * The whole job stops, npm's shell included, as Ctrl-Z does in any program. With the default action of SIGTSTP, since a
 * group that no shell watches is then not stopped at all, and nobody would be there to wake it.
 */
function suspend(pause: () => void, resume: () => void): void {
  process.off('SIGTSTP', pause);
  process.kill(0, 'SIGTSTP');
  // Whether it was stopped and woken or never stopped: here it runs again.
  setTimeout(() => {
    process.on('SIGTSTP', pause);
    resume();
  }, 20);
}
