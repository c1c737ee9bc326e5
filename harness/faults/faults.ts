/** Every wrong portal and wrong token, in the order of the list that people are shown. PURE. */
import type { Fault } from './fault.ts';
import { modeFaults } from './modes.ts';
import { twinFaults } from './twins.ts';
import { verificationFaults } from './verification.ts';

export const faults: readonly Fault[] = [...modeFaults, ...twinFaults, ...verificationFaults];

/** Throws for a name that is none of ours. */
export function faultNamed(name: string): Fault {
  const fault = faults.find((each) => each.name === name);
  if (fault === undefined) throw new RangeError(`no such fault: ${name}`);
  return fault;
}
