/** From the service's values to the JSON that the contract promises: never a count, a revision or a secret. PURE. */
import type { z } from 'zod';
import type { PortalEvent, SerialStatus } from '../../rules/acts.ts';
import type { Contract } from '../../rules/contract.ts';
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

export function eventJson(event: PortalEvent) {
  return event.type === 'act' ? { ...event, contract: contractJson(event.contract) } : event;
}
