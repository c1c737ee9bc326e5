/** 銀行の在庫: files of tokens that the bank takes or refuses (D-23, D-24). */
import assert from 'node:assert/strict';
import { Given, Then, When } from '@cucumber/cucumber';
import type { PskcKey } from '../../pskc/model.ts';
import { demandJustNow } from '../scene/just-now.ts';
import { letPass, type Scene, serialOf } from '../scene/scene.ts';
import { fileOf, secretOf, soundKey } from '../scene/stocked.ts';
import { twinsFrom } from '../scene/twins.ts';
import type { IchidoWorld } from '../scene/world.ts';
import type { StockAnswer } from '../stock-answer.ts';
import { one } from './names.ts';

const day = 86_400_000;

/** What is said of a key in a file, and what stands there then. */
const kinds: { readonly [word: string]: Partial<PskcKey> } = {
  回数式: { algorithm: 'HOTP', counter: 0n, periodSeconds: undefined },
  '7桁': { digits: 7 },
  '8桁': { digits: 8 },
  '60秒ごと': { periodSeconds: 60 },
  桁数の書かれていないもの: { digits: undefined },
  周期の書かれていないもの: { periodSeconds: undefined },
  'SHA-256': { hash: 'SHA256' },
  'SHA-512': { hash: 'SHA512' },
  検査数字つき: { checkDigits: true },
  起点が1970年でないもの: { time: 60 },
  署名鍵としてだけ使えるもの: { policy: { keyUsages: ['Integrity'], unknown: false } },
  回数に限りのあるもの: { policy: { keyUsages: ['OTP'], numberOfTransactions: 10n, unknown: false } },
  シリアル番号のないもの: { serial: undefined },
  番号の形が違うもの: { serial: 'SKTH1234' },
  有効期間の過ぎたもの: { policy: { keyUsages: ['OTP'], expiryDate: Date.UTC(2020, 0, 1), unknown: false } },
  暗証番号をまぜるもの: { policy: { keyUsages: ['OTP'], pin: { PINUsageMode: 'Append' }, unknown: false } },
  時計が5回分進んだもの: { timeDrift: 5 },
  時計が5回分遅れたもの: { timeDrift: -5 },
};

/** The same for secrets: each serial has its own. */
const secrets: { readonly [word: string]: (own: Uint8Array) => Uint8Array } = {
  鍵が15バイト: (own) => own.subarray(0, 15),
  鍵が16バイト: (own) => own.subarray(0, 16),
  鍵が同じバイトばかり: (own) => own.map(() => 7),
};

/** The answers of the files of this scenario; the last one is what a Then asks about. */
const answers = new WeakMap<Scene, StockAnswer>();

async function bring(scene: Scene, keys: readonly PskcKey[], around = (file: string) => file): Promise<StockAnswer> {
  const answer = await scene.stage.bank.importStock(around(fileOf(keys)));
  answers.set(scene, answer);
  return answer;
}

/** A serial that the stock doesn't know yet, so that scenarios of one stage never meet. */
async function unusedSerial(scene: Scene): Promise<string> {
  while (lastNumber < 69_999) {
    lastNumber += 1;
    const serial = `SKTH${lastNumber}`;
    if (!(await isStocked(scene, serial))) return serial;
  }
  throw new Error('使っていないシリアル番号がありません');
}

let lastNumber = 60_000;

async function isStocked(scene: Scene, serial: string): Promise<boolean> {
  // The bank knows a serial when it can judge two codes of it.
  try {
    await scene.stage.bank.resync(serial, '000000', '000000');
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.includes('serial-unknown')) return false;
    throw error;
  }
}

async function newKey(scene: Scene, name: string, about: Partial<PskcKey> = {}, kind = ''): Promise<PskcKey> {
  const serial = await unusedSerial(scene);
  const own = secretOf(serial);
  const key = soundKey(serial, { secret: secrets[kind]?.(own) ?? own, ...kindNamed(kind), ...about });
  // A code of a file's odd kind is nobody's to type: only what the bank takes makes codes here.
  scene.serials.set(name, key.serial ?? '');
  scene.stocked.set(name, { key, aheadSteps: key.timeDrift ?? 0 });
  return key;
}

function kindNamed(word: string): Partial<PskcKey> {
  if (word === '' || Object.hasOwn(secrets, word)) return {};
  const about = kinds[word];
  const known = [...Object.keys(kinds), ...Object.keys(secrets)];
  if (about === undefined) throw new Error(`「${word}」という種類は知りません（${known.join('、')}）`);
  return about;
}

function keyOf(scene: Scene, name: string): PskcKey {
  return scene.stocked.get(name)?.key ?? assert.fail(`トークン「${name}」はこの場面のファイルにありません`);
}

Given('銀行の在庫に{トークン}がある', async function (this: IchidoWorld, names: string[]) {
  for (const name of names) {
    const answer = await bring(this.scene, [await newKey(this.scene, name)]);
    assert.ok(answer.ok, '取り込みが断られました');
  }
});
/** Waits for the first of two neighbouring steps of one code. */
Given('銀行の在庫に、続けて2回同じ値になる{トークン}がある', async function (this: IchidoWorld, names: string[]) {
  const now = await this.scene.stage.clock.now();
  for (const { serial, secret, at } of twinsFrom(now)) {
    if (await isStocked(this.scene, serial)) continue;
    const key = soundKey(serial, { secret });
    assert.ok((await bring(this.scene, [key])).ok, '取り込みが断られました');
    this.scene.serials.set(one(names), serial);
    this.scene.stocked.set(one(names), { key, aheadSteps: 0 });
    await letPass(this.scene, at - now);
    return;
  }
  throw new Error('続けて2回同じ値になるトークンは使い切りました');
});

When('銀行の在庫に{表示}の{トークン}を取り込む', async function (this: IchidoWorld, kind: string, names: string[]) {
  await bring(this.scene, [await newKey(this.scene, one(names), {}, kind)]);
});
When(
  '銀行の在庫に正しい{トークン}と{表示}の{トークン}を一つのファイルで取り込む',
  async function (this: IchidoWorld, right: string[], kind: string, wrong: string[]) {
    const sound = await newKey(this.scene, one(right));
    await bring(this.scene, [sound, await newKey(this.scene, one(wrong), {}, kind)]);
  },
);
When('銀行の在庫に同じ鍵の{トークン}を一つのファイルで取り込む', async function (this: IchidoWorld, names: string[]) {
  const keys: PskcKey[] = [];
  for (const name of names) keys.push(await newKey(this.scene, name, { secret: secretOf(`twice ${names[0]}`) }));
  await bring(this.scene, keys);
});
When(
  '銀行の在庫に{トークン}と同じ鍵の{トークン}を取り込む',
  async function (this: IchidoWorld, known: string[], names: string[]) {
    const { secret } = keyOf(this.scene, one(known));
    await bring(this.scene, [await newKey(this.scene, one(names), { secret })]);
  },
);
When('銀行の在庫に{トークン}のシリアル番号で別の鍵を取り込む', async function (this: IchidoWorld, names: string[]) {
  const serial = serialOf(this.scene, one(names));
  await bring(this.scene, [soundKey(serial, { secret: secretOf(`another ${serial}`) })]);
});
When('銀行の在庫に{トークン}をもう一度取り込む', async function (this: IchidoWorld, names: string[]) {
  await bring(this.scene, [keyOf(this.scene, one(names))]);
});
When(
  '銀行の在庫に{トークン}を{int}日後までの有効期間で取り込む',
  async function (this: IchidoWorld, names: string[], days: number) {
    const until = (await this.scene.stage.clock.now()) + days * day;
    const known = this.scene.stocked.get(one(names))?.key ?? (await newKey(this.scene, one(names)));
    await bring(this.scene, [{ ...known, policy: { keyUsages: ['OTP'], expiryDate: until, unknown: false } }]);
  },
);
When(
  '銀行の在庫に{トークン}を{int}日後からの有効期間で取り込む',
  async function (this: IchidoWorld, names: string[], days: number) {
    const from = (await this.scene.stage.clock.now()) + days * day;
    const known = this.scene.stocked.get(one(names))?.key ?? (await newKey(this.scene, one(names)));
    await bring(this.scene, [{ ...known, policy: { keyUsages: ['OTP'], startDate: from, unknown: false } }]);
  },
);
When(
  '銀行の在庫に{トークン}を{期間}前までの有効期間で取り込む',
  async function (this: IchidoWorld, names: string[], ms: number) {
    const until = (await this.scene.stage.clock.now()) - ms;
    await bring(this.scene, [
      { ...keyOf(this.scene, one(names)), policy: { keyUsages: ['OTP'], expiryDate: until, unknown: false } },
    ]);
  },
);
When('銀行の在庫に同じ{トークン}が二度書かれたファイルを取り込む', async function (this: IchidoWorld, names: string[]) {
  const key = await newKey(this.scene, one(names));
  await bring(this.scene, [key, { ...key, id: `${key.id}-2` }]);
});
When('銀行の在庫に暗証番号の鍵のファイルを取り込む', async function (this: IchidoWorld) {
  const key = soundKey(await unusedSerial(this.scene));
  await bring(this.scene, [key], (file) => file.replaceAll(':pskc:totp', ':pskc:pin'));
});
When('銀行の在庫に署名のあるファイルで{トークン}を取り込む', async function (this: IchidoWorld, names: string[]) {
  const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/></pskc:KeyContainer>';
  const key = await newKey(this.scene, one(names));
  await bring(this.scene, [key], (file) => file.replace('</pskc:KeyContainer>', signature));
});

function lastAnswer(scene: Scene): StockAnswer {
  return answers.get(scene) ?? assert.fail('まだ何も取り込んでいません');
}

Then(
  '取り込みは受け付けられ、新しいものは{int}本、有効期間の変わったものは{int}本である',
  function (this: IchidoWorld, imported: number, updated: number) {
    const answer = lastAnswer(this.scene);
    if (!answer.ok) assert.fail(`取り込みが「${answer.code}」で断られました`);
    assert.deepEqual([answer.imported, answer.updated], [imported, updated]);
  },
);
Then('取り込みは{理由}という理由で断られる', function (this: IchidoWorld, reason: string) {
  const answer = lastAnswer(this.scene);
  assert.equal(answer.ok ? '（取り込まれた）' : answer.code, reason);
});
Then(
  '取り込みは{理由}で断られ、{トークン}のシリアル番号が示される',
  function (this: IchidoWorld, reason: string, names: string[]) {
    const answer = lastAnswer(this.scene);
    if (answer.ok) assert.fail('取り込まれました');
    assert.equal(answer.code, reason);
    assert.ok(answer.text.includes(serialOf(this.scene, one(names))), 'どのシリアル番号かが示されません');
  },
);
Then('取り込みの答えで、署名を確かめていないと知らされる', function (this: IchidoWorld) {
  const answer = lastAnswer(this.scene);
  assert.ok(answer.ok && answer.notices.includes('signature-unverified'), '知らされません');
});
Then('{トークン}は銀行の在庫にない', async function (this: IchidoWorld, names: string[]) {
  for (const name of names) assert.equal(await isStocked(this.scene, serialOf(this.scene, name)), false);
});
Then('銀行の記録の最後は{表示}である', async function (this: IchidoWorld, what: string) {
  const entry = (await this.scene.stage.bank.bankLog()).at(-1) ?? assert.fail('記録がありません');
  assert.ok(entry.what.includes(what), `「${entry.what}」です`);
  await demandJustNow(this.scene, entry.at);
});
Then('銀行の記録の最後は{トークン}の有効期間の変更である', async function (this: IchidoWorld, names: string[]) {
  const entry = (await this.scene.stage.bank.bankLog()).at(-1) ?? assert.fail('記録がありません');
  assert.ok(entry.what.includes('有効期間の変更'), `「${entry.what}」です`);
  assert.ok(entry.what.includes(serialOf(this.scene, one(names))), 'シリアル番号が残っていません');
});
