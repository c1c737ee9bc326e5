/**
 * The manual in its own words, and where it says them: the one place in which it is quoted. Letter for letter, marks of
 * layout left out; the text is pinned by a hash (quotations.test.ts). PURE data.
 */
export interface Quotation {
  readonly text: string;
  /** Where the manual says it, in its own numbering. */
  readonly at: string;
}

const title = '標題';
const intro = '冒頭';
const first = '手順1';
const second = '手順2';
const section = '手順2の画面「利用者情報選択」';
const one = '(1)';
const oneFirst = '(1)①の画面「ワンタイムパスワードの設定」';
const oneSecond = '(1)②の画面「ワンタイムパスワード利用形態設定」';
const oneEnd = '(1)の末尾';
const oneHardware = '(1) ハードウェアトークンの場合';
const two = '(2)';
const twoScreen = '(2)②の画面「ワンタイムパスワード利用登録」';
const twoApp = '(2)②のソフトウェアトークンの画面';
const twoEnd = '(2)の末尾';
const three = '(3)';
const threeHardware = '(3) ハードウェアトークンの場合';

const same = '全ての利用者が同じトークンを使用する';
const different = '全ての利用者が異なるトークンを使用する';
const numbered = 'それぞれに異なるシリアル番号が付番されています。';
const toChange = 'ワンタイムパスワード認証の利用形態を変更する場合は「変更」ボタンを押してください。';
const toRegister =
  'トークン情報の利用登録を行う場合は、「利用登録」ボタンを、利用登録解除する場合は「利用登録解除」ボタンを押してください。';
const threeInputs =
  '「シリアル番号」「ワンタイムパスワード」「ご契約先確認暗証番号」を入力後に OK をクリックしてください。';

/** In the manual's order. */
export const quotations = {
  'S-01': [
    { at: title, text: 'ワンタイムパスワード（トークン）の設定・変更' },
    { at: '各ページの見出し', text: '—管理者編— ワンタイムパスワード（トークン）の設定・変更' },
  ],
  'S-02': [{ at: intro, text: 'お取引の都度、ご利用いただくワンタイムパスワード（トークン）は、' }],
  'S-03': [{ at: intro, text: '複数の利用者で共有する設定、利用者ID単位で個別の設定ができます。' }],
  'S-04': [
    { at: '設定手順 1.', text: '管理者メニューでトークンの共有設定、個別設定を選択する。' },
    { at: '設定手順 2.', text: '管理者メニューで利用するトークンのシリアル番号を登録する。' },
  ],
  'S-05': [{ at: first, text: '管理者ログインからログインし、' }],
  'S-06': [{ at: first, text: '「ご契約先管理情報変更」から「利用者情報登録／変更」をクリックしてください。' }],
  'S-07': [{ at: second, text: '現在の設定をご確認のうえ、ご希望の設定に応じて以下の操作を行ってください。' }],
  'S-08': [{ at: section, text: '利用者情報選択' }],
  'S-09': [
    { at: section, text: 'ワンタイムパスワードの設定 ?' },
    { at: oneFirst, text: 'ワンタイムパスワードの設定' },
  ],
  'S-10': [
    { at: section, text: '+ ワンタイムパスワードの設定' },
    { at: section, text: '- ワンタイムパスワードの設定' },
  ],
  'S-11': [
    { at: section, text: `① ${toChange}` },
    { at: oneFirst, text: toChange },
  ],
  'S-12': [
    { at: section, text: `② ${toRegister}` },
    { at: oneFirst, text: toRegister },
  ],
  'S-13': [
    { at: section, text: `現在の設定 ${same} 変更` },
    { at: oneFirst, text: '現在の設定' },
    { at: oneFirst, text: same },
  ],
  'S-14': [{ at: section, text: '利用登録 利用登録解除' }],
  'S-15': [
    { at: one, text: `(1) 現在の設定：「${same}」` },
    { at: one, text: '→ 今後、利用者ごとに個別のトークンを使用したい場合' },
  ],
  'S-16': [
    { at: '(1)①', text: '① 変更をクリックしてください。' },
    { at: oneSecond, text: 'ワンタイムパスワード利用形態設定' },
  ],
  'S-17': [
    { at: oneSecond, text: '利用形態の選択' },
    { at: oneSecond, text: different },
    { at: oneSecond, text: same },
  ],
  'S-18': [{ at: oneSecond, text: '利用形態を変更する場合は、トークンの利用登録が解除されます。' }],
  'S-19': [
    { at: '(1)②', text: `② 「${different}」を選択し次へをクリックしてください。` },
    { at: oneSecond, text: '次へ' },
  ],
  'S-20': [
    { at: '(1)③', text: `③該当の利用者を選択し、${threeInputs}` },
    { at: '(3)②', text: `② 該当の利用者を選択し、${threeInputs}` },
  ],
  'S-21': [
    { at: '(1)③', text: '（登録が完了すると、画面上にシリアル番号が表示されます）' },
    { at: '(2)②', text: '(登録が完了すると、画面上にシリアル番号が表示されます)' },
    { at: '(3)②', text: '(登録が完了すると、画面上にシリアル番号が表示されます)' },
  ],
  'S-22': [
    { at: oneHardware, text: 'ア. ①ボタンを押す。' },
    { at: oneHardware, text: 'イ. 表示されたワンタイムパスワードを入力する。' },
    { at: threeHardware, text: 'ア. ① ボタンを押す。' },
    { at: threeHardware, text: 'イ. 表示されたワンタイムパスワードを入力する。' },
  ],
  'S-23': [
    { at: oneEnd, text: `トークンには、製品のひとつひとつを識別するために、${numbered}` },
    { at: twoEnd, text: `トークンには、製品のひとつひとつを識別するために、${numbered}` },
  ],
  'S-24': [{ at: oneEnd, text: 'トークンのご利用には事前に、管理者メニューからシリアル番号の登録が必要です。' }],
  'S-25': [
    {
      at: oneEnd,
      text: '利用者ごとに異なるトークンを使用する場合は、利用者ごとにシリアル番号の登録を行ってください。',
    },
  ],
  'S-26': [
    { at: two, text: '(2) 現在使用しているトークンを変更したい場合' },
    {
      at: two,
      text: '→ ハードウェアトークンの電池切れ等による機器の変更時や、ソフトウェアトークンをご利用のスマートフォンの機種変更 ……等',
    },
  ],
  'S-27': [{ at: '(2)①', text: '① 利用登録 をクリックしてください。' }],
  'S-28': [{ at: '(2)②', text: `② ${threeInputs}` }],
  'S-29': [
    { at: twoScreen, text: 'ワンタイムパスワード利用登録' },
    { at: twoScreen, text: '現在のトークン情報' },
    { at: twoScreen, text: 'トークン情報の入力' },
  ],
  'S-30': [
    { at: twoApp, text: 'シリアル番号 (SKTS#####)' },
    { at: twoApp, text: 'XXXXXX' },
  ],
  'S-31': [{ at: twoScreen, text: '*登録完了* 新しい「シリアル番号」が表示されます。' }],
  'S-32': [
    {
      at: twoEnd,
      text: 'ソフトウェアトークンも同様に、アプリごとにシリアル番号が異なり、バックアップ機能を利用して同一のシリアル番号は復元されません。',
    },
  ],
  'S-33': [
    { at: three, text: `(3) 現在の設定：「${different}」` },
    { at: three, text: '→ トークンの共有利用者と個別利用者を混在させる場合' },
  ],
  'S-34': [
    { at: twoApp, text: 'シリアル番号 (SKTS#####)' },
    { at: threeHardware, text: 'シリアル番号 (SKTH#####)' },
  ],
  'S-35': [
    {
      at: twoEnd,
      text: 'ご利用のトークンのシリアル番号が変更になった場合は再度、管理者メニューからシリアル番号の登録が必要です。',
    },
  ],
  'S-36': [
    { at: '(3)①', text: '① 利用登録 をクリックしてください。' },
    { at: '(3)②', text: `② 該当の利用者を選択し、${threeInputs}` },
  ],
} as const satisfies { readonly [id: string]: readonly Quotation[] };

export type StatementId = keyof typeof quotations;
