/** What an act leaves behind: one history entry, one mail, and nothing that is secret (D-17). */
import assert from 'node:assert/strict';
import { type DataTable, Then, When } from '@cucumber/cucumber';
import { NotSupported } from '../../ports.ts';
import { expectAccepted, lastAct } from '../../scene/acts.ts';
import { expectMore, factsOf } from '../../scene/facts.ts';
import { demandJustNow } from '../../scene/just-now.ts';
import { present } from '../../scene/procedures.ts';
import { contractOf, type Scene, serialOf } from '../../scene/scene.ts';
import type { IchidoWorld } from '../../scene/world.ts';
import { one } from '../names.ts';

const names = (cell: string | undefined): string[] => (cell ?? '').split('、').filter((name) => name !== '');

/**
 * 「履歴に次の1件が増える」, and the same in one mail: a row of 操作者, 操作, 利用者, 旧, 新 (tokens by their names), and
 * that neither tells more.
 */
Then(
  '履歴に次の1件が増え、同じ内容のメールが1通、ご契約先Eメールアドレスに届く',
  async function (this: IchidoWorld, table: DataTable) {
    const row = table.hashes()[0] ?? assert.fail('表に行がありません');
    const { scene } = this;
    const { contractId } = await contractOf(scene);
    const before = lastAct(scene).before;
    const after = await factsOf(scene);
    expectMore(scene, 'history', [before, after], 1, '履歴の件数');
    expectMore(scene, 'mails', [before, after], 1, 'メールの通数');

    const wanted = {
      users: names(row['利用者']),
      old: names(row['旧']).map((name) => serialOf(scene, name)),
      next: names(row['新']).map((name) => serialOf(scene, name)),
    };
    const entry = (await scene.stage.bank.history(contractId)).at(-1) ?? assert.fail('履歴がありません');
    await demandJustNow(scene, entry.at, '履歴の日時');
    assert.equal(entry.who, row['操作者'], '履歴の操作者');
    assert.equal(entry.what, row['操作'], '履歴の操作');
    assert.deepEqual([...entry.users].sort(), [...wanted.users].sort(), '履歴の利用者');
    assert.deepEqual([...entry.oldSerials].sort(), [...wanted.old].sort(), '履歴の旧シリアル番号');
    assert.deepEqual([entry.newSerial].filter(Boolean), wanted.next, '履歴の新シリアル番号');

    const mails = await scene.stage.bank.mails(contractId);
    const mail = mails.at(-1) ?? assert.fail('メールがありません');
    assert.equal(mail.at, entry.at, 'メールの日時');
    assert.ok(mail.subject.includes(row['操作'] ?? ''), 'メールの件名');
    for (const told of [contractId, row['操作者'], row['操作'], ...wanted.users, ...wanted.old, ...wanted.next])
      assert.ok(mail.body.includes(told ?? ''), `メールの本文に「${told}」がありません`);
    const serials = new Set(mail.body.match(/SKT[HS][0-9]{5}/g) ?? []);
    assert.deepEqual([...serials].sort(), [...wanted.old, ...wanted.next].sort(), 'メールのシリアル番号');
    if (wanted.old.length > 0 && wanted.next.length > 0)
      assert.ok(mail.body.indexOf(wanted.old[0] ?? '') < mail.body.indexOf(wanted.next[0] ?? ''), '旧、新の順');
    for (const user of (await present(scene)).users)
      assert.equal(mail.body.includes(user.userId), mentioned(user.userId, row, wanted.users), user.userId);
    await demandOneAddress(scene, mails);
    demandNoSecret(await secretsOf(scene), JSON.stringify([entry, mail]));
  },
);
const mentioned = (userId: string, row: { readonly [name: string]: string }, users: readonly string[]): boolean =>
  users.includes(userId) || row['操作者'] === userId;

/** The address is the contract's own: the same in every mail, and not another contract's. */
async function demandOneAddress(scene: Scene, mails: readonly { readonly to: string }[]): Promise<void> {
  const { contractId } = await contractOf(scene);
  const [to, ...others] = new Set(mails.map((mail) => mail.to));
  assert.deepEqual(others, [], 'メールの宛先が変わりました');
  assert.match(to ?? '', /^[^@\s]+@[^@\s]+$/);
  assert.ok(to?.includes(contractId), 'ご契約先Eメールアドレスではありません');
}

/** Codes that were written down, and every password and PIN of the contract. */
async function secretsOf(scene: Scene): Promise<readonly string[]> {
  const contract = await present(scene);
  return [contract, ...contract.users]
    .flatMap(({ password, confirmationPin }) => [password, confirmationPin])
    .concat([...scene.noted.values()]);
}

function demandNoSecret(secrets: readonly string[], written: string): void {
  assert.ok(!secrets.some((secret) => written.includes(secret)), '暗証番号かワンタイムパスワードが残っています');
}

Then('銀行のどの記録にも、暗証番号と控えたワンタイムパスワードは残っていない', async function (this: IchidoWorld) {
  const { contractId } = await contractOf(this.scene);
  const { bank } = this.scene.stage;
  const attempts = await bank.attempts(contractId);
  const written = JSON.stringify([await bank.history(contractId), await bank.mails(contractId), attempts]);
  assert.ok(attempts.length > 0, '確かめるべき記録がありません');
  demandNoSecret(await secretsOf(this.scene), written);
});
Then('画面に{表示}と表示される', function (this: IchidoWorld, text: string) {
  const { outcome } = lastAct(this.scene);
  expectAccepted(outcome);
  assert.ok(outcome.status.split(' ').includes(text), `「${outcome.status}」と表示されました`);
});
/** 項目 and what still stands in it; a token's name stands for its serial. */
Then('断られた画面には次のとおり残っている', function (this: IchidoWorld, table: DataTable) {
  const { outcome } = lastAct(this.scene);
  if (outcome.accepted) assert.fail('受け付けられました');
  const { kept } = outcome;
  if (kept === undefined) throw new NotSupported('この実行レベルには画面の入力欄がありません');
  for (const { 項目: label = '', 内容: text = '' } of table.hashes()) {
    const token = /^トークン「(.+)」$/.exec(text)?.[1];
    const wanted = token === undefined ? text : serialOf(this.scene, token);
    assert.ok(kept.has(label), `「${label}」の欄がありません`);
    assert.ok(kept.get(label) === wanted, `「${label}」の欄に残っているものが違います`);
  }
});
When('銀行が契約利用中止と利用中止を解除する', async function (this: IchidoWorld) {
  const before = await factsOf(this.scene);
  await this.scene.stage.bank.unlock((await contractOf(this.scene)).contractId);
  this.scene.last = { outcome: { accepted: true, status: '', shown: undefined }, before, looked: true };
  this.scene.windows.clear();
  this.scene.userWindows.clear();
});
Then('ご契約先の履歴の最後の操作者は{表示}で、メールは届いていない', async function (this: IchidoWorld, who: string) {
  const { contractId } = await contractOf(this.scene);
  assert.equal((await this.scene.stage.bank.history(contractId)).at(-1)?.who, who);
  assert.deepEqual(await this.scene.stage.bank.mails(contractId), []);
});
Then('ご契約先の履歴にもメールにも、まだ何も残っていない', async function (this: IchidoWorld) {
  const { contractId } = await contractOf(this.scene);
  assert.deepEqual(await this.scene.stage.bank.history(contractId), []);
  assert.deepEqual(await this.scene.stage.bank.mails(contractId), []);
});
Then(
  '{トークン}を登録した別のご契約先には、メールが届いていない',
  async function (this: IchidoWorld, tokens: string[]) {
    const { contract = '' } = await this.scene.stage.bank.serial(serialOf(this.scene, one(tokens)));
    assert.notEqual(contract, this.scene.contract?.contractId);
    assert.deepEqual(await this.scene.stage.bank.mails(contract), []);
  },
);
