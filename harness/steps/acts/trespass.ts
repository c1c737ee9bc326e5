/** Whoever goes where they have no business: other roles' screens, acts without their screens, others' passwords (S-01, S-05, D-16). */
import { When } from '@cucumber/cucumber';
import type { ForgedAct, ScreenName } from '../../ports.ts';
import { attempt } from '../../scene/acts.ts';
import { freshCode } from '../../scene/codes.ts';
import { adminWindow, contractOf, type Scene, serialOf, userOf, userPin, userWindow } from '../../scene/scene.ts';
import type { IchidoWorld } from '../../scene/world.ts';
import { one } from '../names.ts';
import { otherMode } from './ready-screen.ts';

const aboutOne: readonly ScreenName[] = ['rename', 'delete', 'unlock'];

When('{利用者}が管理者の{画面}を開こうとする', function (this: IchidoWorld, userIds: string[], screen: ScreenName) {
  const subject = aboutOne.includes(screen) ? one(userIds) : undefined;
  return attempt(this.scene, async () => (await userWindow(this.scene, one(userIds))).goTo(screen, subject));
});
When('{管理者}が利用者の{画面}を開こうとする', function (this: IchidoWorld, window: string, screen: ScreenName) {
  return attempt(this.scene, async () => (await adminWindow(this.scene, window)).goTo(screen));
});
When('誰かがログインせずに{画面}を開こうとする', function (this: IchidoWorld, screen: ScreenName) {
  return attempt(this.scene, async () =>
    this.scene.stage.admin(await contractOf(this.scene)).goTo(screen, aboutOne.includes(screen) ? 'user01' : undefined),
  );
});

/** Everything right but for the screen, which nobody opened. */
async function forged(scene: Scene, to: ScreenName): Promise<ForgedAct> {
  const contract = await contractOf(scene);
  const { mode } = await scene.stage.bank.contract(contract.contractId);
  const pin = contract.confirmationPin;
  const userIds = mode === 'shared' ? [] : contract.users.slice(0, 1).map(({ userId }) => userId);
  const [token = ''] = scene.serials.keys();
  switch (to) {
    case 'mode':
      return { to, mode: await otherMode(scene) };
    case 'confirm':
    case 'delete':
    case 'unlock':
      return { to, pin };
    case 'register':
      return { to, userIds, serial: serialOf(scene, token), otp: await freshCode(scene, token), pin };
    case 'deregister':
      return { to, userIds, pin };
    case 'add':
      return { to, userId: 'user09', name: '法人 新子', pin };
    case 'rename':
      return { to, name: '法人 改太郎', pin };
    case 'transfer':
      return { to, account: '1234567', amount: '10000', otp: await freshCode(scene, token) };
    default:
      throw new Error('この画面から送るものはありません');
  }
}

When('誰かがログインせずに{画面}の内容を直接送信する', async function (this: IchidoWorld, screen: ScreenName) {
  const act = await forged(this.scene, screen);
  const stranger = this.scene.stage.admin(await contractOf(this.scene));
  await attempt(this.scene, () => stranger.forge(act));
});
When('{利用者}が{画面}の内容を直接送信する', async function (this: IchidoWorld, userIds: string[], screen: ScreenName) {
  const act = await forged(this.scene, screen);
  await attempt(this.scene, async () => (await userWindow(this.scene, one(userIds))).forge(act));
});
When('{管理者}が{画面}の内容を直接送信する', async function (this: IchidoWorld, window: string, screen: ScreenName) {
  const act = await forged(this.scene, screen);
  await attempt(this.scene, async () => (await adminWindow(this.scene, window)).forge(act));
});

When('誰かが管理者の入口に{利用者}の暗証番号を入れる', async function (this: IchidoWorld, userIds: string[]) {
  const { password } = await userOf(this.scene, one(userIds));
  const contract = await contractOf(this.scene);
  await attempt(this.scene, () => this.scene.stage.admin(contract).logIn(password));
});
When('誰かが管理者の入口にご契約先確認暗証番号を入れる', async function (this: IchidoWorld) {
  const contract = await contractOf(this.scene);
  await attempt(this.scene, () => this.scene.stage.admin(contract).logIn(contract.confirmationPin));
});
When('誰かが管理者の入口に別のご契約先の暗証番号を入れる', async function (this: IchidoWorld) {
  const other = await this.scene.stage.bank.createContract({ users: [{ userId: 'other01', name: '別社 一郎' }] });
  const contract = await contractOf(this.scene);
  await attempt(this.scene, () => this.scene.stage.admin(contract).logIn(other.password));
});
When('誰かが{利用者}の入口に管理者の暗証番号を入れる', async function (this: IchidoWorld, userIds: string[]) {
  const contract = await contractOf(this.scene);
  await attempt(this.scene, () => this.scene.stage.user(contract, one(userIds)).logIn(contract.password));
});
When(
  '誰かが{利用者}の入口に{利用者}の暗証番号を入れる',
  async function (this: IchidoWorld, at: string[], of: string[]) {
    const [contract, { password }] = [await contractOf(this.scene), await userOf(this.scene, one(of))];
    await attempt(this.scene, () => this.scene.stage.user(contract, one(at)).logIn(password));
  },
);
When('誰かが{利用者}の入口にその利用者確認暗証番号を入れる', async function (this: IchidoWorld, userIds: string[]) {
  const [contract, pin] = [await contractOf(this.scene), await userPin(this.scene, one(userIds))];
  await attempt(this.scene, () => this.scene.stage.user(contract, one(userIds)).logIn(pin));
});
