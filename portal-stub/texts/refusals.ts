/**
 * What a screen says when it refuses. PURE.
 *
 * Codes and texts are INVENTED (D-19): no public page shows the real ones, so nobody should learn them from here.
 */
import type { Text } from '../../common/text.ts';
import type { RefusalCode } from '../rules/refusal.ts';

/** The label of the field that a screen asks for as the confirmation PIN. */
const pinOf = { administrator: 'ご契約先確認暗証番号', user: '利用者確認暗証番号' };

/** What the screen says. One text a code, so that a code never tells more than D-12 allows. */
export const refusalTexts: { readonly [code in RefusalCode]: Text } = {
  'E-SES-01': {
    ja: 'ログオンされていないか、一定時間操作がなかったため、ログオフされています。もう一度ログオンしてください。',
    en: 'You are not logged on, or your session has ended. Please log on again.',
  },
  'E-SES-02': { ja: 'お客さまの権限では、この操作はご利用いただけません。', en: 'Your role does not allow this.' },
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
    ja: '振込先口座番号は半角数字14桁までで入力してください。',
    en: '振込先口座番号: half-width digits, 14 at most.',
  },
  'E-INP-08': {
    ja: '金額は1円以上の半角数字で入力してください（10桁まで）。',
    en: '金額: half-width digits, at least 1 yen, 10 digits at most.',
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
  'E-INP-13': { ja: `${pinOf.administrator}を入力してください。`, en: `Please enter ${pinOf.administrator}.` },
  'E-INP-14': {
    ja: `${pinOf.administrator}は半角英数字6～12文字（英字と数字をそれぞれ1文字以上）で入力してください。`,
    en: `${pinOf.administrator}: 6 to 12 half-width characters, letters and digits both.`,
  },
  'E-INP-15': { ja: '暗証番号を入力してください。', en: 'Please enter 暗証番号.' },
  'E-INP-16': { ja: '暗証番号は半角で入力してください。', en: '暗証番号: half-width characters only.' },
  'E-USR-01': { ja: '利用者を選択してください。', en: 'Please choose a user.' },
  'E-USR-02': { ja: 'この利用者は利用中止になっていません。', en: 'This user is not stopped.' },
  'E-USR-03': { ja: '最後の利用者は抹消できません。', en: 'The last user cannot be deleted.' },
  'E-REG-01': { ja: 'トークンが利用登録されていません。', en: 'No token is registered.' },
  'E-LCK-01': { ja: '利用中止となっているため、ご利用いただけません。', en: 'Use is stopped.' },
  'E-LGN-01': { ja: 'IDまたは暗証番号が正しくありません。', en: 'The ID or 暗証番号 is not right.' },
  'E-PIN-01': { ja: `${pinOf.administrator}が正しくありません。`, en: `${pinOf.administrator} is not right.` },
  'E-OTP-01': {
    ja: 'シリアル番号またはワンタイムパスワードが正しくありません。',
    en: 'The serial number or the one-time password is not right.',
  },
  'E-SYS-01': {
    ja: 'ただいまお取り扱いできません。変更は行われていません。',
    en: 'This cannot be done now. Nothing was changed.',
  },
};

/** The same, with the label that the field has on a user's screens. */
export function refusalText(code: RefusalCode, role: 'administrator' | 'user' | 'anonymous' | undefined): Text {
  const text = refusalTexts[code];
  if (role !== 'user') return text;
  const own = (words: string): string => words.replace(pinOf.administrator, pinOf.user);
  return { ja: own(text.ja), en: own(text.en) };
}

/** Said under a refusal of form whose cause can't be seen: a blank that was copied along. `at`: counted from one. */
export const hiddenText = (at: number): Text => ({
  ja: `${at}文字目に、空白などの見えない文字が入っています。`,
  en: `Character ${at} is a blank or cannot be seen.`,
});

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
