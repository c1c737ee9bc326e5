/** What a hand gets wrong, by the word that a scenario says it in; several at once in one form (D-05). PURE. */
import { lookUp } from './words.ts';

/** Field → what is typed there. */
export interface Fields {
  readonly [field: string]: string | readonly string[];
}

const wrongDigits = (code: string): string => `${(Number(code[0]) + 5) % 10}${code.slice(1)}`;

const mistakes: { readonly [word: string]: (right: Fields) => Fields } = {
  シリアル番号の未入力: () => ({ serial: '' }),
  シリアル番号の形式誤り: () => ({ serial: 'SKTH1234' }),
  在庫にないシリアル番号: () => ({ serial: 'SKTH99998' }),
  ワンタイムパスワードの未入力: () => ({ otp: '' }),
  ワンタイムパスワードの形式誤り: () => ({ otp: '12345' }),
  ワンタイムパスワードの誤り: ({ otp }) => ({ otp: wrongDigits(String(otp)) }),
  確認暗証番号の未入力: () => ({ pin: '' }),
  確認暗証番号の形式誤り: () => ({ pin: 'abc1' }),
  確認暗証番号の誤り: () => ({ pin: 'Wrong999' }),
  利用者の未選択: () => ({ userIds: [] }),
  利用者IDの形式誤り: () => ({ userId: 'user 01' }),
  利用者IDの重複: () => ({ userId: 'user01' }),
  利用者名の形式誤り: () => ({ name: '' }),
  口座番号の形式誤り: () => ({ account: '123-456' }),
  金額の形式誤り: () => ({ amount: '0' }),
  ご契約先IDの形式誤り: () => ({ contractId: '1234' }),
  暗証番号の未入力: () => ({ password: '' }),
  暗証番号の形式誤り: () => ({ password: 'あんしょう' }),
  暗証番号の誤り: () => ({ password: 'Wrong999' }),
};

/** The right form with all of these mistakes in it. Two at the same field are no two mistakes. */
export function withMistakes<Form extends object>(right: Form, words: readonly string[]): Form {
  const wrong = words.map((word) => lookUp(mistakes, word)(right as Form & Fields));
  const fields = wrong.flatMap((each) => Object.keys(each));
  if (new Set(fields).size < fields.length) throw new Error(`同じ項目の誤りは重ねられません: ${words.join('、')}`);
  const strange = fields.filter((field) => !(field in right));
  if (strange.length > 0) throw new Error(`この画面にない項目です: ${strange.join('、')}`);
  return Object.assign({}, right, ...wrong);
}

/** `あ×50` is fifty of them and ␣ a blank, so that lengths and blanks can be read in a table. */
export const spelled = (text: string): string =>
  text.replace(/(.)×(\d+)/gu, (_whole, sign: string, times: string) => sign.repeat(Number(times))).replaceAll('␣', ' ');
