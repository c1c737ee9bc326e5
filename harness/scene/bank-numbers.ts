/**
 * The features speak in the numbers of the bank that they were written with: seven failures, fifteen minutes. A bank that
 * tells its own has them in their place, unless the scenario itself has agreed on another. PURE.
 */
import { defaultPolicy } from '../../portal-stub/rules/policy.ts';
import type { BankPolicy } from '../ports.ts';

/** What the bank decided, and what this scenario has agreed on with it. */
export interface Numbers {
  readonly bank: BankPolicy | undefined;
  readonly agreed: BankPolicy;
}

const minuteMs = 60_000;

/** So many failures in a row: the last before a stop, the one that stops, and those after it keep their place. */
export function failuresAt({ bank, agreed }: Numbers, times: number): number {
  const limit = bank?.lockLimit;
  if (limit === undefined || agreed.lockLimit !== undefined) return times;
  const usual = defaultPolicy.lockLimit;
  return times >= usual - 1 ? times - usual + limit : Math.min(times, limit - 1);
}

/** How long passes: what lies within a minute of the usual end of a session lies as near to this bank's. */
export function passingAt({ bank, agreed }: Numbers, ms: number): number {
  const idle = bank?.idleMinutes;
  const usualMs = defaultPolicy.idleMinutes * minuteMs;
  if (idle === undefined || agreed.idleMinutes !== undefined || Math.abs(ms - usualMs) > minuteMs) return ms;
  return ms - usualMs + idle * minuteMs;
}

/** Whether steps are accepted by the usual distance, which the scenarios of D-04 count on. */
export const hasUsualWindow = ({ windowSteps = defaultPolicy.windowSteps }: BankPolicy = {}): boolean =>
  windowSteps === defaultPolicy.windowSteps;
