/** 利用登録解除 (S-34 to S-36). */
import { When } from '@cucumber/cucumber';
import { attempt } from '../scene/acts.ts';
import { adminWindow, screensOf } from '../scene/scene.ts';
import type { PinChoice } from '../scene/words.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { pinFor } from './pin.ts';

async function deregister(world: IchidoWorld, window: string, userIds: string[], pin: PinChoice): Promise<void> {
  const typedPin = await pinFor(world.scene, pin);
  await attempt(world.scene, async () =>
    (await (await adminWindow(world.scene, window)).openDeregistration()).submit({ userIds, pin: typedPin }),
  );
}
When('{管理者}が利用登録を解除する', function (this: IchidoWorld, window: string) {
  return deregister(this, window, [], 'right');
});
When('{管理者}が{利用者}の利用登録を解除する', function (this: IchidoWorld, window: string, userIds: string[]) {
  return deregister(this, window, userIds, 'right');
});
When('{管理者}が利用登録を{暗証番号}で解除する', function (this: IchidoWorld, window: string, pin: PinChoice) {
  return deregister(this, window, [], pin);
});
When(
  '{管理者}が{利用者}の利用登録を{暗証番号}で解除する',
  function (this: IchidoWorld, window: string, userIds: string[], pin: PinChoice) {
    return deregister(this, window, userIds, pin);
  },
);
When('{管理者}が利用登録解除の画面を開く', async function (this: IchidoWorld, window: string) {
  screensOf(this.scene, window).deregistration = await (await adminWindow(this.scene, window)).openDeregistration();
});
When(
  '{管理者}がその画面で{利用者}の登録を解除する',
  async function (this: IchidoWorld, window: string, userIds: string[]) {
    const screen = screensOf(this.scene, window).deregistration;
    if (screen === undefined) throw new Error('利用登録解除の画面は開かれていません');
    const pin = await pinFor(this.scene, 'right');
    await attempt(this.scene, () => screen.submit({ userIds, pin }));
  },
);
