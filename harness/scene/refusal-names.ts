/**
 * What the features call a refusal: by its meaning, in the words of a bank. The stub's own codes are inventions (D-19)
 * that no other portal has. PURE.
 */
import type { RefusalCode } from '../../portal-stub/rules/refusal.ts';

/** One name a code, and one code a name: what looks the same on the screen has one name (D-12). */
export const refusalNames: { readonly [code in RefusalCode]: string } = {
  'E-SES-01': 'ログオンしていない',
  'E-SES-02': '権限がない',
  'E-SES-03': '画面の有効期限切れ',
  'E-STA-01': '表示後の変更',
  'E-INP-01': '利用形態の未選択',
  'E-INP-02': 'ご契約先IDの形式誤り',
  'E-INP-03': '利用者IDの形式誤り',
  'E-INP-04': '利用者IDの重複',
  'E-INP-05': '利用者名の形式誤り',
  'E-INP-06': '利用者数の上限',
  'E-INP-07': '口座番号の形式誤り',
  'E-INP-08': '金額の形式誤り',
  'E-INP-09': 'シリアル番号の未入力',
  'E-INP-10': 'シリアル番号の形式誤り',
  'E-INP-11': 'ワンタイムパスワードの未入力',
  'E-INP-12': 'ワンタイムパスワードの形式誤り',
  'E-INP-13': '確認暗証番号の未入力',
  'E-INP-14': '確認暗証番号の形式誤り',
  'E-INP-15': '暗証番号の未入力',
  'E-INP-16': '暗証番号の形式誤り',
  'E-USR-01': '利用者の未選択',
  'E-USR-02': '利用中止ではない',
  'E-USR-03': '最後の利用者',
  'E-REG-01': 'トークンの未登録',
  'E-LCK-01': '利用中止',
  'E-LGN-01': 'ログオンの誤り',
  'E-PIN-01': '確認暗証番号の誤り',
  'E-OTP-01': 'トークン認証の誤り',
  'E-SYS-01': '取扱い不可',
};

/** The code behind a name; a code is taken as it is. Throws for a word that is neither, and lists the names. */
export function codeNamed(word: string): string {
  if (Object.hasOwn(refusalNames, word)) return word;
  const found = Object.entries(refusalNames).find(([, name]) => name === word);
  if (found === undefined) {
    throw new Error(`「${word}」という断り方はありません（${Object.values(refusalNames).join('、')}）`);
  }
  return found[0];
}

/** For messages: the name, with the code behind it; a portal's own code as it is. */
export const refusalNamed = (code: string): string =>
  Object.hasOwn(refusalNames, code) ? `${refusalNames[code as RefusalCode]}（${code}）` : code;
