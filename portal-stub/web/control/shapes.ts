/** From the service's values to the JSON that the contract promises: never a count, a revision or a secret. PURE. */
import type { z } from 'zod';
import type { Attempt, HistoryEntry, PortalEvent, SerialStatus } from '../../rules/acts.ts';
import type { Contract } from '../../rules/contract.ts';
import { reasonText } from '../../texts/reasons.ts';
import type * as schemas from './schemas.ts';

export function contractJson(contract: Contract): z.infer<typeof schemas.Contract> {
  const shared = contract.mode === 'shared';
  return {
    contractId: contract.contractId,
    password: contract.password,
    confirmationPin: contract.confirmationPin,
    mode: contract.mode,
    users: contract.users.map((user) => ({
      userId: user.userId,
      name: user.name,
      password: user.password,
      confirmationPin: user.confirmationPin,
      ...(shared || user.registration.serial === undefined ? {} : { serial: user.registration.serial }),
      stopped: user.stopped,
    })),
    ...(shared && contract.registration.serial !== undefined ? { serial: contract.registration.serial } : {}),
    stopped: contract.stopped,
    policy: contract.policy,
  };
}

export function serialJson(status: SerialStatus): z.infer<typeof schemas.Serial> {
  return {
    serial: status.serial,
    ...(status.contractId === undefined ? {} : { contract: status.contractId }),
    users: [...status.userIds],
    lock: status.locked,
    driftSteps: status.driftSteps,
  };
}

/** With the words of its reason, which nobody stores. */
export function attemptJson(attempt: Attempt): z.infer<typeof schemas.Attempt> {
  return { ...attempt, reasonText: reasonText(attempt.reason) };
}

export function eventJson(event: PortalEvent): z.infer<typeof schemas.PortalEvent> {
  switch (event.type) {
    case 'act':
      return { ...event, entry: entryJson(event.entry), contract: contractJson(event.contract) };
    case 'refused':
      return { ...event, attempt: attemptJson(event.attempt) };
    case 'stock':
      return { ...event, imported: [...event.imported] };
    default:
      return event;
  }
}

/** zod's arrays may be written to, so they are copies. */
export const entryJson = (entry: HistoryEntry): z.infer<typeof schemas.HistoryEntry> => ({
  ...entry,
  users: [...entry.users],
  oldSerials: [...entry.oldSerials],
});
