/** What history, mails and the bank's own log are written with. PURE. */
/** What the history and the mails call an act. */
export const actNames = {
  changeMode: 'ワンタイムパスワード利用形態の変更',
  register: 'ワンタイムパスワードの利用登録',
  deregister: 'ワンタイムパスワードの利用登録解除',
  addUser: '利用者登録',
  renameUser: '利用者情報変更',
  deleteUser: '利用者登録抹消',
  unlockUser: '利用中止解除',
  transfer: '資金移動',
  unlock: '契約利用中止・利用中止の解除（銀行）',
  setUp: '登録状態の準備（検査用、ワンタイムパスワードなし）',
} as const;

/** Who acts, as history and attempts name them. */
export const administratorName = '管理者';
export const bankName = '銀行';
export const setUpName = '準備';
export const unknownName = '不明';

/** The bank's own log: what it did to its own things. */
export const bankLogTexts = {
  contractAdded: (contractId: string) => `契約の作成（${contractId}）`,
  contractDeleted: (contractId: string) => `契約の削除（${contractId}）`,
  stockImported: (count: number) => `在庫の取込（${count}件）`,
  /** The first serials by name, and how many they are. */
  stockUpdated: (serials: readonly string[]) =>
    `在庫の有効期間の変更（${serials.slice(0, 5).join('、')}${serials.length > 5 ? 'ほか' : ''} ${serials.length}件）`,
  serialReset: 'シリアル番号の誤り回数の解除',
  resynchronised: '時刻ずれの補正',
} as const;

/** `A（B）`: an act, and what it led to. */
export const actWith = (act: string, outcome: string): string => `${act}（${outcome}）`;

/** Several names in one line. */
export const listed = (names: readonly string[]): string => names.join('、');

/** The mail of a committed act (D-17). */
export const mailTexts = {
  subject: (what: string) => `【テスト用スタブ】${what}のお知らせ`,
  accepted: (what: string) => `${what}を受け付けました。`,
  contract: (contractId: string) => `ご契約先ID：${contractId}`,
  who: (name: string) => `操作者：${name}`,
  users: (names: string) => `対象の利用者：${names}`,
  before: (serials: string) => `変更前のシリアル番号：${serials}`,
  after: (serial: string) => `変更後のシリアル番号：${serial}`,
  closing: 'このメールはテスト用スタブの送信箱に置かれたもので、どこにも送信されていません。',
} as const;

/** Who stands in a contract when nobody is named. */
export const sampleUserNames = ['法人 太郎', '法人 花子', '法人 次郎'] as const;
