/** 利用登録 on a screen that was opened before something else happened (D-10, D-16). */
import { When } from '@cucumber/cucumber';
import { attempt } from '../scene/acts.ts';
import { adminWindow, screensOf } from '../scene/scene.ts';
import type { OtpChoice } from '../scene/words.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { one } from './names.ts';
import { fill, openForm, type RegistrationRequest } from './registration-form.ts';

When('{管理者}が利用登録の画面を開く', async function (this: IchidoWorld, window: string) {
  screensOf(this.scene, window).registration = await (await adminWindow(this.scene, window)).openRegistration();
});
When('{管理者}がその画面で{トークン}を登録する', function (this: IchidoWorld, window: string, tokens: string[]) {
  return submitOpen(this, window, { token: one(tokens) });
});
When(
  '{管理者}がその画面で{利用者}に{トークン}を登録する',
  function (this: IchidoWorld, window: string, userIds: string[], tokens: string[]) {
    return submitOpen(this, window, { token: one(tokens), userIds });
  },
);
When(
  '{管理者}がその画面で{利用者}に{トークン}を{OTP}で登録する',
  function (this: IchidoWorld, window: string, userIds: string[], tokens: string[], otp: OtpChoice) {
    return submitOpen(this, window, { token: one(tokens), userIds, otp });
  },
);
When(
  '{管理者}がその画面で{トークン}を{OTP}で登録する',
  function (this: IchidoWorld, window: string, tokens: string[], otp: OtpChoice) {
    return submitOpen(this, window, { token: one(tokens), otp });
  },
);
When('{管理者}がその画面をキャンセルして登録をやめる', async function (this: IchidoWorld, window: string) {
  await openForm(this, window).cancel();
});

async function submitOpen(world: IchidoWorld, window: string, request: RegistrationRequest): Promise<void> {
  const screen = openForm(world, window);
  const form = await fill(world.scene, request);
  await attempt(world.scene, () => screen.submit(form));
}
