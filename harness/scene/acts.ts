/** An act, and what the bank held before and after it: a refused one changes nothing (D-06), and somebody looks. */
import assert from 'node:assert/strict';
import { type Outcome, ScreenRefused } from '../ports.ts';
import { bankReason, UnexpectedRefusal } from './refused.ts';
import { contractOf, type Facts, type LastAct, type Scene } from './scene.ts';

/** Runs one act. A refusal that changed anything but failure counts fails here, whatever the scenario asks later. */
export async function attempt(scene: Scene, act: () => Promise<Outcome>): Promise<Outcome> {
  demandLooked(scene);
  const before = await factsOf(scene);
  const outcome = await act().catch(refusedScreen);
  scene.last = { outcome, before, looked: false };
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

/** The screen's code and the bank's one reason: so no scenario passes for the wrong cause. */
export async function expectRefused(scene: Scene, act: LastAct, code: string, reason: string): Promise<void> {
  if (act.outcome.accepted) assert.fail(`${code} で断られるはずが、受け付けられました`);
  const attempts = await scene.stage.bank.attempts((await contractOf(scene)).contractId);
  const last = attempts.length > act.before.attempts ? attempts.at(-1) : undefined;
  const { code: shown, text } = act.outcome;
  const said = `断られましたが、画面のコードは「${shown}」（「${code}」のはず）、銀行側の理由は${bankReason(last)}（「${reason}」のはず）です`;
  assert.ok(shown === code && last?.reason === reason, said);
  assert.notEqual(text?.trim(), '', '断る文言が表示されません');
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
  return { contract, history: history.length, mails: mails.length, attempts: attempts.length };
}

export async function demandUnchanged(scene: Scene, before: Facts): Promise<void> {
  const after = await factsOf(scene);
  assert.deepEqual(registered(after), registered(before), '断られた操作で登録内容が変わりました');
  assert.equal(after.history, before.history, '断られた操作が履歴に残りました');
  assert.equal(after.mails, before.mails, '断られた操作でメールが出ました');
}

const registered = ({ contract }: Facts) => ({
  mode: contract.mode,
  serial: contract.serial,
  users: contract.users.map(({ userId, name, serial }) => ({ userId, name, serial })),
});
