/**
 * Every text of the stub in one place. PURE.
 *
 * The labels are the manual's (S-06 … S-29) or the contract's. Refusal codes and texts are INVENTED (D-19): no public page
 * shows the real ones, so nobody should learn them from here.
 */
import type { UsageMode } from './rules/contract.ts';
import type { Reason, RefusalCode } from './rules/refusal.ts';

export interface Text {
  readonly ja: string;
  readonly en: string;
}

/** S-13, S-17: the two values of 現在の設定 and the two radios are the same texts. */
export const modeTexts: { readonly [mode in UsageMode]: string } = {
  individual: '全ての利用者が異なるトークンを使用する',
  shared: '全ての利用者が同じトークンを使用する',
};

/** S-18, word for word. */
export const modeChangeNote = '利用形態を変更する場合は、トークンの利用登録が解除されます。';

/** D-02 */
export const modeUnchangedText = '利用形態は変更されていません。トークンの利用登録もそのままです。';

/** Shown in place of a serial when none is registered. */
export const notRegisteredText = '未登録';

/** Said under the refusal that stopped somebody (D-09). */
export const stopTexts: { readonly [who in 'contract' | 'user']: Text } = {
  contract: {
    ja: '連続して誤ったため、契約利用中止となりました。お取引店にご連絡ください。',
    en: 'Too many errors in a row: the administrator is stopped. Please contact your branch.',
  },
  user: {
    ja: '連続して誤ったため、利用中止となりました。管理者にご連絡ください。',
    en: 'Too many errors in a row: this user is stopped. Please contact your administrator.',
  },
};

/** What the screen says. One text a code, so that a code never tells more than D-12 allows. */
export const refusalTexts: { readonly [code in RefusalCode]: Text } = {
  'E-SES-01': {
    ja: 'ログオンしていないか、時間切れです。もう一度ログオンしてください。',
    en: 'You are not logged on, or your session has ended. Please log on again.',
  },
  'E-SES-02': { ja: 'この操作は行えません。', en: 'This is not allowed here.' },
  'E-SES-03': {
    ja: '画面の有効期限が切れています。最初からやり直してください。',
    en: 'This form is no longer valid. Please start again.',
  },
  'E-STA-01': {
    ja: '表示後に内容が変更されています。最初からやり直してください。',
    en: 'Something has changed since this screen was drawn. Please start again.',
  },
  'E-INP-01': { ja: '利用形態を選択してください。', en: 'Please choose the usage mode.' },
  'E-INP-02': { ja: 'ご契約先IDは半角数字11桁で入力してください。', en: 'ご契約先ID: 11 half-width digits.' },
  'E-INP-03': {
    ja: '利用者IDは半角英数字1～30文字で入力してください。',
    en: '利用者ID: 1 to 30 half-width letters and digits.',
  },
  'E-INP-04': { ja: 'この利用者IDは既に使われています。', en: 'This 利用者ID is taken.' },
  'E-INP-05': {
    ja: '利用者名は1～50文字で入力してください。制御文字は使えません。',
    en: '利用者名: 1 to 50 characters, no control characters.',
  },
  'E-INP-06': { ja: '利用者は99名まで登録できます。', en: 'A contract has 99 users at most.' },
  'E-INP-07': {
    ja: '振込先口座番号は半角数字で入力してください。',
    en: '振込先口座番号: half-width digits, 14 at most.',
  },
  'E-INP-08': {
    ja: '金額は1円以上の半角数字で入力してください（コンマなし、10桁まで）。',
    en: '金額: half-width digits, at least 1 yen, no commas, 10 digits at most.',
  },
  'E-INP-09': { ja: 'シリアル番号を入力してください。', en: 'Please enter シリアル番号.' },
  'E-INP-10': {
    ja: 'シリアル番号は半角で、SKTHまたはSKTSと数字5桁を入力してください。',
    en: 'シリアル番号: half-width, SKTH or SKTS and five digits.',
  },
  'E-INP-11': { ja: 'ワンタイムパスワードを入力してください。', en: 'Please enter ワンタイムパスワード.' },
  'E-INP-12': {
    ja: 'ワンタイムパスワードは半角数字6桁で入力してください。',
    en: 'ワンタイムパスワード: six half-width digits.',
  },
  'E-INP-13': { ja: '確認暗証番号を入力してください。', en: 'Please enter the confirmation PIN (確認暗証番号).' },
  'E-INP-14': {
    ja: '確認暗証番号は半角英数字6～12文字（英字と数字をそれぞれ1文字以上）で入力してください。',
    en: '確認暗証番号: 6 to 12 half-width characters, letters and digits both.',
  },
  'E-INP-15': { ja: '暗証番号を入力してください。', en: 'Please enter 暗証番号.' },
  'E-INP-16': { ja: '暗証番号は半角で入力してください。', en: '暗証番号: half-width characters only.' },
  'E-USR-01': { ja: '利用者を選択してください。', en: 'Please choose a user.' },
  'E-USR-02': { ja: 'この利用者は利用中止になっていません。', en: 'This user is not stopped.' },
  'E-USR-03': { ja: '最後の利用者は抹消できません。', en: 'The last user cannot be deleted.' },
  'E-REG-01': { ja: 'トークンが利用登録されていません。', en: 'No token is registered.' },
  'E-LCK-01': { ja: '利用が中止されています。', en: 'Use is stopped.' },
  'E-LGN-01': { ja: 'IDまたは暗証番号が正しくありません。', en: 'The ID or 暗証番号 is not right.' },
  'E-PIN-01': { ja: '確認暗証番号が正しくありません。', en: 'The confirmation PIN is not right.' },
  'E-OTP-01': {
    ja: 'シリアル番号またはワンタイムパスワードが正しくありません。',
    en: 'The serial number or the one-time password is not right.',
  },
  'E-SYS-01': {
    ja: 'ただいまお取り扱いできません。変更は行われていません。',
    en: 'This cannot be done now. Nothing was changed.',
  },
};

/** What the bank sees (control plane, attempts): each case apart. Never what was typed. */
export const reasonTexts: { readonly [reason in Reason]: Text } = {
  'no-session': { ja: 'セッションがない、または契約がない', en: 'no session, or no such contract' },
  'not-administrator': { ja: '管理者のセッションではない', en: "not an administrator's session" },
  'form-token': { ja: 'フォームトークンがない、または合わない', en: 'form token missing or not this session’s' },
  stale: {
    ja: '画面の表示後に利用形態か対象が変更された',
    en: 'the mode or a target changed after the screen was drawn',
  },
  'mode-missing': { ja: '利用形態が選択されていない', en: 'no usage mode chosen' },
  'contract-id-form': { ja: 'ご契約先IDの形式誤り', en: 'contract id is not 11 half-width digits' },
  'user-id-form': { ja: '利用者IDの形式誤り', en: 'user id is not 1 to 30 half-width letters and digits' },
  'user-id-taken': { ja: '利用者IDが使用済み', en: 'user id is taken' },
  'user-name-form': { ja: '利用者名の形式誤り', en: 'user name is empty, too long or has control characters' },
  'too-many-users': { ja: '利用者が99名に達している', en: 'the contract has 99 users already' },
  'account-form': { ja: '口座番号の形式誤り', en: 'account number is not 1 to 14 half-width digits' },
  'amount-form': { ja: '金額の形式誤り', en: 'amount is not 1 to 10 half-width digits above zero' },
  'serial-missing': { ja: 'シリアル番号の入力なし', en: 'no serial entered' },
  'serial-form': { ja: 'シリアル番号の形式誤り', en: 'serial is not SKTH or SKTS and five half-width digits' },
  'otp-missing': { ja: 'ワンタイムパスワードの入力なし', en: 'no one-time password entered' },
  'otp-form': { ja: 'ワンタイムパスワードの形式誤り', en: 'one-time password is not six half-width digits' },
  'pin-missing': { ja: '確認暗証番号の入力なし', en: 'no confirmation PIN entered' },
  'pin-form': { ja: '確認暗証番号の形式誤り', en: 'confirmation PIN has not the form of one; not counted' },
  'password-missing': { ja: '暗証番号の入力なし', en: 'no password entered' },
  'password-form': { ja: '暗証番号の形式誤り', en: 'password has characters that are not half-width; not counted' },
  'no-user-chosen': { ja: '利用者が選択されていない', en: 'no user chosen' },
  'nothing-registered': {
    ja: '解除するトークンが登録されていない',
    en: 'nothing is registered that could be deregistered',
  },
  'user-not-stopped': { ja: '利用者は利用中止ではない', en: 'the user is not stopped' },
  'last-user': { ja: '最後の利用者は抹消できない', en: 'the last user cannot be deleted' },
  'contract-stopped': { ja: '契約利用中止', en: 'the administrator is stopped' },
  'user-stopped': { ja: '利用者が利用中止', en: 'the user is stopped' },
  'login-wrong': { ja: 'ログインのIDか暗証番号の誤り', en: 'unknown id or wrong password at login' },
  'pin-wrong': { ja: '確認暗証番号の誤り', en: 'wrong confirmation PIN' },
  'not-registered': { ja: 'この利用者にはトークンが登録されていない', en: 'no token is registered for this user' },
  'serial-unknown': { ja: '在庫にないシリアル番号', en: 'the serial is not in stock' },
  'serial-of-other-contract': {
    ja: '他の契約で登録中のシリアル番号',
    en: 'the serial is registered in another contract',
  },
  'serial-locked': {
    ja: '登録画面での誤りが続いたため拒否中のシリアル番号',
    en: 'the serial is locked on this contract’s registration form',
  },
  'kind-mixed': {
    ja: 'ハードウェアとソフトウェアの混在は認められていない',
    en: 'policy: hardware and software tokens may not coexist',
  },
  'key-not-valid': { ja: 'トークンの有効期間外', en: 'outside the validity dates of the token’s key' },
  'otp-wrong': { ja: 'このトークンのワンタイムパスワードではない', en: 'no code of this token, near or far' },
  'otp-old': { ja: '受理済みより古いワンタイムパスワード', en: 'older than a code that was accepted' },
  'otp-used': { ja: '使用済みのワンタイムパスワード', en: 'accepted before' },
  'otp-outside-window': {
    ja: '許容時間外のワンタイムパスワード（期限切れまたは時刻のずれ）',
    en: 'a code of this token, but outside the window: expired, or the clock drifted',
  },
  'not-recorded': { ja: '記録できないため取り消した', en: 'could not be recorded, so nothing was done' },
};

/** The bank-side text of an accepted attempt. */
export const acceptedText: Text = { ja: '受理', en: 'accepted' };

/** Codes of the control plane's refusals (`ControlResult`). */
export const controlTexts = {
  'contract-unknown': { ja: 'その契約はありません', en: 'there is no such contract' },
  'serial-unknown': { ja: 'そのシリアル番号は在庫にありません', en: 'this serial is not in stock' },
  'serial-form': {
    ja: 'シリアル番号は半角のSKTHまたはSKTSと数字5桁です',
    en: 'a serial is SKTH or SKTS and five half-width digits',
  },
  'serial-of-other-contract': {
    ja: 'シリアル番号は他の契約で登録中です',
    en: 'the serial is registered in another contract',
  },
  'kind-mixed': {
    ja: 'この契約ではハードウェアとソフトウェアを混在できません',
    en: 'this contract may not mix hardware and software tokens',
  },
  'mode-invalid': { ja: '利用形態は shared か individual です', en: 'the mode is shared or individual' },
  'set-up-shape': {
    ja: 'serial は shared だけ、users は individual だけで指定します',
    en: 'serial goes with shared, users with individual',
  },
  'user-unknown': { ja: 'その利用者はいません', en: 'there is no such user' },
  'users-count': { ja: '利用者は1～99名です', en: 'a contract has 1 to 99 users' },
  'user-id-form': { ja: '利用者IDは半角英数字1～30文字です', en: 'a user id is 1 to 30 half-width letters and digits' },
  'user-id-taken': { ja: '利用者IDが重複しています', en: 'a user id occurs twice' },
  'user-name-form': {
    ja: '利用者名は制御文字のない1～50文字です',
    en: 'a user name is 1 to 50 characters without control characters',
  },
  'policy-invalid': {
    ja: 'policy に使えない項目か値があります',
    en: 'policy has an unknown key or a value out of range',
  },
  'otp-form': { ja: 'ワンタイムパスワードは半角数字6桁です', en: 'a one-time password is six half-width digits' },
  'resync-refused': {
    ja: '連続する新しい2つのワンタイムパスワードではありません',
    en: 'not two consecutive, newer codes of this token within reach',
  },
  'protection-twice': {
    ja: '鍵かパスワードのどちらか一方を指定してください',
    en: 'give a key or a password, not both',
  },
  'stock-empty': { ja: 'ファイルに鍵がありません', en: 'the file holds no key' },
  'stock-serial-missing': { ja: 'シリアル番号のない鍵です', en: 'a key without a serial number' },
  'stock-serial-form': {
    ja: 'シリアル番号がSKTHまたはSKTSと数字5桁ではありません',
    en: 'a serial that is not SKTH or SKTS and five digits',
  },
  'stock-duplicate': { ja: '同じシリアル番号がファイルに二度あります', en: 'a serial occurs twice in the file' },
  'stock-not-otp': { ja: 'ワンタイムパスワードの鍵ではありません', en: 'not a one-time-password key' },
  'stock-algorithm': { ja: 'TOTP以外の方式は受け入れません', en: 'only TOTP keys are taken' },
  'stock-hash': { ja: 'HMAC-SHA-1以外は受け入れません', en: 'only HMAC-SHA-1 is taken' },
  'stock-digits': { ja: '6桁以外は受け入れません', en: 'only six-digit codes are taken' },
  'stock-check-digit': { ja: 'チェックディジット付きは受け入れません', en: 'codes with a check digit are not taken' },
  'stock-period': { ja: '30秒以外の間隔は受け入れません', en: 'only a 30-second step is taken' },
  'stock-start-time': {
    ja: 'T0が0以外の鍵は受け入れません',
    en: 'only keys whose time starts at the epoch (T0 = 0) are taken',
  },
  'stock-drift': { ja: 'TimeDriftの値が不正です', en: 'TimeDrift is out of range' },
  'stock-policy-unknown': { ja: '解釈できない利用条件（Policy）があります', en: 'a policy that is not understood' },
  'stock-usage': { ja: '用途（KeyUsage）にOTPがありません', en: 'KeyUsage does not allow OTP' },
  'stock-expired': { ja: '有効期限が切れています', en: 'expired' },
  'stock-transactions': {
    ja: '回数制限（NumberOfTransactions）付きは受け入れません',
    en: 'keys with NumberOfTransactions are not taken',
  },
  'stock-pin-policy': {
    ja: 'PINを組み合わせる利用条件は受け入れません',
    en: 'a PIN policy that changes the code is not taken',
  },
  'stock-other-secret': {
    ja: '登録済みのシリアル番号と秘密鍵が一致しません',
    en: 'a known serial with another secret',
  },
  'not-recorded': { ja: '記録できないため取り消しました', en: 'could not be recorded, so nothing was done' },
} as const satisfies { readonly [code: string]: Text };

export type ControlCode = keyof typeof controlTexts;

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
