/** Where the manual is silent: our decisions, in Japanese and English. PURE data. */
import type { Text } from '../../../common/text.ts';

export const decisions: { readonly [id: string]: Text } = {
  'D-01': {
    ja: '利用形態は「次へ」で、暗証番号なしに変わる。取り決めにより、暗証番号を求める確認画面が加わる',
    en: 'the mode changes at 次へ without a PIN; a policy adds a confirmation screen that asks one',
  },
  'D-02': {
    ja: '現在と同じ利用形態を選んでも何も解除されず、そう表示される',
    en: 'choosing the current mode cancels nothing and says so',
  },
  'D-03': {
    ja: '一度に選んだ複数の利用者は、一つのシリアル番号と一つの値で登録される。全員か、誰もされないか',
    en: 'several users per submit share one serial and one code, all or nothing',
  },
  'D-04': {
    ja: '値は6桁、前後1回分（30秒）まで受け付け、それぞれ一度だけ。時計のずれを覚え、大きなずれは続いた二つの値で補正する',
    en: 'six digits, one step of tolerance, each code once; drift is remembered; two codes resync',
  },
  'D-05': {
    ja: '検査の順序は一つで、断られる理由も一つ。暗証番号の誤りは値を使わない',
    en: 'one order of checks, so one reason per attempt; a wrong PIN burns no code',
  },
  'D-06': {
    ja: '断られた操作は、誤りの回数のほかは何も変えない',
    en: 'a refused act changes nothing but failure counts',
  },
  'D-07': {
    ja: '利用登録解除は暗証番号と利用者の選択を求め、値は求めない',
    en: 'deregistering wants the PIN and the users, no code',
  },
  'D-08': {
    ja: 'トークンが未登録の利用者は、取引は断られ、照会はできる。取り決めにより、代わりに暗証番号を求める',
    en: 'without a token: transactions refused, inquiries allowed; a policy asks a PIN instead',
  },
  'D-09': {
    ja: '7回続けて誤ると止まる。回数は種類ごとに別々に数える',
    en: 'locks after seven failures in a row, each count apart',
  },
  'D-10': {
    ja: '同じ管理者が二つの窓を開ける。内容が変わった画面からの操作は断られる',
    en: 'two windows of one administrator; a stale screen is refused',
  },
  'D-11': {
    ja: 'あとから加わる利用者と、登録抹消される利用者の扱い',
    en: 'a user added later, a user deleted',
  },
  'D-12': {
    ja: 'シリアル番号と値の誤りは、画面では一つのコードと文言だけで示す',
    en: 'the screen tells no more than one code for everything about serial and code',
  },
  'D-13': {
    ja: 'ハードウェアとソフトウェアは併用できる。利用者のシリアル番号は一つ',
    en: 'hardware and software side by side; one serial per user',
  },
  'D-14': {
    ja: 'シリアル番号は決まった形のまま受け付ける。直したり切り詰めたりしない',
    en: 'the serial in its exact form; nothing is normalised or cut',
  },
  'D-15': {
    ja: '暗証番号、ご契約先ID、利用者IDの形',
    en: 'the forms of PIN, contract id and user id',
  },
  'D-16': { ja: '一度の送信は一度だけ働く', en: 'one submit, one act' },
  'D-17': {
    ja: '行われた操作ごとに履歴とメールが一つずつ残り、断られた操作には残らない',
    en: 'one history entry and one mail per committed act, none for a refused one',
  },
  'D-18': { ja: 'テスト用スタブであることが見間違えようなくわかる', en: 'unmistakably a stub' },
  'D-19': {
    ja: 'エラーの文言とコードは作りもので、一つの表にある',
    en: 'error texts and codes are invented, in one table',
  },
  'D-20': {
    ja: '操作のない管理者は、15分でログオフされる',
    en: 'an idle administrator is logged off',
  },
  'D-21': {
    ja: '手順(2)の画面は共有のもの。個別では利用者の選択が加わる',
    en: 'the swap form is the shared one; in individual mode it has the user choice',
  },
  'D-22': {
    ja: 'シリアル番号は、同時に一つのご契約先のものである',
    en: 'a serial belongs to one contract at a time',
  },
  'D-23': {
    ja: '在庫に入るのは、6桁・30秒の時刻同期の鍵だけである',
    en: 'the stock takes six-digit 30-second TOTP keys only',
  },
  'D-24': {
    ja: '在庫には弱い鍵も同じ鍵も入らない。ファイルは全部入るか、まったく入らないか。有効期間の変更は受け付ける',
    en: 'no weak secret and no secret twice in the stock; a file enters whole or not; other validity dates are taken',
  },
};
