/**
 * What a bank has to answer to a code, written apart from the product: RFC 4226 and RFC 6238 from their own text, and the
 * rule that one step early or late is accepted. It shares no line with the rules or with the library behind them, so that
 * a fault of either shows. PURE.
 */
import { createHmac } from 'node:crypto';

export const periodMs = 30_000;

/** RFC 4226 §5.3: six digits of a counter. */
export function codeOfStep(secret: Uint8Array, step: number): string {
  const counter = new Uint8Array(8);
  for (let place = 7, rest = step; place >= 0; place -= 1, rest = Math.floor(rest / 256)) counter[place] = rest % 256;
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac[19] as number) % 16;
  const [a = 0, b = 0, c = 0, d = 0] = mac.subarray(offset, offset + 4);
  const number = (a % 128) * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  return String(number % 1_000_000).padStart(6, '0');
}

export const stepOf = (at: number): number => Math.floor(at / periodMs);

/** The code on a display that was lit at `pressedAt`, of a device whose clock is so many steps ahead. */
export const shownCode = (secret: Uint8Array, pressedAt: number, driftSteps: number): string =>
  codeOfStep(secret, stepOf(pressedAt) + driftSteps);

/** Is that the code of the step in which it arrives, of the one before or of the one after? */
export const isAccepted = (secret: Uint8Array, code: string, arrivesAt: number): boolean =>
  [-1, 0, 1].some((off) => codeOfStep(secret, stepOf(arrivesAt) + off) === code);
