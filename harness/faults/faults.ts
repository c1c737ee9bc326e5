/** Every wrong portal and wrong token, in the order of the list that people are shown. PURE. */
import { appFaults } from './apps.ts';
import { bankFaults } from './bank/contracts.ts';
import { forgivingFaults } from './bank/forgiving.ts';
import { unlockFaults } from './bank/unlock.ts';
import { batteryFaults } from './battery.ts';
import { countFaults } from './counts.ts';
import type { Fault } from './fault.ts';
import { hardwareFaults } from './hardware.ts';
import { inputFaults } from './input.ts';
import { modeFaults } from './modes.ts';
import { menuFaults } from './pages/menu.ts';
import { modePageFaults } from './pages/mode.ts';
import { oracleFaults } from './pages/oracle.ts';
import { ownFaults } from './pages/own.ts';
import { peopleFaults } from './pages/people.ts';
import { registrationPageFaults } from './pages/registration.ts';
import { sectionFaults } from './pages/section.ts';
import { stubFaults } from './pages/stub.ts';
import { toldFaults } from './pages/told.ts';
import { policyFaults } from './policies.ts';
import { recordFaults } from './records.ts';
import { resyncFaults } from './resync.ts';
import { deregistrationFaults } from './screens/deregistration.ts';
import { drawnFaults } from './screens/drawn.ts';
import { modeChangeFaults } from './screens/mode-change.ts';
import { orderFaults } from './screens/order.ts';
import { registrationFaults } from './screens/registration.ts';
import { roleFaults } from './screens/roles.ts';
import { sessionFaults } from './screens/sessions.ts';
import { shownFaults } from './screens/shown.ts';
import { staleFaults } from './screens/stale.ts';
import { stockFileFaults } from './stock/files.ts';
import { stockFaults } from './stock/keys.ts';
import { stopFaults } from './stops.ts';
import { timeFaults } from './time.ts';
import { twinFaults } from './twins.ts';
import { userFaults } from './users.ts';
import { verificationFaults } from './verification.ts';

export const faults: readonly Fault[] = [
  ...modeFaults,
  ...twinFaults,
  ...verificationFaults,
  ...userFaults,
  ...countFaults,
  ...stopFaults,
  ...policyFaults,
  ...recordFaults,
  ...inputFaults,
  ...timeFaults,
  ...resyncFaults,
  ...hardwareFaults,
  ...batteryFaults,
  ...appFaults,
  ...stockFaults,
  ...modeChangeFaults,
  ...registrationFaults,
  ...deregistrationFaults,
  ...stockFileFaults,
  ...bankFaults,
  ...unlockFaults,
  ...forgivingFaults,
  ...shownFaults,
  ...drawnFaults,
  ...roleFaults,
  ...orderFaults,
  ...staleFaults,
  ...sessionFaults,
  ...menuFaults,
  ...sectionFaults,
  ...modePageFaults,
  ...registrationPageFaults,
  ...stubFaults,
  ...oracleFaults,
  ...peopleFaults,
  ...toldFaults,
  ...ownFaults,
];

/** Throws for a name that is none of ours. */
export function faultNamed(name: string): Fault {
  const fault = faults.find((each) => each.name === name);
  if (fault === undefined) throw new RangeError(`no such fault: ${name}`);
  return fault;
}
