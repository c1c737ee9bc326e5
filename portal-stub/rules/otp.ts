/** The bank's own computing of codes: TOTP, HMAC-SHA-1, six digits, 30 s (D-04, RFC 6238 §4). PURE: the step is an argument. */
import { crypto } from '@otplib/plugin-crypto-node';
import { createGuardrails, generateSync } from 'otplib';

export const stepMs = 30_000;

/** RFC 6030 lets a key have 1 to 256 bytes; otplib refuses short and long ones unless told. */
const guardrails = createGuardrails({ MIN_SECRET_BYTES: 1, MAX_SECRET_BYTES: 256 });

/** The TOTP step of an instant in milliseconds since the epoch. */
export function stepAt(now: number): number {
  return Math.floor(now / stepMs);
}

/** Six ASCII digits. `step` is a whole number from 0. */
export function codeOf(secret: Uint8Array, step: number): string {
  return generateSync({ strategy: 'hotp', secret, counter: step, algorithm: 'sha1', digits: 6, crypto, guardrails });
}
