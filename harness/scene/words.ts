/** The words of the steps that stand for something typed. PURE. Codes and PINs have no words of their own: a step names them, never spells them. */

import type { ScreenName, UsageMode } from '../ports.ts';

export type OtpChoice = 'fresh' | 'noted' | 'wrong';
export type PinChoice = 'right' | 'wrong' | 'users' | 'others' | 'login' | 'empty' | 'capitals';
export type Field = 'serial' | 'otp' | 'pin';
/** What a clumsy hand does to a right value. */
export type Mutation = (value: string) => string;

const otpWords: { readonly [word: string]: OtpChoice } = {
  新しいワンタイムパスワード: 'fresh',
  控えたワンタイムパスワード: 'noted',
  誤ったワンタイムパスワード: 'wrong',
};
const pinWords: { readonly [word: string]: PinChoice } = {
  正しい暗証番号: 'right',
  誤った暗証番号: 'wrong',
  利用者の確認暗証番号: 'users',
  別のご契約先の確認暗証番号: 'others',
  ログオン用の暗証番号: 'login',
  空の暗証番号: 'empty',
  大文字にした暗証番号: 'capitals',
};
const fieldWords: { readonly [word: string]: Field } = {
  シリアル番号: 'serial',
  ワンタイムパスワード: 'otp',
  暗証番号: 'pin',
};
const mutations: { readonly [word: string]: Mutation } = {
  空にして: () => '',
  全角にして: (value) => value.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  小文字にして: (value) => value.toLowerCase(),
  前に空白を付けて: (value) => ` ${value}`,
  後ろに空白を付けて: (value) => `${value} `,
  '1文字減らして': (value) => value.slice(0, -1),
  '1文字増やして': (value) => `${value}0`,
  英字に変えて: (value) => `${value.slice(0, -1)}O`,
};

export const otpOf = (word: string): OtpChoice => lookUp(otpWords, word);
export const pinOf = (word: string): PinChoice => lookUp(pinWords, word);
export const fieldOf = (word: string): Field => lookUp(fieldWords, word);
export const mutationOf = (word: string): Mutation => lookUp(mutations, word);

export const modeTexts = {
  shared: '全ての利用者が同じトークンを使用する',
  individual: '全ての利用者が異なるトークンを使用する',
} as const;

/** The mode that one of the manual's two sentences says; any other text is an error, on a page as in a step. */
export function modeOf(text: string): UsageMode {
  if (text === modeTexts.shared) return 'shared';
  if (text === modeTexts.individual) return 'individual';
  throw new Error(`「${text}」は現在の設定の表示ではありません`);
}

/** The switches of the rule book by the words that a Given says them in. */
export const policies: { readonly [word: string]: { readonly [key: string]: string | number | boolean } } = {
  利用形態の変更に確認画面を設ける: { confirmModeChange: true },
  未登録の利用者には利用者確認暗証番号を求める: { unregisteredUser: 'confirmationPin' },
  ハードウェアとソフトウェアを併用させない: { mixKinds: false },
  '5分でログオフする': { idleMinutes: 5 },
  '30分でログオフする': { idleMinutes: 30 },
};

const screenWords: { readonly [word: string]: ScreenName } = {
  ご契約先ステータス: 'adminStatus',
  ご契約先管理情報変更: 'contractMenu',
  利用者情報選択: 'users',
  利用形態設定: 'mode',
  利用形態設定確認: 'confirm',
  利用登録: 'register',
  利用登録解除: 'deregister',
  利用者登録: 'add',
  利用者情報変更: 'rename',
  利用者登録抹消: 'delete',
  利用中止解除: 'unlock',
  操作履歴照会: 'history',
  通知メール: 'mails',
  利用者ステータス: 'userStatus',
  残高照会: 'inquiry',
  資金移動: 'transfer',
};
export const screenOf = (word: string): ScreenName => lookUp(screenWords, word);

export const wrongPin = 'Wrong999';

export function lookUp<T>(table: { readonly [word: string]: T }, word: string): T {
  const found = table[word];
  if (found === undefined) throw new Error(`「${word}」という言葉は知りません（${Object.keys(table).join('、')}）`);
  return found;
}
