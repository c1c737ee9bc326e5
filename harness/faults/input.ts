/** Forms of what is typed, at each door (D-04, D-08, D-14, D-15), and the order of checks (D-05). PURE. */
import type { Act } from '../../portal-stub/rules/acts.ts';
import type { Decide } from '../../portal-stub/rules/decide.ts';
import type { Reason } from '../../portal-stub/rules/refusal.ts';
import type { Fault } from './fault.ts';
import { deciding, overlooking, seeing, wrong } from './wrongs.ts';

/** Where both hold, the later reason is given: `whole` mends what the earlier one was about. */
const preferring =
  (earlier: Reason, later: Reason, whole: (act: Act) => Act) =>
  (right: Decide): Decide =>
  (contract, act, facts) => {
    const verdict = right(contract, act, facts);
    if (verdict.reason !== earlier) return verdict;
    const second = right(contract, whole(act), facts);
    return second.reason === later ? { ...second } : verdict;
  };
const mended = (more: object) => (act: Act) => ({ ...act, ...more }) as Act;
const pinned = ['deregister', 'addUser', 'renameUser', 'deleteUser', 'unlockUser', 'register'] as const;
const half = (text: string): string =>
  text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

export const inputFaults: readonly Fault[] = [
  wrong('serial-trimmed', 'D-14', 'シリアル番号の前後の空白を取り除く', 'blanks around a serial are cut', {
    decide: seeing('register', ({ act }) => ({ act: { ...act, serial: act.serial.trim() } })),
  }),
  wrong('serial-normalised', 'D-14', '全角のシリアル番号を半角に読み替える', 'full-width serials are read', {
    decide: seeing('register', ({ act }) => ({ act: { ...act, serial: half(act.serial) } })),
  }),
  wrong('serial-lower-case', 'D-14', '小文字のシリアル番号を読み替える', 'lower-case serials are read', {
    decide: seeing('register', ({ act }) => ({ act: { ...act, serial: act.serial.toUpperCase() } })),
  }),
  wrong('serial-cut', 'D-14', '長いシリアル番号を9文字に切る', 'long serials are cut', {
    decide: seeing('register', ({ act }) => ({ act: { ...act, serial: act.serial.slice(0, 9) } })),
  }),
  wrong('serial-hyphens', 'D-14', 'シリアル番号のハイフンを無視する', 'hyphens in serials are passed over', {
    decide: seeing('register', ({ act }) => ({ act: { ...act, serial: act.serial.replace('-', '') } })),
  }),
  wrong('otp-blanks-passed', 'D-04', '登録でワンタイムパスワードの空白を無視する', 'blanks in OTPs are passed over', {
    decide: seeing('register', ({ act }) => ({ act: { ...act, otp: act.otp.replaceAll(' ', '') } })),
  }),
  wrong('transfer-otp-trimmed', 'D-04', '取引でワンタイムパスワードの空白を無視する', 'the same at transfers', {
    decide: seeing('transfer', ({ act }) => ({ act: { ...act, otp: act.otp?.trim() } })),
  }),
  wrong('transfer-otp-full-width', 'D-04', '取引で全角のワンタイムパスワードを読む', 'full-width OTPs at transfers', {
    decide: seeing('transfer', ({ act }) => ({ act: { ...act, otp: act.otp && half(act.otp) } })),
  }),
  wrong('transfer-otp-cut', 'D-04', '取引で7桁目以降を切り捨てる', 'longer OTPs are cut at transfers', {
    decide: seeing('transfer', ({ act }) => ({ act: { ...act, otp: act.otp?.slice(0, 6) } })),
  }),
  ...pinned.map((type) =>
    wrong(
      `pin-case-ignored-at-${type.toLowerCase()}`,
      'D-15',
      `確認暗証番号の大文字と小文字を区別しない手続きがある（${type}）`,
      `PINs without case at ${type}`,
      {
        decide: seeing(type, ({ act }) => ({ act: { ...act, pin: act.pin.toLowerCase() } as typeof act })),
      },
    ),
  ),
  ...pinned.map((type) =>
    wrong(
      `user-pin-taken-at-${type.toLowerCase()}`,
      'D-15 D-09',
      `利用者の確認暗証番号でも通る手続きがある（${type}）`,
      `a user's PIN does at ${type}`,
      {
        decide: seeing(type, ({ contract, act }) => {
          const users = contract.users.some(({ confirmationPin }) => confirmationPin === act.pin);
          return users ? { act: { ...act, pin: contract.confirmationPin } as typeof act } : {};
        }),
      },
    ),
  ),
  wrong('pin-of-five', 'D-15', '5文字の確認暗証番号も形が正しい', 'five characters are a PIN', {
    decide: overlooking('deregister', 'pin-form', ({ act }) => ({
      act: act.pin.length === 5 ? { ...act, pin: `${act.pin}1` } : act,
    })),
  }),
  wrong('pin-of-thirteen', 'D-15', '13文字の確認暗証番号も形が正しい', 'thirteen characters are a PIN', {
    decide: seeing('deregister', ({ act }) => ({ act: { ...act, pin: act.pin.slice(0, 12) } })),
  }),
  wrong('pin-of-letters', 'D-15', '英字だけの確認暗証番号も形が正しい', 'letters alone are a PIN', {
    decide: overlooking('deregister', 'pin-form', ({ act }) => ({
      act: /^[a-z]+$/.test(act.pin) ? { ...act, pin: 'Wrong999' } : act,
    })),
  }),
  wrong('pin-of-digits', 'D-15', '数字だけの確認暗証番号も形が正しい', 'digits alone are a PIN', {
    decide: overlooking('deregister', 'pin-form', ({ act }) => ({
      act: /^[0-9]{6,}$/.test(act.pin) ? { ...act, pin: 'Wrong999' } : act,
    })),
  }),
  wrong('pin-symbols-refused', 'D-15', '記号を含む確認暗証番号を断る', 'symbols are refused in PINs', {
    decide: deciding('deregister', (verdict, { contract, act }) =>
      /[^A-Za-z0-9]/.test(act.pin) ? { contract, reason: act.pin === '' ? 'pin-missing' : 'pin-form' } : verdict,
    ),
  }),
  wrong('account-of-fifteen', 'D-15 S-02', '15桁の口座番号を受け付ける', 'fifteen digits are an account', {
    decide: overlooking('transfer', 'account-form', ({ act }) => ({
      act: { ...act, account: act.account.slice(0, 14) },
    })),
  }),
  wrong('amount-zero', 'D-15 S-02', '0円の取引を受け付ける', 'nothing can be paid', {
    decide: overlooking('transfer', 'amount-form', ({ act }) => ({
      act: act.amount === '0' ? { ...act, amount: '1' } : act,
    })),
  }),
  wrong(
    'amount-with-commas-anywhere',
    'D-15 S-02',
    '桁の合わないコンマの金額を読む',
    'commas stand anywhere in amounts',
    {
      decide: seeing('transfer', ({ act }) => ({ act: { ...act, amount: act.amount.replaceAll(',', '') } })),
    },
  ),
  wrong('amount-without-commas', 'D-15 S-02', '3桁ごとのコンマのある金額を断る', 'commas in amounts are refused', {
    decide: seeing('transfer', ({ act }) => ({ act: { ...act, amount: act.amount.replaceAll(',', '.') } })),
  }),
  wrong('amount-leading-zero', 'D-15 S-02', '先頭が0の金額を読む', 'leading zeros of amounts are read', {
    decide: seeing('transfer', ({ act }) => ({ act: { ...act, amount: act.amount.replace(/^0+(?=.)/, '') } })),
  }),
  wrong('login-password-trimmed', 'D-15', 'ログインの暗証番号の空白を無視する', 'blanks in passwords pass', {
    decide: seeing('adminLogin', ({ act }) => ({ act: { ...act, password: act.password.replaceAll(' ', '') } })),
  }),
  wrong('login-id-without-case', 'D-15', 'ログインで利用者IDの大文字小文字を区別しない', 'user ids without case', {
    decide: seeing('userLogin', ({ act }) => ({ act: { ...act, userId: act.userId.toLowerCase() } })),
  }),
  wrong('login-user-id-trimmed', 'D-15', 'ログインで利用者IDの空白を無視する', 'blanks after a user id pass', {
    decide: seeing('userLogin', ({ act }) => ({ act: { ...act, userId: act.userId.trim() } })),
  }),
  wrong('order-otp-before-serial', 'D-05', 'シリアル番号より先にワンタイムパスワードを調べる', 'OTP before serial', {
    decide: preferring('serial-missing', 'otp-missing', mended({ serial: 'SKTH00000' })),
  }),
  wrong('order-pin-form-before-otp', 'D-05', 'ワンタイムパスワードより先に暗証番号の形を調べる', 'PIN before OTP', {
    decide: preferring('otp-missing', 'pin-missing', mended({ otp: '000000' })),
  }),
  wrong('order-user-before-pin', 'D-05', '暗証番号の形より先に利用者の選択を調べる', 'user choice before PIN form', {
    decide: preferring('pin-form', 'no-user-chosen', mended({ pin: 'Wrong999' })),
  }),
  wrong('order-serial-before-pin', 'D-05 D-12', '暗証番号より先にシリアル番号を調べる', 'serial before PIN', {
    decide: (right) => (contract, act, facts) => {
      const verdict = right(contract, act, facts);
      if (act.type !== 'register' || verdict.reason !== 'pin-wrong' || facts.key !== undefined) return verdict;
      return { contract, reason: 'serial-unknown' };
    },
  }),
  wrong('order-pin-before-choice', 'D-05', '利用者の選択より先に暗証番号を照合する', 'PIN before user choice', {
    decide: deciding(['register', 'deregister'], (verdict, { contract, act }) =>
      verdict.reason === 'no-user-chosen' && act.pin !== contract.confirmationPin
        ? { contract, reason: 'pin-wrong' }
        : verdict,
    ),
  }),
  wrong('order-pin-before-stop', 'D-05 D-09', '利用中止より先に暗証番号を照合する', 'PIN before the stop', {
    decide: deciding(pinned, (verdict, { contract, act }) =>
      verdict.reason === 'contract-stopped' && act.pin !== contract.confirmationPin
        ? { contract, reason: 'pin-wrong' }
        : verdict,
    ),
  }),
  wrong('order-stop-before-form', 'D-05 D-09', '入力より先に利用中止を調べる', 'the stop before the inputs', {
    decide: deciding('register', (verdict, { contract }) =>
      verdict.reason !== undefined && verdict.reason !== 'stale' && contract.stopped
        ? { contract, reason: 'contract-stopped' }
        : verdict,
    ),
  }),
  wrong('order-form-before-stale', 'D-05 D-10', '表示後の変更より先に入力を調べる', 'inputs before staleness', {
    decide: (right) => (contract, act, facts) => {
      const verdict = right(contract, act, facts);
      if (verdict.reason !== 'stale' || !('seen' in act)) return verdict;
      const fresh = right(contract, { ...act, seen: contract.revision }, facts);
      return fresh.reason === undefined ? verdict : fresh;
    },
  }),
  wrong('order-amount-before-account', 'D-05', '口座番号より先に金額を調べる', 'amount before account', {
    decide: preferring('account-form', 'amount-form', mended({ account: '1' })),
  }),
  wrong('order-otp-before-amount', 'D-05', '金額より先にワンタイムパスワードの入力を調べる', 'OTP before amount', {
    decide: preferring('amount-form', 'otp-missing', mended({ amount: '1' })),
  }),
  wrong('order-registered-first', 'D-05 D-08', '入力より先に登録の有無を調べる', 'registration before the inputs', {
    decide: preferring('otp-form', 'not-registered', mended({ otp: '000000' })),
  }),
  wrong('order-name-before-id', 'D-05', '利用者IDより先に利用者名を調べる', 'name before id', {
    decide: preferring('user-id-form', 'user-name-form', mended({ userId: 'free01' })),
  }),
  wrong('order-last-after-pin', 'D-05 D-10', '最後の一人かは暗証番号のあとに調べる', 'last user after the PIN', {
    decide: deciding('deleteUser', (verdict, { contract, act }) =>
      verdict.reason === 'last-user' && act.pin !== contract.confirmationPin
        ? { contract, reason: 'pin-wrong' }
        : verdict,
    ),
  }),
  wrong('order-not-stopped-after-pin', 'D-05 D-09', '利用中止かは暗証番号のあとに調べる', 'stopped after the PIN', {
    decide: deciding('unlockUser', (verdict, { contract, act }) =>
      verdict.reason === 'user-not-stopped' && act.pin !== contract.confirmationPin
        ? { contract, reason: 'pin-wrong' }
        : verdict,
    ),
  }),
  wrong('order-password-before-stop', 'D-05 D-09', '利用中止より先にログインの暗証番号を照合する', 'password first', {
    decide: deciding('userLogin', (verdict, { contract, act }) => {
      const user = contract.users.find(({ userId }) => userId === act.userId);
      return verdict.reason === 'user-stopped' && act.password !== user?.password
        ? { contract, reason: 'login-wrong' }
        : verdict;
    }),
  }),
];
