/** 利用登録: one way through the screen, from opening to OK (S-20 to S-33). */
import { When } from '@cucumber/cucumber';
import { attempt, refusedOften } from '../scene/acts.ts';
import { adminWindow, screensOf } from '../scene/scene.ts';
import type { Field, Mutation, OtpChoice, PinChoice } from '../scene/words.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { one } from './names.ts';
import { pinFor } from './pin.ts';
import { fill, type RegistrationRequest } from './registration-form.ts';

async function register(world: IchidoWorld, window: string, request: RegistrationRequest): Promise<void> {
  const form = await fill(world.scene, request);
  await attempt(world.scene, async () => {
    const screen = await (await adminWindow(world.scene, window)).openRegistration();
    screensOf(world.scene, window).registration = screen;
    return screen.submit(form);
  });
}

When('{管理者}が{トークン}を利用登録する', function (this: IchidoWorld, window: string, tokens: string[]) {
  return register(this, window, { token: one(tokens) });
});
When(
  '{管理者}が{利用者}に{トークン}を利用登録する',
  function (this: IchidoWorld, window: string, userIds: string[], tokens: string[]) {
    return register(this, window, { token: one(tokens), userIds });
  },
);
When(
  '{管理者}が{トークン}を{OTP}で利用登録する',
  function (this: IchidoWorld, window: string, tokens: string[], otp: OtpChoice) {
    return register(this, window, { token: one(tokens), otp });
  },
);
When(
  '{管理者}が{利用者}に{トークン}を{OTP}で利用登録する',
  function (this: IchidoWorld, window: string, userIds: string[], tokens: string[], otp: OtpChoice) {
    return register(this, window, { token: one(tokens), userIds, otp });
  },
);
When(
  '{管理者}が{トークン}を{暗証番号}で利用登録する',
  function (this: IchidoWorld, window: string, tokens: string[], pin: PinChoice) {
    return register(this, window, { token: one(tokens), pin });
  },
);
When(
  '{管理者}が{利用者}に{トークン}を{暗証番号}で利用登録する',
  function (this: IchidoWorld, window: string, userIds: string[], tokens: string[], pin: PinChoice) {
    return register(this, window, { token: one(tokens), userIds, pin });
  },
);
When(
  '{管理者}が{トークン}を控えたワンタイムパスワードと{暗証番号}で利用登録する',
  function (this: IchidoWorld, window: string, tokens: string[], pin: PinChoice) {
    return register(this, window, { token: one(tokens), otp: 'noted', pin });
  },
);
When(
  '{管理者}が{トークン}のシリアル番号に{トークン}のワンタイムパスワードを添えて利用登録する',
  function (this: IchidoWorld, window: string, tokens: string[], others: string[]) {
    return register(this, window, { token: one(tokens), otpOf: one(others) });
  },
);
When(
  '{管理者}が{利用者}に、{トークン}のシリアル番号と{トークン}のワンタイムパスワードで利用登録する',
  function (this: IchidoWorld, window: string, userIds: string[], tokens: string[], others: string[]) {
    return register(this, window, { token: one(tokens), otpOf: one(others), userIds });
  },
);
When(
  '{管理者}が{トークン}の{項目}を{変形}利用登録する',
  function (this: IchidoWorld, window: string, tokens: string[], field: Field, by: Mutation) {
    return register(this, window, { token: one(tokens), mutation: { field, by } });
  },
);
When(
  '{管理者}が{トークン}を誤ったワンタイムパスワードで{int}回利用登録し、すべて断られる',
  async function (this: IchidoWorld, window: string, tokens: string[], times: number) {
    await refusedOften(this.scene, times, () => register(this, window, { token: one(tokens), otp: 'wrong' }));
  },
);
When(
  '{管理者}が{トークン}を誤った暗証番号で{int}回利用登録し、すべて断られる',
  async function (this: IchidoWorld, window: string, tokens: string[], times: number) {
    await refusedOften(this.scene, times, () => register(this, window, { token: one(tokens), pin: 'wrong' }));
  },
);
When('{管理者}がどこにもないシリアル番号を利用登録する', function (this: IchidoWorld, window: string) {
  return attempt(this.scene, async () => {
    const screen = await (await adminWindow(this.scene, window)).openRegistration();
    return screen.submit({ userIds: [], serial: 'SKTH99999', otp: '123456', pin: await pinFor(this.scene, 'right') });
  });
});
