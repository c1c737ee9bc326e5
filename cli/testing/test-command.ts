/** For tests: one command line in this process, and what it said. */
import { run } from '../program.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function ichido(...words: readonly string[]): Promise<Said> {
  const said = { out: '', err: '' };
  const streams = [
    ['out', process.stdout],
    ['err', process.stderr],
  ] as const;
  const writes = streams.map(([, stream]) => stream.write);
  for (const [name, stream] of streams) {
    stream.write = (text: string | Uint8Array) => {
      said[name] += String(text);
      return true;
    };
  }
  try {
    const code = await run(words);
    return { code, ...said };
  } finally {
    for (const [index, [, stream]] of streams.entries()) stream.write = writes[index] as typeof stream.write;
  }
}
