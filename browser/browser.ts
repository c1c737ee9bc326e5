/** A window of a browser without scripts: cookies, redirects, forms. One instance, one session. */
import { CookieJar } from 'tough-cookie';
import { exchange } from './exchange.ts';
import { type Filled, press, type Submission } from './form.ts';
import { type Element, link, type Page, readPage } from './page.ts';

export interface Browser {
  open(path: string): Promise<Page>;
  follow(page: Page, linkName: string): Promise<Page>;
  press(page: Page, buttonName: string, filled?: Filled, place?: Element): Promise<Page>;
  /** A screen that stays open until it is sent or left, whatever its owner does elsewhere meanwhile. */
  hold(page: Page): Page;
  /** Sends what no form was filled for. */
  send(submission: Submission): Promise<Page>;
  /** What stands in it now; the page in front last. */
  shown(): readonly Page[];
}

const deadlineMs = 10_000;

/** @param origin `http://127.0.0.1:8420` */
export function createBrowser(origin: string): Browser {
  const jar = new CookieJar();
  let last: Page | undefined;

  async function request(
    url: string,
    method: 'GET' | 'POST',
    body: URLSearchParams | undefined,
    hops = 0,
  ): Promise<Page> {
    if (hops > 10) throw new Error(`転送が続きます: ${new URL(url).pathname}`);
    const cookie = await jar.getCookieString(url);
    const form = method === 'POST' ? { origin, 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' } : {};
    const { status, headers, text } = await exchange(url, {
      method,
      headers: { ...(cookie === '' ? {} : { cookie }), ...form },
      body: body?.toString(),
      deadlineMs,
    });
    for (const line of headers['set-cookie'] ?? []) await jar.setCookie(line, url);
    const { location } = headers;
    if (location !== undefined && status >= 300 && status < 400) {
      // 303 and what browsers do with 302 after a POST; the portal sends nothing else.
      return request(new URL(location, url).href, 'GET', undefined, hops + 1);
    }
    last = readPage(url, status, text);
    return last;
  }

  const send = ({ url, method, body }: Submission): Promise<Page> =>
    method === 'POST' ? request(url, 'POST', body) : request(`${url.split('?')[0]}?${body}`, 'GET', undefined);

  return {
    open: (path) => request(new URL(path, origin).href, 'GET', undefined),
    follow: (page, name) => request(link(page, name), 'GET', undefined),
    press: (page, name, filled, place) => send(press(page, name, filled, place)),
    hold: (page) => page, // a page is a value here: it stays as it was drawn
    send,
    shown: () => (last === undefined ? [] : [last]),
  };
}
