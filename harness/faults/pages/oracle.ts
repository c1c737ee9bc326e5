/** Refusals that the screen lets somebody tell apart, one reason each (D-12). PURE. */
import type { Reason } from '../../../portal-stub/rules/refusal.ts';
import type { Fault } from '../fault.ts';
import { saying } from '../ways/pages.ts';
import { wrongPage } from '../wrongs.ts';

type Change = (html: string) => string;

/** The page of an act that was refused for this reason is changed, whatever its code. */
function telling(reason: Reason, change: Change): Fault['wrap'] {
  let last: Reason | undefined;
  return {
    service: (right) => ({
      ...right,
      act: (contractId, act) => {
        const result = right.act(contractId, act);
        last = result.ok ? undefined : result.refusal.reason;
        return result;
      },
    }),
    render: (right) => (page) => {
      const html = right(page);
      return page.notice.refused === 'E-OTP-01' && last === reason ? change(html) : html;
    },
  };
}

const words = (text: string): Change => saying('シリアル番号またはワンタイムパスワードが正しくありません。', text);
const marked = (field: string): Change => saying(`name="${field}"`, `name="${field}" aria-invalid="true"`);

const found: readonly (readonly [name: string, reason: Reason, ja: string, en: string, change: Change])[] = [
  [
    'unknown-serial-is-told',
    'serial-unknown',
    '在庫にないシリアル番号だと画面が教える',
    'the screen tells that a serial is unknown',
    words('このシリアル番号はありません。'),
  ],
  [
    'serial-of-another-contract-is-told',
    'serial-of-other-contract',
    '別のご契約先のトークンだと画面が教える',
    "the screen tells that a token is another contract's",
    words('シリアル番号が正しくありません。'),
  ],
  [
    'locked-serial-is-told',
    'serial-locked',
    'ロックされたシリアル番号だと画面が教える',
    'the screen tells that a serial is locked',
    words('このトークンは登録できません。'),
  ],
  [
    'wrong-code-is-marked',
    'otp-wrong',
    'ワンタイムパスワードだけが誤りだと、欄の印が教える',
    'a mark tells that only the code is wrong',
    marked('otp'),
  ],
  [
    'used-code-is-told',
    'otp-used',
    '使用済みの値だと画面が教える',
    'the screen tells that a code was used',
    words('このワンタイムパスワードは使用済みです。'),
  ],
  [
    'old-code-is-told',
    'otp-old',
    '古い値だと画面が教える',
    'the screen tells that a code is older than one that was used',
    words('ワンタイムパスワードが古くなっています。'),
  ],
  [
    'code-of-another-time-is-told',
    'otp-outside-window',
    '時間の外れた値だと画面が教える',
    "the screen tells that a code is another time's",
    words('ワンタイムパスワードの有効時間が過ぎています。'),
  ],
  [
    'key-of-another-time-is-told',
    'key-not-valid',
    '有効期間の外のトークンだと画面が教える',
    'the screen tells that a token is not valid now',
    words('トークンの有効期間外です。'),
  ],
  [
    'other-kind-is-told',
    'kind-mixed',
    '併用できない種類だと画面が教える',
    'the screen tells that kinds may not be mixed',
    words('この種類のトークンは併用できません。'),
  ],
];

export const oracleFaults: readonly Fault[] = found.map(([name, reason, ja, en, change]) =>
  wrongPage(name, 'D-12', ja, en, telling(reason, change)),
);
