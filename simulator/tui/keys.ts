/**
 * The one table of keys: what the keys do and what the help line says come from here. PURE.
 * A key is named as `input.ts` names it: a character, or `up`, `enter`, `C-l`…
 */
import type { Text } from '../../common/text.ts';

export type CommandId =
  | 'press'
  | 'up'
  | 'down'
  | 'pageUp'
  | 'pageDown'
  | 'first'
  | 'last'
  | 'menu'
  | 'issue'
  | 'install'
  | 'swap'
  | 'changePhone'
  | 'battery'
  | 'backup'
  | 'restore'
  | 'uninstall'
  | 'drift'
  | 'clock'
  | 'copyCode'
  | 'copySerial'
  | 'filter'
  | 'export'
  | 'portal'
  | 'reader'
  | 'hid'
  | 'log'
  | 'language'
  | 'mouse'
  | 'help'
  | 'repaint'
  | 'suspend'
  | 'leave'
  | 'interrupt'
  | 'quit';

export interface KeyRow {
  readonly command: CommandId;
  readonly keys: readonly string[];
  /** How the help shows the key. */
  readonly shown: string;
  /** Short, for the help line. */
  readonly short: Text;
  /** A sentence, for the help page and the menu. */
  readonly long: Text;
  /** Place on the help line: the smaller, the longer it stays on narrow screens. Absent: only on the help page. */
  readonly rank?: number;
  /** Listed in the actions menu of a device. `hardware` and `software` only for those. */
  readonly menu?: 'any' | 'hardware' | 'software' | 'desk';
}

const row = (
  command: CommandId,
  keys: readonly string[],
  shown: string,
  short: readonly [string, string],
  long: readonly [string, string],
  extra: { rank?: number; menu?: KeyRow['menu'] } = {},
): KeyRow => ({
  command,
  keys,
  shown,
  short: { ja: short[0], en: short[1] },
  long: { ja: long[0], en: long[1] },
  ...(extra.rank === undefined ? {} : { rank: extra.rank }),
  ...(extra.menu === undefined ? {} : { menu: extra.menu }),
});

export const keyTable: readonly KeyRow[] = [
  row('press', ['space', 'p'], 'Space', ['押す', 'press'], ['ボタン①を押す', 'press button ①'], {
    rank: 1,
    menu: 'hardware',
  }),
  row('up', ['up', 'k'], '↑', ['上', 'up'], ['前のトークンを選ぶ', 'choose the token above']),
  row('down', ['down', 'j'], 'j/k', ['選択', 'choose'], ['次のトークンを選ぶ', 'choose the token below'], { rank: 4 }),
  row('pageUp', ['pageup', 'C-u'], 'PgUp', ['前頁', 'page up'], ['一画面分上へ', 'one page up']),
  row('pageDown', ['pagedown', 'C-d'], 'PgDn', ['次頁', 'page down'], ['一画面分下へ', 'one page down']),
  row('first', ['home', 'g'], 'Home', ['先頭', 'first'], ['先頭のトークンへ', 'to the first token']),
  row('last', ['end', 'G'], 'End', ['末尾', 'last'], ['末尾のトークンへ', 'to the last token']),
  row('menu', ['enter', 'm'], 'Enter', ['操作', 'actions'], ['操作の一覧を開く', 'open the list of actions'], {
    rank: 2,
  }),
  row(
    'swap',
    ['s'],
    's',
    ['電池切れ交換', 'swap'],
    ['電池切れによる交換を案内つきで行う', 'battery-depletion swap, step by step'],
    { rank: 3, menu: 'hardware' },
  ),
  row(
    'changePhone',
    ['w'],
    'w',
    ['機種変更', 'new phone'],
    ['スマートフォンの機種変更を案内つきで行う', 'change of phone, step by step'],
    { rank: 11, menu: 'software' },
  ),
  row(
    'copyCode',
    ['c'],
    'c',
    ['値コピー', 'copy code'],
    ['ワンタイムパスワードを端末へ送る', 'send the code to the terminal'],
    {
      rank: 6,
      menu: 'any',
    },
  ),
  row(
    'copySerial',
    ['y'],
    'y',
    ['番号コピー', 'copy serial'],
    ['シリアル番号を端末へ送る', 'send the serial to the terminal'],
    {
      rank: 12,
      menu: 'any',
    },
  ),
  row(
    'battery',
    ['v'],
    'v',
    ['電池', 'battery'],
    ['電池を減らす（10%・1%・切れ）', 'run the battery down (10 %, 1 %, flat)'],
    {
      rank: 9,
      menu: 'hardware',
    },
  ),
  row('drift', ['d'], 'd', ['ずれ', 'drift'], ['時計のずれを与える', "let the device's clock drift"], {
    rank: 14,
    menu: 'any',
  }),
  row('backup', ['b'], 'b', ['バックアップ', 'back up'], ['アプリをバックアップする', 'back the app up'], {
    menu: 'software',
  }),
  row('restore', ['r'], 'r', ['復元', 'restore'], ['バックアップから復元する', 'restore an app from a backup'], {
    menu: 'desk',
  }),
  row('uninstall', ['u'], 'u', ['削除', 'uninstall'], ['アプリを削除する', 'uninstall the app'], { menu: 'software' }),
  row('issue', ['n'], 'n', ['新規', 'new'], ['ハードウェアトークンを新しく出す', 'issue a new hardware token'], {
    rank: 7,
    menu: 'desk',
  }),
  row(
    'install',
    ['a'],
    'a',
    ['アプリ', 'app'],
    ['ソフトウェアトークン（アプリ）を入れる', 'install a software token (app)'],
    {
      rank: 10,
      menu: 'desk',
    },
  ),
  row('clock', ['t'], 't', ['時計', 'clock'], ['デスクの時計を進める・止める', "move or stop the desk's clock"], {
    rank: 13,
    menu: 'desk',
  }),
  row('filter', ['/'], '/', ['絞込', 'filter'], ['一覧を絞り込む', 'filter the list'], { rank: 8, menu: 'desk' }),
  row('reader', ['f'], 'f', ['読取', 'type'], ['キーボード型トークンの入力を読む', 'read a keyboard-type token'], {
    rank: 15,
    menu: 'desk',
  }),
  row('hid', ['h', 'tab'], 'h', ['HID', 'HID'], ['HIDデバイスの一覧', 'HID devices'], { rank: 16, menu: 'desk' }),
  row('portal', ['i'], 'i', ['契約', 'contract'], ['ポータルのURLと契約の情報', "the portal's URL and the contract"], {
    rank: 17,
    menu: 'desk',
  }),
  row('export', ['e'], 'e', ['書出', 'export'], ['PSKCファイルへ書き出す', 'export the stock as a PSKC file'], {
    rank: 18,
    menu: 'desk',
  }),
  row('log', ['o'], 'o', ['記録', 'log'], ['記録の全体を見る', 'see the whole log'], { menu: 'desk' }),
  row('language', ['l', 'L'], 'l', ['English', '日本語'], ['英語に切り替える', '日本語に切り替える'], {
    rank: 19,
    menu: 'desk',
  }),
  row('mouse', ['M'], 'M', ['マウス', 'mouse'], ['マウスの使用を切り替える', 'mouse on or off'], { menu: 'desk' }),
  row('repaint', ['C-l'], 'C-l', ['再描画', 'repaint'], ['画面を描き直す', 'repaint the screen']),
  row(
    'suspend',
    ['C-z'],
    'C-z',
    ['中断', 'suspend'],
    ['一時停止して端末に戻る（fgで再開）', 'back to the shell (fg returns)'],
  ),
  row('leave', ['escape'], 'Esc', ['戻る', 'back'], ['閉じる・やめる', 'close, give up']),
  row('help', ['?'], '?', ['ヘルプ', 'help'], ['キーの一覧', 'all keys'], { rank: 5, menu: 'desk' }),
  row('interrupt', ['C-c'], 'C-c', ['終了', 'quit'], ['終了する', 'quit']),
  row('quit', ['q'], 'q', ['終了', 'quit'], ['終了する', 'quit'], { rank: 0, menu: 'desk' }),
];

/** A key of one part of the screen: `target` is what a click on the help line does, as the view names it. */
export interface PartKey {
  readonly keys: readonly string[];
  readonly shown: string;
  readonly target: string;
  readonly short: Text;
  /** A sentence for the help page, where the part has a place there. */
  readonly long?: Text;
}

/** The keys of the guided exchange. */
export const guideKeys: readonly PartKey[] = [
  { keys: ['space', 'p'], shown: 'Space', target: 'guide:press', short: { ja: '①を押す', en: 'press ①' } },
  { keys: ['enter', 'right', 'down', 'j'], shown: 'Enter', target: 'guide:next', short: { ja: '次へ', en: 'next' } },
  { keys: ['escape'], shown: 'Esc', target: 'guide:close', short: { ja: '閉じる', en: 'close' } },
  { keys: ['left', 'up', 'k'], shown: '←', target: 'guide:back', short: { ja: '前へ', en: 'back' } },
  { keys: ['c'], shown: 'c', target: 'guide:code', short: { ja: '値コピー', en: 'copy code' } },
  { keys: ['y'], shown: 'y', target: 'guide:serial', short: { ja: '番号コピー', en: 'copy serial' } },
  { keys: ['l', 'L'], shown: 'l', target: 'cmd:language', short: { ja: 'English', en: '日本語' } },
];

/** The keys of the HID panel, while it has the focus and a device is there. */
export const hidKeys: readonly PartKey[] = [
  {
    keys: ['enter', 'space'],
    shown: 'Enter',
    target: 'device:read',
    short: { ja: '読む', en: 'read' },
    long: { ja: 'デバイスのコードを読む', en: 'read a code of the device' },
  },
  {
    keys: ['b'],
    shown: 'b',
    target: 'device:bind',
    short: { ja: '割り当て', en: 'bind' },
    long: { ja: 'シリアル番号に割り当てる', en: 'let it stand for a serial' },
  },
  {
    keys: ['r'],
    shown: 'r',
    target: 'device:which',
    short: { ja: 'スロット', en: 'slot' },
    long: { ja: 'スロットか名前を指定して読む', en: 'read another slot or name' },
  },
  {
    keys: ['u'],
    shown: 'u',
    target: 'device:release',
    short: { ja: '解除', en: 'unbind' },
    long: { ja: '割り当てをやめる', en: 'unbind it from its serial' },
  },
  { keys: ['escape', 'tab'], shown: 'Esc', target: 'device:leave', short: { ja: '戻る', en: 'back' } },
  { keys: ['down', 'j'], shown: 'j/k', target: 'device:down', short: { ja: '選択', en: 'choose' } },
  { keys: ['up', 'k'], shown: '', target: 'device:up', short: { ja: '', en: '' } },
];

const part = (shown: string, target: string, ja: string, en: string): PartKey => ({
  keys: [],
  shown,
  target,
  short: { ja, en },
});

/** What the help line says while a field or a dialog has the keys; their keys themselves are those of any field. */
export const partHelp = {
  filter: [
    part('Enter', 'field:keep', '決定', 'keep'),
    part('Esc', 'field:clear', '解除', 'clear'),
    part('↑↓', '', '選択', 'choose'),
  ],
  reader: [part('Enter', 'field:enter', '確かめる', 'check'), part('Esc', 'field:clear', '戻る', 'back')],
  menu: [
    part('Enter', 'ok', '実行', 'do it'),
    part('Esc', 'cancel', '閉じる', 'close'),
    part('↑↓', '', '選択', 'choose'),
  ],
  form: [
    part('Enter', 'ok', '決定', 'OK'),
    part('Tab', 'next', '次の欄', 'next field'),
    part('Esc', 'cancel', 'やめる', 'cancel'),
  ],
  confirm: [part('y', 'ok', 'はい', 'yes'), part('n', 'cancel', 'いいえ', 'no')],
  page: [
    part('Esc', 'cancel', '閉じる', 'close'),
    part('↑↓', '', '送る', 'scroll'),
    part('Space', 'next', '次の頁', 'next page'),
  ],
} as const satisfies Record<string, readonly PartKey[]>;

/** What a key does in the guide: the target of its row. */
export const guideTarget = (key: string): string | undefined => guideKeys.find((row) => row.keys.includes(key))?.target;

/** The same in the HID panel. */
export const hidTarget = (key: string): string | undefined => hidKeys.find((row) => row.keys.includes(key))?.target;

const byKey = new Map(keyTable.flatMap((entry) => entry.keys.map((key) => [key, entry.command] as const)));

export const commandOf = (key: string): CommandId | undefined => byKey.get(key);

export const keyRow = (command: CommandId): KeyRow => {
  const found = keyTable.find((entry) => entry.command === command);
  if (found === undefined) throw new Error(`keys.ts: no row for the command ${command}`);
  return found;
};

const named: Readonly<Record<string, string>> = {
  space: 'Space',
  enter: 'Enter',
  escape: 'Esc',
  tab: 'Tab',
  up: '↑',
  down: '↓',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
};

/** `↑ k`: every key of a row, as the help page shows them. A capital that does what its letter does is left out. */
export const keysShown = (keys: readonly string[]): string =>
  keys
    .filter((key) => key === key.toLowerCase() || !keys.includes(key.toLowerCase()))
    .map((key) => named[key] ?? key)
    .join(' ');

/** The rows of the help line, most needed first. */
export const helpRows: readonly KeyRow[] = keyTable
  .filter((entry) => entry.rank !== undefined)
  .sort((a, b) => a.rank! - b.rank!);
