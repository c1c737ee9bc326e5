/** かもめ銀行's pages: no heading, address or label of the stub's. `/lab/*` is what a bank's test system offers its testers. */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Answer, type Bank, type Firm, type Member, texts } from './rules.ts';

interface Session {
  readonly firm: Firm;
  /** Undefined for whoever manages the firm's cards. */
  readonly member: Member | undefined;
  usedAt: number;
}

const idleMs = 15 * 60_000;
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const page = (body: string): string =>
  `<!doctype html><html lang="ja"><meta charset="utf-8"><title>かもめ銀行</title><div id="box">${body}</div></html>`;
const message = ({ ok, text }: Answer): string => `<p class="${ok ? 'good' : 'bad'}">${escaped(text)}</p>`;

/** The cards as every management page shows them below its form. */
function cardList({ together, card, members }: Firm): string {
  const line = (who: string, serial: string | undefined): string =>
    `<li data-who="${escaped(who)}"><b>${escaped(who)}</b> <i>${serial ?? 'なし'}</i></li>`;
  const lines = together ? [line('全員', card)] : members.map((member) => line(member.id, member.card));
  return `<ul class="cards" data-use="${together ? 'together' : 'each'}">${lines.join('')}</ul>`;
}

const forms: { readonly [path: string]: string } = {
  '/use': '<form method="post" action="/use"><input name="use"><input type="submit" value="きめる"></form>',
  '/card':
    '<form method="post" action="/card"><input name="who"><input name="card"><input name="number"><input name="approval"><input type="submit" value="おくる"></form>',
  '/card/off': '<form method="post" action="/card/off"><input name="who"><input name="approval"></form>',
  '/order': '<form method="post" action="/order"><input name="to"><input name="yen"><input name="number"></form>',
};

/** Serves a bank on a free port of this machine. */
export async function servePages(bank: Bank): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const sessions = new Map<string, Session>();

  function sessionOf(request: IncomingMessage): Session | undefined {
    const found = sessions.get(/kamome=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
    if (found === undefined || bank.now() - found.usedAt >= idleMs) return undefined;
    found.usedAt = bank.now();
    return found;
  }
  function logIn(form: URLSearchParams): { readonly id: string } | Answer {
    const firm = bank.firms.find(({ id }) => id === form.get('customer'));
    const member = firm?.members.find(({ id }) => id === form.get('person'));
    const wanted = form.has('person') ? member?.secretWord : firm?.secretWord;
    if (firm === undefined || wanted === undefined || wanted !== form.get('word'))
      return { ok: false, text: texts.login };
    const id = randomUUID();
    sessions.set(id, { firm, member, usedAt: bank.now() });
    return { id };
  }
  function act(path: string, { firm, member }: Session, form: URLSearchParams): Answer {
    const field = (name: string): string => form.get(name) ?? '';
    if (path === '/order' && member !== undefined) {
      return bank.order(firm, member, { account: field('to'), amount: field('yen'), number: field('number') });
    }
    if (member !== undefined) return { ok: false, text: texts.session };
    if (path === '/use') return bank.changeMode(firm, { together: true, each: false }[field('use')]);
    const common = { members: form.getAll('who'), approval: field('approval') };
    if (path === '/card/off') return bank.remove(firm, common);
    return bank.register(firm, { ...common, card: field('card'), number: field('number') });
  }
  function lab(path: string, body: string): void {
    if (path === '/lab/clock') bank.setNow(Number(body));
    for (const [, serial = '', secret = ''] of body.matchAll(
      /<pskc:SerialNo>([^<]*)<[\s\S]*?<pskc:PlainValue>([^<]*)</g,
    )) {
      bank.stock(serial, Buffer.from(secret, 'base64'));
    }
  }

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://kamome');
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const form = new URLSearchParams(body);
    const answer = (status: number, text: string, headers: { readonly [name: string]: string } = {}): void => {
      response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(page(text));
    };
    if (pathname.startsWith('/lab/')) {
      lab(pathname, body);
      return answer(200, '');
    }
    if (pathname === '/enter') {
      const entered = logIn(form);
      if ('ok' in entered) return answer(403, message(entered));
      return answer(200, 'ようこそ', { 'set-cookie': `kamome=${entered.id}; HttpOnly; SameSite=Strict; Path=/` });
    }
    const session = sessionOf(request);
    if (session === undefined) return answer(403, message({ ok: false, text: texts.session }));
    const below = session.member === undefined ? cardList(session.firm) : '<p class="good">残高 1,000,000円</p>';
    if (request.method !== 'POST') return answer(200, `${forms[pathname] ?? ''}${below}`);
    const done = message(act(pathname, session, form));
    return answer(200, `${done}${session.member === undefined ? cardList(session.firm) : ''}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
