/** What is said of a request that cannot be judged at all. PURE. */
import type { Text } from '../../common/text.ts';

export const httpTexts = {
  'bad-request': { ja: 'リクエストの形式が正しくありません。', en: 'The request is malformed.' },
  'malformed-body': {
    ja: '送信された内容を読み取れませんでした。画面を開き直して入力してください。',
    en: 'The body could not be read: bad encoding, an unknown field or a field that came twice.',
  },
  unauthorized: { ja: '制御用の秘密が必要です。', en: 'The control secret is required (Authorization: Bearer).' },
  'foreign-origin': {
    ja: '他のサイトからの送信は受け付けません。',
    en: 'Requests that come from another site are refused.',
  },
  'outer-request': {
    ja: '銀行側の操作は、このコンピューターからだけ受け付けます（外からは --control-host で許した名前でだけ）。',
    en: "The bank's own API answers this computer only; from outside, or through a proxy, by the names of --control-host.",
  },
  'not-found': { ja: '指定された画面が見つかりません。', en: 'There is nothing here.' },
  'method-not-allowed': {
    ja: 'この画面では、その操作をご利用いただけません。',
    en: 'This method is not available here; see Allow.',
  },
  'too-large': { ja: '送信された内容が大きすぎます。', en: 'The body is too large.' },
  'unsupported-media-type': {
    ja: '送信された内容の種類には対応していません。',
    en: 'This content type (or content encoding) is not accepted here.',
  },
  misdirected: {
    ja: 'このアドレスでは受け付けていません。http://localhost などの正しいアドレスを開いてください。',
    en: 'This Host is not answered to.',
  },
  'not-recorded': {
    ja: 'ただいまお取り扱いできません（E-SYS-01）。変更は行われていません。',
    en: 'The facts cannot be read or written now (E-SYS-01); nothing was changed.',
  },
  internal: {
    ja: '処理中に問題が起きました。変更は行われていません。',
    en: 'Something went wrong here; nothing was changed.',
  },
} as const satisfies { readonly [problem: string]: Text };

export type HttpProblem = keyof typeof httpTexts;

/** 415, with what would have been taken. */
export function typesText(types: readonly string[]): Text {
  const { ja, en } = httpTexts['unsupported-media-type'];
  return {
    ja: `${ja}Content-Type には ${types.join('、')} を指定してください。`,
    en: `${en} Send Content-Type: ${types.join(' or ')}.`,
  };
}
