/** What the screens show of registrations, beside what the bank holds. */
import assert from 'node:assert/strict';
import { Then } from '@cucumber/cucumber';
import type { ShownRegistrations } from '../ports.ts';
import { expectAccepted, lastAct } from '../scene/acts.ts';
import { freshCode } from '../scene/codes.ts';
import { known, note } from '../scene/facts.ts';
import { adminWindow, contractOf, type Scene, serialOf } from '../scene/scene.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { one } from './names.ts';
import { openForm } from './registration-form.ts';

function shownByLast(scene: Scene, status: string): ShownRegistrations {
  const { outcome } = lastAct(scene);
  expectAccepted(outcome);
  assert.match(outcome.status, new RegExp(status));
  assert.ok(outcome.shown !== undefined, '現在のトークン情報が表示されません');
  return outcome.shown;
}

Then(
  '登録完了と表示され、現在のトークン情報は{トークン}のシリアル番号になる',
  function (this: IchidoWorld, tokens: string[]) {
    assert.equal(shownByLast(this.scene, '登録完了').serial, serialOf(this.scene, one(tokens)));
  },
);
Then(
  '登録完了と表示され、{利用者}のシリアル番号は{トークン}のものになる',
  function (this: IchidoWorld, userIds: string[], tokens: string[]) {
    const shown = shownByLast(this.scene, '登録完了');
    for (const userId of userIds) assert.equal(shown.users.get(userId), serialOf(this.scene, one(tokens)));
  },
);
Then('登録解除完了と表示される', function (this: IchidoWorld) {
  shownByLast(this.scene, '登録解除完了');
});

/** Asked of the screen and of the bank: both must say the same. */
async function shownNow(scene: Scene): Promise<ShownRegistrations> {
  const { shown } = await (await adminWindow(scene, '')).openRegistration();
  const { contractId } = await contractOf(scene);
  const { bank } = scene.stage;
  const contract = bank.contractFrom === 'screens' ? undefined : await known(() => bank.contract(contractId));
  if (contract === undefined) {
    note(scene, 'contract');
    return shown;
  }
  assert.equal(shown.mode, contract.mode, '画面と銀行の利用形態が違います');
  if (shown.mode === 'shared') assert.equal(shown.serial, contract.serial, '画面と銀行のシリアル番号が違います');
  else for (const user of contract.users) assert.equal(shown.users.get(user.userId), user.serial);
  return shown;
}

Then('現在のトークン情報は{トークン}のシリアル番号と表示される', async function (this: IchidoWorld, tokens: string[]) {
  assert.equal((await shownNow(this.scene)).serial, serialOf(this.scene, one(tokens)));
});
Then(
  '{利用者}のシリアル番号は{トークン}のものと表示される',
  async function (this: IchidoWorld, userIds: string[], tokens: string[]) {
    const shown = await shownNow(this.scene);
    for (const userId of userIds) assert.equal(shown.users.get(userId), serialOf(this.scene, one(tokens)), userId);
  },
);
Then('{利用者}は未登録と表示される', async function (this: IchidoWorld, userIds: string[]) {
  const shown = await shownNow(this.scene);
  for (const userId of userIds) {
    assert.ok(shown.users.has(userId), `利用者「${userId}」が一覧にありません`);
    assert.equal(shown.users.get(userId), undefined, userId);
  }
});
Then('全員が未登録と表示される', async function (this: IchidoWorld) {
  const shown = await shownNow(this.scene);
  assert.equal(shown.serial, undefined);
  for (const [userId, serial] of shown.users) assert.equal(serial, undefined, userId);
});
Then('登録画面に{利用者}の選択がある', async function (this: IchidoWorld, userIds: string[]) {
  assert.deepEqual([...(await shownNow(this.scene)).users.keys()], userIds);
});
Then('登録画面に利用者の選択はない', async function (this: IchidoWorld) {
  assert.equal((await shownNow(this.scene)).users.size, 0);
});
Then('開いた画面の現在のトークン情報は{トークン}のシリアル番号である', function (this: IchidoWorld, tokens: string[]) {
  assert.equal(openForm(this, '').shown.serial, serialOf(this.scene, one(tokens)));
});
Then('開いた画面の現在のトークン情報は未登録である', function (this: IchidoWorld) {
  const { shown } = openForm(this, '');
  assert.equal(shown.serial, undefined);
  for (const [userId, serial] of shown.users) assert.equal(serial, undefined, userId);
});

Then('{トークン}は別のご契約先で登録できる', async function (this: IchidoWorld, tokens: string[]) {
  const { stage } = this.scene;
  const other = await stage.bank.createContract({ users: [{ userId: 'other01', name: '別社 一郎' }] });
  const window = stage.admin(other);
  expectAccepted(await window.logIn(other.password));
  const otp = await freshCode(this.scene, one(tokens));
  const screen = await window.openRegistration();
  const serial = serialOf(this.scene, one(tokens));
  expectAccepted(await screen.submit({ userIds: [], serial, otp, pin: other.confirmationPin }));
  assert.equal((await stage.bank.contract(other.contractId)).serial, serial);
});
