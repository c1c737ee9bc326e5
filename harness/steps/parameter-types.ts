/** The words of a step that stand for something. Literals only, so that editors can complete them. */
import { defineParameterType } from '@cucumber/cucumber';
import { codeNamed } from '../scene/refusal-names.ts';
import { fieldOf, mutationOf, otpOf, pinOf, screenOf } from '../scene/words.ts';

function quoted(text: string): string[] {
  const names = [...text.matchAll(/「([^」]*)」/g)].map((match) => match[1] ?? '');
  if (names.includes('')) throw new Error(`名前のない「」があります: ${text}`);
  return names;
}

/** 利用者「user01」「user02」 → their ids */
defineParameterType({ name: '利用者', regexp: /利用者((?:「[^」]*」)+)/, transformer: quoted, useForSnippets: false });
/** トークン「旧」「新」 → the names that this scenario gave them */
defineParameterType({
  name: 'トークン',
  regexp: /トークン((?:「[^」]*」)+)/,
  transformer: quoted,
  useForSnippets: false,
});
/** 管理者, or 管理者（窓2） where one person has two windows open */
defineParameterType({
  name: '管理者',
  regexp: /管理者(?:（([^）]*)）)?/,
  transformer: (window: string | undefined) => window ?? '',
  useForSnippets: false,
});
defineParameterType({
  name: '種別',
  regexp: /ハードウェア|ソフトウェア/,
  transformer: (word: string) => (word === 'ハードウェア' ? 'hardware' : 'software'),
});
defineParameterType({
  name: '利用形態',
  regexp: /共有|個別/,
  transformer: (word: string) => (word === '共有' ? 'shared' : 'individual'),
});
/** What a screen shows, letter by letter. */
defineParameterType({ name: '表示', regexp: /「([^」]*)」/, transformer: (text: string) => text });
/** 「トークン認証の誤り」: a refusal by its name; the stub's own code is taken too. */
defineParameterType({ name: '断り', regexp: /「([^」]+)」/, transformer: codeNamed, useForSnippets: false });
defineParameterType({ name: '理由', regexp: /「([a-z][a-z-]*)」/, transformer: (reason: string) => reason });
/** 30秒, 5分, 2時間, 40日 → milliseconds */
defineParameterType({
  name: '期間',
  regexp: /(\d+)(秒|分|時間|日)/,
  transformer: (count: string, unit: string) =>
    Number(count) * { 秒: 1000, 分: 60_000, 時間: 3_600_000, 日: 86_400_000 }[unit as '秒' | '分' | '時間' | '日'],
});
defineParameterType({
  name: 'ずれ',
  regexp: /進んで|遅れて/,
  transformer: (word: string) => (word === '進んで' ? 1 : -1),
});
defineParameterType({
  name: 'OTP',
  regexp: /新しいワンタイムパスワード|控えたワンタイムパスワード|誤ったワンタイムパスワード/,
  transformer: otpOf,
});
defineParameterType({
  name: '暗証番号',
  regexp:
    /正しい暗証番号|誤った暗証番号|利用者の確認暗証番号|別のご契約先の確認暗証番号|ログオン用の暗証番号|空の暗証番号|大文字にした暗証番号/,
  transformer: pinOf,
});
defineParameterType({ name: '項目', regexp: /シリアル番号|ワンタイムパスワード|暗証番号/, transformer: fieldOf });
defineParameterType({
  name: '変形',
  regexp:
    /空にして|全角にして|小文字にして|前に空白を付けて|後ろに空白を付けて|1文字減らして|1文字増やして|英字に変えて/,
  transformer: mutationOf,
});
/** One of the administrator's procedures (scene/procedures.ts). */
defineParameterType({
  name: '手続き',
  regexp: /利用登録解除|利用登録|利用形態の変更|利用者登録抹消|利用者登録|利用者情報変更|利用中止解除/,
  transformer: (name: string) => name,
});
/** 「A」「B」の誤りを重ねて */
defineParameterType({
  name: '誤り',
  regexp: /((?:「[^」]+」)+)の誤りを重ねて/,
  transformer: (text: string) => [...text.matchAll(/「([^」]+)」/g)].map((match) => match[1] ?? ''),
  useForSnippets: false,
});
/** 「利用登録」: a screen by its name, or by its name without ワンタイムパスワード */
defineParameterType({ name: '画面', regexp: /「([^」]+)」の画面/, transformer: screenOf, useForSnippets: false });
