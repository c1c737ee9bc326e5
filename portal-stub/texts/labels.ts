/** What stands on the pages besides titles and refusals: choices, results, the date line. The labels are the manual's. PURE. */
import { japanIso } from '../../common/japan-time.ts';
import type { UsageMode } from '../rules/contract.ts';

/** S-13, S-17: the two values of 現在の設定 and the two radios are the same texts. */
export const modeTexts: { readonly [mode in UsageMode]: string } = {
  individual: '全ての利用者が異なるトークンを使用する',
  shared: '全ての利用者が同じトークンを使用する',
};

/** S-18, word for word. */
export const modeChangeNote = '利用形態を変更する場合は、トークンの利用登録が解除されます。';

/** Shown in place of a serial when none is registered. */
export const notRegisteredText = '未登録';

/** What `role="status"` says of an act that was done. */
export const doneTexts = {
  addUser: '利用者登録完了',
  renameUser: '利用者情報変更完了',
  deleteUser: '利用者登録抹消完了',
  unlockUser: '利用中止解除完了',
  changeMode: '利用形態設定完了',
  keepMode: '利用形態の変更なし',
  register: '登録完了',
  deregister: '登録解除完了',
  transfer: '受付完了',
} as const;

/** Said after it, in the same status. */
export const doneDetails = {
  changeMode: 'トークンの利用登録は解除されました。続けて、トークン情報の利用登録を行ってください。',
  /** D-02 */
  keepMode: '利用形態は変更されていません。トークンの利用登録もそのままです。',
  register: (serial: string, userIds: readonly string[]) =>
    `新しいシリアル番号 ${serial}${userIds.length === 0 ? '' : `（${userIds.join('、')}）`}`,
  deregister: (userIds: readonly string[]) => `利用者 ${userIds.join('、')}`,
  transfer: 'お振込みを受け付けました。',
} as const;

/** What stands on the button that leads on from there. */
export const nextTexts = { users: '利用者情報選択へ', user: '利用者ステータスへ' } as const;

export const loggedOffText = 'ログオフしました。';

/** 受付の控え of a transfer, line by line. */
export const receiptLabels = {
  number: '受付番号',
  at: '受付日時',
  account: '振込先口座番号',
  amount: '金額',
} as const;

/** 「10,000円」; digits in, with or without the commas that somebody pasted. */
export const yen = (amount: string): string => `${amount.replaceAll(',', '').replace(/\B(?=(?:[0-9]{3})+$)/g, ',')}円`;

/** D-15, under the field. */
export const pinHint =
  '半角6～12文字。英字と数字の両方が必要です。記号は ( ) . - / { } : , # < > * % @ + ; = ? _ を使えます';

/** 「2026年11月22日 19時03分26秒」, in Japanese time. */
export function dateLine(at: number): string {
  const [date = '', time = ''] = japanIso(at).split('T');
  const [year, month, day] = date.split('-');
  const [hour, minute, second] = time.slice(0, 8).split(':');
  return `${year}年${month}月${day}日 ${hour}時${minute}分${second}秒`;
}
