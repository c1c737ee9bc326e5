/** Corrections of a device's time that several faults share. PURE. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import { stepAt } from '../../../portal-stub/rules/otp.ts';
import type { VerifiedKey, VerifierMemory } from '../../../portal-stub/rules/verification.ts';

type Corrected = VerifierMemory | undefined;

/** The memory of the latest step, at most `reach` off what is expected, that is good enough. */
export function near(
  key: VerifiedKey,
  now: number,
  reach: number,
  good: (step: { readonly step: number; readonly isNewer: boolean }) => boolean,
): Corrected {
  const current = stepAt(now);
  for (let off = reach; off >= -reach; off -= 1) {
    const step = current + key.driftSteps + off;
    const isNewer = key.lastStep === undefined || step > key.lastStep;
    if (good({ step, isNewer })) return { driftSteps: step - current, lastStep: step };
  }
  return undefined;
}

export const changed = (right: Corrected, change: (right: VerifierMemory) => Partial<VerifierMemory>): Corrected =>
  right && { ...right, ...change(right) };

export const rejecting = (right: Corrected, rejected: (right: VerifierMemory) => boolean): Corrected =>
  right !== undefined && rejected(right) ? undefined : right;

export const within = (reach: number, key: VerifiedKey, _now: number, right: Corrected): Corrected =>
  rejecting(right, ({ driftSteps }) => Math.abs(driftSteps - key.driftSteps) > reach);

/** What one device was corrected by is taken for every device. */
export function resyncForAll(): Wrapping {
  let corrected: number | undefined;
  return {
    resynchronise: (right) => (key, otp1, otp2, now) => {
      const memory = right(key, otp1, otp2, now);
      corrected = memory?.driftSteps ?? corrected;
      return memory;
    },
    decide: (right) => (contract, act, facts) =>
      right(
        contract,
        act,
        facts.key === undefined || corrected === undefined
          ? facts
          : { ...facts, key: { ...facts.key, driftSteps: corrected } },
      ),
  };
}

/** A corrected serial belongs to nobody, as far as the registration form is concerned. */
export function resyncFrees(): Wrapping {
  const freed = new Set<string>();
  return {
    service: (right) => ({
      ...right,
      resync: (serial, otp1, otp2) => {
        const done = right.resync(serial, otp1, otp2);
        if (done.ok) freed.add(serial);
        return done;
      },
    }),
    decide: (right) => (contract, act, facts) => {
      if (act.type !== 'register' || !freed.has(act.serial) || facts.key === undefined)
        return right(contract, act, facts);
      return right(contract, act, { ...facts, key: { ...facts.key, contractId: undefined } });
    },
  };
}
