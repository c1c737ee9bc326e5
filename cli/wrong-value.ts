/**
 * A value of the command line that is none: the parser says what is expected, as a `Text`. Commander keeps nothing of a
 * parser's error but its message, so the text travels in that as JSON and is read back by program.ts.
 */
import { InvalidArgumentError } from 'commander';
import type { Text } from '../common/text.ts';

export class WrongValue extends InvalidArgumentError {
  /** What to give instead, to be put into a sentence of either language. */
  readonly expected: Text;

  constructor({ ja, en }: Text) {
    super(JSON.stringify({ ja, en }));
    this.name = 'WrongValue';
    this.expected = { ja, en };
  }
}

/** What a `WrongValue` expected, from its message; undefined for a message of anybody else. */
export function expectedIn(message: string): Text | undefined {
  try {
    const { ja, en } = JSON.parse(message) as Partial<Text>;
    return typeof ja === 'string' && typeof en === 'string' ? { ja, en } : undefined;
  } catch {
    return undefined;
  }
}
