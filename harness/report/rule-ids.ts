/**
 * What a scenario may claim to prove, in our own words. PURE data.
 * `says` is the bank's word, quoted short from its manual; `shows` is what a test sees; `infer` is ours alone, and a
 * report must never print it as the bank's.
 */
export interface Rule {
  readonly says?: string;
  readonly shows: string;
  readonly infer?: string;
}

/** The manual, sentence by sentence. */
export const statements: { readonly [id: string]: Rule } = {
  'S-01': {
    says: 'ワンタイムパスワード（トークン）の設定・変更 —管理者編—',
    shows: 'the administrator sets tokens up',
    infer: 'a user session is refused there',
  },
  'S-02': {
    says: 'お取引の都度、ご利用いただく',
    shows: 'each transaction wants a one-time password',
    infer: 'a fresh one each time; it is no login factor',
  },
  'S-03': { says: '共有する設定、利用者ID単位で個別の設定', shows: 'two arrangements; several users may share' },
  'S-04': {
    says: '1. 共有設定、個別設定を選択する 2. シリアル番号を登録する',
    shows: 'a mode alone gives nobody a usable token',
  },
  'S-05': {
    says: '管理者ログインからログイン',
    shows: 'the administrator has an entrance of their own',
    infer: 'users have another',
  },
  'S-06': { says: '「ご契約先管理情報変更」から「利用者情報登録／変更」', shows: 'the menu path by these two labels' },
  'S-07': { says: '現在の設定をご確認のうえ', shows: 'the current mode is shown before any act' },
  'S-08': {
    says: '利用者情報選択',
    shows: 'the screen that holds the section',
    infer: 'the section stands below the user list',
  },
  'S-09': { says: 'ワンタイムパスワードの設定', shows: 'the heading of the section' },
  'S-10': { says: '+ / - ワンタイムパスワードの設定', shows: 'the section opens and closes' },
  'S-11': { says: '利用形態を変更する場合は「変更」ボタン', shows: '変更 opens the mode screen and does nothing else' },
  'S-12': { says: '「利用登録」…「利用登録解除」', shows: 'two more buttons; deregistering is a route of its own' },
  'S-13': {
    says: '現在の設定 全ての利用者が同じトークンを使用する [変更]',
    shows: 'one of two fixed texts beside its label',
  },
  'S-14': { says: '[利用登録] [利用登録解除]', shows: 'both buttons stand in the section' },
  'S-15': {
    says: '(1) 現在の設定：「…同じ…」→ 個別のトークンを使用したい場合',
    shows: 'procedure 1 starts in shared mode',
  },
  'S-16': { says: '「変更」をクリック', shows: 'leads to ワンタイムパスワード利用形態設定' },
  'S-17': {
    says: '利用形態の選択: 「…異なる…」「…同じ…」',
    shows: 'two radios in this order',
    infer: 'the current one is preselected',
  },
  'S-18': {
    says: '利用形態を変更する場合は、トークンの利用登録が解除されます。',
    shows: 'after a change nobody has a registered token, in either direction',
    infer: 'choosing the current mode is no change',
  },
  'S-19': {
    says: '異なるを選択し「次へ」をクリック',
    shows: 'no PIN and no code on the mode screen; registration follows',
  },
  'S-20': {
    says: '該当の利用者を選択し、「シリアル番号」「ワンタイムパスワード」「ご契約先確認暗証番号」を入力',
    shows: "a user choice and three inputs, all wanted; the PIN is the contract's",
  },
  'S-21': {
    says: '登録が完了すると、画面上にシリアル番号が表示されます',
    shows: 'the serial on the screen means success',
    infer: 'nothing shows as registered before',
  },
  'S-22': {
    says: 'ア. ①ボタンを押す。イ. 表示されたワンタイムパスワードを入力する。',
    shows: 'a hardware token shows a code after a press',
    infer: 'and only then',
  },
  'S-23': { says: 'それぞれに異なるシリアル番号が付番', shows: 'one device, one serial' },
  'S-24': {
    says: '事前に、管理者メニューからシリアル番号の登録が必要',
    shows: 'a right code of an unregistered token is refused',
  },
  'S-25': { says: '利用者ごとにシリアル番号の登録', shows: 'registering one user leaves the others as they were' },
  'S-26': {
    says: '電池切れ等による機器の変更時や…機種変更 ……等',
    shows: 'any wish to change the token',
    infer: 'in both modes, a healthy token too',
  },
  'S-27': { says: '利用登録をクリック', shows: 'a swap needs no deregistration and no mode change' },
  'S-28': {
    says: '「シリアル番号」「ワンタイムパスワード」「ご契約先確認暗証番号」を入力',
    shows: 'only the new token is asked about',
  },
  'S-29': {
    says: '現在のトークン情報 / トークン情報の入力',
    shows: 'the current serial stands above the inputs',
    infer: 'read-only',
  },
  'S-30': {
    says: 'シリアル番号 (SKTS#####), XXXXXX',
    shows: 'the app shows its serial and its code',
    infer: 'six digits without a button',
  },
  'S-31': {
    says: '*登録完了* 新しい「シリアル番号」が表示されます。',
    shows: 'the new serial is shown',
    infer: 'the old token stops for those users only',
  },
  'S-32': {
    says: 'バックアップ機能を利用して同一のシリアル番号は復元されません',
    shows: 'a restored app has another serial',
    infer: 'so do a reinstalled one and one on a new phone; the secret is new too',
  },
  'S-33': {
    says: '共有利用者と個別利用者を混在させる場合',
    shows: 'one serial for several users inside individual mode',
    infer: 'from shared mode the mode comes first',
  },
  'S-34': {
    says: 'シリアル番号 (SKTH#####) / (SKTS#####)',
    shows: 'both kinds go through the same form',
    infer: '##### is five digits',
  },
  'S-35': {
    says: 'シリアル番号が変更になった場合は再度…登録が必要です。',
    shows: 'codes fail until the new serial is registered',
  },
  'S-36': {
    says: '利用登録をクリック 該当の利用者を選択し…OK',
    shows: 'individual mode offers the user choice without a mode change',
  },
};

/** Where the manual is silent: our decisions. */
export const decisions: { readonly [id: string]: string } = {
  'D-01': 'the mode changes at 次へ without a PIN; a policy adds a confirmation screen that asks one',
  'D-02': 'choosing the current mode cancels nothing and says so',
  'D-03': 'several users per submit share one serial and one code, all or nothing',
  'D-04': 'six digits, one step of tolerance, each code once; drift is remembered; two codes resync',
  'D-05': 'one order of checks, so one reason per attempt; a wrong PIN burns no code',
  'D-06': 'a refused act changes nothing but failure counts',
  'D-07': 'deregistering wants the PIN and the users, no code',
  'D-08': 'without a token: transactions refused, inquiries allowed; a policy asks a PIN instead',
  'D-09': 'locks after seven failures in a row, each count apart',
  'D-10': 'two windows of one administrator; a stale screen is refused',
  'D-11': 'a user added later, a user deleted',
  'D-12': 'the screen tells no more than one code for everything about serial and code',
  'D-13': 'hardware and software side by side; one serial per user',
  'D-14': 'the serial in its exact form; nothing is normalised or cut',
  'D-15': 'the forms of PIN, contract id and user id',
  'D-16': 'one submit, one act',
  'D-17': 'one history entry and one mail per committed act, none for a refused one',
  'D-18': 'unmistakably a stub',
  'D-19': 'error texts and codes are invented, in one table',
  'D-20': 'an idle administrator is logged off',
  'D-21': 'the swap form is the shared one; in individual mode it has the user choice',
  'D-22': 'a serial belongs to one contract at a time',
  'D-23': 'the stock takes six-digit 30-second TOTP keys only',
  'D-24': 'no weak secret and no secret twice in the stock; a file enters whole or not; other validity dates are taken',
};

/** How real tokens behave, from published pages. */
export const physics: { readonly [id: string]: string } = {
  'P-01': 'the code changes every 30 s',
  'P-02': 'lit for 30 s; a second press turns it off; the same code while its step lasts',
  'P-03': 'a life of so many presses',
  'P-04': 'below 10 % a battery notice comes before the code',
  'P-05': 'flat: a press shows nothing',
  'P-06': 'sealed: charge only falls, the device is exchanged',
  'P-07': 'the clock drifts',
  'P-08': 'an app shows its code at once and all the time',
};

/** The catalogue of scenarios: the least that the features hold. */
export const catalogue: { readonly [id: string]: string } = {
  M1: '共有から個別へ変更',
  M2: '個別から共有へ変更',
  M3: '変更前に注意文を表示',
  M4: '同じ利用形態を選んで次へ',
  M5: '利用形態設定を中止',
  M6: '変更後に未登録のまま取引',
  M7: '変更後に同じトークンを再登録',
  M8: '混在から共有へ',
  M9: '往復しても復活しない',
  M10: '確認画面で暗証番号',
  R1: '共有の新規登録（ハード）',
  R2: '共有の新規登録（ソフト）',
  R3: '個別の新規登録',
  R4: '利用者ごとに順に登録',
  R5: '個別でハードとソフト併存',
  R6: '共有トークンの入替',
  R7: '登録完了の表示',
  R8: '複数利用者を一度に登録',
  R9: '共有の利用登録解除',
  R10: '個別の利用登録解除',
  R11: '混在の一人だけ解除',
  R12: '未登録で利用登録解除',
  R13: '解除後の再登録',
  R14: '新しい利用者の初期状態',
  R15: '利用者の登録抹消',
  R16: '利用者は設定できない',
  R18: '他契約のトークン',
  W1: '電池切れトークンの交換（共有）',
  W2: '電池切れトークンの交換（個別）',
  W3: '電池残量低下の表示',
  W4: '電池切れで表示なし',
  W5: '共有混在の電池切れ',
  W6: '旧トークンは使えない',
  W7: '機種変更',
  W8: 'バックアップ復元',
  W9: '再インストール',
  W10: 'ハードからソフトへ',
  W11: '紛失時の解除',
  W12: '同じシリアルの再登録',
  X1: '共有利用者と個別利用者の混在',
  X2: '個別から共有利用者へ移す',
  X3: '他人のトークンでは取引不可',
  X4: '同じOTPで二人続けて登録',
  X5: '共有中の同時取引で同じOTP',
  X6: '共有モードから直接混在は不可',
  B1: 'シリアル番号未入力',
  B2: 'ワンタイムパスワード未入力',
  B3: '暗証番号未入力',
  B4: '利用者未選択',
  B5: '存在しないシリアル番号',
  B6: 'シリアル番号の形式誤り',
  B7: '別トークンのOTP',
  B8: 'OTP桁数誤り・英字',
  B9: '期限切れOTP',
  B10: '使用済みOTP',
  B11: '確認暗証番号誤り',
  B12: '利用者確認暗証番号を入力',
  B13: '失敗後も現在のトークン維持',
  B14: '利用形態未選択で次へ',
  B15: '画面を飛ばして直接送信',
  L1: '利用者のOTP連続誤りで利用中止',
  L2: '途中成功で回数リセット',
  L3: '利用中止解除',
  L4: '解除時の暗証番号誤り',
  L5: '管理者の確認暗証番号連続誤り',
  L6: '共有者の一人だけ利用中止',
  L7: '登録画面のOTP誤り回数',
  L8: 'ロック中の利用者にも登録可',
  C1: 'OKの二度押し',
  C2: '完了後に戻って再送信',
  C3: '次へと登録の競合',
  C4: '同じ利用者へ同時登録',
  C5: '解除と登録の競合',
  C6: '別利用者への同時登録',
  C7: '同じOTPを二画面から',
  C8: '同一管理者の二重ログイン',
  C9: 'タイムアウト',
  C10: '途中で利用者が登録抹消',
  T1: '30秒で値が変わる',
  T2: '表示は30秒で消える',
  T3: '直前の値を許容',
  T4: '進み・遅れ1ステップ',
  T5: '許容外の時刻ずれ',
  T6: '徐々のずれに追従',
  T7: '連続2回で補正',
  T8: '新しい値の後に古い値',
  T9: '境界ちょうど',
  N1: '変更通知メール',
  N2: '履歴',
  N3: '照会は可能',
  N4: '端末ボタン操作',
};

/** The catalogue of `easy to miss`, (a) to (d) of the rule book. */
export const easyToMiss: { readonly [id: string]: string } = {
  'easy-a': 'after a mode change even the keeper of the old shared token registers again',
  'easy-b': 'when one sharer swaps, the others stay bound to the old serial',
  'easy-c': 'a code of another device never proves possession of the typed serial',
  'easy-d': 'one token for two users in two acts needs two codes',
};

/** Tags that say where a scenario runs, not what it proves. */
export const markers: readonly string[] = ['real'];

/** True for every id that a tag may name (without the @). */
export const isKnownId = (id: string): boolean =>
  [statements, decisions, physics, catalogue, easyToMiss].some((table) => Object.hasOwn(table, id));
