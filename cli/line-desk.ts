/** The desk as lines on this process's stdin and stdout, which may be pipes. A composition root: it asks the clock and owns the signals. */
import { languageOf } from '../common/language.ts';
import { type LineDesk, startLineDesk } from '../simulator/tui/shell/line-desk.ts';
import type { Connected, TerminalDeskOptions } from './terminal-desk.ts';

/**
 * Runs until the person quits, the input ends or a signal comes. Returns the exit code: 0, 130 (SIGINT), 143, 129.
 * @param open what to show.
 */
export async function runLineDesk(options: TerminalDeskOptions, open: () => Promise<Connected>): Promise<number> {
  let desk: LineDesk | undefined;
  // A signal while the servers start waits for them, or they would be left behind.
  let signalled: number | undefined;
  const end = (code: number) => {
    signalled ??= code;
    desk?.end(code);
  };
  const handlers = [
    ['SIGINT', () => end(130)],
    ['SIGTERM', () => end(143)],
    ['SIGHUP', () => end(129)],
  ] as const;
  for (const [name, handler] of handlers) process.on(name, handler);
  // Whoever read the lines is gone.
  process.stdout.on('error', () => end(129));
  const connected = await open();
  try {
    if (signalled !== undefined) return signalled;
    desk = startLineDesk({
      input: process.stdin,
      write: (line) => process.stdout.write(`${line}\n`),
      lang: options.lang ?? languageOf(process.env),
      ui: () => performance.now(),
      world: connected.world,
    });
    return await desk.ended;
  } finally {
    await connected.stop();
    for (const [name, handler] of handlers) process.off(name, handler);
    process.stdin.pause();
  }
}
