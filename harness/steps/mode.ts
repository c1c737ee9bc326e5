/** 利用形態: the overview and the mode screen (S-07 to S-19). */
import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import type { UsageMode } from '../ports.ts';
import { attempt, expectAccepted, lastAct } from '../scene/acts.ts';
import { adminWindow, screensOf } from '../scene/scene.ts';
import { modeOf, type PinChoice } from '../scene/words.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { pinFor } from './pin.ts';

When('管理者が利用者情報選択の画面を開く', async function (this: IchidoWorld) {
  this.scene.layout = await (await adminWindow(this.scene, '')).sectionLayout();
});
Then(
  '利用者の一覧の下に{表示}の欄があり、開くと{表示}{表示}{表示}のボタンがこの順に並ぶ',
  function (this: IchidoWorld, heading: string, first: string, second: string, third: string) {
    const layout = this.scene.layout ?? assert.fail('利用者情報選択の画面は開かれていません');
    assert.deepEqual(layout, { heading, belowUserList: true, foldable: true, buttons: [first, second, third] });
  },
);

When('{管理者}が利用形態を{利用形態}に変更する', function (this: IchidoWorld, window: string, mode: UsageMode) {
  return attempt(this.scene, async () => (await (await adminWindow(this.scene, window)).openMode()).submit(mode));
});
When(
  '{管理者}が利用形態を{利用形態}に変更し、確認画面で{暗証番号}を入力する',
  async function (this: IchidoWorld, window: string, mode: UsageMode, pin: PinChoice) {
    const typed = await pinFor(this.scene, pin);
    await attempt(this.scene, async () =>
      (await (await adminWindow(this.scene, window)).openMode()).submit(mode, typed),
    );
  },
);
When('{管理者}が利用形態設定の画面を開く', async function (this: IchidoWorld, window: string) {
  screensOf(this.scene, window).mode = await (await adminWindow(this.scene, window)).openMode();
});
When('{管理者}がその画面で{利用形態}を選んで次へ進む', function (this: IchidoWorld, window: string, mode: UsageMode) {
  return attempt(this.scene, () => modeScreen(this, window).submit(mode));
});
When('{管理者}がその画面で何も選ばずに次へ進む', function (this: IchidoWorld, window: string) {
  return attempt(this.scene, () => modeScreen(this, window).submit(undefined));
});
When('{管理者}がその画面をキャンセルする', async function (this: IchidoWorld, window: string) {
  await modeScreen(this, window).cancel();
});

Then('注意文{表示}が表示される', function (this: IchidoWorld, note: string) {
  assert.equal(modeScreen(this, '').shown().note, note);
});
Then('選択肢は上から{表示}{表示}の順である', function (this: IchidoWorld, first: string, second: string) {
  assert.deepEqual(modeScreen(this, '').shown().options, [first, second]);
});
Then('{表示}が選ばれている', function (this: IchidoWorld, text: string) {
  assert.equal(modeScreen(this, '').shown().chosen, text);
});

Then('現在の設定は{表示}と表示される', async function (this: IchidoWorld, text: string) {
  assert.equal((await (await adminWindow(this.scene, '')).overview()).mode, modeOf(text));
});
Then('受け付けられ、利用者の選択がある登録画面に進む', function (this: IchidoWorld) {
  expectRegistrationScreen(this, 'individual');
});
Then('受け付けられ、利用者の選択がない登録画面に進む', function (this: IchidoWorld) {
  expectRegistrationScreen(this, 'shared');
});
Then('変更がないことが伝えられる', function (this: IchidoWorld) {
  const { outcome } = lastAct(this.scene);
  expectAccepted(outcome);
  assert.match(outcome.status, /変更/, '変更がないことを伝える文言がありません');
});

function expectRegistrationScreen(world: IchidoWorld, mode: UsageMode): void {
  const { outcome } = lastAct(world.scene);
  expectAccepted(outcome);
  assert.ok(outcome.shown !== undefined, '登録画面に進みません');
  assert.equal(outcome.shown.mode, mode);
}

function modeScreen(world: IchidoWorld, window: string) {
  const screen = screensOf(world.scene, window).mode;
  if (screen === undefined) throw new Error('利用形態設定の画面は開かれていません');
  return screen;
}
