/** A device over its life: presses, what is left of the battery, sudden death (P-03 to P-06). */
import assert from 'node:assert/strict';
import { Then, When } from '@cucumber/cucumber';
import type { TokenState } from '../ports.ts';
import { letPass, serialOf } from '../scene/scene.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { one } from './names.ts';

const states: { readonly [word: string]: TokenState } = {
  正常: 'ok',
  電池残量低下: 'low',
  電池切れ: 'flat',
  故障: 'failed',
  交換済み: 'retired',
};

/** Each time it is dark again, as a careful hand does. */
When(
  '{トークン}のボタンを、消えるのを待ちながら{int}回押す',
  async function (this: IchidoWorld, names: string[], times: number) {
    const serial = serialOf(this.scene, one(names));
    for (let presses = 0; presses < times; presses += 1) {
      await this.scene.stage.tokens.press(serial);
      await letPass(this.scene, 60_000);
    }
  },
);
When('{トークン}のボタンを続けて{int}回押す', async function (this: IchidoWorld, names: string[], times: number) {
  const serial = serialOf(this.scene, one(names));
  for (let presses = 0; presses < times; presses += 1) await this.scene.stage.tokens.press(serial);
});
When('{トークン}が突然故障する', async function (this: IchidoWorld, names: string[]) {
  await this.scene.stage.tokens.fail(serialOf(this.scene, one(names)), 'dark');
});
When('{トークン}の表示が乱れるようになる', async function (this: IchidoWorld, names: string[]) {
  await this.scene.stage.tokens.fail(serialOf(this.scene, one(names)), 'garbage');
});

Then('{トークン}の画面に数字として読めないものが表示される', async function (this: IchidoWorld, names: string[]) {
  const face = await this.scene.stage.tokens.face(serialOf(this.scene, one(names)));
  assert.equal(face.kind, 'garbage');
  assert.doesNotMatch(face.text, /^[0-9]{6}$/);
});
Then(
  '{トークン}の電池残量は{int}%、状態は{表示}である',
  async function (this: IchidoWorld, names: string[], percent: number, word: string) {
    const state = states[word];
    if (state === undefined) throw new Error(`「${word}」という状態は知りません（${Object.keys(states).join('、')}）`);
    const told = await this.scene.stage.tokens.battery(serialOf(this.scene, one(names)));
    assert.deepEqual(told, { percent, state });
  },
);
Then(
  '{トークン}に電池残量はなく、状態は{表示}である',
  async function (this: IchidoWorld, names: string[], word: string) {
    const told = await this.scene.stage.tokens.battery(serialOf(this.scene, one(names)));
    assert.deepEqual(told, { percent: null, state: states[word] });
  },
);
Then(
  '{トークン}の電池残量を{int}%に増やすことはできない',
  async function (this: IchidoWorld, names: string[], percent: number) {
    const serial = serialOf(this.scene, one(names));
    const before = await this.scene.stage.tokens.battery(serial);
    assert.equal(await this.scene.stage.tokens.setBattery(serial, percent), false, '増やせました');
    assert.deepEqual(await this.scene.stage.tokens.battery(serial), before);
  },
);
