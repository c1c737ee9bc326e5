/** Why the bank refused: what the control plane and the desk show of an attempt. PURE. */
import type { Text } from '../../common/text.ts';
import type { Reason } from '../rules/refusal.ts';

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

/** The words of an attempt's reason; no reason means accepted. */
export const reasonText = (reason: Reason | undefined): Text =>
  reason === undefined ? acceptedText : reasonTexts[reason];
