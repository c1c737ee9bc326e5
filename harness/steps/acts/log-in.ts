/** The two entrances: right, wrong, often, and with what was typed (D-09, D-15). */
import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import type { Outcome } from '../../ports.ts';
import { attempt, expectAccepted, lastAct, refusedOften } from '../../scene/acts.ts';
import { spelled, withMistakes } from '../../scene/mistakes.ts';
import { contractOf, type Scene, userOf } from '../../scene/scene.ts';
import { wrongPin } from '../../scene/words.ts';
import type { IchidoWorld } from '../../scene/world.ts';
import { one } from '../names.ts';

interface Login {
  readonly contractId: string;
  readonly userId: string;
  readonly password: string;
}

async function logIn(scene: Scene, userId: string | undefined, change: (right: Login) => Login): Promise<void> {
  const contract = await contractOf(scene);
  const person = userId === undefined ? contract : await userOf(scene, userId);
  const typed = change({ contractId: contract.contractId, userId: userId ?? '', password: person.password });
  const at = { ...contract, contractId: typed.contractId };
  await attempt(
    scene,
    (): Promise<Outcome> =>
      (userId === undefined ? scene.stage.admin(at) : scene.stage.user(at, typed.userId)).logIn(typed.password),
  );
}

const often = (scene: Scene, userId: string | undefined, times: number): Promise<void> =>
  refusedOften(scene, times, () => logIn(scene, userId, (right) => ({ ...right, password: wrongPin })));

When('管理者が誤った暗証番号で{int}回ログインし、すべて断られる', function (this: IchidoWorld, times: number) {
  return often(this.scene, undefined, times);
});
When(
  '{利用者}が誤った暗証番号で{int}回ログインし、すべて断られる',
  function (this: IchidoWorld, userIds: string[], times: number) {
    return often(this.scene, one(userIds), times);
  },
);
When('管理者が{誤り}ログインする', function (this: IchidoWorld, words: string[]) {
  return logIn(this.scene, undefined, (right) => withMistakes(right, words));
});
When('{利用者}が{誤り}ログインする', function (this: IchidoWorld, userIds: string[], words: string[]) {
  return logIn(this.scene, one(userIds), (right) => withMistakes(right, words));
});
When('管理者がご契約先IDに{表示}と入れてログインする', function (this: IchidoWorld, contractId: string) {
  return logIn(this.scene, undefined, (right) => ({ ...right, contractId: spelled(contractId) }));
});
When(
  '{利用者}がご契約先IDに{表示}と入れてログインする',
  function (this: IchidoWorld, userIds: string[], contractId: string) {
    return logIn(this.scene, one(userIds), (right) => ({ ...right, contractId: spelled(contractId) }));
  },
);
When('{利用者}が利用者IDに{表示}と入れてログインする', function (this: IchidoWorld, userIds: string[], userId: string) {
  return logIn(this.scene, one(userIds), (right) => ({ ...right, userId: spelled(userId) }));
});
When('管理者が暗証番号に{表示}と入れてログインする', function (this: IchidoWorld, password: string) {
  return logIn(this.scene, undefined, (right) => ({ ...right, password: spelled(password) }));
});
When(
  '{利用者}が暗証番号に{表示}と入れてログインする',
  function (this: IchidoWorld, userIds: string[], password: string) {
    return logIn(this.scene, one(userIds), (right) => ({ ...right, password: spelled(password) }));
  },
);

Then('{利用者}はログインできる', async function (this: IchidoWorld, userIds: string[]) {
  for (const userId of userIds) {
    await logIn(this.scene, userId, (right) => right);
    expectAccepted(lastAct(this.scene).outcome);
  }
});
/** With the password that the bank handed out when the contract was made. */
Then('{利用者}は初めの暗証番号でログインできる', async function (this: IchidoWorld, userIds: string[]) {
  const { users } = await contractOf(this.scene);
  for (const userId of userIds) {
    const password = users.find((user) => user.userId === userId)?.password ?? assert.fail(userId);
    await logIn(this.scene, userId, (right) => ({ ...right, password }));
    expectAccepted(lastAct(this.scene).outcome);
  }
});
Then('管理者はログインできる', async function (this: IchidoWorld) {
  await logIn(this.scene, undefined, (right) => right);
  expectAccepted(lastAct(this.scene).outcome);
});
Then('銀行の記録には、誰のものかわからないまま理由{理由}が残る', async function (this: IchidoWorld, reason: string) {
  const last = (await this.scene.stage.bank.strangers()).at(-1);
  assert.deepEqual([last?.who, last?.reason], ['不明', reason]);
});
