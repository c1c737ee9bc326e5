/** Every screen: its neutral ID, its title (the h1), where it stands and its one lead sentence. PURE. */
export interface Screen {
  readonly id: string;
  readonly title: string;
  /** Steps between トップ and here. Plain text on the page: links are the menu's. */
  readonly crumbs: readonly string[];
  readonly lead: string;
  readonly template: string;
}

const users = ['ご契約先管理情報変更', '利用者情報登録／変更'];

export const screens = {
  top: {
    id: 'STUB-TOP-01',
    title: 'トップ',
    crumbs: [],
    lead: 'ログインの種類を選んでください。',
    template: 'top',
  },
  adminLogin: {
    id: 'STUB-LGN-01',
    title: '管理者ログイン',
    crumbs: ['管理者ログイン'],
    lead: 'ご契約先IDとご契約先暗証番号を入力し、「ログオン」ボタンを押してください。',
    template: 'admin-login',
  },
  userLogin: {
    id: 'STUB-LGN-02',
    title: '利用者ログイン',
    crumbs: ['利用者ログイン'],
    lead: 'ご契約先ID、利用者ID、利用者暗証番号を入力し、「ログオン」ボタンを押してください。',
    template: 'user-login',
  },
  adminStatus: {
    id: 'STUB-CST-01',
    title: 'ご契約先ステータス',
    crumbs: ['ご契約先ステータス'],
    lead: 'ご契約の現在の状態をご案内します。',
    template: 'admin-status',
  },
  contractMenu: {
    id: 'STUB-CST-02',
    title: 'ご契約先管理情報変更',
    crumbs: ['ご契約先管理情報変更'],
    lead: 'メニューからお手続きを選んでください。',
    template: 'contract-menu',
  },
  users: {
    id: 'STUB-USR-01',
    title: '利用者情報選択',
    crumbs: users,
    lead: '利用者情報の登録、または変更を行います。',
    template: 'users',
  },
  userNew: {
    id: 'STUB-USR-02',
    title: '利用者登録',
    crumbs: [...users, '利用者登録'],
    lead: '新しい利用者を登録します。',
    template: 'user-form',
  },
  userEdit: {
    id: 'STUB-USR-03',
    title: '利用者情報変更',
    crumbs: [...users, '利用者情報変更'],
    lead: '利用者の情報を変更します。',
    template: 'user-form',
  },
  userDelete: {
    id: 'STUB-USR-04',
    title: '利用者登録抹消',
    crumbs: [...users, '利用者登録抹消'],
    lead: '利用者の登録を抹消します。この利用者に利用登録したトークンがある場合は、その登録も解除されます。',
    template: 'user-form',
  },
  userUnlock: {
    id: 'STUB-USR-05',
    title: '利用中止解除',
    crumbs: [...users, '利用中止解除'],
    lead: '利用者の利用中止を解除します。トークンの利用登録は変わりません。',
    template: 'user-form',
  },
  mode: {
    id: 'STUB-OTP-01',
    title: 'ワンタイムパスワード利用形態設定',
    crumbs: [...users, 'ワンタイムパスワード利用形態設定'],
    lead: 'ワンタイムパスワード認証の利用形態を設定します。',
    template: 'mode',
  },
  modeConfirm: {
    id: 'STUB-OTP-02',
    title: 'ワンタイムパスワード利用形態設定確認',
    crumbs: [...users, 'ワンタイムパスワード利用形態設定確認'],
    lead: '次の利用形態に設定します。内容をご確認ください。',
    template: 'mode-confirm',
  },
  register: {
    id: 'STUB-OTP-03',
    title: 'ワンタイムパスワード利用登録',
    crumbs: [...users, 'ワンタイムパスワード利用登録'],
    lead: 'トークン情報の利用登録を行います。',
    template: 'register',
  },
  deregister: {
    id: 'STUB-OTP-04',
    title: 'ワンタイムパスワード利用登録解除',
    crumbs: [...users, 'ワンタイムパスワード利用登録解除'],
    lead: 'トークン情報の利用登録を解除します。',
    template: 'deregister',
  },
  userStatus: {
    id: 'STUB-UST-01',
    title: '利用者ステータス',
    crumbs: ['利用者ステータス'],
    lead: 'メニューからお取引を選んでください。',
    template: 'user-status',
  },
  balance: {
    id: 'STUB-INQ-01',
    title: '残高照会',
    crumbs: ['残高照会'],
    lead: '口座の残高をご案内します。',
    template: 'balance',
  },
  transfer: {
    id: 'STUB-TRF-01',
    title: '資金移動',
    crumbs: ['資金移動'],
    lead: '振込先と金額を入力し、「実行」ボタンを押してください。',
    template: 'transfer',
  },
  problem: {
    id: 'STUB-ERR-01',
    title: 'ご案内',
    crumbs: ['ご案内'],
    lead: '',
    template: 'problem',
  },
} as const satisfies Record<string, Screen>;

export type ScreenName = keyof typeof screens;
