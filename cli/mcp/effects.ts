/** What each tool of `ichido mcp` changes: a tool that is added is missing here until it says so. PURE. */
import type { Text } from '../../common/text.ts';
import type { RouteName } from '../../portal-stub/web/control/route-shapes.ts';
import type { MethodName } from '../../simulator/control/protocol.ts';

/** Left out: descriptions of themselves, a stream, and a file of seeds, which no agent should carry. */
export type RpcTool = Exclude<MethodName, 'rpc.discover' | 'stock.export'>;
export type BankTool = Exclude<RouteName, 'describe' | 'watchEvents' | 'importStock'>;

export interface Effect {
  /** Undefined: it only looks. */
  readonly changes?: Text;
  /** What it changes can't be had back. */
  readonly forGood?: true;
}

const looks: Effect = {};
const does = (ja: string, en: string): Effect => ({ changes: { ja, en } });
const ends = (ja: string, en: string): Effect => ({ changes: { ja, en }, forGood: true });

export const rpcEffects: { readonly [name in RpcTool]: Effect } = {
  'tokens.list': looks,
  'tokens.issue': does(
    'トークンが増え、銀行の在庫に入る',
    'new tokens on the desk and in the bank’s stock, which never leave it',
  ),
  'tokens.press': does(
    '画面が30秒つき（ついていれば消え）、電池が減る',
    'the display lights for 30 s (or goes out when lit), the battery spends a press',
  ),
  'tokens.code': does(
    '必要なだけボタンを押し、電池が減る',
    'presses the button as needed, which spends battery; a code counts once at the bank',
  ),
  'tokens.face': looks,
  'tokens.setBattery': ends('電池残量が減る（増えない）', 'the battery falls and never rises again'),
  'tokens.drift': does('トークンの時計がずれる', 'the token’s own clock'),
  'tokens.fail': ends('トークンが故障する', 'the token is broken for good'),
  'tokens.lease': does(
    'トークンをほかの人から借りる',
    'lends tokens to this caller until they are given back or time runs out',
  ),
  'tokens.giveBack': does('借りたトークンを返す', 'ends the lease'),
  'apps.install': does('アプリが増え、銀行の在庫に入る', 'a new app on the desk and in the bank’s stock'),
  'apps.changePhone': does(
    '新しいアプリ（新しいシリアル番号）ができる',
    'a new app with a new serial; the old one stays until uninstalled',
  ),
  'apps.backup': looks,
  'apps.restore': does('新しいアプリ（新しいシリアル番号）ができる', 'a new app with a new serial, never the old one'),
  'apps.uninstall': ends('アプリが消える', 'the app is gone'),
  'hid.list': looks,
  'tokens.enroll': does('実物のトークンがこのシリアル番号になる', 'a real token stands for the serial'),
  'tokens.adopt': does(
    '目で読むトークンがこのシリアル番号になる',
    'a token that only eyes can read stands for the serial',
  ),
  'tokens.typed': does('人に尋ねていた値が届く', 'answers a press that asked a person'),
  'tokens.release': does('実物のトークンの割り当てを外す', 'the real token stands for nothing any more'),
  'clock.get': looks,
  'clock.set': ends(
    'デスクの時計（ポータルとトークンの両方）が進む',
    'the one clock of tokens and portal: forwards only, sessions may end by it',
  ),
  'clock.advance': ends(
    'デスクの時計（ポータルとトークンの両方）が進む',
    'the one clock of tokens and portal: forwards only, sessions may end by it',
  ),
};

export const bankEffects: { readonly [name in BankTool]: Effect } = {
  health: looks,
  getBankHistory: looks,
  getBankAttempts: looks,
  listContracts: looks,
  createContract: does('新しいご契約先ができる', 'a new contract with ids and PINs of its own (test data)'),
  getContract: looks,
  deleteContract: ends('ご契約先が消え、シリアル番号が空く', 'the contract is gone and its serials are free'),
  setUpRegistrations: does(
    '利用形態と登録を画面なしで入れ替える',
    'replaces mode and registrations at once, without screens or codes; the history says so',
  ),
  getHistory: looks,
  getMails: looks,
  getAttempts: looks,
  unlockContract: does('利用中止と失敗回数をすべて解く', 'clears every stop and failure count of the contract'),
  getSerial: looks,
  resetSerial: does(
    '登録画面でのシリアル番号の停止を解く',
    'clears the lock that registration forms have put on the serial',
  ),
  resyncSerial: does(
    '銀行が覚える時計のずれと使用済みの時点',
    'the drift and the accepted step that the bank remembers',
  ),
  getClock: looks,
  changeClock: ends(
    'デスクの時計（ポータルとトークンの両方）が進む',
    'the one clock of tokens and portal: forwards only',
  ),
  reset: ends('すべてが起動時に戻る', 'everything as at start: contracts, registrations, history'),
};
