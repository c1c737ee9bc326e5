/** What is said of all the administrator's procedures alike: right, wrong, stale, with mistakes. */
import { When } from '@cucumber/cucumber';
import { attempt, refusedOften } from '../../scene/acts.ts';
import { spelled, withMistakes } from '../../scene/mistakes.ts';
import { openProcedure, rightly } from '../../scene/procedures.ts';
import { screensOf, type Typed } from '../../scene/scene.ts';
import type { PinChoice } from '../../scene/words.ts';
import type { IchidoWorld } from '../../scene/world.ts';
import { pinFor } from '../pin.ts';

type Change = (right: Typed) => Typed | Promise<Typed>;
const asItIs: Change = (right) => right;

async function carryOut(world: IchidoWorld, window: string, name: string, change: Change): Promise<void> {
  const typed = await change(await rightly(world.scene, name));
  await attempt(world.scene, async () => (await openProcedure(world.scene, window, name)).submit(typed));
}

async function send(world: IchidoWorld, window: string, change: Change): Promise<void> {
  const open = screensOf(world.scene, window).procedure;
  if (open === undefined) throw new Error('手続きの画面は開かれていません');
  const typed = await change(await rightly(world.scene, open.name));
  await attempt(world.scene, () => open.submit(typed));
}

When('{管理者}が{手続き}の手続きをする', function (this: IchidoWorld, window: string, name: string) {
  return carryOut(this, window, name, asItIs);
});
When(
  '{管理者}が{手続き}の手続きを{暗証番号}でする',
  function (this: IchidoWorld, window: string, name: string, pin: PinChoice) {
    return carryOut(this, window, name, async (right) => ({ ...right, pin: await pinFor(this.scene, pin) }));
  },
);
When(
  '{管理者}が{手続き}の手続きを誤った暗証番号で{int}回して、すべて断られる',
  async function (this: IchidoWorld, window: string, name: string, times: number) {
    await refusedOften(this.scene, times, () =>
      carryOut(this, window, name, async (right) => ({ ...right, pin: await pinFor(this.scene, 'wrong') })),
    );
  },
);
When(
  '{管理者}が{手続き}の手続きを、暗証番号に{表示}と入れてする',
  function (this: IchidoWorld, window: string, name: string, pin: string) {
    return carryOut(this, window, name, (right) => ({ ...right, pin: spelled(pin) }));
  },
);
When(
  '{管理者}が{手続き}の手続きを、シリアル番号に{表示}と入れてする',
  function (this: IchidoWorld, window: string, name: string, serial: string) {
    return carryOut(this, window, name, (right) => ({ ...right, serial: spelled(serial) }));
  },
);
When(
  '{管理者}が{手続き}の手続きを、ワンタイムパスワードに{表示}と入れてする',
  function (this: IchidoWorld, window: string, name: string, otp: string) {
    return carryOut(this, window, name, (right) => ({ ...right, otp: spelled(otp) }));
  },
);
When(
  '{管理者}が{手続き}の手続きを、利用者IDに{表示}と入れてする',
  function (this: IchidoWorld, window: string, name: string, userId: string) {
    return carryOut(this, window, name, (right) => ({ ...right, userId: spelled(userId) }));
  },
);
When(
  '{管理者}が{手続き}の手続きを、利用者名に{表示}と入れてする',
  function (this: IchidoWorld, window: string, name: string, typed: string) {
    return carryOut(this, window, name, (right) => ({ ...right, name: spelled(typed) }));
  },
);
When(
  '{管理者}が{誤り}{手続き}の手続きをする',
  function (this: IchidoWorld, window: string, words: string[], name: string) {
    return carryOut(this, window, name, (right) => withMistakes(right, words));
  },
);

When('{管理者}が{手続き}の手続きの画面を開く', async function (this: IchidoWorld, window: string, name: string) {
  screensOf(this.scene, window).procedure = await openProcedure(this.scene, window, name);
});
When('{管理者}が開いておいた画面で手続きをする', function (this: IchidoWorld, window: string) {
  return send(this, window, asItIs);
});
When('{管理者}が開いておいた画面で、{誤り}手続きをする', function (this: IchidoWorld, window: string, words: string[]) {
  return send(this, window, (right) => withMistakes(right, words));
});
