/** SHELL: the real terminal. Raw keys in, bytes out without ever waiting for a terminal that stands still. */
import { writeSync } from 'node:fs';
import type { ReadStream, WriteStream } from 'node:tty';

export interface Terminal {
  size(): { readonly cols: number; readonly rows: number };
  /** True while the terminal has not taken what it was given. */
  busy(): boolean;
  /** `done` is called when the terminal has taken everything written so far. */
  write(bytes: string, done?: () => void): void;
  /** Raw mode, input flowing, output not blocking. */
  open(listeners: { data(bytes: Uint8Array): void; resize(): void; gone(): void }): void;
  /** Before a stop: writes the bytes and ends raw mode. */
  rest(bytes: string): void;
  /** After a stop: raw mode was the shell's to change meanwhile. */
  raw(): void;
  /** Writes the last bytes and ends raw mode; `done` comes when the terminal took them, or does not take anything. */
  close(bytes: string, done: () => void): void;
  /** The same at once, for a process that is about to be gone. */
  closeNow(bytes: string): void;
}

/** libuv's handle; internal to Node, so a test pins that it is there. */
interface TtyHandle {
  setBlocking?(blocking: boolean): number;
}

export function openTerminal(input: ReadStream, output: WriteStream & { readonly fd: number }): Terminal {
  const handle = (output as unknown as { _handle?: TtyHandle })._handle;
  // Writes to a terminal block in Node: a paused one (a hung ssh, Ctrl-S) would stop the servers in this process.
  const blocking = (on: boolean) => handle?.setBlocking?.(on);
  let listeners: Parameters<Terminal['open']>[0] | undefined;
  const data = (bytes: Uint8Array) => listeners?.data(bytes);
  const resize = () => listeners?.resize();
  const gone = () => listeners?.gone();
  return {
    size: () => ({ cols: output.columns || 80, rows: output.rows || 24 }),
    busy: () => output.writableLength > 0,
    write(bytes, done) {
      output.write(bytes, done);
    },
    open(given) {
      listeners = given;
      blocking(false);
      input.setRawMode(true);
      input.on('data', data);
      input.on('end', gone);
      input.on('error', gone);
      output.on('error', gone);
      output.on('resize', resize);
      input.resume();
    },
    rest(bytes) {
      try {
        writeSync(output.fd, bytes);
      } catch {
        // A terminal that stands still gets nothing; the stop goes on.
      }
      input.setRawMode(false);
    },
    raw() {
      input.setRawMode(true);
      blocking(false);
    },
    close(bytes, done) {
      if (output.writableLength === 0) {
        closeNow(bytes);
        done();
        return;
      }
      // It has stood still with bytes on their way: it gets its chance, but nobody waits for it for ever.
      let ended = false;
      const end = (taken: boolean) => {
        if (ended) return;
        ended = true;
        clearTimeout(timer);
        if (taken) closeNow('');
        else release();
        done();
      };
      const timer = setTimeout(end, stalledMs, false);
      output.write(bytes, () => end(true));
    },
    closeNow,
  };

  function closeNow(bytes: string): void {
    try {
      if (bytes !== '') writeSync(output.fd, bytes);
    } catch {
      // The terminal is gone, or stands still: there is nobody to put it back for.
    }
    try {
      input.setRawMode(false);
    } catch {
      // As above.
    }
    release();
    blocking(true);
  }

  /**
   * Listens no more, and asks the terminal for nothing: ending raw mode waits for a terminal that stands still, and so
   * would output that blocks. Node puts raw mode back itself when the process exits, and doesn't wait for that.
   */
  function release(): void {
    input.off('data', data);
    input.pause();
    output.off('resize', resize);
  }
}

/** How long a stopped process waits for a terminal that takes nothing. */
const stalledMs = 400;
