/** 利用登録 and 利用登録解除 (S-20 to S-36). */
import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import type { RegistrationForm, ShownRegistrations } from '../ports.ts';
import { attempt, expectAccepted, lastAct } from '../scene/acts.ts';
import { freshCode, notedCode, wrongCode } from '../scene/codes.ts';
import { adminWindow, contractOf, type Scene, screensOf, serialOf } from '../scene/scene.ts';
import type { Field, OtpChoice, PinChoice, Twist } from '../scene/words.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { pinFor } from './pin.ts';

const one = (names: string[]): string => names[0] ?? '';

interface Wish {
  readonly token: string;
  readonly userIds?: string[];
  readonly otp?: OtpChoice;
  /** The code comes from this device instead. */
  readonly otpOf?: string;
  readonly pin?: PinChoice;
  readonly twist?: { readonly field: Field; readonly by: Twist };
}

/** What a person has ready before opening the form. */
async function fill(scene: Scene, wish: Wish): Promise<RegistrationForm> {
  const form = {
    userIds: wish.userIds ?? [],
    serial: serialOf(scene, wish.token),
    otp: await typed(scene, wish.otpOf ?? wish.token, wish.otp ?? 'fresh'),
    pin: await pinFor(scene, wish.pin ?? 'right'),
  };
  return wish.twist === undefined ? form : { ...form, [wish.twist.field]: wish.twist.by(form[wish.twist.field]) };
}

const typed = (scene: Scene, token: string, choice: OtpChoice): string | Promise<string> => {
  if (choice === 'noted') return notedCode(scene, token);
  return choice === 'wrong' ? wrongCode(scene, token) : freshCode(scene, token);
};

async function register(world: IchidoWorld, window: string, wish: Wish): Promise<void> {
  const form = await fill(world.scene, wish);
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
  function (this: IchidoWorld, window: string, tokens: string[], field: Field, by: Twist) {
    return register(this, window, { token: one(tokens), twist: { field, by } });
  },
);
When(
  '{管理者}が{トークン}を誤ったワンタイムパスワードで{int}回利用登録し、すべて断られる',
  async function (this: IchidoWorld, window: string, tokens: string[], times: number) {
    for (let count = 0; count < times; count += 1) {
      await register(this, window, { token: one(tokens), otp: 'wrong' });
      assert.equal(lastAct(this.scene).outcome.accepted, false, `${count + 1}回目が受け付けられました`);
    }
  },
);
When(
  '{管理者}が{トークン}を誤った暗証番号で{int}回利用登録し、すべて断られる',
  async function (this: IchidoWorld, window: string, tokens: string[], times: number) {
    for (let count = 0; count < times; count += 1) {
      await register(this, window, { token: one(tokens), pin: 'wrong' });
      assert.equal(lastAct(this.scene).outcome.accepted, false, `${count + 1}回目が受け付けられました`);
    }
  },
);
When('{管理者}がどこにもないシリアル番号を利用登録する', function (this: IchidoWorld, window: string) {
  return attempt(this.scene, async () => {
    const screen = await (await adminWindow(this.scene, window)).openRegistration();
    return screen.submit({ userIds: [], serial: 'SKTH99999', otp: '123456', pin: await pinFor(this.scene, 'right') });
  });
});

When('誰かがログインせずに{トークン}の利用登録を直接送信する', async function (this: IchidoWorld, tokens: string[]) {
  const form = await fill(this.scene, { token: one(tokens) });
  const stranger = this.scene.stage.admin(await contractOf(this.scene));
  await attempt(this.scene, () => stranger.forgeRegistration(form));
});

// ─── a form that stays open ───────────────────────────────────────────────────────────────────────────────────────────

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

async function submitOpen(world: IchidoWorld, window: string, wish: Wish): Promise<void> {
  const screen = openForm(world, window);
  const form = await fill(world.scene, wish);
  await attempt(world.scene, () => screen.submit(form));
}

function openForm(world: IchidoWorld, window: string) {
  const screen = screensOf(world.scene, window).registration;
  if (screen === undefined) throw new Error('利用登録の画面は開かれていません');
  return screen;
}

// ─── 利用登録解除 ─────────────────────────────────────────────────────────────────────────────────────────────────────

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

// ─── what is shown ────────────────────────────────────────────────────────────────────────────────────────────────────

function shownByLast(scene: Scene, status: string): ShownRegistrations {
  const { outcome } = lastAct(scene);
  expectAccepted(outcome);
  assert.match(outcome.status, new RegExp(status));
  assert.ok(outcome.shown !== undefined, '現在のトークン情報が表示されません');
  return outcome.shown;
}

Then(
  '登録完了と表示され、現在のトークン情報は{トークン}のシリアル番号になる',
  function (this: IchidoWorld, tokens: string[]) {
    assert.equal(shownByLast(this.scene, '登録完了').serial, serialOf(this.scene, one(tokens)));
  },
);
Then(
  '登録完了と表示され、{利用者}のシリアル番号は{トークン}のものになる',
  function (this: IchidoWorld, userIds: string[], tokens: string[]) {
    const shown = shownByLast(this.scene, '登録完了');
    for (const userId of userIds) assert.equal(shown.users.get(userId), serialOf(this.scene, one(tokens)));
  },
);
Then('登録解除完了と表示される', function (this: IchidoWorld) {
  shownByLast(this.scene, '登録解除完了');
});

/** Asked of the screen and of the bank: both must say the same. */
async function shownNow(scene: Scene): Promise<ShownRegistrations> {
  const { shown } = await (await adminWindow(scene, '')).openRegistration();
  const contract = await scene.stage.bank.contract((await contractOf(scene)).contractId);
  assert.equal(shown.mode, contract.mode, '画面と銀行の利用形態が違います');
  if (shown.mode === 'shared') assert.equal(shown.serial, contract.serial, '画面と銀行のシリアル番号が違います');
  else for (const user of contract.users) assert.equal(shown.users.get(user.userId), user.serial);
  return shown;
}

Then('現在のトークン情報は{トークン}のシリアル番号と表示される', async function (this: IchidoWorld, tokens: string[]) {
  assert.equal((await shownNow(this.scene)).serial, serialOf(this.scene, one(tokens)));
});
Then(
  '{利用者}のシリアル番号は{トークン}のものと表示される',
  async function (this: IchidoWorld, userIds: string[], tokens: string[]) {
    const shown = await shownNow(this.scene);
    for (const userId of userIds) assert.equal(shown.users.get(userId), serialOf(this.scene, one(tokens)), userId);
  },
);
Then('{利用者}は未登録と表示される', async function (this: IchidoWorld, userIds: string[]) {
  const shown = await shownNow(this.scene);
  for (const userId of userIds) {
    assert.ok(shown.users.has(userId), `利用者「${userId}」が一覧にありません`);
    assert.equal(shown.users.get(userId), undefined, userId);
  }
});
Then('全員が未登録と表示される', async function (this: IchidoWorld) {
  const shown = await shownNow(this.scene);
  assert.equal(shown.serial, undefined);
  for (const [userId, serial] of shown.users) assert.equal(serial, undefined, userId);
});
Then('登録画面に{利用者}の選択がある', async function (this: IchidoWorld, userIds: string[]) {
  assert.deepEqual([...(await shownNow(this.scene)).users.keys()], userIds);
});
Then('登録画面に利用者の選択はない', async function (this: IchidoWorld) {
  assert.equal((await shownNow(this.scene)).users.size, 0);
});
Then('開いた画面の現在のトークン情報は{トークン}のシリアル番号である', function (this: IchidoWorld, tokens: string[]) {
  assert.equal(openForm(this, '').shown.serial, serialOf(this.scene, one(tokens)));
});
Then('開いた画面の現在のトークン情報は未登録である', function (this: IchidoWorld) {
  const { shown } = openForm(this, '');
  assert.equal(shown.serial, undefined);
  for (const [userId, serial] of shown.users) assert.equal(serial, undefined, userId);
});

Then('{トークン}は別のご契約先で登録できる', async function (this: IchidoWorld, tokens: string[]) {
  const { stage } = this.scene;
  const other = await stage.bank.createContract({ users: [{ userId: 'other01', name: '別社 一郎' }] });
  const window = stage.admin(other);
  expectAccepted(await window.logIn(other.password));
  const otp = await freshCode(this.scene, one(tokens));
  const screen = await window.openRegistration();
  const serial = serialOf(this.scene, one(tokens));
  expectAccepted(await screen.submit({ userIds: [], serial, otp, pin: other.confirmationPin }));
  assert.equal((await stage.bank.contract(other.contractId)).serial, serial);
});
