/** Several codes of one device, told apart by what they were noted as: what the bank remembers of them (D-04). */
import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import { attempt, demandLooked } from '../scene/acts.ts';
import { noteCode, notedCode } from '../scene/codes.ts';
import { adminWindow, contractOf, type Scene, serialOf, userWindow } from '../scene/scene.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { one } from './names.ts';
import { pinFor } from './pin.ts';

Given('銀行は前後{int}回分のワンタイムパスワードを受け付ける', function (this: IchidoWorld, windowSteps: number) {
  if (this.scene.contract !== undefined) throw new Error('取り決めは、ご契約先を使い始める前に書いてください');
  this.scene.policy = { ...this.scene.policy, windowSteps };
});

When('{トークン}のワンタイムパスワードを{表示}と控える', function (this: IchidoWorld, names: string[], label: string) {
  return noteCode(this.scene, one(names), label);
});
When(
  '{利用者}が{トークン}の{表示}で資金移動する',
  function (this: IchidoWorld, userIds: string[], tokens: string[], label: string) {
    const otp = notedCode(this.scene, one(tokens), label);
    return attempt(this.scene, async () =>
      (await userWindow(this.scene, one(userIds))).transfer({ account: '1234567', amount: '10000', otp }),
    );
  },
);

async function register(scene: Scene, window: string, token: string, label: string, userIds: string[]): Promise<void> {
  const form = {
    userIds,
    serial: serialOf(scene, token),
    otp: notedCode(scene, token, label),
    pin: await pinFor(scene, 'right'),
  };
  await attempt(scene, async () => (await (await adminWindow(scene, window)).openRegistration()).submit(form));
}
When(
  '{管理者}が{トークン}の{表示}で利用登録する',
  function (this: IchidoWorld, window: string, tokens: string[], label: string) {
    return register(this.scene, window, one(tokens), label, []);
  },
);
When(
  '{管理者}が{利用者}に{トークン}の{表示}で利用登録する',
  function (this: IchidoWorld, window: string, userIds: string[], tokens: string[], label: string) {
    return register(this.scene, window, one(tokens), label, userIds);
  },
);

const resync = (scene: Scene, token: string, of: string, first: string, second: string): Promise<boolean> =>
  scene.stage.bank.resync(serialOf(scene, token), notedCode(scene, of, first), notedCode(scene, of, second));

When(
  '銀行が{トークン}の{表示}と{表示}で時刻を補正する',
  async function (this: IchidoWorld, names: string[], first: string, second: string) {
    assert.ok(await resync(this.scene, one(names), one(names), first, second), '補正が断られました');
  },
);
Then(
  '銀行は{トークン}の{表示}と{表示}では時刻を補正しない',
  async function (this: IchidoWorld, names: string[], first: string, second: string) {
    assert.equal(await resync(this.scene, one(names), one(names), first, second), false, '補正されました');
  },
);
Then(
  '銀行は{トークン}の時刻を、{トークン}の{表示}と{表示}では補正しない',
  async function (this: IchidoWorld, names: string[], others: string[], first: string, second: string) {
    assert.equal(await resync(this.scene, one(names), one(others), first, second), false, '補正されました');
  },
);
Then(
  '銀行は{トークン}の{表示}と誤った値では時刻を補正しない',
  async function (this: IchidoWorld, names: string[], first: string) {
    const otp = notedCode(this.scene, one(names), first);
    const wrong = `${(Number(otp[0]) + 5) % 10}${otp.slice(1)}`;
    const { bank } = this.scene.stage;
    const serial = serialOf(this.scene, one(names));
    assert.equal(await bank.resync(serial, otp, wrong), false, '二つ目が誤っていても補正されました');
    assert.equal(await bank.resync(serial, wrong, otp), false, '一つ目が誤っていても補正されました');
  },
);

/** The story goes on with another customer of the bank, who has users of the same names. */
function moveOn(scene: Scene): void {
  demandLooked(scene);
  scene.contract = undefined;
  scene.setUp = { mode: 'shared' };
  scene.last = undefined;
  for (const map of [scene.windows, scene.userWindows, scene.screens]) map.clear();
}
When('別のご契約先の話に移る', function (this: IchidoWorld) {
  moveOn(this.scene);
});
When('銀行がご契約先を削除し、別のご契約先の話に移る', async function (this: IchidoWorld) {
  await this.scene.stage.bank.deleteContract((await contractOf(this.scene)).contractId);
  moveOn(this.scene);
});
/** As a person does who types what the device shows now, whether somebody has typed it before or not. */
When('{トークン}の今の値を{表示}と控える', async function (this: IchidoWorld, names: string[], label: string) {
  const { scene } = this;
  const serial = serialOf(scene, one(names));
  scene.stage.typedSteps.delete(serial);
  await noteCode(scene, one(names), label);
});
