/** A program in a terminal of its own: keys go in, and its screen is kept as a terminal would show it. */
import { sightOn } from './cells.ts';
import { loadEmulator, loadPty } from './parts.ts';
import { reportOf, type Sight } from './sight.ts';

export interface Terminal {
  type(keys: string): void;
  /** The last whole frame. */
  sight(): Sight;
  /**
   * Looks until something is seen, at each change of the screen; rejects with the screen when it is not seen in time.
   * @param wanted for the message.
   */
  until<T>(see: (sight: Sight) => T | undefined, wanted: string): Promise<T>;
  /** Ends the program, and waits until it has ended. */
  close(): Promise<void>;
}

export interface Program {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: { readonly [name: string]: string };
  readonly cwd: string;
  readonly cols: number;
  readonly rows: number;
}

const seenWithinMs = 15_000;
const endsWithinMs = 10_000;

export async function openTerminal({ file, args, env, cwd, cols, rows }: Program): Promise<Terminal> {
  const [{ spawn }, headless] = await Promise.all([loadPty(), loadEmulator()]);
  const xterm = new headless.Terminal({ cols, rows, allowProposedApi: true, scrollback: 0 });
  const pty = spawn(file, [...args], { cols, rows, cwd, env: { ...env }, name: 'xterm-256color' });
  const looking = new Set<() => void>();
  let shown = sightOn(xterm);
  // Eyes never see half a frame: a terminal holds it back until its end has come.
  const look = (): void => {
    if (xterm.modes.synchronizedOutputMode) return;
    shown = sightOn(xterm);
    for (const one of [...looking]) one();
  };
  let ended = false;
  const end = Promise.withResolvers<void>();
  pty.onData((data) => xterm.write(data, look));
  // The terminal answers questions (where is the cursor?), as a real one does.
  xterm.onData((data) => {
    if (!ended) pty.write(data);
  });
  pty.onExit(() => {
    ended = true;
    // What it said last is still being understood.
    xterm.write('', () => {
      look();
      end.resolve();
    });
  });
  const sight = (): Sight => shown;
  return {
    type: (keys) => pty.write(keys),
    sight,
    until: (see, wanted) =>
      new Promise((resolve, reject) => {
        const stop = (): void => {
          clearTimeout(timer);
          looking.delete(check);
        };
        const check = (): void => {
          const now = sight();
          const found = see(now);
          if (found === undefined && !ended) return;
          stop();
          if (found === undefined) reject(new Error(`デスクの端末が終了しました（${wanted}）\n${reportOf(now)}`));
          else resolve(found);
        };
        const timer = setTimeout(() => {
          stop();
          reject(new Error(`デスクの画面に現れません: ${wanted}\n${reportOf(sight())}`));
        }, seenWithinMs);
        looking.add(check);
        check();
      }),
    close: async () => {
      if (!ended) pty.kill('SIGTERM');
      const late = setTimeout(() => pty.kill('SIGKILL'), endsWithinMs);
      await end.promise;
      clearTimeout(late);
      xterm.dispose();
    },
  };
}
