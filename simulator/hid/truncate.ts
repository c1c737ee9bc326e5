/** From an HMAC to the digits a person types (RFC 4226 §5.3, RFC 6238 §4.2). PURE. */
import { readU32be, u64be } from './bytes.ts';

/** Of 31 bits that a device has truncated itself; leading zeros kept. */
export function digitsOf(value: number, digits: number): string {
  return String((value & 0x7fffffff) % 10 ** digits).padStart(digits, '0');
}

/** Of a whole HMAC-SHA-1 answer of 20 bytes. */
export function truncate(hmac: Uint8Array, digits: number): string {
  if (hmac.length !== 20) throw new Error(`expected an HMAC of 20 bytes, got ${hmac.length}`);
  return digitsOf(readU32be(hmac, (hmac[19] ?? 0) & 0x0f), digits);
}

/** RFC 6238 §4.2: the step that `now` (milliseconds) lies in. */
export const stepAt = (now: number, periodSeconds: number): bigint =>
  BigInt(Math.floor(Math.floor(now / 1000) / periodSeconds));

/** The step as the eight bytes that go under the HMAC (RFC 4226 §5.1). */
export const movingFactor = (step: bigint): Uint8Array => u64be(BigInt.asUintN(64, step));
