/** The administrator's users: added, renamed, deleted, unlocked (D-09, D-11). */
import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import { attempt, expectAccepted, lastAct } from '../scene/acts.ts';
import { adminWindow, contractOf } from '../scene/scene.ts';
import type { PinChoice } from '../scene/words.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { one } from './names.ts';
import { pinFor } from './pin.ts';

type Kind = 'add' | 'rename' | 'delete' | 'unlock';

async function change(
  world: IchidoWorld,
  window: string,
  kind: Kind,
  userId: string,
  choice: PinChoice,
  fields: { readonly userId?: string; readonly name?: string } = {},
): Promise<void> {
  const pin = await pinFor(world.scene, choice);
  await attempt(world.scene, async () => {
    const portal = await adminWindow(world.scene, window);
    const screen = await portal.openUserScreen(kind, kind === 'add' ? undefined : userId);
    return screen.submit({ ...fields, pin });
  });
  // Whoever was stopped or deleted is logged off for good.
  world.scene.userWindows.delete(userId);
}

When('{管理者}が{利用者}を新規登録する', function (this: IchidoWorld, window: string, userIds: string[]) {
  return change(this, window, 'add', one(userIds), 'right', { userId: one(userIds), name: '法人 新子' });
});
When(
  '{管理者}が{利用者}の名前を{表示}に変える',
  function (this: IchidoWorld, window: string, userIds: string[], name: string) {
    return change(this, window, 'rename', one(userIds), 'right', { name });
  },
);
When('{管理者}が{利用者}を登録抹消する', function (this: IchidoWorld, window: string, userIds: string[]) {
  return change(this, window, 'delete', one(userIds), 'right');
});
When('{管理者}が{利用者}の利用中止を解除する', function (this: IchidoWorld, window: string, userIds: string[]) {
  return change(this, window, 'unlock', one(userIds), 'right');
});
When(
  '{管理者}が{利用者}の利用中止を{暗証番号}で解除する',
  function (this: IchidoWorld, window: string, userIds: string[], pin: PinChoice) {
    return change(this, window, 'unlock', one(userIds), pin);
  },
);
When('管理者がログインする', async function (this: IchidoWorld) {
  const contract = await contractOf(this.scene);
  await attempt(this.scene, () => this.scene.stage.admin(contract).logIn(contract.password));
});

Then('受け付けられる', function (this: IchidoWorld) {
  expectAccepted(lastAct(this.scene).outcome);
});
Then(
  '利用者一覧に{利用者}が{表示}という名前で表示される',
  async function (this: IchidoWorld, userIds: string[], name: string) {
    const { users } = await (await adminWindow(this.scene, '')).overview();
    assert.equal(users.find((user) => user.userId === one(userIds))?.name, name);
  },
);
Then('利用者一覧に{利用者}は表示されない', async function (this: IchidoWorld, userIds: string[]) {
  const { users } = await (await adminWindow(this.scene, '')).overview();
  assert.ok(users.length > 0, '利用者一覧が空です');
  assert.ok(!users.some((user) => user.userId === one(userIds)), `利用者「${one(userIds)}」が残っています`);
});
async function demandStopped(world: IchidoWorld, userIds: readonly string[], stopped: boolean): Promise<void> {
  const { users } = await (await adminWindow(world.scene, '')).overview();
  for (const userId of userIds)
    assert.equal(users.find((user) => user.userId === userId)?.stopped, stopped, `利用者「${userId}」`);
}
Then('{利用者}は利用中止と表示される', function (this: IchidoWorld, userIds: string[]) {
  return demandStopped(this, userIds, true);
});
Then('{利用者}は利用中止と表示されない', function (this: IchidoWorld, userIds: string[]) {
  return demandStopped(this, userIds, false);
});
