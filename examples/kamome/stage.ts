/**
 * かもめ銀行 under the features: `ichido bdd --stage examples/kamome/stage.ts`. A team's own portal runs elsewhere; this
 * file starts its bank itself. `KAMOME_FAULT` plants a fault, `KAMOME_FIRMS` leaves it fewer firms.
 */
import { NotSupported, outsideStage, type Told } from 'ichido/stage';
import { servePages } from './pages.ts';
import { type Fault, type Firm, faults, openBank, texts } from './rules.ts';

const newFirms = (): Firm[] =>
  ['11111111111', '22222222222', '33333333333'].map((id, at) => ({
    id,
    secretWord: `Kanri${at}abc`,
    approvalNumber: `Shonin${at}9`,
    members: ['aoki', 'baba', 'chiba', 'doi'].map((name) => ({
      id: name,
      name: `担当 ${name}`,
      secretWord: `Himitsu${name}1`,
    })),
    together: true,
  }));

/** The bank of this run. */
let firms = newFirms();
let pages: Awaited<ReturnType<typeof servePages>> | undefined;

type Window = string;

async function send(path: string, window: Window, form?: URLSearchParams): Promise<{ text: string; cookie: string }> {
  const response = await fetch(`${pages?.origin}${path}`, {
    method: form === undefined ? 'GET' : 'POST',
    headers: { cookie: window },
    ...(form === undefined ? {} : { body: form }),
  });
  return { text: await response.text(), cookie: response.headers.get('set-cookie')?.split(';')[0] ?? '' };
}
const said = (text: string): Told => {
  const [, kind, words = ''] = /<p class="(good|bad)">([^<]*)</.exec(text) ?? [];
  return { ok: kind === 'good', text: words };
};
const act = async (path: string, window: Window, form: URLSearchParams): Promise<Told> =>
  said((await send(path, window, form)).text);

function cards(text: string) {
  const users = [...text.matchAll(/<li data-who="([^"]*)"><b>[^<]*<\/b> <i>([^<]*)</g)].map(
    ([, who = '', serial]) => [who, serial === 'なし' ? undefined : serial] as const,
  );
  return /data-use="together"/.test(text)
    ? { mode: 'shared' as const, serial: users[0]?.[1], users: new Map() }
    : { mode: 'individual' as const, serial: undefined, users: new Map(users) };
}

export default outsideStage<Window>({
  name: 'かもめ銀行',
  version: '1',
  refusals: {
    ログオンしていない: texts.session,
    // One sentence for whatever is wrong at the door: nobody can tell these apart.
    ログオンの誤り: texts.login,
    ご契約先IDの形式誤り: texts.login,
    利用者IDの形式誤り: texts.login,
    暗証番号の未入力: texts.login,
    暗証番号の形式誤り: texts.login,
    利用形態の未選択: texts.noMode,
    シリアル番号の未入力: texts.noCard,
    シリアル番号の形式誤り: texts.cardForm,
    ワンタイムパスワードの未入力: texts.noNumber,
    ワンタイムパスワードの形式誤り: texts.numberForm,
    確認暗証番号の未入力: texts.noApproval,
    確認暗証番号の形式誤り: texts.approvalForm,
    利用者の未選択: texts.noMember,
    トークンの未登録: texts.nothing,
    確認暗証番号の誤り: texts.approval,
    トークン認証の誤り: texts.card,
    口座番号の形式誤り: texts.account,
    金額の形式誤り: texts.amount,
  },
  done: {
    registered: texts.registered,
    deregistered: texts.removed,
    unchanged: texts.unchanged,
    transferred: texts.ordered,
  },
  open: async () => {
    const fault = (Object.keys(faults) as Fault[]).find((name) => name === process.env['KAMOME_FAULT']);
    firms = newFirms();
    pages = await servePages(openBank(firms, () => Date.now(), fault));
  },
  close: async () => pages?.close(),
  lease: async ({ nth, worker }) => {
    const firm = firms.slice(0, Number(process.env['KAMOME_FIRMS'] ?? firms.length))[nth - 1 + worker * 2];
    if (firm === undefined) throw new NotSupported('かもめ銀行の試験用の会社が足りません');
    const users = firm.members.map(({ id, name, secretWord }) => ({ id, name, password: secretWord }));
    return { id: firm.id, password: firm.secretWord, pin: firm.approvalNumber, users };
  },
  stock: async (pskc) => {
    await fetch(`${pages?.origin}/lab/stock`, { method: 'POST', body: pskc });
  },
  setClock: async (now) => {
    await fetch(`${pages?.origin}/lab/clock`, { method: 'POST', body: String(now) });
  },
  logIn: async ({ id, password, users }, userId) => {
    const word = userId === undefined ? password : (users.find((user) => user.id === userId)?.password ?? '');
    const form = { customer: id, word, ...(userId === undefined ? {} : { person: userId }) };
    const { text, cookie } = await send('/enter', '', new URLSearchParams(form));
    return cookie === '' ? said(text) : cookie;
  },
  registrations: async (window) => {
    const { text } = await send('/card', window);
    return text.includes('class="cards"') ? cards(text) : said(text);
  },
  changeMode: (window, mode) => {
    const use = mode === 'shared' ? 'together' : 'each';
    return act('/use', window, new URLSearchParams(mode === undefined ? [] : [['use', use]]));
  },
  register: (window, { userIds, serial, otp, pin }) => {
    const form = [['card', serial], ['number', otp], ['approval', pin], ...userIds.map((who) => ['who', who])];
    return act('/card', window, new URLSearchParams(form));
  },
  deregister: (window, { userIds, pin }) => {
    const form = [['approval', pin], ...userIds.map((who) => ['who', who])];
    return act('/card/off', window, new URLSearchParams(form));
  },
  transfer: (window, { account, amount, otp }) =>
    act('/order', window, new URLSearchParams({ to: account, yen: amount, number: otp })),
  inquiry: async (window) => said((await send('/balance', window)).text),
});
