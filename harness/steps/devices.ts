/** Devices in the hand: what is pressed, what is shown, what dies. */

import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import { otpForm } from '../../common/token-forms.ts';
import type { Face, TokenKind } from '../ports.ts';
import { noteCode, readFace, waitForLeadingZero } from '../scene/codes.ts';
import { letPass, type Scene, serialOf } from '../scene/scene.ts';
import type { IchidoWorld } from '../scene/world.ts';
import { one } from './names.ts';

const look = (scene: Scene, name: string): Promise<Face> => scene.stage.tokens.face(serialOf(scene, name));

async function issue(world: IchidoWorld, kind: TokenKind, names: string[], profile?: string): Promise<void> {
  for (const name of names) world.scene.serials.set(name, await world.scene.stage.tokens.issue(kind, profile));
}

Given('{種別}{トークン}がある', function (this: IchidoWorld, kind: TokenKind, names: string[]) {
  return issue(this, kind, names);
});
When('{種別}{トークン}が届く', function (this: IchidoWorld, kind: TokenKind, names: string[]) {
  return issue(this, kind, names);
});
Given('型式{表示}のハードウェア{トークン}がある', function (this: IchidoWorld, profile: string, names: string[]) {
  return issue(this, 'hardware', names, profile);
});

Given('{トークン}の電池残量は{int}%である', async function (this: IchidoWorld, names: string[], percent: number) {
  this.scene.steered.add(serialOf(this.scene, one(names)));
  const fell = await this.scene.stage.tokens.setBattery(serialOf(this.scene, one(names)), percent);
  assert.ok(fell, '電池残量は減らすことしかできません');
});
Given(
  '{トークン}の時計は{期間}{ずれ}いる',
  async function (this: IchidoWorld, names: string[], ms: number, sign: number) {
    this.scene.steered.add(serialOf(this.scene, one(names)));
    await this.scene.stage.tokens.drift(serialOf(this.scene, one(names)), { offsetMs: sign * ms });
  },
);
Given('{トークン}の時計は1か月に{int}秒ずつ進む', async function (this: IchidoWorld, names: string[], seconds: number) {
  await this.scene.stage.tokens.drift(serialOf(this.scene, one(names)), { ppm: (seconds / (30 * 86_400)) * 1e6 });
});

When('{トークン}のボタンを押す', async function (this: IchidoWorld, names: string[]) {
  await this.scene.stage.tokens.press(serialOf(this.scene, one(names)));
});

/** Each press waits until the display is dark again, as a careless hand does all day. */
async function pressUntil(scene: Scene, name: string, seen: (face: Face) => boolean): Promise<void> {
  const serial = serialOf(scene, name);
  if ((await look(scene, name)).kind !== 'dark') await letPass(scene, 60_000);
  for (let presses = 0; presses < 3000; presses += 1) {
    const { face } = await scene.stage.tokens.press(serial);
    if (seen(face)) return;
    await letPass(scene, 60_000);
  }
  throw new Error(`トークン「${name}」を3000回押しても、待っていた表示になりません`);
}

When('{トークン}のボタンを電池低下の表示が出るまで押し続ける', function (this: IchidoWorld, names: string[]) {
  return pressUntil(this.scene, one(names), (face) => face.kind === 'battery');
});
When('{トークン}のボタンを何も表示されなくなるまで押し続ける', function (this: IchidoWorld, names: string[]) {
  return pressUntil(this.scene, one(names), (face) => face.kind === 'dark');
});

When('{トークン}のワンタイムパスワードを控える', function (this: IchidoWorld, names: string[]) {
  return noteCode(this.scene, one(names));
});
When('{トークン}の先頭が0のワンタイムパスワードを待って控える', async function (this: IchidoWorld, names: string[]) {
  // Noting moves on to a step that nobody has typed, so the zero is asked of what was noted.
  for (let looks = 0; looks < 20; looks += 1) {
    await waitForLeadingZero(this.scene, one(names));
    await noteCode(this.scene, one(names));
    if (this.scene.noted.get(one(names))?.startsWith('0')) return;
  }
  throw new Error('先頭が0の値を控えられませんでした');
});

When(
  '{トークン}の機種変更をして、新しいアプリを{トークン}とする',
  async function (this: IchidoWorld, old: string[], names: string[]) {
    this.scene.serials.set(one(names), await this.scene.stage.tokens.changePhone(serialOf(this.scene, one(old))));
  },
);
When('{トークン}のバックアップを取る', async function (this: IchidoWorld, names: string[]) {
  this.scene.backups.set(one(names), await this.scene.stage.tokens.backup(serialOf(this.scene, one(names))));
});
When(
  '{トークン}のバックアップから復元したアプリを{トークン}とする',
  async function (this: IchidoWorld, old: string[], names: string[]) {
    const backup = this.scene.backups.get(one(old));
    if (backup === undefined) throw new Error(`トークン「${one(old)}」のバックアップはありません`);
    this.scene.serials.set(one(names), await this.scene.stage.tokens.restore(backup));
  },
);
When('{トークン}をアンインストールする', async function (this: IchidoWorld, names: string[]) {
  await this.scene.stage.tokens.uninstall(serialOf(this.scene, one(names)));
});

Then('{トークン}の画面は消えている', async function (this: IchidoWorld, names: string[]) {
  assert.equal((await look(this.scene, one(names))).kind, 'dark');
});
Then('{トークン}の画面に6桁の数字が表示される', async function (this: IchidoWorld, names: string[]) {
  const face = await look(this.scene, one(names));
  assert.equal(face.kind, 'code', `表示の種類は「${face.kind}」です`);
  assert.ok(otpForm.test(face.text), '6桁の数字ではありません');
});
Then('{トークン}の画面に{表示}と表示される', async function (this: IchidoWorld, names: string[], text: string) {
  const face = await look(this.scene, one(names));
  assert.equal(face.kind, 'battery');
  assert.equal(face.text, text);
});
Then('{トークン}からはワンタイムパスワードを読めない', async function (this: IchidoWorld, names: string[]) {
  assert.ok((await readFace(this.scene, one(names))) === undefined, 'ワンタイムパスワードが表示されました');
});
Then('{トークン}の画面には控えたものと同じ値が表示される', async function (this: IchidoWorld, names: string[]) {
  assert.ok((await shownCode(this.scene, one(names))) === this.scene.noted.get(one(names)), '別の値が表示されています');
});
Then('{トークン}の画面には控えたものと違う値が表示される', async function (this: IchidoWorld, names: string[]) {
  assert.ok((await shownCode(this.scene, one(names))) !== this.scene.noted.get(one(names)), '同じ値が表示されています');
});
Then(
  '{トークン}のシリアル番号は{表示}に5桁の数字が続く',
  function (this: IchidoWorld, names: string[], prefix: string) {
    for (const name of names) assert.match(serialOf(this.scene, name), new RegExp(`^${prefix}[0-9]{5}$`));
  },
);
Then('{トークン}のシリアル番号は互いに異なる', function (this: IchidoWorld, names: string[]) {
  assert.equal(new Set(names.map((name) => serialOf(this.scene, name))).size, names.length);
});

/** Compared with ===, so that a failure prints no code. */
async function shownCode(scene: Scene, name: string): Promise<string> {
  const face = await look(scene, name);
  assert.equal(face.kind, 'code', `表示の種類は「${face.kind}」です`);
  return face.text;
}
