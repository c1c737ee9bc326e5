/** A second contract of the bank, whose token this one must leave alone (D-22). */
import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import type { BankContract } from '../../ports.ts';
import { expectAccepted } from '../../scene/acts.ts';
import { freshCode, notedCode } from '../../scene/codes.ts';
import { placeIn } from '../../scene/place.ts';
import { contractOf, type Scene, serialOf } from '../../scene/scene.ts';
import type { IchidoWorld } from '../../scene/world.ts';
import { one } from '../names.ts';

async function otherContract(scene: Scene): Promise<BankContract> {
  await contractOf(scene);
  return scene.stage.bank.createContract({ users: [{ userId: 'other01', name: '別社 一郎' }] });
}

When('{トークン}が別のご契約先に登録される', async function (this: IchidoWorld, tokens: string[]) {
  const other = await otherContract(this.scene);
  await placeIn(this.scene, other, { mode: 'shared', serial: serialOf(this.scene, one(tokens)) });
});
When(
  '{トークン}が控えたワンタイムパスワードで別のご契約先に登録される',
  async function (this: IchidoWorld, tokens: string[]) {
    const other = await otherContract(this.scene);
    const window = this.scene.stage.admin(other);
    expectAccepted(await window.logIn(other.password));
    const form = {
      userIds: [],
      serial: serialOf(this.scene, one(tokens)),
      otp: notedCode(this.scene, one(tokens)),
      pin: other.confirmationPin,
    };
    expectAccepted(await (await window.openRegistration()).submit(form));
  },
);
Then('別のご契約先の利用者は{トークン}で取引できる', async function (this: IchidoWorld, tokens: string[]) {
  const { bank } = this.scene.stage;
  const { contract = '' } = await bank.serial(serialOf(this.scene, one(tokens)));
  assert.notEqual(contract, this.scene.contract?.contractId, '別のご契約先に登録されていません');
  const other = await bank.contract(contract);
  const [user] = other.users;
  const window = this.scene.stage.user(other, user?.userId ?? '');
  expectAccepted(await window.logIn(user?.password ?? ''));
  const otp = await freshCode(this.scene, one(tokens));
  expectAccepted(await window.transfer({ account: '1234567', amount: '10000', otp }));
});
