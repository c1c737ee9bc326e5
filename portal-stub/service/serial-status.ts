/** What the bank's side sees of one serial. PURE: reads what it is given. */
import type { SerialStatus } from '../rules/acts.ts';
import { serialOf } from '../rules/contract.ts';
import type { StockedKey } from '../rules/stock.ts';
import type { Reader } from '../store/store.ts';

export function statusOf(reader: Reader, key: StockedKey): SerialStatus {
  const contract = key.contractId === undefined ? undefined : reader.contract(key.contractId);
  const holders = contract?.users.filter((user) => serialOf(contract, user) === key.serial) ?? [];
  const locked = reader.formFailuresOf(key.serial).some(({ contractId, failures }) => {
    const limit = reader.contract(contractId)?.policy.lockLimit;
    return limit !== undefined && failures >= limit;
  });
  return {
    serial: key.serial,
    contractId: key.contractId,
    userIds: holders.map((user) => user.userId),
    locked,
    driftSteps: key.driftSteps,
  };
}
