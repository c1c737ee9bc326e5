import { expect, test } from 'vitest';
import { createTables } from './tables.ts';

const done = {
  registered: '登録しました。カード*',
  deregistered: '取り消しました。',
  unchanged: '同じです。',
  transferred: '受付',
};
const tables = createTables({
  refusals: {
    確認暗証番号の誤り: '承認番号が違います。',
    トークン認証の誤り: { texts: ['カードが違います。', '数字が違います。'], differs: true },
    シリアル番号の未入力: '入力してください。',
    ワンタイムパスワードの未入力: '入力してください。',
    シリアル番号の形式誤り: 'カード * は英数小字ではありません。',
  },
  done,
  halfWidth: '英数小字',
});
const refused = (text: string) => tables.outcome({ ok: false, text }, undefined);

test('a text of the portal is a refusal of ours', () => {
  expect(refused(' 承認番号が違います。\n')).toMatchObject({ accepted: false, code: 'E-PIN-01' });
});

test('one text under several names is each of them, and both are named for the report', () => {
  expect(refused('入力してください。')).toMatchObject({ code: 'E-INP-09', also: ['E-INP-11'] });
  expect(tables.indistinct).toEqual([['シリアル番号の未入力', 'ワンタイムパスワードの未入力']]);
});

test('several texts under one name are declared, and the report says so', () => {
  expect(refused('数字が違います。')).toMatchObject({ code: 'E-OTP-01' });
  expect(tables.differing).toEqual(['トークン認証の誤り']);
});

test.each(['暗証番号が違います。', '承認番号が違います。そのカードは当行のものではありません。', ''])(
  'the text %j is none of the table: it is printed, never guessed',
  (text) => {
    expect(() => refused(text)).toThrow(`「${text}」`);
  },
);

test('a star stands for what varies within one sentence, and swallows no second one', () => {
  expect(refused('カード SKTX1 は英数小字ではありません。')).toMatchObject({
    code: 'E-INP-10',
    text: 'カード SKTX1 は半角ではありません。',
  });
  expect(() => refused('カード SKTX1 。はい は英数小字ではありません。')).toThrow();
});

test('what was done is told in the words of the features; any other text stays as it is', () => {
  expect(tables.outcome({ ok: true, text: '登録しました。カードSKTH00001' }, undefined)).toMatchObject({
    status: '登録完了',
  });
  expect(tables.outcome({ ok: true, text: 'ようこそ' }, undefined)).toMatchObject({ status: 'ようこそ' });
});

test('a name that is none of ours is refused before anything runs, with the names there are', () => {
  expect(() => createTables({ refusals: { 暗証番号違い: 'x' }, done })).toThrow(/「暗証番号違い」.*確認暗証番号の誤り/);
});
