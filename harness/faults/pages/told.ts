/** What is said when an act is done, and where a refusal leads (S-21, D-06, D-09, D-20). PURE. */
import { doneTexts } from '../../../portal-stub/texts/labels.ts';
import type { ShownPage } from '../../../portal-stub/web/pages/reply.ts';
import type { Fault } from '../fault.ts';
import { showing } from '../ways/answers.ts';
import { type PageFault, pageFault, saying, without } from '../ways/pages.ts';
import { wrongPage } from '../wrongs.ts';

const stopped = /<p>連続して誤ったため[^<]*<\/p>/;

const found: readonly PageFault[] = [
  [
    'cancel-leads-home',
    'S-16',
    'キャンセルが利用者情報選択に戻らない',
    'cancelling leads elsewhere than back',
    ['mode', 'register'],
    (html) => html.replace(/action="\/admin\/users" class="cancel"/, 'action="/admin" class="cancel"'),
  ],
  [
    'pin-of-a-user-named-as-the-contracts',
    'D-08 D-12',
    '利用者確認暗証番号の誤りを、ご契約先の暗証番号の誤りと言う',
    "a user's wrong PIN is told as the contract's",
    ['transfer'],
    saying('利用者確認暗証番号が正しくありません', 'ご契約先確認暗証番号が正しくありません'),
  ],
  [
    'help-says-nothing',
    'S-09',
    '「?」の説明に何も書いていない',
    'the help says nothing',
    ['users'],
    without(/<p>お取引の都度[^<]*<\/p>/),
  ],
  [
    'register-says-not-what-to-do',
    'S-28',
    '利用登録の画面に、何を入力するか書いていない',
    'nothing says what to type',
    ['register'],
    saying('トークンのシリアル番号とワンタイムパスワード、ご契約先確認暗証番号を入力し、', ''),
  ],
  [
    'serial-form-not-told',
    'D-14',
    'シリアル番号の形が書いていない',
    'nothing tells the form of a serial',
    ['register'],
    saying('半角。SKTHまたはSKTSと数字5桁', ''),
  ],
  [
    'code-told-to-have-eight-digits',
    'D-04',
    'ワンタイムパスワードが8桁だと書いてある',
    'a code is told to have eight digits',
    ['register'],
    saying('半角数字6桁', '半角数字8桁'),
  ],
  [
    'pin-told-to-be-shorter',
    'D-15',
    '暗証番号が4～8文字だと書いてある',
    'a PIN is told to have 4 to 8 signs',
    ['register'],
    saying('半角6～12文字', '半角4～8文字'),
  ],
  [
    'deregister-says-not-without-token',
    'D-07',
    'トークンが手元になくてもよいと言わない',
    'nothing says that no token is needed',
    ['deregister'],
    saying('トークンがお手元になくても解除できます。', ''),
  ],
  [
    'stop-not-told-to-user',
    'D-09',
    '利用中止となったことを言わない',
    'a user is not told to be stopped',
    ['userLogin', 'transfer'],
    without(stopped),
  ],
  [
    'stop-not-told-to-administrator',
    'D-09',
    '契約利用中止となったことを言わない',
    'an administrator is not told to be stopped',
    ['adminLogin'],
    without(stopped),
  ],
  [
    'stopped-user-sent-to-the-branch',
    'D-09',
    '利用中止の利用者をお取引店に行かせる',
    'a stopped user is sent to the branch',
    'all',
    saying('管理者にご連絡ください', 'お取引店にご連絡ください'),
  ],
  [
    'idling-not-told',
    'D-20',
    '時間切れの理由を言わない',
    'nothing says why somebody was logged off',
    ['adminLogin'],
    saying('一定時間操作がなかったため、', ''),
  ],
];

/** What is said besides 登録完了 and the like is otherwise. */
const adding = (
  act: keyof typeof doneTexts,
  detail: (right: string) => string,
  where: (page: ShownPage) => boolean = () => true,
): Fault['wrap'] => ({
  pipeline: showing((page) => {
    const { notice } = page;
    if (notice.done !== doneTexts[act] || !where(page)) return page;
    return { ...page, notice: { ...notice, detail: detail(notice.detail ?? '') } };
  }),
});

/** A refusal of this act is told on another screen. */
const leading = (path: string, screen: 'users' | 'userStatus'): Fault['wrap'] => ({
  pipeline: (right) => ({
    ...right,
    handle: (identified, input) => {
      const reply = right.handle(identified, input);
      const { route } = identified;
      const refused = 'to' in reply ? undefined : reply.notice.refused;
      if ('to' in reply || route.path !== path || route.method !== 'POST') return reply;
      if (refused === undefined || refused.startsWith('E-SES') || refused === 'E-LCK-01') return reply;
      return { ...reply, screen, data: {}, form: undefined };
    },
  }),
});

export const toldFaults: readonly Fault[] = [
  ...found.map(pageFault),
  wrongPage(
    'registered-serial-not-said',
    'S-21 S-31',
    '登録完了のあと新しいシリアル番号を言わない',
    'the new serial is not said',
    adding('register', () => ''),
  ),
  wrongPage(
    'registered-users-not-said',
    'S-20 S-21',
    '登録完了のあと誰の登録かを言わない',
    'nothing says for whom it was registered',
    adding('register', (right) => right.replace(/（.*）/, '')),
  ),
  wrongPage(
    'deregistered-everybody-said',
    'D-07',
    '一人の解除のあと、全員を解除したと言う',
    'one deregistered user is told as everybody',
    adding('deregister', () => '利用者 全員'),
  ),
  wrongPage(
    'change-to-shared-not-said',
    'S-18 S-19',
    '共有への変更のあと、登録が解除されたと言わない',
    'after a change to shared mode nothing says that all are unregistered',
    adding(
      'changeMode',
      () => '',
      ({ contract }) => contract?.mode === 'shared',
    ),
  ),
  wrongPage(
    'no-change-not-explained',
    'D-02',
    '変更がないとき、登録もそのままだと言わない',
    'nothing says that registrations stay',
    adding('keepMode', () => ''),
  ),
  wrongPage(
    'no-change-told-as-done',
    'D-02',
    '同じ利用形態を選んだのに、設定完了と言う',
    'choosing the present mode is told as a change',
    {
      pipeline: showing((page) =>
        page.notice.done === doneTexts.keepMode
          ? { ...page, notice: { ...page.notice, done: doneTexts.changeMode } }
          : page,
      ),
    },
  ),
  wrongPage(
    'still-ticked-when-done',
    'D-03 S-21',
    '登録のあとも利用者が選ばれたままである',
    'users stay ticked when it is done',
    {
      pipeline: showing((page) =>
        page.screen === 'register' && page.notice.done === doneTexts.register
          ? { ...page, data: { ...page.data, chosen: page.contract?.users.map(({ userId }) => userId) ?? [] } }
          : page,
      ),
    },
  ),
  wrongPage(
    'no-choice-turns-the-mode',
    'S-17',
    '何も選ばずに断られると、逆の利用形態が選ばれている',
    'after a refusal for no choice the other mode is chosen',
    {
      pipeline: showing((page, opened) =>
        page.screen === 'mode' && !opened && page.notice.refused === 'E-INP-01'
          ? { ...page, data: { chosen: page.contract?.mode === 'shared' ? 'individual' : 'shared' } }
          : page,
      ),
    },
  ),
  wrongPage('refused-register-unticks', 'D-06', '断られると利用者の選択が消える', 'a refusal unticks the users', {
    pipeline: showing((page) =>
      page.screen === 'register' && page.notice.refused !== undefined
        ? { ...page, data: { ...page.data, chosen: [] } }
        : page,
    ),
  }),
  wrongPage(
    'refused-register-leads-away',
    'D-06 D-12',
    '断られた利用登録が一覧に戻る',
    'a refused registration leads to the list',
    leading('/admin/otp/register', 'users'),
  ),
  wrongPage(
    'refused-deregister-leads-away',
    'D-06 D-07',
    '断られた利用登録解除が一覧に戻る',
    'a refused deregistration leads to the list',
    leading('/admin/otp/deregister', 'users'),
  ),
  wrongPage(
    'refused-mode-leads-away',
    'D-10 D-16',
    '断られた利用形態設定が一覧に戻る',
    'a refused change of mode leads to the list',
    leading('/admin/otp/mode', 'users'),
  ),
  wrongPage(
    'refused-transfer-leads-away',
    'S-02 D-12',
    '断られた資金移動が別の画面になる',
    'a refused transfer leads elsewhere',
    leading('/user/transfer', 'userStatus'),
  ),
];
