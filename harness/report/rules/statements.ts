/**
 * What a test shows of each sentence of the manual (`shows`), and what is ours alone (`infer`): a report never prints
 * the second as the bank's word. The bank's words stand in quotations.ts. PURE data.
 */
import type { Text } from '../../../common/text.ts';
import type { StatementId } from './quotations.ts';

export interface Statement {
  readonly shows: Text;
  readonly infer?: Text;
}

export const statements: { readonly [id in StatementId]: Statement } = {
  'S-01': {
    shows: { ja: '設定と変更は管理者が行う', en: 'the administrator sets tokens up' },
    infer: { ja: '利用者のセッションでは断られる', en: 'a user session is refused there' },
  },
  'S-02': {
    shows: { ja: '取引のたびにワンタイムパスワードを求める', en: 'each transaction wants a one-time password' },
    infer: { ja: '毎回新しい値で、ログインには使わない', en: 'a fresh one each time; it is no login factor' },
  },
  'S-03': {
    shows: {
      ja: '二つの形がある。全員でなくても複数の利用者で共有できる',
      en: 'two arrangements; several users may share',
    },
  },
  'S-04': {
    shows: {
      ja: '先に利用形態、次にシリアル番号。利用形態だけでは誰も使えない',
      en: 'a mode alone gives nobody a usable token',
    },
  },
  'S-05': {
    shows: { ja: '管理者には専用の入口がある', en: 'the administrator has an entrance of their own' },
    infer: { ja: '利用者の入口は別にある', en: 'users have another' },
  },
  'S-06': { shows: { ja: 'この二つの名前のメニューを順にたどる', en: 'the menu path by these two labels' } },
  'S-07': {
    shows: { ja: '操作の前に現在の設定が表示される', en: 'the current mode is shown before any act' },
  },
  'S-08': {
    shows: { ja: 'この欄がある画面の題', en: 'the screen that holds the section' },
    infer: { ja: '欄は利用者の一覧の下にある', en: 'the section stands below the user list' },
  },
  'S-09': { shows: { ja: '欄の見出し', en: 'the heading of the section' } },
  'S-10': { shows: { ja: '欄は開閉でき、開いたときだけ中が見える', en: 'the section opens and closes' } },
  'S-11': {
    shows: {
      ja: '「変更」は利用形態の画面を開き、それ以外のことはしない',
      en: '変更 opens the mode screen and does nothing else',
    },
  },
  'S-12': {
    shows: {
      ja: 'さらに二つのボタンがあり、利用登録解除は別の手続きである',
      en: 'two more buttons; deregistering is a route of its own',
    },
  },
  'S-13': {
    shows: { ja: '見出しの隣に、決まった二つの文の一つが出る', en: 'one of two fixed texts beside its label' },
  },
  'S-14': { shows: { ja: '二つのボタンが欄の下にこの順で並ぶ', en: 'both buttons stand in the section' } },
  'S-15': { shows: { ja: '手順(1)は共有の設定から始まる', en: 'procedure 1 starts in shared mode' } },
  'S-16': { shows: { ja: '「変更」から利用形態設定の画面へ進む', en: 'leads to ワンタイムパスワード利用形態設定' } },
  'S-17': {
    shows: { ja: '選択肢は二つ、この順に並ぶ', en: 'two radios in this order' },
    infer: { ja: '現在の設定が選ばれている', en: 'the current one is preselected' },
  },
  'S-18': {
    shows: {
      ja: 'どちら向きの変更でも、変更のあとは誰にもトークンが登録されていない',
      en: 'after a change nobody has a registered token, in either direction',
    },
    infer: { ja: '現在と同じ形を選ぶことは変更ではない', en: 'choosing the current mode is no change' },
  },
  'S-19': {
    shows: {
      ja: '利用形態の画面は暗証番号もワンタイムパスワードも求めず、利用登録へ続く',
      en: 'no PIN and no code on the mode screen; registration follows',
    },
  },
  'S-20': {
    shows: {
      ja: '利用者の選択と三つの入力がすべて要る。暗証番号はご契約先のもの',
      en: "a user choice and three inputs, all wanted; the PIN is the contract's",
    },
  },
  'S-21': {
    shows: { ja: '画面のシリアル番号が登録完了のしるしである', en: 'the serial on the screen means success' },
    infer: { ja: 'それまでは登録済みと表示されない', en: 'nothing shows as registered before' },
  },
  'S-22': {
    shows: {
      ja: 'ハードウェアトークンはボタンを押すと値を表示する',
      en: 'a hardware token shows a code after a press',
    },
    infer: { ja: '押さなければ表示しない', en: 'and only then' },
  },
  'S-23': { shows: { ja: '一つの機器に一つのシリアル番号', en: 'one device, one serial' } },
  'S-24': {
    shows: {
      ja: '登録されていないトークンの値は、正しくても断られる',
      en: 'a right code of an unregistered token is refused',
    },
  },
  'S-25': {
    shows: {
      ja: 'ある利用者の登録は、ほかの利用者を変えない',
      en: 'registering one user leaves the others as they were',
    },
  },
  'S-26': {
    shows: { ja: 'トークンを変更したいどの場合にもあてはまる', en: 'any wish to change the token' },
    infer: { ja: 'どちらの利用形態でも、まだ動くトークンでも', en: 'in both modes, a healthy token too' },
  },
  'S-27': {
    shows: {
      ja: '取り替えに利用登録解除も利用形態の変更も要らない',
      en: 'a swap needs no deregistration and no mode change',
    },
  },
  'S-28': {
    shows: { ja: '尋ねられるのは新しいトークンのことだけである', en: 'only the new token is asked about' },
  },
  'S-29': {
    shows: { ja: '入力欄の上に現在のシリアル番号が表示される', en: 'the current serial stands above the inputs' },
    infer: { ja: 'そこには入力できない', en: 'read-only' },
  },
  'S-30': {
    shows: { ja: 'アプリはシリアル番号と値を表示する', en: 'the app shows its serial and its code' },
    infer: { ja: '6桁で、ボタンを押さなくても見える', en: 'six digits without a button' },
  },
  'S-31': {
    shows: { ja: '新しいシリアル番号が表示される', en: 'the new serial is shown' },
    infer: {
      ja: '古いトークンが使えなくなるのは、登録した利用者だけである',
      en: 'the old token stops for those users only',
    },
  },
  'S-32': {
    shows: { ja: '復元したアプリは別のシリアル番号になる', en: 'a restored app has another serial' },
    infer: {
      ja: '入れ直しや機種変更でも同じで、鍵も新しくなる',
      en: 'so do a reinstalled one and one on a new phone; the secret is new too',
    },
  },
  'S-33': {
    shows: {
      ja: '個別の利用形態の中で、一つのシリアル番号を複数の利用者に登録できる',
      en: 'one serial for several users inside individual mode',
    },
    infer: { ja: '共有からは、先に利用形態を変える', en: 'from shared mode the mode comes first' },
  },
  'S-34': {
    shows: { ja: 'どちらの種類も同じ画面で登録する', en: 'both kinds go through the same form' },
    infer: { ja: '##### は5桁の数字である', en: '##### is five digits' },
  },
  'S-35': {
    shows: {
      ja: '新しいシリアル番号を登録するまで、その値は断られる',
      en: 'codes fail until the new serial is registered',
    },
  },
  'S-36': {
    shows: {
      ja: '個別の利用形態では、利用形態を変えずに利用者を選んで登録できる',
      en: 'individual mode offers the user choice without a mode change',
    },
  },
};
