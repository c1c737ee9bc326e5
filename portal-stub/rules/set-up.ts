/** The set-up route for a test's Given: registrations as said, without OTP, PIN or screens. PURE. */

import type { ControlCode } from '../texts/control.ts';
import { notRegisteredText } from '../texts/labels.ts';
import { listed } from '../texts/records.ts';
import type { SetUp } from './acts.ts';
import { type Contract, type Registration, userOf } from './contract.ts';
import { isSerial } from './input.ts';
import { serialsOf } from './registration.ts';
import type { StockedKey } from './stock.ts';
import { type ActRecord, committed } from './verdict.ts';

export type SetUpVerdict =
  | { readonly ok: true; readonly contract: Contract; readonly record: ActRecord; readonly summary: string }
  | { readonly ok: false; readonly code: ControlCode; readonly about?: string | undefined };

/** Who is not named is unregistered afterwards. The serials must be in stock and in no other contract (D-22). */
export function setUpRegistrations(
  contract: Contract,
  request: SetUp,
  key: (serial: string) => StockedKey | undefined,
): SetUpVerdict {
  const { mode } = request;
  if (mode !== 'shared' && mode !== 'individual') return { ok: false, code: 'mode-invalid' };
  const users = new Map(Object.entries(request.users ?? {}));
  if (mode === 'shared' ? users.size > 0 : request.serial !== undefined) return { ok: false, code: 'set-up-shape' };

  const stranger = [...users.keys()].find((userId) => userOf(contract, userId) === undefined);
  if (stranger !== undefined) return { ok: false, code: 'user-unknown' };
  const serials = new Set([...users.values(), ...(request.serial === undefined ? [] : [request.serial])]);
  for (const serial of serials) {
    const code = serialProblem(contract, serial, key);
    if (code !== undefined) return { ok: false, code, about: isSerial(serial) ? serial : undefined };
  }
  if (!contract.policy.mixKinds && new Set([...serials].map((serial) => serial.slice(0, 4))).size > 1) {
    return { ok: false, code: 'kind-mixed' };
  }

  const before = [contract.registration, ...contract.users.map((user) => user.registration)];
  const verdict = committed(
    contract,
    (revision) => {
      const at = (serial: string | undefined): Registration => ({ serial, changedAt: revision });
      return {
        mode,
        modeChangedAt: mode === contract.mode ? contract.modeChangedAt : revision,
        registration: at(request.serial),
        users: contract.users.map((user) => ({ ...user, registration: at(users.get(user.userId)) })),
      };
    },
    {
      users: mode === 'shared' ? contract.users.map((user) => user.userId) : [...users.keys()],
      oldSerials: serialsOf(before),
      newSerial: serials.size === 1 ? [...serials][0] : undefined,
    },
  );
  const summary =
    mode === 'shared'
      ? (request.serial ?? notRegisteredText)
      : listed(contract.users.map(({ userId }) => `${userId} ${users.get(userId) ?? notRegisteredText}`));
  return { ok: true, contract: verdict.contract, record: verdict.record as ActRecord, summary };
}

function serialProblem(
  contract: Contract,
  serial: string,
  key: (serial: string) => StockedKey | undefined,
): ControlCode | undefined {
  if (!isSerial(serial)) return 'serial-form';
  const stocked = key(serial);
  if (stocked === undefined) return 'serial-unknown';
  const elsewhere = stocked.contractId !== undefined && stocked.contractId !== contract.contractId;
  return elsewhere ? 'serial-of-other-contract' : undefined;
}
