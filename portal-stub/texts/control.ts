/** What the control plane says when it refuses. PURE. */
import type { Text } from '../../common/text.ts';

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
  'stock-secret-short': {
    ja: '秘密鍵が16バイト未満です（RFC 4226 R6）',
    en: 'a secret of less than 16 bytes (RFC 4226 R6)',
  },
  'stock-secret-constant': { ja: '秘密鍵が同じバイトの繰返しです', en: 'a secret that is one byte repeated' },
  'stock-secret-twice': {
    ja: '同じ秘密鍵が別のシリアル番号にもあります',
    en: 'the secret stands under another serial too',
  },
  'not-recorded': {
    ja: '記録できないため取り消しました（E-SYS-01）',
    en: 'could not be recorded, so nothing was done (E-SYS-01)',
  },
} as const satisfies { readonly [code: string]: Text };

export type ControlCode = keyof typeof controlTexts;

/** What the control plane says of a request that reaches no rule of the bank. */
export const planeTexts = {
  'contract-unknown': controlTexts['contract-unknown'],
  'serial-unknown': controlTexts['serial-unknown'],
  'invalid-body': { ja: '本文の形が違います', en: 'the body has not the right shape' },
  'not-json': { ja: 'JSONとして読めません', en: 'this is not JSON in UTF-8' },
  'pskc-key-form': { ja: 'Ichido-Pskc-Key は16進数で指定してください', en: 'Ichido-Pskc-Key must be hex' },
  'pskc-password-form': {
    ja: 'Ichido-Pskc-Password はパーセントエンコードで指定してください',
    en: 'Ichido-Pskc-Password must be percent-encoded UTF-8',
  },
} as const satisfies { readonly [code: string]: Text };
