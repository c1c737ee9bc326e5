/**
 * Failures in a row, each kind counted apart, and the locks that fall at the limit (D-09). PURE.
 *
 * An attempt is charged before it is checked: the charge and the answer are one value, written in one transaction, so a
 * guess whose answer was given has always been paid for.
 */

import { sameSecret } from '../../common/same-secret.ts';
import type { Stop } from './acts.ts';
import type { Contract, User } from './contract.ts';

/** What became of one guess. */
export interface Guess {
  readonly right: boolean;
  readonly contract: Contract;
  readonly locked?: Stop | undefined;
}

/** The administrator's login password or the contract's confirmation PIN: either one stops the administrator. */
export function guessContract(contract: Contract, kind: 'password' | 'confirmationPin', typed: string): Guess {
  const charged = contract.failures[kind] + 1;
  if (sameSecret(contract[kind], typed)) return { right: true, contract: withContractFailures(contract, kind, 0) };
  const failed = withContractFailures(contract, kind, charged);
  if (charged < contract.policy.lockLimit) return { right: false, contract: failed };
  return { right: false, contract: { ...failed, stopped: true }, locked: 'contract' };
}

/** A user's login password or confirmation PIN. */
export function guessUser(contract: Contract, user: User, kind: 'password' | 'confirmationPin', typed: string): Guess {
  return settle(contract, user, kind, () => sameSecret(user[kind], typed));
}

/** A user's one-time password in a transaction: `check` judges it. */
export function guessUserOtp(contract: Contract, user: User, check: () => boolean): Guess {
  return settle(contract, user, 'otp', check);
}

function settle(contract: Contract, user: User, kind: keyof User['failures'], check: () => boolean): Guess {
  const charged = user.failures[kind] + 1;
  if (check()) return { right: true, contract: withUserFailures(contract, user, kind, 0, false) };
  const stops = charged >= contract.policy.lockLimit;
  const failed = withUserFailures(contract, user, kind, charged, stops);
  return stops ? { right: false, contract: failed, locked: 'user' } : { right: false, contract: failed };
}

function withContractFailures(contract: Contract, kind: keyof Contract['failures'], count: number): Contract {
  if (contract.failures[kind] === count) return contract;
  return { ...contract, failures: { ...contract.failures, [kind]: count } };
}

function withUserFailures(
  contract: Contract,
  user: User,
  kind: keyof User['failures'],
  count: number,
  stops: boolean,
): Contract {
  if (user.failures[kind] === count && !stops) return contract;
  const after: User = { ...user, failures: { ...user.failures, [kind]: count }, stopped: user.stopped || stops };
  return { ...contract, users: contract.users.map((each) => (each.userId === user.userId ? after : each)) };
}
