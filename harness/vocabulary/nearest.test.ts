/** 「もしかして」 for the mistakes that people make, against sentences as Cucumber tells them. */
import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';
import { noVocabulary, type Vocabulary } from './vocabulary.ts';

const vocabulary: Vocabulary = {
  patterns: [
    '{利用者}のいるご契約先がある',
    '{int}人の利用者のいるご契約先がある',
    '{種別}{トークン}がある',
    '型式{表示}のハードウェア{トークン}がある',
    '{管理者}が{トークン}を利用登録する',
    '{管理者}が{トークン}を{OTP}で利用登録する',
    '{トークン}のボタンを押す',
    '{期間}が過ぎる',
    '{断り}で断られる',
    '受け付けられる',
  ].map((source) => ({ source })),
  words: new Map([
    ...noVocabulary.words,
    ['利用者', ['利用者((?:「[^」]*」)+)']],
    ['トークン', ['トークン((?:「[^」]*」)+)']],
    ['管理者', ['管理者(?:（([^）]*)）)?']],
    ['種別', ['ハードウェア|ソフトウェア']],
    ['期間', ['(\\d+)(秒|分|時間|日)']],
    ['表示', ['「([^」]*)」']],
    ['断り', ['「([^」]+)」']],
    ['OTP', ['新しいワンタイムパスワード|誤ったワンタイムパスワード']],
  ]),
};

test.each([
  ['a particle', '管理者はトークン「社有」の利用登録する', '管理者がトークン「社有」を利用登録する'],
  ['full-width digits', '３０秒が過ぎる', '30秒が過ぎる'],
  ['another word for it', '30秒待つ', '30秒が過ぎる'],
  ['another word for it', '「有効期限切れ」で拒否される', '「有効期限切れ」で断られる'],
  ['a word inside a name is no number', '利用者「user01」のいる契約先がある', '利用者「user01」のいるご契約先がある'],
  [
    'its own names go where they belong',
    'ソフトウェアのトークン「A」「B」がある',
    'ソフトウェアトークン「A」「B」がある',
  ],
  [
    'a sample for what it leaves out',
    '管理者がトークン「社有」をワンタイムパスで利用登録する',
    '管理者がトークン「社有」を新しいワンタイムパスワードで利用登録する',
  ],
])('%s: %s', (_what, text, wanted) => {
  expect(nearest(text, vocabulary)[0]).toBe(wanted);
});

test('three at most, each once, and none where nothing is alike', () => {
  expect(nearest('管理者がトークン「社有」を登録する', vocabulary).length).toBeLessThanOrEqual(3);
  expect(nearest('宇宙船が飛ぶ', vocabulary)).toEqual([]);
});
