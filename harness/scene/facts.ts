/** What the bank holds, fact by fact: one that this bank doesn't tell is unknown by itself, and noted where it is missed. */
import assert from 'node:assert/strict';
import { type BankAttempt, type FactName, UnknownFact } from '../ports.ts';
import { contractOf, type Facts, type Scene } from './scene.ts';

export async function factsOf(scene: Scene): Promise<Facts> {
  const { contractId } = await contractOf(scene);
  const { bank } = scene.stage;
  const [contract, history, mails, attempts, serials] = await Promise.all([
    known(() => bank.contract(contractId)),
    known(() => bank.history(contractId)),
    known(() => bank.mails(contractId)),
    known(() => bank.attempts(contractId)),
    known(() =>
      Promise.all([...scene.serials.values()].map(async (serial) => [serial, await bank.serial(serial)] as const)),
    ),
  ]);
  return {
    contract,
    serials: serials === undefined ? undefined : new Map(serials),
    history: history?.length,
    mails: mails?.length,
    attempts: attempts?.length,
    last: attempts?.at(-1),
  };
}

/** What the bank answers; undefined where it doesn't tell that fact at all. */
export async function known<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof UnknownFact) return undefined;
    throw error;
  }
}

/** What wasn't looked at, for the report: the scenario is checked in part only. */
export function note(scene: Scene, fact: FactName): void {
  scene.unchecked.add(fact);
}

/** How much longer a record of the bank has become, against what a scenario says; noted where this bank tells none. */
export function expectMore(
  scene: Scene,
  fact: 'history' | 'mails' | 'attempts',
  [before, after]: readonly [Facts, Facts],
  wanted: number,
  what: string,
): void {
  const [was, is] = [before[fact], after[fact]];
  if (was === undefined || is === undefined) note(scene, fact);
  else assert.equal(is - was, wanted, what);
}

export async function demandUnchanged(scene: Scene, before: Facts): Promise<void> {
  const after = await factsOf(scene);
  const attempted = (after.attempts ?? 0) > (before.attempts ?? 0) ? after.last : undefined;
  if (before.contract !== undefined && after.contract !== undefined) {
    assert.deepEqual(kept(after, attempted), kept(before, attempted), '断られた操作で登録内容が変わりました');
  }
  if (after.contract === undefined || scene.stage.bank.contractFrom === 'screens') note(scene, 'contract');
  if (after.serials === undefined) note(scene, 'serials');
  expectMore(scene, 'history', [before, after], 0, '断られた操作が履歴に残りました');
  expectMore(scene, 'mails', [before, after], 0, '断られた操作でメールが出ました');
}

/**
 * Everything that the bank tells, but for the one stop that the attempt itself brought about. Counts are told by nobody:
 * what they are, scenarios find out by going on to the lock.
 */
function kept({ contract, serials }: Facts, attempted: BankAttempt | undefined) {
  const { locked, who } = attempted ?? {};
  const { stopped, users = [], ...rest } = contract ?? {};
  return {
    ...rest,
    stopped: locked === 'contract' || stopped,
    users: users.map((user) => (locked === 'user' && user.userId === who ? { ...user, stopped: true } : user)),
    serials: [...(serials ?? [])].map(([serial, status]) => [
      serial,
      locked === 'serial' && serial === attempted?.serial ? { ...status, lock: true } : status,
    ]),
  };
}
