/**
 * みなと電子銀行: pages of the stub's build in other words and at other addresses, so that a table of words is enough. It is
 * the stub behind a front that says everything otherwise; one thing at a time can be wrong on purpose (faults.ts).
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningDesk, startDesk } from 'ichido';
import type { Fault } from './faults.ts';

export interface Texts {
  /** The stub's words → this bank's. */
  readonly words: { readonly [word: string]: string };
  /** The stub's code of a refusal → this bank's sentence. */
  readonly sentences: { readonly [code: string]: string };
}

export interface Minato {
  readonly origin: string;
  readonly desk: RunningDesk;
  close(): Promise<void>;
}

const prefix = '/bank';

export async function openMinato(texts: Texts, fault?: Fault): Promise<Minato> {
  const desk = await startDesk({ now: 1_700_000_000_000, demo: false });
  const front = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { cookie, 'content-type': type } = request.headers;
    const path = (request.url ?? '').replace(/^\/bank/, '');
    const answer = await fetch(new URL(path, desk.portalUrl), {
      method: request.method ?? 'GET',
      redirect: 'manual',
      headers: { origin: desk.portalUrl, ...(cookie ? { cookie } : {}), ...(type ? { 'content-type': type } : {}) },
      body: chunks.length > 0 ? Buffer.concat(chunks) : null,
    });
    const location = answer.headers.get('location');
    if (location !== null) response.setHeader('location', `${prefix}${location}`);
    response.setHeader('set-cookie', answer.headers.getSetCookie());
    response.writeHead(answer.status, { 'content-type': 'text/html; charset=utf-8' });
    response.end(saidOtherwise(await answer.text(), texts, fault));
  });
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    desk,
    close: async () => {
      front.closeAllConnections();
      await new Promise((resolve) => front.close(resolve));
      await desk.stop();
    },
  };
}

function saidOtherwise(html: string, { words, sentences }: Texts, fault: Fault | undefined): string {
  const refused = html.replace(
    /<strong class="code">(E-[A-Z]{3}-\d\d)<\/strong> [^<]*/g,
    (_whole, code: string) => `<strong>${sentences[code] ?? code}</strong>`,
  );
  const heading = /<h1>([^<]*)</.exec(html)?.[1] ?? '';
  const named = Object.entries(words).map(([key, said]): [string, string] => {
    const [screen = '', word] = key.split('/');
    return word === undefined ? [key, said] : [screen === heading ? word : '', said];
  });
  const known = new Map(named.filter(([word]) => word !== ''));
  const texts = refused.replace(/>([^<>]+)</g, (whole, text: string) => {
    const word = text.trim();
    const said = known.get(word);
    return said === undefined ? whole : `>${text.replace(word, said)}<`;
  });
  const moved = texts.replace(/ (href|action|formaction)="\//g, ` $1="${prefix}/`);
  switch (fault) {
    case 'old-word-when-done':
      return moved.replaceAll('登録しました', '登録完了');
    case 'warning-gone':
      return moved.replace(/<p class="note">[^<]*<\/p>/, '<p>ごゆっくりお選びください。</p>');
    case 'one-button-misnamed':
      return moved.replaceAll('<button>カードを取り消す</button>', '<button>カードをなくす</button>');
    case 'one-message-of-its-own':
      return moved.replaceAll('カードを確認できません。', 'カードの数字は使用済みか、期限切れです。');
    case undefined:
      return moved;
  }
}
