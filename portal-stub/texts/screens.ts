/** What stands on every screen: its title (the h1), where it stands, and its one lead sentence. PURE. */
interface ScreenText {
  readonly title: string;
  /** Steps between トップ and here. Plain text on the page: links are the menu's. */
  readonly crumbs: readonly string[];
  readonly lead: string;
}

const users = ['ご契約先管理情報変更', '利用者情報登録／変更'];

export const screenTexts = {
  top: {
    title: 'トップ',
    crumbs: [],
    lead: 'ログインの種類を選んでください。',
  },
  adminLogin: {
    title: '管理者ログイン',
    crumbs: ['管理者ログイン'],
    lead: 'ご契約先IDとご契約先暗証番号を入力し、「ログオン」ボタンを押してください。',
  },
  userLogin: {
    title: '利用者ログイン',
    crumbs: ['利用者ログイン'],
    lead: 'ご契約先ID、利用者ID、利用者暗証番号を入力し、「ログオン」ボタンを押してください。',
  },
  adminStatus: {
    title: 'ご契約先ステータス',
    crumbs: ['ご契約先ステータス'],
    lead: 'ご契約の現在の状態をご案内します。',
  },
  contractMenu: {
    title: 'ご契約先管理情報変更',
    crumbs: ['ご契約先管理情報変更'],
    lead: 'メニューからお手続きを選んでください。',
  },
  users: {
    title: '利用者情報選択',
    crumbs: users,
    lead: '利用者情報の登録、または変更を行います。',
  },
  userNew: {
    title: '利用者登録',
    crumbs: [...users, '利用者登録'],
    lead: '新しい利用者を登録します。',
  },
  userEdit: {
    title: '利用者情報変更',
    crumbs: [...users, '利用者情報変更'],
    lead: '利用者の情報を変更します。',
  },
  userDelete: {
    title: '利用者登録抹消',
    crumbs: [...users, '利用者登録抹消'],
    lead: '利用者の登録を抹消します。この利用者に利用登録したトークンがある場合は、その登録も解除されます。',
  },
  userUnlock: {
    title: '利用中止解除',
    crumbs: [...users, '利用中止解除'],
    lead: '利用者の利用中止を解除します。トークンの利用登録は変わりません。',
  },
  mode: {
    title: 'ワンタイムパスワード利用形態設定',
    crumbs: [...users, 'ワンタイムパスワード利用形態設定'],
    lead: 'ワンタイムパスワード認証の利用形態を設定します。',
  },
  modeConfirm: {
    title: 'ワンタイムパスワード利用形態設定確認',
    crumbs: [...users, 'ワンタイムパスワード利用形態設定確認'],
    lead: '次の利用形態に設定します。内容をご確認ください。',
  },
  register: {
    title: 'ワンタイムパスワード利用登録',
    crumbs: [...users, 'ワンタイムパスワード利用登録'],
    lead: 'トークン情報の利用登録を行います。',
  },
  deregister: {
    title: 'ワンタイムパスワード利用登録解除',
    crumbs: [...users, 'ワンタイムパスワード利用登録解除'],
    lead: 'トークン情報の利用登録を解除します。',
  },
  history: {
    title: '操作履歴照会',
    crumbs: ['操作履歴照会'],
    lead: 'ご契約先の操作の履歴をご案内します。',
  },
  mails: {
    title: '通知メール',
    crumbs: ['通知メール'],
    lead: 'ご契約先Eメールアドレスにお送りした通知をご案内します。',
  },
  userStatus: {
    title: '利用者ステータス',
    crumbs: ['利用者ステータス'],
    lead: 'メニューからお取引を選んでください。',
  },
  balance: {
    title: '残高照会',
    crumbs: ['残高照会'],
    lead: '口座の残高をご案内します。',
  },
  transfer: {
    title: '資金移動',
    crumbs: ['資金移動'],
    lead: '振込先と金額を入力し、「実行」ボタンを押してください。',
  },
  problem: {
    title: 'ご案内',
    crumbs: ['ご案内'],
    lead: '',
  },
} as const satisfies { readonly [screen: string]: ScreenText };
