/** The bank's unlock of a contract: what it clears, and what it writes of it (D-09, D-17). PURE. */
import type { Contract } from '../../../portal-stub/rules/contract.ts';
import type { Fault } from '../fault.ts';
import { writing, wrong } from '../wrongs.ts';

const nobodyStopped = ({ stopped, users }: Contract): boolean => !stopped && users.every((user) => !user.stopped);

/** Where nobody is stopped, this of the contract is put back after an unlock. */
const keeping = (kept: (before: Contract, after: Contract) => Contract): Fault['wrap'] => {
  let unlocking = false;
  return {
    service: (right) => ({
      ...right,
      unlock: (contractId) => {
        unlocking = true;
        const result = right.unlock(contractId);
        unlocking = false;
        return result;
      },
    }),
    store: writing((right) => ({
      saveContract: (before, after) =>
        right.saveContract(
          before,
          unlocking && before !== undefined && nobodyStopped(before) ? kept(before, after) : after,
        ),
    })),
  };
};

export const unlockFaults: readonly Fault[] = [
  wrong(
    'bank-unlock-keeps-login-count',
    'D-09',
    '止まっていない管理者のログインの回数が残る',
    'a count of log-ins stays',
    keeping((before, after) => ({ ...after, failures: { ...after.failures, password: before.failures.password } })),
  ),
  wrong(
    'bank-unlock-keeps-pin-count',
    'D-09',
    '止まっていない管理者の暗証番号の回数が残る',
    'a count of PINs stays',
    keeping((before, after) => ({
      ...after,
      failures: { ...after.failures, confirmationPin: before.failures.confirmationPin },
    })),
  ),
  wrong(
    'bank-unlock-is-for-the-stopped',
    'D-09',
    '止まっていない利用者の回数が残る',
    'counts of users who are not stopped stay',
    keeping((before, after) => ({ ...after, users: before.users })),
  ),
  wrong(
    'bank-unlock-of-nothing-is-recorded',
    'D-17',
    '何も消すもののない解除が、履歴に残る',
    'an unlock of nothing is recorded',
    recorded(),
  ),
];

function recorded(): Fault['wrap'] {
  const entry = { at: 0, who: '銀行', what: '解除', users: [], oldSerials: [], newSerial: undefined };
  const unlocked: string[] = [];
  return {
    service: (right) => ({
      ...right,
      unlock: (contractId) => {
        const before = right.contract(contractId);
        const result = right.unlock(contractId);
        if (result.ok && result.value.revision === before?.revision) unlocked.push(contractId);
        return result;
      },
      history: (contractId) => [
        ...right.history(contractId),
        ...unlocked.filter((each) => each === contractId).map(() => entry),
      ],
    }),
  };
}
