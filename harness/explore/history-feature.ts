/** A history that went wrong, as a feature in Japanese that anybody can run again. PURE. */
import { type Reason, refusalOf } from '../../portal-stub/rules/refusal.ts';
import { refusalNames } from '../scene/refusal-names.ts';
import type { WorldAct } from './acts.ts';
import { answered, type Done, historyPolicy, type Played, type Told } from './history-shape.ts';

const tokenNames = ['一', '二', 'アプリ', '新しいアプリ'] as const;
const token = (...indices: readonly number[]) =>
  `トークン${indices.map((index) => `「${tokenNames[index]}」`).join('')}`;
const user = (...indices: readonly number[]) => `利用者${indices.map((index) => `「user0${index + 1}」`).join('')}`;
const modeNames = { shared: '共有', individual: '個別' } as const;
const modeTexts = {
  shared: '全ての利用者が同一のトークンを使用する',
  individual: '全ての利用者が異なるトークンを使用する',
} as const;

/** Steps with their keywords, each act with what had to come of it; the last one is where the portal differs. */
export function historySteps({ done, ready, got }: Played): readonly string[] {
  const last = got === undefined ? undefined : done.at(-1);
  const before = last === undefined ? done : done.slice(0, -1);
  return [
    ...givens(done),
    ...before.slice(0, ready).map(({ act }) => setUp(act)),
    ...group(before.slice(ready)).flatMap(({ done: { act, wanted }, times }) => [
      `もし ${sentence(act, times)}`,
      ...(times > 1 ? [] : verdict(act, wanted)),
    ]),
    ...(last === undefined || got === undefined
      ? []
      : [`もし ${sentence(last.act, 1)}`, ...difference(last.act, last.wanted, got)]),
  ];
}

/** `name`: of the scenario. `from`: where the history came from, as a comment. */
export function historyFeature(played: Played, name: string, from: string): string {
  return [
    '# language: ja',
    `# ${from}`,
    '機能: 乱数の履歴から縮めた食い違い',
    '',
    `  シナリオ: ${name}`,
    ...historySteps(played).map((line) => `    ${line}`),
    '',
  ].join('\n');
}

interface Group {
  readonly done: Done;
  readonly times: number;
}

/** The same wrong thing several times in a row is one step: 「3回…、すべて断られる」. */
function group(done: readonly Done[]): readonly Group[] {
  const groups: Group[] = [];
  for (const each of done) {
    const last = groups.at(-1);
    const again = last !== undefined && isOften(each) && same(last.done, each);
    if (again) groups[groups.length - 1] = { done: each, times: last.times + 1 };
    else groups.push({ done: each, times: 1 });
  }
  return groups;
}

const same = (one: Done, other: Done): boolean =>
  JSON.stringify([one.act, one.wanted]) === JSON.stringify([other.act, other.wanted]);

/** Acts whose sentence counts how often they are refused. */
const isOften = ({ act }: Pick<Done, 'act'>): boolean =>
  (act.type === 'transfer' && act.code === 'wrong') ||
  (act.type === 'register' && act.users.length === 0 && (act.code === 'wrong' || !act.pin)) ||
  ((act.type === 'userLogin' || act.type === 'adminLogin') && !act.right);

function givens(done: readonly Done[]): readonly string[] {
  const used = new Set(done.flatMap(({ act }) => tokensOf(act)));
  const hardware = [0, 1].filter((index) => used.has(index));
  const refused = done.filter(({ wanted }) => wanted.reason !== undefined).length;
  return [
    `前提 ${user(0, 1, 2)}のいるご契約先がある`,
    ...(refused >= historyPolicy.limit - 1
      ? [`かつ 銀行の取り決めでは、${historyPolicy.limit}回続けて誤ると止まる`]
      : []),
    ...(hardware.length > 0 ? [`かつ ハードウェア${token(...hardware)}がある`] : []),
    ...(used.has(2) ? [`かつ ソフトウェア${token(2)}がある`] : []),
  ];
}

/** How a history that begins so is simply there: as what the scenario begins with. */
function setUp(act: WorldAct): string {
  if (act.type === 'changeMode') return `かつ 利用形態は${modeNames[act.mode]}である`;
  if (act.type !== 'register') throw new Error(`nothing begins with ${act.type}`);
  return act.users.length === 0
    ? `かつ ${token(act.token)}が全員の共有トークンとして登録されている`
    : `かつ ${token(act.token)}が${user(...act.users)}に登録されている`;
}

/** A wrong code is wrong for some token: for the first one, where the act names none. */
function tokensOf(act: WorldAct): readonly number[] {
  switch (act.type) {
    case 'register':
      return [act.token, ...(act.code === 'wrong' ? [] : [act.code.of])];
    case 'transfer':
      return [act.code === 'wrong' ? 0 : act.code.of];
    case 'resetSerial':
    case 'resync':
    case 'flatten':
    case 'changePhone':
      return [act.token];
    default:
      return [];
  }
}

function sentence(act: WorldAct, times: number): string {
  switch (act.type) {
    case 'changeMode':
      return `管理者が利用形態を${modeNames[act.mode]}に変更する`;
    case 'register':
      return registration(act, times);
    case 'deregister': {
      const whose = act.users.length === 0 ? '' : `${user(...act.users)}の`;
      return `管理者が${whose}利用登録を${act.pin ? '' : '誤った暗証番号で'}解除する`;
    }
    case 'transfer':
      return act.code === 'wrong'
        ? `${user(act.user)}が${token(0)}の誤ったワンタイムパスワードで${times}回資金移動し、すべて断られる`
        : `${user(act.user)}が${token(act.code.of)}で資金移動する`;
    case 'transferByPin':
      return `${user(act.user)}が${act.right ? '' : '誤った'}利用者確認暗証番号で資金移動する`;
    case 'userLogin':
    case 'adminLogin': {
      const who = act.type === 'adminLogin' ? '管理者' : user(act.user);
      return act.right ? `${who}がログインする` : `${who}が誤った暗証番号で${times}回ログインし、すべて断られる`;
    }
    case 'unlockUser':
      return `管理者が${user(act.user)}の利用中止を${act.pin ? '' : '誤った暗証番号で'}解除する`;
    case 'bankUnlock':
      return '銀行が契約利用中止を解除する';
    case 'resetSerial':
      return `銀行が${token(act.token)}の登録画面でのロックを解除する`;
    case 'resync':
      return `銀行が${token(act.token)}の連続した2つのワンタイムパスワードで時刻を補正する`;
    case 'wait':
      return `${Math.max(1, Math.round((act.steps * 30) / 86_400))}日が過ぎる`;
    case 'flatten':
      return `${token(act.token)}のボタンを何も表示されなくなるまで押し続ける`;
    case 'changePhone':
      return `${token(act.token)}の機種変更をして、新しいアプリを${token(act.to)}とする`;
  }
}

function registration(act: Extract<WorldAct, { type: 'register' }>, times: number): string {
  const whom = act.users.length === 0 ? '' : `${user(...act.users)}に`;
  if (act.code !== 'wrong' && act.code.of !== act.token)
    return act.users.length === 0
      ? `管理者が${token(act.token)}のシリアル番号に${token(act.code.of)}のワンタイムパスワードを添えて利用登録する`
      : `管理者が${user(...act.users)}に、${token(act.token)}のシリアル番号と${token(act.code.of)}のワンタイムパスワードで利用登録する`;
  const wrong = act.pin ? '誤ったワンタイムパスワード' : '誤った暗証番号';
  if (isOften({ act }) && times > 1)
    return `管理者が${token(act.token)}を${wrong}で${times}回利用登録し、すべて断られる`;
  const how = act.code === 'wrong' || !act.pin ? `${wrong}で` : '';
  return `管理者が${whom}${token(act.token)}を${how}利用登録する`;
}

function verdict(act: WorldAct, { reason }: Told): readonly string[] {
  if (!answered(act)) return [];
  if (reason === undefined) return ['ならば 受け付けられる'];
  return [`ならば 「${nameOf(reason)}」で断られる`];
}

const nameOf = (reason: string): string => refusalNames[refusalOf(reason as Reason).code];

function difference(act: WorldAct, wanted: Told, got: Told): readonly string[] {
  const said = verdict(act, wanted);
  const { reason } = wanted;
  if (reason !== got.reason)
    return [...said, ...(reason === undefined ? [] : [`かつ 銀行の記録では理由は「${reason}」である`])];
  const written = wanted.written > 0 ? '履歴が1件増え、メールが1通届く' : '履歴が0件増え、メールが0通届く';
  const also = said.length === 0 ? 'ならば' : 'かつ';
  return [...said, `${also} ${wanted.written === got.written ? shown(wanted, got) : written}`];
}

/** The first thing that a screen shows otherwise. */
function shown({ contract: wanted }: Told, { contract: got }: Told): string {
  if (wanted.mode !== got.mode) return `現在の設定は「${modeTexts[wanted.mode]}」と表示される`;
  const at = wanted.serials.findIndex((serial, index) => serial !== got.serials[index]);
  const serial = wanted.serials[at];
  if (wanted.mode === 'shared')
    return serial === undefined
      ? '全員が未登録と表示される'
      : `現在のトークン情報は${token(serial)}のシリアル番号と表示される`;
  return serial === undefined
    ? `${user(at)}は未登録と表示される`
    : `${user(at)}のシリアル番号は${token(serial)}のものと表示される`;
}
