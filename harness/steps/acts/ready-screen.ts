/** A screen on which everything is done but the last press: it may wait, be pressed twice, or be overtaken (D-10, D-16, D-20). */
import assert from 'node:assert/strict';
import { When } from '@cucumber/cucumber';
import type { Outcome, ScreenName, UsageMode } from '../../ports.ts';
import { attempt } from '../../scene/acts.ts';
import { freshCode } from '../../scene/codes.ts';
import { adminWindow, contractOf, letPass, type Scene, screensOf, userPin, userWindow } from '../../scene/scene.ts';
import type { PinChoice } from '../../scene/words.ts';
import type { IchidoWorld } from '../../scene/world.ts';
import { one } from '../names.ts';
import { pinFor } from '../pin.ts';
import { fill } from '../registration-form.ts';

type Ready = (pin: PinChoice) => Promise<Outcome>;

interface Subject {
  readonly userIds: readonly string[];
  /** The token to be registered. */
  readonly token?: string | undefined;
}

/** The other mode than the one that is set now. */
export async function otherMode(scene: Scene): Promise<UsageMode> {
  const { mode } = await scene.stage.bank.contract((await contractOf(scene)).contractId);
  return mode === 'shared' ? 'individual' : 'shared';
}

async function readyOn(scene: Scene, window: string, screen: ScreenName, { userIds, token }: Subject): Promise<Ready> {
  const portal = await adminWindow(scene, window);
  switch (screen) {
    case 'mode': {
      const [view, mode] = [await portal.openMode(), await otherMode(scene)];
      return () => view.submit(mode);
    }
    case 'confirm': {
      const view = await (await portal.openMode()).confirm(await otherMode(scene));
      return async (pin) => view.submit(await pinFor(scene, pin));
    }
    case 'register': {
      const view = await portal.openRegistration();
      const request = { userIds: [...userIds], token: token ?? one([...scene.serials.keys()].slice(0, 1)) };
      return async (pin) => view.submit(await fill(scene, { ...request, pin }));
    }
    case 'deregister': {
      const view = await portal.openDeregistration();
      return async (pin) => view.submit({ userIds, pin: await pinFor(scene, pin) });
    }
    case 'add': {
      const view = await portal.openUserScreen('add');
      const typed = { userId: one(userIds), name: '法人 新子' };
      return async (pin) => view.submit({ ...typed, pin: await pinFor(scene, pin) });
    }
    case 'rename': {
      const view = await portal.openUserScreen('rename', one(userIds));
      return async (pin) => view.submit({ name: '法人 改太郎', pin: await pinFor(scene, pin) });
    }
    case 'delete':
    case 'unlock': {
      const view = await portal.openUserScreen(screen, one(userIds));
      return async (pin) => view.submit({ pin: await pinFor(scene, pin) });
    }
    default:
      throw new Error('この画面には押して働くボタンがありません');
  }
}

async function getReady(world: IchidoWorld, window: string, screen: ScreenName, subject: Subject): Promise<void> {
  screensOf(world.scene, window).ready = await readyOn(world.scene, window, screen, subject);
}

When('{管理者}が{画面}でOKの手前まで進む', function (this: IchidoWorld, window: string, screen: ScreenName) {
  return getReady(this, window, screen, { userIds: [] });
});
When(
  '{管理者}が{利用者}の{画面}でOKの手前まで進む',
  function (this: IchidoWorld, window: string, userIds: string[], screen: ScreenName) {
    return getReady(this, window, screen, { userIds });
  },
);
When(
  '{管理者}が{利用者}と{トークン}の{画面}でOKの手前まで進む',
  function (this: IchidoWorld, window: string, userIds: string[], tokens: string[], screen: ScreenName) {
    return getReady(this, window, screen, { userIds, token: one(tokens) });
  },
);

function ready(world: IchidoWorld, window: string): Ready {
  const found = screensOf(world.scene, window).ready;
  if (found === undefined) throw new Error('OKの手前まで進んだ画面がありません');
  return found;
}
When('{管理者}がその画面でOKを押す', function (this: IchidoWorld, window: string) {
  return attempt(this.scene, () => ready(this, window)('right'));
});
When('{管理者}がその画面で{暗証番号}を入れてOKを押す', function (this: IchidoWorld, window: string, pin: PinChoice) {
  return attempt(this.scene, () => ready(this, window)(pin));
});

const order = { account: '1234567', amount: '10000' };

When(
  '{利用者}が{トークン}の資金移動で実行の手前まで進む',
  async function (this: IchidoWorld, users: string[], tokens: string[]) {
    const view = await (await userWindow(this.scene, one(users))).openTransfer();
    screensOf(this.scene, one(users)).ready = async () =>
      view.submit({ ...order, otp: await freshCode(this.scene, one(tokens)) });
  },
);
When('{利用者}が利用者確認暗証番号の資金移動で実行の手前まで進む', async function (this: IchidoWorld, users: string[]) {
  const view = await (await userWindow(this.scene, one(users))).openTransfer();
  const pin = await userPin(this.scene, one(users));
  screensOf(this.scene, one(users)).ready = () => view.submit({ ...order, pin });
});
When('{利用者}がその画面で実行を押す', function (this: IchidoWorld, users: string[]) {
  return attempt(this.scene, () => ready(this, one(users))('right'));
});
When('{管理者}がログオフする', async function (this: IchidoWorld, window: string) {
  await (await adminWindow(this.scene, window)).logOff();
  this.scene.windows.delete(window);
});

/** The window as it is, however long it was left alone. */
When('{管理者}がそのままの窓で{画面}を開きに行く', function (this: IchidoWorld, window: string, screen: ScreenName) {
  const left = this.scene.windows.get(window) ?? assert.fail('開いた窓がありません');
  return attempt(this.scene, () => left.portal.goTo(screen));
});
When('{管理者}が{画面}を開きに行く', function (this: IchidoWorld, window: string, screen: ScreenName) {
  return attempt(this.scene, async () => (await adminWindow(this.scene, window)).goTo(screen));
});
When(
  '{管理者}が{画面}を開いてから{期間}ごとに{int}回開き直す',
  async function (this: IchidoWorld, window: string, screen: ScreenName, ms: number, times: number) {
    const portal = await adminWindow(this.scene, window);
    for (let count = 0; count < times; count += 1) {
      await portal.goTo(screen);
      await letPass(this.scene, ms);
    }
    await attempt(this.scene, () => portal.goTo(screen));
  },
);
