/** An act, and what the bank held before and after it: a refused one changes nothing (D-06), and somebody looks. */
import assert from 'node:assert/strict';
import { type BankAttempt, type Outcome, ScreenRefused } from '../ports.ts';
import { refusalNamed } from './refusal-names.ts';
import { bankReason, UnexpectedRefusal } from './refused.ts';
import { contractOf, type Facts, type LastAct, type Scene } from './scene.ts';
import { seenOf } from './seen.ts';

/** Runs one act. A refusal that changed anything but failure counts fails here, whatever the scenario asks later. */
export async function attempt(scene: Scene, act: () => Promise<Outcome>): Promise<Outcome> {
  demandLooked(scene);
  const before = await factsOf(scene);
  const outcome = await act().catch(refusedScreen);
  scene.last = { outcome, before, looked: false };
  const { contractId } = await contractOf(scene);
  const attempts = outcome.accepted ? [] : await scene.stage.bank.attempts(contractId);
  scene.seen.push(seenOf(outcome, attempts.length > before.attempts ? attempts.at(-1) : undefined));
  if (!outcome.accepted) await demandUnchanged(scene, before);
  return outcome;
}

function refusedScreen(error: unknown): Outcome {
  if (error instanceof ScreenRefused) return error.outcome;
  throw error;
}

/** The last act, looked at. */
export function lastAct(scene: Scene): LastAct {
  if (scene.last === undefined) throw new Error('まだ何の操作もしていません');
  scene.last.looked = true;
  return scene.last;
}

export function demandLooked(scene: Scene): void {
  if (scene.last?.looked === false) throw new Error('直前の操作の結果を確かめる「ならば」がありません');
}

export function expectAccepted(outcome: Outcome): asserts outcome is Extract<Outcome, { accepted: true }> {
  if (!outcome.accepted) throw new UnexpectedRefusal(outcome, '受け付けられるはずが、断られました');
}

/** What the screen says. Whose reason it was, only the bank knows: `expectReason`. */
export async function expectRefused(scene: Scene, act: LastAct, code: string): Promise<void> {
  const wanted = refusalNamed(code);
  if (act.outcome.accepted) assert.fail(`「${wanted}」で断られるはずが、受け付けられました`);
  const attempts = await scene.stage.bank.attempts((await contractOf(scene)).contractId);
  const last = attempts.length > act.before.attempts ? attempts.at(-1) : undefined;
  const shown = refusalNamed(act.outcome.code);
  assert.ok(
    shown === wanted,
    `「${wanted}」で断られるはずが、「${shown}」で断られました（銀行側の理由は${bankReason(last)}）`,
  );
  assert.notEqual(act.outcome.text?.trim(), '', '断る文言が表示されません');
  assert.ok(last !== undefined, '銀行側に記録がありません');
  scene.refusals = { since: act.before.attempts, count: 1 };
}

/** The bank's one reason for each of the refusals just looked at, so that no scenario passes for the wrong cause. */
export async function expectReason(scene: Scene, reason: string): Promise<void> {
  const { since, count } = scene.refusals ?? assert.fail('断られた操作がありません');
  const attempts = await scene.stage.bank.attempts((await contractOf(scene)).contractId);
  const refused = attempts.slice(since).filter((attempted) => attempted.reason !== undefined);
  const said = refused.map(bankReason).join('、') || 'なし';
  assert.ok(
    refused.length === count && refused.every((attempted) => attempted.reason === reason),
    `銀行の記録の理由は${said}です（「${reason}」が${count}件のはず）`,
  );
}

export async function factsOf(scene: Scene): Promise<Facts> {
  const { contractId } = await contractOf(scene);
  const { bank } = scene.stage;
  const [contract, history, mails, attempts] = await Promise.all([
    bank.contract(contractId),
    bank.history(contractId),
    bank.mails(contractId),
    bank.attempts(contractId),
  ]);
  const serials = await Promise.all(
    [...scene.serials.values()].map(async (serial) => [serial, await bank.serial(serial)] as const),
  );
  return {
    contract,
    serials: new Map(serials),
    history: history.length,
    mails: mails.length,
    attempts: attempts.length,
    last: attempts.at(-1),
  };
}

export async function demandUnchanged(scene: Scene, before: Facts): Promise<void> {
  const after = await factsOf(scene);
  const attempted = after.attempts > before.attempts ? after.last : undefined;
  assert.deepEqual(kept(after, attempted), kept(before, attempted), '断られた操作で登録内容が変わりました');
  assert.equal(after.history, before.history, '断られた操作が履歴に残りました');
  assert.equal(after.mails, before.mails, '断られた操作でメールが出ました');
}

/**
 * Everything that the bank tells, but for the one stop that the attempt itself brought about. Counts are told by nobody:
 * what they are, scenarios find out by going on to the lock.
 */
function kept({ contract, serials }: Facts, attempted: BankAttempt | undefined) {
  const { locked, who } = attempted ?? {};
  const { stopped, users, ...rest } = contract;
  return {
    ...rest,
    stopped: locked === 'contract' || stopped,
    users: users.map((user) => (locked === 'user' && user.userId === who ? { ...user, stopped: true } : user)),
    serials: [...serials].map(([serial, status]) => [
      serial,
      locked === 'serial' && serial === attempted?.serial ? { ...status, lock: true } : status,
    ]),
  };
}
