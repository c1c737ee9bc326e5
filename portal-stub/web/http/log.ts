/**
 * One record, one line of JSON (I4). Records name the route's pattern, never the URL: a query or a mistyped path could
 * hold what somebody should not have put there. No bodies, no cookies, no codes or PINs. PURE.
 */
import { japanIso } from '../../../common/japan-time.ts';

export interface LogRecord {
  /** The desk's instant; written in Japanese time with its offset (I5). */
  readonly at: number;
  readonly event: string;
  readonly [key: string]: string | number | boolean | undefined;
}

/** Everything that a terminal or a line splitter could take for more than text: C0, DEL, C1, bidi, line separators. */
const unsafe = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]/g;

/** JSON without a raw control, bidi or surrogate character, so that one record can never look like two. */
export function logLine(record: LogRecord): string {
  const { at, ...rest } = record;
  return JSON.stringify({ at: japanIso(at), ...rest }).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
