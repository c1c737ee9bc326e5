/** The lists of users, and the pages of the acts on one of them: a name, a state or a label otherwise (S-08, D-11). PURE. */
import type { ScreenName } from '../../../portal-stub/web/pages/screens.ts';
import type { Fault } from '../fault.ts';
import { showing, showingContract } from '../ways/answers.ts';
import { type PageFault, pageFault, saying, swapping, without } from '../ways/pages.ts';
import { wrongPage } from '../wrongs.ts';

const blankNames = (html: string): string => html.replace(/<bdi>[^<]*<\/bdi>/g, '<bdi></bdi>');
const shownPin = saying('type="password"', 'type="text"');
const crumbs = /<ol class="crumbs">[\s\S]*?<\/ol>/;
const facts = /<dl class="facts">[\s\S]*?<\/dl>/;
const lead = /<p class="lead">[\s\S]*?<\/p>/;

const found: readonly PageFault[] = [
  ['list-names-blank', 'S-08', '一覧に利用者名が出ない', 'the list shows no names', ['users'], blankNames],
  [
    'register-names-blank',
    'S-20 S-36',
    '登録の一覧に利用者名が出ない',
    'the registration shows no names',
    ['register'],
    blankNames,
  ],
  [
    'crumbs-swapped',
    'S-06',
    '画面までの道の順が違う',
    'the way to the screen is in another order',
    ['users'],
    swapping('<li>ご契約先管理情報変更</li>', '<li>利用者情報登録／変更</li>'),
  ],
  [
    'crumbs-on-the-list-only',
    'S-06',
    '設定の画面までの道が出ない',
    'the way to the token screens is not shown',
    ['mode', 'register', 'deregister'],
    without(crumbs),
  ],
  [
    'register-hands-out-the-serial',
    'S-29',
    '現在のシリアル番号が別の値である',
    'the present serial is shown as another',
    ['register'],
    (html) => html.replace(/<(td|dd) class="serial">[^<]*</, '<$1 class="serial">SKTH99999<'),
  ],
  [
    'status-mode-other',
    'S-07',
    'ご契約先ステータスの利用形態が逆である',
    'the status names the other mode',
    ['adminStatus'],
    saying('全ての利用者が同じ', '全ての利用者が異なる'),
  ],
  [
    'status-counts-nobody',
    'S-07',
    'ご契約先ステータスの利用者数が違う',
    'the status counts nobody',
    ['adminStatus'],
    (html) => html.replace(/[0-9]+名/g, '0名'),
  ],
  [
    'user-status-of-nobody',
    'S-05',
    '利用者ステータスに利用者IDが出ない',
    "a user's status names nobody",
    ['userStatus'],
    (html) => html.replace(/<dt>利用者ID<\/dt><dd>[^<]*/, '<dt>利用者ID</dt><dd>'),
  ],
  [
    'users-cannot-log-off',
    'S-05',
    '利用者の画面にログオフがない',
    'users have no way to log off',
    ['userStatus', 'balance'],
    saying('>ログオフ</button>', '></button>'),
  ],
  [
    'add-pin-label-other',
    'D-11',
    '利用者登録の確認暗証番号の名前が違う',
    'the PIN of a new user has another label',
    ['userNew'],
    saying('>ご契約先確認暗証番号</label>', '>暗証番号</label>'),
  ],
  ...(
    [
      ['add', 'userNew', 'D-11', '利用者登録'],
      ['rename', 'userEdit', 'D-11', '利用者情報変更'],
      ['delete', 'userDelete', 'D-11', '利用者登録抹消'],
      ['unlock', 'userUnlock', 'D-09', '利用中止解除'],
    ] satisfies (readonly [string, ScreenName, string, string])[]
  ).flatMap(([name, screen, breaks, ja]): PageFault[] => [
    [`${name}-shows-pin`, breaks, `${ja}の暗証番号が画面に見える`, `${name}: the PIN is shown`, [screen], shownPin],
    [
      `${name}-title-other`,
      `${breaks} S-06`,
      `${ja}の題が違う`,
      `${name}: another title`,
      [screen],
      saying(`<h1>${ja}</h1>`, '<h1>お手続き</h1>'),
    ],
  ]),
  [
    'delete-says-not-who',
    'D-11',
    '登録抹消の画面に、誰を抹消するか出ない',
    'nothing says who is deleted',
    ['userDelete'],
    without(facts),
  ],
  [
    'unlock-says-not-who',
    'D-09',
    '利用中止解除の画面に、誰を解除するか出ない',
    'nothing says who is unlocked',
    ['userUnlock'],
    without(facts),
  ],
  [
    'delete-warns-not',
    'D-11',
    '登録抹消でトークンの登録も解除されると言わない',
    'nothing says that the token is freed',
    ['userDelete'],
    without(lead),
  ],
];

const ticking = (screen: 'register' | 'deregister', count: number): Fault['wrap'] => ({
  pipeline: showing((page, opened) => {
    if (page.screen !== screen || !opened) return page;
    const chosen = page.contract?.users.slice(0, count).map(({ userId }) => userId) ?? [];
    return { ...page, data: { ...page.data, chosen } } as typeof page;
  }),
});

export const peopleFaults: readonly Fault[] = [
  ...found.map(pageFault),
  wrongPage('list-names-shifted', 'S-08 D-11', '一覧の利用者名が一人ずつずれる', 'names stand a row too low', {
    pipeline: showingContract(['users'], (contract) => ({
      ...contract,
      users: contract.users.map((user, index, all) => ({ ...user, name: all.at(index - 1)?.name ?? '' })),
    })),
  }),
  wrongPage('list-upside-down', 'S-08', '一覧が下から並ぶ', 'the list is upside down', {
    pipeline: showingContract(['users'], (contract) => ({ ...contract, users: contract.users.toReversed() })),
  }),
  wrongPage(
    'register-all-ticked',
    'S-36 S-20 D-03',
    '登録の一覧で全員が選ばれている',
    'everybody is ticked at first',
    ticking('register', 99),
  ),
  wrongPage(
    'register-first-ticked',
    'S-36 S-20 D-03',
    '登録の一覧で最初の一人が選ばれている',
    'the first user is ticked at first',
    ticking('register', 1),
  ),
  wrongPage(
    'deregister-all-ticked',
    'D-07',
    '解除の一覧で全員が選ばれている',
    'everybody is ticked for deregistration',
    ticking('deregister', 99),
  ),
];
