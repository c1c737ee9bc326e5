/** The banner, and what is said after an act (D-17 to D-19). PURE. */
import type { ScreenName } from '../../../portal-stub/web/pages/screens.ts';
import type { Fault } from '../fault.ts';
import { type PageFault, pageFault, saying, swapping } from '../ways/pages.ts';

const entrances: readonly ScreenName[] = ['top', 'adminLogin', 'userLogin'];
const users: readonly ScreenName[] = ['userStatus', 'balance', 'transfer'];
const banner = saying('<strong>テスト用スタブ</strong>', '');

const found: readonly PageFault[] = [
  ['banner-missing', 'D-18', '「テスト用スタブ」の帯がない', 'the banner is missing', 'all', banner],
  [
    'banner-missing-at-entrances',
    'D-18',
    '入口に「テスト用スタブ」の帯がない',
    'the entrances have no banner',
    entrances,
    banner,
  ],
  [
    'banner-missing-for-users',
    'D-18',
    '利用者の画面に「テスト用スタブ」の帯がない',
    "the users' screens have no banner",
    users,
    banner,
  ],
  [
    'banner-missing-on-transfer',
    'D-18',
    '資金移動の画面に「テスト用スタブ」の帯がない',
    'the transfer has no banner',
    ['transfer'],
    banner,
  ],
  [
    'banner-missing-on-register',
    'D-18',
    '利用登録の画面に「テスト用スタブ」の帯がない',
    'the registration has no banner',
    ['register'],
    banner,
  ],
  [
    'banner-other-words',
    'D-18',
    '帯が「ようこそ」と言う',
    'the banner says welcome',
    'all',
    saying('<strong>テスト用スタブ</strong>', '<strong>ようこそ</strong>'),
  ],
  [
    'footer-missing',
    'D-18',
    '模擬画面であることわり書きがない',
    'nothing at the end says it is a stub',
    'all',
    saying('実在の金融機関とは関係がありません。', ''),
  ],
  [
    'refusal-without-code',
    'D-19',
    '断る文言に符号がない',
    'a refusal has no code',
    'all',
    (html) => html.replace(/<strong class="code">E-[^<]*<\/strong>/, ''),
  ],
  [
    'refusal-without-text',
    'D-19',
    '断る符号に文言がない',
    'a refusal has no words',
    'all',
    (html) => html.replace(/(<\/strong>) [^<]+<\/p>/, '$1</p>'),
  ],
  [
    'refusal-in-english',
    'D-19',
    '断る文言が英語である',
    'refusals are in English',
    'all',
    (html) => html.replace(/(E-[A-Z]{3}-\d\d<\/strong>) [^<]+</, '$1 Refused.<'),
  ],
  [
    'refusal-words-of-another',
    'D-19',
    '未入力の文言が形式の誤りと言う',
    'a missing code is told as a malformed one',
    'all',
    saying('ワンタイムパスワードを入力してください。', 'ワンタイムパスワードは半角数字6桁で入力してください。'),
  ],
  [
    'history-columns-swapped',
    'D-17',
    '操作履歴の前後の列が逆である',
    'before and after are swapped in the history',
    ['history'],
    swapping('<th scope="col">変更前のシリアル番号</th>', '<th scope="col">変更後のシリアル番号</th>'),
  ],
  [
    'mails-without-address',
    'D-17',
    '通知メールに宛先が出ない',
    'the mails show no address',
    ['mails'],
    saying('<dt>宛先</dt>', '<dt></dt>'),
  ],
  [
    'receipt-without-number',
    'S-02 D-17',
    '資金移動の控えに受付番号がない',
    'a receipt has no number',
    ['transfer'],
    saying('<dt>受付番号</dt>', '<dt></dt>'),
  ],
  [
    'receipt-amount-plain',
    'S-02',
    '控えの金額に区切りがない',
    'the amount of a receipt has no commas',
    ['transfer'],
    saying('10,000円', '10000円'),
  ],
];

export const stubFaults: readonly Fault[] = found.map(pageFault);
