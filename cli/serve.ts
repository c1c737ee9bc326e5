/** A server in the foreground: tells that it is ready, stays until a signal, leaves nothing behind. */
import { rmSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { bothLanguages } from '../common/text.ts';
import { writePrivateFile } from '../desk/state/private-file.ts';
import { failed } from './exit.ts';
import { startedByNpm, watchParent } from './npm-parent.ts';

export interface Signals {
  /** Resolves with the exit code when SIGINT, SIGTERM (0) or SIGHUP (129) came, or npm that started this is gone (129). */
  readonly ended: Promise<number>;
}

/**
 * Listens for the signals from now on, so that one that comes while the desk is still starting ends it cleanly too.
 * A second signal while stopping ends at once.
 */
export function catchSignals(): Signals {
  const { promise, resolve } = Promise.withResolvers<number>();
  let caught = false;
  const end = (code: number) => () => {
    // npm and the terminal may both deliver the same Ctrl-C: only a later one means impatience.
    if (caught) return void setTimeout(() => process.exit(code), 2000).unref();
    caught = true;
    resolve(code);
  };
  process.on('SIGINT', end(0));
  process.on('SIGTERM', end(0));
  process.on('SIGHUP', end(129));
  if (startedByNpm()) watchParent(end(129));
  // Whoever read the ready line may close the pipe: that is no reason to die.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  return { ended: promise };
}

/** Prints the ready line on stdout, and writes it to `file` if there is one. Returns how to take the file away again. */
export function sayReady(ready: object, file: string | undefined): () => void {
  const undo = file === undefined ? () => {} : writeReadyFile(ready, file);
  process.stdout.write(readyLine(ready));
  flushCompileCache(); // a SIGKILL later would lose it
  return undo;
}

/** The ready line in a file of mode 0600. Returns how to take it away again. */
export function writeReadyFile(ready: object, file: string): () => void {
  try {
    writePrivateFile(file, readyLine(ready));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw failed(`--ready-file「${file}」に書けません（${code}）。`, `can't write the ready file ${file} (${code})`);
  }
  return () => rmSync(file, { force: true });
}

const readyLine = (ready: object): string => `${JSON.stringify({ ready: true, ...ready })}\n`;

/** The sentence after it, for people: in the language that was asked for, or in both. */
export function sayWaiting(url: string, lang?: 'ja' | 'en'): void {
  const text = { ja: `${url} で待機しています。終了は Ctrl-C`, en: `waiting at ${url}; Ctrl-C ends it` };
  process.stderr.write(`ichido: ${lang === undefined ? bothLanguages(text) : text[lang]}\n`);
}
