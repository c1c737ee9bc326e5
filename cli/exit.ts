/**
 * Expected failures of the command line. Throw `ExitError`; `ichido.ts` prints the message in Japanese and English on
 * stderr and exits with the code. Anything else that is thrown is a programmer's mistake and is printed with its stack.
 */
import { bothLanguages, type Text } from '../common/text.ts';

export const exitCodes = {
  failed: 1,
  usage: 2,
  /** sysexits' EX_UNAVAILABLE: a needed part is missing; the message says which and how to get it. */
  missingPart: 69,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export class ExitError extends Error {
  readonly exitCode: ExitCode;
  readonly text: Text;

  /** Whole sentences without a line end. Never a secret in them. */
  constructor(exitCode: ExitCode, text: Text) {
    super(bothLanguages(text));
    this.name = 'ExitError';
    this.exitCode = exitCode;
    this.text = text;
  }
}

export const failed = (ja: string, en: string): ExitError => new ExitError(exitCodes.failed, { ja, en });
export const wrongUsage = (ja: string, en: string): ExitError => new ExitError(exitCodes.usage, { ja, en });
export const missingPart = (ja: string, en: string): ExitError => new ExitError(exitCodes.missingPart, { ja, en });
