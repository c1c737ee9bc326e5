/** A transfer screen that stays open while something happens, and guesses that are sent at once (D-09, D-12). */
import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import { NotSupported } from '../../ports.ts';
import { attempt } from '../../scene/acts.ts';
import { freshCode, wrongCode } from '../../scene/codes.ts';
import { factsOf } from '../../scene/facts.ts';
import { codeNamed } from '../../scene/refusal-names.ts';
import { contractOf, userWindow } from '../../scene/scene.ts';
import type { IchidoWorld } from '../../scene/world.ts';
import { one } from '../names.ts';

const right = { account: '1234567', amount: '10000' };

When('{利用者}が資金移動の画面を開く', async function (this: IchidoWorld, userIds: string[]) {
  const userId = one(userIds);
  this.scene.transfers.set(userId, await (await userWindow(this.scene, userId)).openTransfer());
});
When(
  '{利用者}が開いておいた画面で、{トークン}で資金移動する',
  function (this: IchidoWorld, userIds: string[], tokens: string[]) {
    return sendOpened(this, one(userIds), one(tokens), right.account);
  },
);
When(
  '{利用者}が開いておいた画面で、口座番号を入れずに{トークン}で資金移動する',
  function (this: IchidoWorld, userIds: string[], tokens: string[]) {
    return sendOpened(this, one(userIds), one(tokens), '');
  },
);

async function sendOpened({ scene }: IchidoWorld, userId: string, token: string, account: string): Promise<void> {
  const screen = scene.transfers.get(userId) ?? assert.fail(`利用者「${userId}」は資金移動の画面を開いていません`);
  const otp = await freshCode(scene, token);
  await attempt(scene, () => screen.submit({ ...right, account, otp }));
}

When(
  '{利用者}が{トークン}の誤ったワンタイムパスワードを同時に{int}回送る',
  async function (this: IchidoWorld, userIds: string[], tokens: string[], times: number) {
    const window = await userWindow(this.scene, one(userIds));
    const guesses = [];
    for (let count = 0; count < times; count += 1)
      guesses.push({ screen: await window.openTransfer(), otp: await wrongCode(this.scene, one(tokens)) });
    const before = await factsOf(this.scene);
    const outcomes = await Promise.all(guesses.map(({ screen, otp }) => screen.submit({ ...right, otp })));
    this.scene.together = { outcomes, before };
  },
);
Then(
  '誤りとして調べられたのは{int}回だけで、残りは利用中止で断られている',
  async function (this: IchidoWorld, judged: number) {
    const { outcomes, before } = this.scene.together ?? assert.fail('同時の操作がありません');
    assert.ok(outcomes.every(({ accepted }) => !accepted));
    const attempts = await this.scene.stage.bank.attempts((await contractOf(this.scene)).contractId);
    const reasons = attempts.slice(before.attempts).map(({ reason }) => reason);
    assert.equal(reasons.filter((reason) => reason === 'otp-wrong').length, judged, reasons.join('、'));
    assert.equal(reasons.filter((reason) => reason === 'user-stopped').length, outcomes.length - judged);
  },
);

Then(
  '{word}で断られた{int}つの画面は、どれも見分けがつかない',
  function (this: IchidoWorld, name: string, count: number) {
    const code = codeNamed(name);
    const pages = this.scene.refusedPages.filter((page) => page.code === code).map(({ traces }) => traces);
    assert.equal(pages.length, count, '断られた画面の数');
    const [first] = pages;
    if (first === undefined) throw new NotSupported('この実行レベルでは画面を比べられません');
    for (const page of pages) assert.equal(page, first);
  },
);
