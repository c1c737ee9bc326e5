/** The value of a refusal: its code, its text, and the place in the file. PURE. */

import type { PskcError, PskcResult } from './model.ts';
import { type PskcErrorCode, pskcErrors } from './words/error-texts.ts';
import { printable } from './words/printable.ts';

/** The part of a file that a refusal is about. */
export interface Place {
  readonly line: number;
  readonly id?: string | undefined;
  readonly serial?: string | undefined;
}

/** What is said of the file as a whole, or must say no more: a place would tell a wrong key from tampering. */
const placeless: ReadonlySet<PskcErrorCode> = new Set([
  'key-needed',
  'password-needed',
  'not-encrypted',
  'wrong-key',
  'not-pskc',
]);

/** The error value of a code; `detail` and `place` come from the file, so they are made printable and short. */
export function pskcError(code: PskcErrorCode, detail = '', place?: Place): PskcError {
  const shown = printable(detail);
  const said = {
    ja: pskcErrors[code].ja.replace('{}', () => shown),
    en: pskcErrors[code].en.replace('{}', () => shown),
  };
  if (place === undefined || placeless.has(code)) return { code, text: said };
  const named = [
    place.serial === undefined ? '' : printable(place.serial.slice(0, 30)),
    place.id === undefined ? '' : `Id ${printable(place.id.slice(0, 30))}`,
    `line ${place.line}`,
  ].filter((part) => part !== '');
  const at = ` [${named.join(', ')}]`;
  return { code, text: { ja: said.ja + at, en: said.en + at } };
}

export function refused(code: PskcErrorCode, detail?: string): PskcResult<never> {
  return { ok: false, error: pskcError(code, detail) };
}
