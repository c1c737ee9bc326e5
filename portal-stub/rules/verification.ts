/**
 * Is this the code of that device, now, for the first time? D-04, RFC 6238 §5.2 and §6. PURE.
 *
 * This is the only file that judges codes, for every path (registration, transaction, resync): an accepted step kills
 * itself and every earlier step of its serial, and the drift that was seen is remembered.
 */

import { sameSecret } from '../../common/same-secret.ts';
import { codeOf, stepAt } from './otp.ts';

/** What the bank remembers of a device's clock and codes. */
export interface VerifierMemory {
  /** Device step minus bank step, as last seen. */
  readonly driftSteps: number;
  /** The latest accepted step; nothing at or before it is accepted again. */
  readonly lastStep: number | undefined;
}

export interface VerifiedKey extends VerifierMemory {
  readonly secret: Uint8Array;
}

export type OtpRefusal = 'otp-wrong' | 'otp-old' | 'otp-used' | 'otp-outside-window';

export type OtpVerdict =
  | { readonly ok: true; readonly memory: VerifierMemory }
  | { readonly ok: false; readonly reason: OtpRefusal };

export type Resynchronise = typeof resynchronise;

/** How far the two-code resync reaches, and the diagnosis of a refused code. */
export const resyncSteps = 10;

/** `otp` is six digits; `now` milliseconds since the epoch; `windowSteps` the steps accepted early or late. */
export function verifyOtp(key: VerifiedKey, otp: string, now: number, windowSteps: number): OtpVerdict {
  const accepted = acceptedStep(key, otp, now, windowSteps);
  if (accepted !== undefined) return { ok: true, memory: { driftSteps: accepted - stepAt(now), lastStep: accepted } };
  return { ok: false, reason: diagnose(key, otp, stepAt(now) + key.driftSteps, windowSteps) };
}

/**
 * The step whose code this is, or undefined: no newer step inside the window has it. Without `lastStep` it answers who
 * could have made a code, whatever was accepted before.
 */
export function acceptedStep(key: VerifiedKey, otp: string, now: number, windowSteps: number): number | undefined {
  const expected = stepAt(now) + key.driftSteps;
  // Downwards: should two steps have the same code, the later one dies with it, so no digits are accepted twice.
  return stepsAround(expected, windowSteps).find((step) => isNewer(key, step) && matches(key, step, otp));
}

/**
 * The bank's resync (RFC 4226 §7.4): two consecutive codes, both newer than anything accepted, the second at most ten
 * steps off what the bank expects now. The memory afterwards, or undefined.
 */
export function resynchronise(key: VerifiedKey, otp1: string, otp2: string, now: number): VerifierMemory | undefined {
  const current = stepAt(now);
  const second = stepsAround(current + key.driftSteps, resyncSteps).find(
    (step) => step > 0 && isNewer(key, step - 1) && matches(key, step - 1, otp1) && matches(key, step, otp2),
  );
  return second === undefined ? undefined : { driftSteps: second - current, lastStep: second };
}

/** How many steps a code is off what the bank expects now, used or not; undefined when it is none within ten. */
export function stepsOff(key: VerifiedKey, otp: string, now: number): number | undefined {
  const expected = stepAt(now) + key.driftSteps;
  const near = stepsAround(expected, resyncSteps).filter((step) => matches(key, step, otp));
  const offs = near.map((step) => step - expected).sort((one, other) => Math.abs(one) - Math.abs(other));
  return offs[0];
}

/** For the bank's eyes only (D-12): why a refused code was refused. Costs the same for every refused code. */
function diagnose(key: VerifiedKey, otp: string, expected: number, windowSteps: number): OtpRefusal {
  const near = stepsAround(expected, Math.max(resyncSteps, windowSteps)).filter((step) => matches(key, step, otp));
  if (key.lastStep !== undefined && matches(key, key.lastStep, otp)) return 'otp-used';
  if (near.some((step) => !isNewer(key, step))) return 'otp-old';
  return near.length > 0 ? 'otp-outside-window' : 'otp-wrong';
}

/** Latest first; steps before the epoch do not exist. */
function stepsAround(expected: number, reach: number): readonly number[] {
  const steps = Array.from({ length: 2 * reach + 1 }, (_, index) => expected + reach - index);
  return steps.filter((step) => step >= 0);
}

function isNewer(key: VerifierMemory, step: number): boolean {
  return key.lastStep === undefined || step > key.lastStep;
}

function matches(key: VerifiedKey, step: number, otp: string): boolean {
  return sameSecret(codeOf(key.secret, step), otp);
}
