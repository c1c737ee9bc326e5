/** The users' own pages, and the pages of what was written down (S-02, D-08, D-17). PURE. */
import type { ShownEntry } from '../../../portal-stub/web/pages/page-data.ts';
import type { Fault } from '../fault.ts';
import { showing } from '../ways/answers.ts';
import { type PageFault, pageFault, saying, swapping, without } from '../ways/pages.ts';
import { wrongPage } from '../wrongs.ts';

const found: readonly PageFault[] = [
  [
    'balance-asks-otp',
    'D-08',
    '残高照会の画面にワンタイムパスワードの欄がある',
    'the balance has a field for a code',
    ['balance'],
    saying(
      '<p class="legend">',
      '<label for="otp">ワンタイムパスワード</label><input id="otp" name="otp"><p class="legend">',
    ),
  ],
  [
    'balance-without-amount',
    'D-08',
    '残高照会に残高が出ない',
    'the balance is not shown',
    ['balance'],
    without(/<dd class="amount">[^<]*<\/dd>/),
  ],
  [
    'transfer-pin-label-other',
    'D-08',
    '資金移動の利用者確認暗証番号の名前が違う',
    "the transfer's PIN has another label",
    ['transfer'],
    saying('>利用者確認暗証番号</label>', '>暗証番号</label>'),
  ],
  [
    'transfer-pin-shown',
    'D-08',
    '資金移動の暗証番号が画面に見える',
    "the transfer's PIN is shown",
    ['transfer'],
    saying('type="password"', 'type="text"'),
  ],
  [
    'transfer-without-marks',
    'S-02',
    '資金移動の欄に「必須」の印がない',
    'no field of the transfer is marked as wanted',
    ['transfer'],
    saying('<span class="must" aria-hidden="true">必須</span>', ''),
  ],
  [
    'transfer-fields-swapped',
    'S-02',
    '振込先と金額の順が違う',
    'account and amount are swapped',
    ['transfer'],
    swapping('>振込先口座番号</label>', '>金額</label>'),
  ],
];

const history = (change: (entries: readonly ShownEntry[]) => readonly ShownEntry[]): Fault['wrap'] => ({
  pipeline: showing((page) =>
    page.screen === 'history' ? { ...page, data: { entries: change(page.data.entries) } } : page,
  ),
});

export const ownFaults: readonly Fault[] = [
  ...found.map(pageFault),
  wrongPage(
    'history-oldest-first',
    'D-17',
    '操作履歴が古い順である',
    'the history begins with the oldest',
    history((entries) => entries.toReversed()),
  ),
  wrongPage(
    'history-page-lacks-the-last',
    'D-17',
    '操作履歴に最後の操作がない',
    'the page of the history lacks the last act',
    history((entries) => entries.slice(1)),
  ),
  wrongPage(
    'history-page-swaps-serials',
    'D-17',
    '操作履歴の変更前と変更後が逆である',
    'the page of the history swaps the serials',
    history((entries) => entries.map((entry) => ({ ...entry, before: entry.after, after: entry.before }))),
  ),
  wrongPage(
    'history-page-names-nobody',
    'D-17',
    '操作履歴に操作者が出ない',
    'the page of the history names nobody',
    history((entries) => entries.map((entry) => ({ ...entry, who: '-' }))),
  ),
  wrongPage('mails-page-to-nobody', 'D-17', '通知メールの宛先が空である', 'the page of mails shows no address', {
    pipeline: showing((page) =>
      page.screen === 'mails'
        ? { ...page, data: { mails: page.data.mails.map((mail) => ({ ...mail, to: '' })) } }
        : page,
    ),
  }),
];
