/** Givens: the contract and what is registered before the story begins. */
import { Given } from '@cucumber/cucumber';
import type { UsageMode } from '../ports.ts';
import { place, placeIn } from '../scene/place.ts';
import { contractOf, serialOf } from '../scene/scene.ts';
import { policies } from '../scene/words.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { one } from './names.ts';

const names = ['法人 太郎', '法人 花子', '法人 次郎'];

Given('{利用者}のいるご契約先がある', function (this: IchidoWorld, userIds: string[]) {
  this.scene.users = userIds.map((userId, index) => ({ userId, name: names[index] ?? `法人 ${index + 1}郎` }));
});

Given('銀行の取り決めは{表示}である', function (this: IchidoWorld, words: string) {
  const policy = policies[words];
  if (policy === undefined)
    throw new Error(`「${words}」という取り決めは知りません（${Object.keys(policies).join('、')}）`);
  if (this.scene.contract !== undefined) throw new Error('取り決めは、ご契約先を使い始める前に書いてください');
  this.scene.policy = { ...this.scene.policy, ...policy };
});

Given('利用形態は{利用形態}である', async function (this: IchidoWorld, mode: UsageMode) {
  await place(this.scene, { mode });
});

Given('{トークン}が全員の共有トークンとして登録されている', async function (this: IchidoWorld, tokens: string[]) {
  await place(this.scene, { mode: 'shared', serial: serialOf(this.scene, one(tokens)) });
});

Given('{トークン}が{利用者}に登録されている', async function (this: IchidoWorld, tokens: string[], userIds: string[]) {
  if (this.scene.setUp.mode !== 'individual') throw new Error('先に前提「利用形態は個別である」を書いてください');
  const serial = serialOf(this.scene, one(tokens));
  const added = Object.fromEntries(userIds.map((userId) => [userId, serial]));
  await place(this.scene, { mode: 'individual', users: { ...this.scene.setUp.users, ...added } });
});

Given('{トークン}は別のご契約先に登録されている', async function (this: IchidoWorld, tokens: string[]) {
  await contractOf(this.scene);
  const { bank } = this.scene.stage;
  const other = await bank.createContract({ users: [{ userId: 'other01', name: '別社 一郎' }] });
  await placeIn(this.scene, other, { mode: 'shared', serial: serialOf(this.scene, one(tokens)) });
});
