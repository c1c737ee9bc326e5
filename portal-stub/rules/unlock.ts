/** The bank clears a contract: every stop and count of its administrator and its users (D-09). PURE. */
import { type Contract, releasedUser } from './contract.ts';
import { committed } from './verdict.ts';

/** Every stop and count gone; the same object when there was none. */
export function unlocked(contract: Contract): Contract {
  const troubled = contract.users.filter(
    (user) => user.stopped || Object.values(user.failures).some((count) => count > 0),
  );
  const clean = !contract.stopped && Object.values(contract.failures).every((count) => count === 0);
  if (clean && troubled.length === 0) return contract;
  const change = (revision: number): Partial<Contract> => ({
    stopped: false,
    failures: { password: 0, confirmationPin: 0 },
    users: contract.users.map((user) => (troubled.includes(user) ? releasedUser(user, revision) : user)),
  });
  return committed(contract, change, {}).contract;
}
