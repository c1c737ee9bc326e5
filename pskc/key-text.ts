/** A pre-shared key as people keep it in a file or a variable: hexadecimal digits. PURE. */
import { refused } from './errors.ts';
import type { PskcResult } from './model.ts';

/**
 * 32, 48 or 64 hexadecimal digits → 16, 24 or 32 bytes; blanks and line ends around them don't count.
 * Raw bytes are not taken: a file of 32 bytes could be a key of 32 bytes or the digits of one of 16.
 */
export function parsePskcKey(text: string): PskcResult<Uint8Array> {
  const digits = text.trim();
  if (!/^[0-9A-Fa-f]*$/.test(digits)) return refused('key-format');
  if (![32, 48, 64].includes(digits.length)) return refused('key-length');
  return { ok: true, value: new Uint8Array(Buffer.from(digits, 'hex')) };
}
