/** 資金移動 with what was typed: accounts, amounts, mistakes, and wrong PINs in a row (D-05, D-08, D-09). */
import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import { attempt, expectAccepted, lastAct, refusedOften } from '../../scene/acts.ts';
import { freshCode } from '../../scene/codes.ts';
import { spelled, withMistakes } from '../../scene/mistakes.ts';
import { type Scene, userPin, userWindow } from '../../scene/scene.ts';
import { wrongPin } from '../../scene/words.ts';
import type { IchidoWorld } from '../../scene/world.ts';
import { one } from '../names.ts';

const right = { account: '1234567', amount: '10000' };

async function pay(scene: Scene, userId: string, form: Parameters<Send>[0]): Promise<void> {
  await attempt(scene, async () => (await userWindow(scene, userId)).transfer(form));
}
type Send = Awaited<ReturnType<typeof userWindow>>['transfer'];

When(
  '{利用者}が口座番号に{表示}、金額に{表示}と入れて{トークン}で資金移動する',
  async function (this: IchidoWorld, userIds: string[], account: string, amount: string, tokens: string[]) {
    const otp = await freshCode(this.scene, one(tokens));
    await pay(this.scene, one(userIds), { account: spelled(account), amount: spelled(amount), otp });
  },
);
When(
  '{利用者}がワンタイムパスワードに{表示}と入れて資金移動する',
  function (this: IchidoWorld, userIds: string[], otp: string) {
    return pay(this.scene, one(userIds), { ...right, otp: spelled(otp) });
  },
);
When(
  '{利用者}が利用者確認暗証番号に{表示}と入れて資金移動する',
  function (this: IchidoWorld, userIds: string[], pin: string) {
    return pay(this.scene, one(userIds), { ...right, pin: spelled(pin) });
  },
);
When(
  '{利用者}が{誤り}{トークン}で資金移動する',
  async function (this: IchidoWorld, userIds: string[], words: string[], tokens: string[]) {
    const otp = await freshCode(this.scene, one(tokens));
    await pay(this.scene, one(userIds), withMistakes({ ...right, otp }, words));
  },
);
When(
  '{利用者}が{誤り}利用者確認暗証番号で資金移動する',
  async function (this: IchidoWorld, userIds: string[], words: string[]) {
    const pin = await userPin(this.scene, one(userIds));
    await pay(this.scene, one(userIds), withMistakes({ ...right, pin }, words));
  },
);
When(
  '{利用者}が{利用者}の利用者確認暗証番号で資金移動する',
  async function (this: IchidoWorld, userIds: string[], others: string[]) {
    const pin = await userPin(this.scene, one(others));
    await pay(this.scene, one(userIds), { ...right, pin });
  },
);
When(
  '{利用者}が誤った利用者確認暗証番号で{int}回資金移動し、すべて断られる',
  async function (this: IchidoWorld, userIds: string[], times: number) {
    await refusedOften(this.scene, times, () => pay(this.scene, one(userIds), { ...right, pin: wrongPin }));
  },
);
When(
  '{利用者}が未登録のまま{トークン}で{int}回資金移動し、すべて断られる',
  async function (this: IchidoWorld, userIds: string[], tokens: string[], times: number) {
    await refusedOften(this.scene, times, async () => {
      await pay(this.scene, one(userIds), { ...right, otp: await freshCode(this.scene, one(tokens)) });
    });
  },
);
When('{利用者}が残高照会をする', function (this: IchidoWorld, userIds: string[]) {
  return attempt(this.scene, async () => (await userWindow(this.scene, one(userIds))).inquiry());
});

Then('{利用者}は利用者確認暗証番号で取引できる', async function (this: IchidoWorld, userIds: string[]) {
  for (const userId of userIds) {
    const pin = await userPin(this.scene, userId);
    await pay(this.scene, userId, { ...right, pin });
    const { outcome } = lastAct(this.scene);
    expectAccepted(outcome);
    assert.match(outcome.status, /受付完了/);
  }
});
