/** The code of a secret at a counter or at a device time, RFC 4226 and RFC 6238. PURE: the time is always given. */

import { crypto } from '@otplib/plugin-crypto-node';
import { createGuardrails, generateSync } from 'otplib';

export type Hash = 'SHA1' | 'SHA256' | 'SHA512';
export interface OtpFormat {
  /** Default SHA1 (D-04). */
  readonly hash?: Hash | undefined;
  /** 6 to 8; default 6. */
  readonly digits?: 6 | 7 | 8 | undefined;
}

/** Milliseconds of one TOTP step (D-04). */
export const stepMs = 30_000;

const maxCounter = 2n ** 64n - 1n;

// otplib stops at 2^53-1 and at keys of 16 to 64 bytes unless told otherwise. RFC 4226 counters are 8 bytes long, and a
// PSKC file may carry any key; `createGuardrails` takes only safe integers, so the wider bound is put beside it.
const guardrails = { ...createGuardrails({ MIN_SECRET_BYTES: 1, MAX_SECRET_BYTES: 256 }), MAX_COUNTER: 2 ** 64 };

/**
 * RFC 4226 §5.3. Throws RangeError for a counter outside 0 … 2^64-1 or a key outside 1 … 256 bytes.
 * @example hotp(Buffer.from('12345678901234567890'), 1n) // '287082'
 */
export function hotp(secret: Uint8Array, counter: bigint, { hash = 'SHA1', digits = 6 }: OtpFormat = {}): string {
  if (counter < 0n || counter > maxCounter)
    throw new RangeError(`a counter from 0 to 2^64-1 was expected, got ${counter}`);
  if (secret.length < 1 || secret.length > 256) {
    throw new RangeError(`a key of 1 to 256 bytes was expected, got ${secret.length} bytes`);
  }
  const algorithm = hash.toLowerCase() as 'sha1' | 'sha256' | 'sha512';
  // otplib's joint entry types the counter as a number; its HOTP takes a bigint and counts all 64 bits (otp.test.ts).
  const exact = counter as unknown as number;
  return generateSync({ strategy: 'hotp', secret, counter: exact, algorithm, digits, crypto, guardrails });
}

/**
 * RFC 6238 §4.2 with T0 = 0: the step that a device whose clock says `timeMs` (milliseconds since the epoch) is in.
 * @example stepAt(59_000) // 1
 */
export function stepAt(timeMs: number): number {
  return Math.floor(timeMs / stepMs);
}

/**
 * The code of one TOTP step (RFC 6238 §4.2). Throws as `hotp`.
 * @example codeOfStep(secret, stepAt(Date.now()))
 */
export function codeOfStep(secret: Uint8Array, step: number, format?: OtpFormat): string {
  return hotp(secret, BigInt(step), format);
}
