/** The bank's side: reasons, history, mails, and what only the bank can clear. */
import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import { NotSupported } from '../ports.ts';
import { expectReason, expectRefused, lastAct } from '../scene/acts.ts';
import { freshCode, noteCode, notedCode } from '../scene/codes.ts';
import { demandUnchanged, expectMore, factsOf } from '../scene/facts.ts';
import { demandJustNow } from '../scene/just-now.ts';
import { refusalNamed } from '../scene/refusal-names.ts';
import { contractOf, serialOf } from '../scene/scene.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { one } from './names.ts';

Then('{断り}で断られる', async function (this: IchidoWorld, code: string) {
  await expectRefused(this.scene, lastAct(this.scene), code);
});
Then('銀行の記録では理由は{理由}である', async function (this: IchidoWorld, reason: string) {
  await expectReason(this.scene, reason);
});
/** For what the door refuses: nobody is known yet, so no contract's record can hold it. */
Then('{断り}で門前払いになる', function (this: IchidoWorld, code: string) {
  const { outcome } = lastAct(this.scene);
  const told = outcome.accepted ? ['（受け付けられた）'] : [outcome.code, ...(outcome.also ?? [])];
  assert.ok(told.includes(code), `「${refusalNamed(code)}」のはずが「${told.map(refusalNamed).join('、')}」です`);
});
Then('文言に「半角」とある', function (this: IchidoWorld) {
  const { outcome } = lastAct(this.scene);
  if (outcome.accepted) assert.fail('受け付けられました');
  if (outcome.text === undefined) throw new NotSupported('この実行レベルには画面の文言がありません');
  assert.match(outcome.text, /半角/);
});
Then('その操作では何も変わらない', async function (this: IchidoWorld) {
  await demandUnchanged(this.scene, lastAct(this.scene).before);
});
Then('その操作では何も変わらず、銀行の記録にも残らない', async function (this: IchidoWorld) {
  const { before } = lastAct(this.scene);
  await demandUnchanged(this.scene, before);
  expectMore(this.scene, 'attempts', [before, await factsOf(this.scene)], 0, '銀行の記録の件数');
});
Then('履歴が{int}件増え、メールが{int}通届く', async function (this: IchidoWorld, entries: number, mails: number) {
  const { before } = lastAct(this.scene);
  const after = await factsOf(this.scene);
  expectMore(this.scene, 'history', [before, after], entries, '履歴の件数');
  expectMore(this.scene, 'mails', [before, after], mails, 'メールの通数');
});
Then(
  '履歴の最後は{管理者}による{利用者}の{トークン}から{トークン}への記録である',
  async function (this: IchidoWorld, _window: string, userIds: string[], old: string[], next: string[]) {
    const { contractId } = await contractOf(this.scene);
    const entry = (await this.scene.stage.bank.history(contractId)).at(-1) ?? assert.fail('履歴がありません');
    assert.equal(entry.who, '管理者');
    await demandJustNow(this.scene, entry.at);
    assert.deepEqual([...entry.users].sort(), [...userIds].sort());
    assert.deepEqual(entry.oldSerials, [serialOf(this.scene, one(old))]);
    assert.equal(entry.newSerial, serialOf(this.scene, one(next)));
  },
);
Then(
  '履歴にもメールにも控えた{トークン}のワンタイムパスワードと暗証番号は残っていない',
  async function (this: IchidoWorld, tokens: string[]) {
    const contract = await contractOf(this.scene);
    const { bank } = this.scene.stage;
    const written = JSON.stringify([await bank.history(contract.contractId), await bank.mails(contract.contractId)]);
    assert.ok(written.includes(serialOf(this.scene, one(tokens))), '確かめるべき記録がありません');
    assert.ok(!written.includes(notedCode(this.scene, one(tokens))), 'ワンタイムパスワードが残っています');
    assert.ok(!written.includes(contract.confirmationPin), '暗証番号が残っています');
  },
);
Then(
  '最後のメールはご契約先Eメールアドレスに届き、本文に{トークン}のシリアル番号がある',
  async function (this: IchidoWorld, tokens: string[]) {
    const { contractId } = await contractOf(this.scene);
    const mail = (await this.scene.stage.bank.mails(contractId)).at(-1) ?? assert.fail('メールがありません');
    assert.match(mail.to, /@/);
    assert.notEqual(mail.subject.trim(), '');
    assert.ok(mail.body.includes(serialOf(this.scene, one(tokens))));
  },
);

When('銀行が契約利用中止を解除する', async function (this: IchidoWorld) {
  await this.scene.stage.bank.unlock((await contractOf(this.scene)).contractId);
  // What was stopped stays logged off.
  this.scene.windows.clear();
});
When('銀行が{トークン}の登録画面でのロックを解除する', async function (this: IchidoWorld, tokens: string[]) {
  await this.scene.stage.bank.resetSerial(serialOf(this.scene, one(tokens)));
});
When(
  '銀行が{トークン}の連続した2つのワンタイムパスワードで時刻を補正する',
  async function (this: IchidoWorld, tokens: string[]) {
    const serial = serialOf(this.scene, one(tokens));
    await noteCode(this.scene, one(tokens));
    const first = notedCode(this.scene, one(tokens));
    assert.ok(
      await this.scene.stage.bank.resync(serial, first, await freshCode(this.scene, one(tokens))),
      '補正が断られました',
    );
  },
);
Then(
  '銀行は{トークン}の同じワンタイムパスワード2つでは時刻を補正しない',
  async function (this: IchidoWorld, tokens: string[]) {
    const otp = await freshCode(this.scene, one(tokens));
    assert.equal(await this.scene.stage.bank.resync(serialOf(this.scene, one(tokens)), otp, otp), false);
  },
);
