/** 資金移動 and 残高照会: what a token is for. */
import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import type { Outcome } from '../ports.ts';
import { attempt, expectAccepted, expectRefused, lastAct, refusedOften } from '../scene/acts.ts';
import { freshCode, notedCode, wrongCode } from '../scene/codes.ts';
import { factsOf, known } from '../scene/facts.ts';
import { contractOf, letPass, newUserWindow, type Scene, userPassword, userPin, userWindow } from '../scene/scene.ts';
import { seenOf } from '../scene/seen.ts';
import type { OtpChoice } from '../scene/words.ts';
import { wrongPin } from '../scene/words.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { one } from './names.ts';

const order = { account: '1234567', amount: '10000' };

async function send(scene: Scene, userId: string, otp: string): Promise<Outcome> {
  return (await userWindow(scene, userId)).transfer({ ...order, otp });
}

When('{利用者}が{トークン}で資金移動する', async function (this: IchidoWorld, userIds: string[], tokens: string[]) {
  const otp = await freshCode(this.scene, one(tokens));
  await attempt(this.scene, () => send(this.scene, one(userIds), otp));
});
When(
  '{利用者}が控えた{トークン}のワンタイムパスワードで資金移動する',
  function (this: IchidoWorld, userIds: string[], tokens: string[]) {
    return attempt(this.scene, () => send(this.scene, one(userIds), notedCode(this.scene, one(tokens))));
  },
);
When(
  '{利用者}が{トークン}の{OTP}で{int}回資金移動し、すべて断られる',
  async function (this: IchidoWorld, userIds: string[], tokens: string[], choice: OtpChoice, times: number) {
    assert.equal(choice, 'wrong', '断られるのは誤ったワンタイムパスワードだけです');
    await refusedOften(this.scene, times, async () => {
      const otp = await wrongCode(this.scene, one(tokens));
      await attempt(this.scene, () => send(this.scene, one(userIds), otp));
    });
  },
);
When('{利用者}が利用者確認暗証番号で資金移動する', async function (this: IchidoWorld, userIds: string[]) {
  const pin = await userPin(this.scene, one(userIds));
  await attempt(this.scene, async () => (await userWindow(this.scene, one(userIds))).transfer({ ...order, pin }));
});
When('{利用者}が誤った利用者確認暗証番号で資金移動する', function (this: IchidoWorld, userIds: string[]) {
  return attempt(this.scene, async () =>
    (await userWindow(this.scene, one(userIds))).transfer({ ...order, pin: wrongPin }),
  );
});
When('{利用者}がワンタイムパスワードを入れずに資金移動する', function (this: IchidoWorld, userIds: string[]) {
  return attempt(this.scene, () => send(this.scene, one(userIds), ''));
});
When('{利用者}がログインする', function (this: IchidoWorld, userIds: string[]) {
  return attempt(this.scene, async () =>
    (await newUserWindow(this.scene, one(userIds))).logIn(await userPassword(this.scene, one(userIds))),
  );
});

When(
  '{利用者}が{トークン}で毎月1回、{int}か月取引し、すべて受け付けられる',
  async function (this: IchidoWorld, userIds: string[], tokens: string[], months: number) {
    for (let month = 0; month < months; month += 1) {
      await letPass(this.scene, 30 * 86_400_000);
      const otp = await freshCode(this.scene, one(tokens));
      expectAccepted(await send(this.scene, one(userIds), otp));
    }
  },
);

Then('資金移動の画面は{利用者}に利用者確認暗証番号を求める', async function (this: IchidoWorld, userIds: string[]) {
  assert.equal(await (await userWindow(this.scene, one(userIds))).transferAsks(), 'pin');
});
Then('資金移動の画面は{利用者}にワンタイムパスワードを求める', async function (this: IchidoWorld, userIds: string[]) {
  assert.equal(await (await userWindow(this.scene, one(userIds))).transferAsks(), 'otp');
});

/** Several users, one code, at once: whoever comes first is served, nobody else. */
When(
  '{利用者}が控えた{トークン}のワンタイムパスワードで同時に資金移動する',
  async function (this: IchidoWorld, userIds: string[], tokens: string[]) {
    const otp = notedCode(this.scene, one(tokens));
    const windows = await Promise.all(userIds.map((userId) => userWindow(this.scene, userId)));
    const before = await factsOf(this.scene);
    const outcomes = await Promise.all(windows.map((window) => window.transfer({ ...order, otp })));
    this.scene.together = { outcomes, before };
    const { contractId } = await contractOf(this.scene);
    const after = (await known(() => this.scene.stage.bank.attempts(contractId)))?.slice(before.attempts);
    for (const [index, userId] of userIds.entries())
      this.scene.seen.push(
        `${userId}: ${seenOf(
          outcomes[index] as Outcome,
          after?.find(({ who, reason }) => who === userId && reason !== undefined),
        )}`,
      );
  },
);
Then('ちょうど1人が受け付けられ、残りは{断り}で断られる', async function (this: IchidoWorld, code: string) {
  const { outcomes, before } = this.scene.together ?? assert.fail('同時の操作がありません');
  const refused = outcomes.flatMap((outcome) => (outcome.accepted ? [] : [[outcome.code, ...(outcome.also ?? [])]]));
  assert.equal(outcomes.length - refused.length, 1, '受け付けられた人数');
  for (const told of refused) assert.ok(told.includes(code), `「${told.join('、')}」で断られました`);
  this.scene.refusals = { since: before.attempts ?? 0, count: refused.length };
});

Then('{利用者}は{トークン}で取引できる', async function (this: IchidoWorld, userIds: string[], tokens: string[]) {
  for (const userId of userIds) {
    const otp = await freshCode(this.scene, one(tokens));
    const outcome = await send(this.scene, userId, otp);
    this.scene.seen.push(`${userId}: ${seenOf(outcome, undefined)}`);
    expectAccepted(outcome);
    assert.match(outcome.status, /受付完了/);
  }
});
Then(
  '{利用者}は{トークン}で取引できず、{断り}で断られる',
  async function (this: IchidoWorld, userIds: string[], tokens: string[], code: string) {
    const since = (await factsOf(this.scene)).attempts ?? 0;
    for (const userId of userIds) {
      const otp = await freshCode(this.scene, one(tokens));
      await attempt(this.scene, () => send(this.scene, userId, otp));
      await expectRefused(this.scene, lastAct(this.scene), code);
    }
    this.scene.refusals = { since, count: userIds.length };
  },
);
Then('{利用者}は残高照会ができる', async function (this: IchidoWorld, userIds: string[]) {
  for (const userId of userIds) expectAccepted(await (await userWindow(this.scene, userId)).inquiry());
});
