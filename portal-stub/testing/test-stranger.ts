/** For tests of what strangers send: whether anything changed, and cookies as they are sent. */
import { createHash } from 'node:crypto';
import type { TestPortal } from './test-portal.ts';
import type { Visitor } from './test-visitor.ts';

/** Everything but failure counters: those are the one thing that a refused act may change (D-06). */
export function stateOf({ service }: TestPortal): string {
  const contracts = service.contracts().map(({ failures: _, users, ...contract }) => ({
    ...contract,
    users: users.map(({ failures: __, ...user }) => user),
    history: service.history(contract.contractId),
    mails: service.mails(contract.contractId),
  }));
  const everything = JSON.stringify([
    contracts,
    ['SKTH00001', 'SKTH00002', 'SKTS00001'].map((serial) => service.serial(serial)),
  ]);
  // A digest: what matters is whether it is the same, and it is printed when it is not.
  return createHash('sha256').update(everything).digest('hex');
}

/** The Cookie header that a visitor's browser would send. */
export const cookieOf = ({ cookies }: Visitor): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
