/**
 * What a keyboard-type token types: an optional identifier, 6 to 8 digits, Enter. PURE; shared by the TUI's input field
 * (stdin, every system) and by the hidraw reader.
 * The identifier is at most 12 characters, wholly or partly modhex (OATH-HOTP slots with a token identifier).
 */
import type { HidFailure } from '../../failure.ts';

export interface TypedCode {
  /** The token's identifier, '' when it typed none. */
  readonly prefix: string;
  readonly code: string;
}

const modhex = /^[cbdefghijklnrtuv]*$/i;

/** Undefined when the line is no code. An all-digit line of 14 or more is a prefix of digits and no code either. */
export function parseTyped(line: string): TypedCode | undefined {
  const text = line.trim();
  const plain = /^\d{6,8}$/.exec(text);
  if (plain !== null) return { prefix: '', code: text };
  // The identifier is even in length, as its bytes are; digits belong to the code unless it would be longer than 8.
  for (const digits of [8, 7, 6]) {
    const prefix = text.slice(0, -digits);
    const code = text.slice(-digits);
    if (prefix.length > 12 || prefix.length < 2 || prefix.length % 2 !== 0 || !/^\d+$/.test(code)) continue;
    if (isIdentifier(prefix)) return { prefix, code };
  }
  return undefined;
}

/** Why a line is no code: what a person can do differs. */
export function whyNoCode(line: string): HidFailure {
  const text = line.trim();
  if (text.length >= SHORTEST_YUBICO_OTP && modhex.test(text)) return 'typed-yubico-otp';
  return /^[cbdefghijklnrtuv]{0,12}\d{1,5}$/i.test(text) ? 'typed-cut' : 'typed-no-code';
}

/** Twelve characters of identifier and 32 of password as the factory sets it; the identifier may be shorter. */
const SHORTEST_YUBICO_OTP = 32;

/** Modhex throughout, or two or four modhex letters before decimal digits (OATH class A identifiers). */
function isIdentifier(prefix: string): boolean {
  if (modhex.test(prefix)) return true;
  return (
    prefix.length === 12 &&
    /^[cbdefghijklnrtuv]{2}/i.test(prefix) &&
    /^([cbdefghijklnrtuv]{4}|[cbdefghijklnrtuv]{2}\d{2})\d{8}$/i.test(prefix)
  );
}
