/** An act, and what the bank held before and after it: a refused one changes nothing (D-06), and somebody looks. */
import assert from 'node:assert/strict';
import { type Outcome, ScreenRefused } from '../ports.ts';
import { failuresAt } from './bank-numbers.ts';
import { demandUnchanged, factsOf, known, note } from './facts.ts';
import { refusalNamed } from './refusal-names.ts';
import { bankReason, UnexpectedRefusal } from './refused.ts';
import { contractOf, type LastAct, type Scene } from './scene.ts';
import { seenOf } from './seen.ts';

/** Runs one act. A refusal that changed anything but failure counts fails here, whatever the scenario asks later. */
export async function attempt(scene: Scene, act: () => Promise<Outcome>): Promise<Outcome> {
  demandLooked(scene);
  const before = await factsOf(scene);
  const outcome = await act().catch(refusedScreen);
  scene.last = { outcome, before, looked: false };
  const { contractId } = await contractOf(scene);
  const attempts = outcome.accepted ? [] : await known(() => scene.stage.bank.attempts(contractId));
  const added = attempts !== undefined && attempts.length > (before.attempts ?? 0);
  scene.seen.push(seenOf(outcome, added ? attempts.at(-1) : undefined));
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
  scene.looks += 1;
  return scene.last;
}

/** One act after the other, each of which is refused; so many as the scenario says, in this bank's numbers. */
export async function refusedOften(scene: Scene, times: number, act: () => Promise<unknown>): Promise<void> {
  const here = failuresAt({ bank: scene.stage.policy, agreed: scene.policy }, times);
  for (let count = 0; count < here; count += 1) {
    await act();
    assert.equal(lastAct(scene).outcome.accepted, false, `${count + 1}回目が受け付けられました`);
  }
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
  const { contractId } = await contractOf(scene);
  const attempts = await known(() => scene.stage.bank.attempts(contractId));
  const since = act.before.attempts ?? 0;
  const last = attempts !== undefined && attempts.length > since ? attempts.at(-1) : undefined;
  const shown = refusalNamed(act.outcome.code);
  assert.ok(
    shown === wanted || act.outcome.also?.map(refusalNamed).includes(wanted),
    `「${wanted}」で断られるはずが、「${shown}」で断られました（銀行側の理由は${bankReason(last)}）`,
  );
  assert.notEqual(act.outcome.text?.trim(), '', '断る文言が表示されません');
  if (attempts === undefined) note(scene, 'attempts');
  else assert.ok(last !== undefined, '銀行側に記録がありません');
  scene.refusals = { since, count: 1 };
  scene.refusedPages.push({ code, traces: act.outcome.traces });
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
