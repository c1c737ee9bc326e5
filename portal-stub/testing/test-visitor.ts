/**
 * For tests: a person at a browser without scripts who can also be rude by hand: any header, any body, cookies that may be
 * copied or lost. What stands on a page and what a form sends is found by `browser/`.
 */
import { type CheerioAPI, load } from 'cheerio';
import { type Element, textOf, within } from '../../browser/dom.ts';
import { press } from '../../browser/form.ts';
import { link, nameOf, oneOf, readPage, refusal, type Page as Tree, title } from '../../browser/page.ts';

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** By role and name. */
  readonly tree: Tree;
  /** By the markup, for what has no role and no name. */
  readonly $: CheerioAPI;
}

export interface Visitor {
  readonly page: Page;
  readonly cookies: Map<string, string>;
  get(path: string, init?: RequestInit): Promise<Page>;
  /** Sends a body exactly as given, with this visitor's cookies. */
  send(
    path: string,
    body: string | Uint8Array<ArrayBuffer> | URLSearchParams | undefined,
    init?: RequestInit,
  ): Promise<Page>;
  link(name: string): Promise<Page>;
  /** Fills by label, ticks by name, presses the button. */
  press(button: string, fill?: Fill, region?: string): Promise<Page>;
  /** What pressing the button would send. */
  prepare(button: string, fill?: Fill, region?: string): { path: string; method: string; body: URLSearchParams };
  h1(): string;
  alert(): string | undefined;
  /** The code that the alert begins with. */
  code(): string | undefined;
  status(): string | undefined;
  names(role: Role, region?: string): string[];
  text(region: string): string;
}

export interface Fill {
  readonly [label: string]: string | boolean;
}
export type Role = 'button' | 'link' | 'textbox' | 'radio' | 'checkbox' | 'region' | 'group';

const roles: Record<Role, (element: Element) => boolean> = {
  button: ({ tagName }) => tagName === 'button',
  link: ({ tagName, attribs }) => tagName === 'a' && attribs['href'] !== undefined,
  textbox: ({ tagName, attribs }) => tagName === 'input' && ['text', 'password'].includes(attribs['type'] ?? 'text'),
  radio: ({ tagName, attribs }) => tagName === 'input' && attribs['type'] === 'radio',
  checkbox: ({ tagName, attribs }) => tagName === 'input' && attribs['type'] === 'checkbox',
  region: ({ tagName, attribs }) =>
    tagName === 'section' && (attribs['aria-labelledby'] ?? attribs['aria-label']) !== undefined,
  group: ({ tagName }) => tagName === 'fieldset',
};

export function createVisitor(url: string): Visitor {
  const cookies = new Map<string, string>();
  let page = pageOf(url, { status: 0, headers: new Headers() }, '');

  async function request(path: string, init: RequestInit): Promise<Page> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0 && !headers.has('cookie'))
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const address = new URL(path, url);
    const response = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const html = await response.text();
    if (response.status === 303) return request(response.headers.get('location') ?? '/', {});
    page = pageOf(address.href, response, html);
    return page;
  }

  // The whole section: a group of the same name within is a part of it.
  const section = (name: string): Element => {
    const found = page.tree.elements.filter((each) => roles.region(each) && nameOf(page.tree, each) === name);
    return oneOf(found, `領域「${name}」`, page.tree);
  };
  const place = (name: string | undefined): Element | undefined => (name === undefined ? undefined : section(name));

  function prepare(button: string, fill: Fill = {}, name?: string) {
    const given = Object.entries(fill);
    const fields = given.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const named = (on: boolean) => given.filter(([, value]) => value === on).map(([label]) => label);
    const filled = { fields: Object.fromEntries(fields), checked: named(true), unchecked: named(false) };
    const { url: action, method, body } = press(page.tree, button, filled, place(name));
    const { pathname, search } = new URL(action);
    return { path: pathname + search, method: method.toLowerCase(), body };
  }

  const said = (role: 'alert' | 'status'): string | undefined => {
    const found = page.tree.elements.find(({ attribs }) => attribs['role'] === role);
    return found === undefined ? undefined : textOf(found);
  };

  return {
    get page() {
      return page;
    },
    cookies,
    get: (path, init = {}) => request(path, init),
    send: (path, body, init = {}) => request(path, { method: 'POST', body: body ?? null, ...init }),
    link: (name) => request(link(page.tree, name), {}),
    prepare,
    async press(button, fill, name) {
      const { path, method, body } = prepare(button, fill, name);
      return method === 'post' ? request(path, { method: 'POST', body }) : request(`${path}?${body}`, {});
    },
    h1: () => title(page.tree),
    alert: () => said('alert'),
    code: () => refusal(page.tree)?.code,
    status: () => said('status'),
    names: (role, name) => {
      const inside = place(name);
      const among = inside === undefined ? page.tree.elements : within(inside);
      return among.filter(roles[role]).map((each) => nameOf(page.tree, each));
    },
    text: (name) => textOf(section(name)),
  };
}

/** Parsed when first looked at: most rude posts are judged by their status alone. */
function pageOf(url: string, { status, headers }: Pick<Response, 'status' | 'headers'>, html: string): Page {
  let parsed: CheerioAPI | undefined;
  let tree: Tree | undefined;
  return {
    status,
    headers,
    html,
    get tree() {
      tree ??= readPage(url, status, html);
      return tree;
    },
    get $() {
      parsed ??= load(html);
      return parsed;
    },
  };
}

export const demo = { contractId: '12345678901', password: 'keiyaku01', pin: 'kakunin01' };

export async function logInAdmin(url: string, who = demo): Promise<Visitor> {
  const visitor = createVisitor(url);
  await visitor.get('/admin/login');
  await visitor.press('ログオン', { ご契約先ID: who.contractId, ご契約先暗証番号: who.password });
  if (visitor.h1() !== 'ご契約先ステータス') throw new Error(`log-in failed: ${visitor.alert()}`);
  return visitor;
}

export async function logInUser(
  url: string,
  userId = 'user01',
  password = 'riyou01',
  contractId = demo.contractId,
): Promise<Visitor> {
  const visitor = createVisitor(url);
  await visitor.get('/user/login');
  await visitor.press('ログオン', { ご契約先ID: contractId, 利用者ID: userId, 利用者暗証番号: password });
  if (visitor.h1() !== '利用者ステータス') throw new Error(`log-in failed: ${visitor.alert()}`);
  return visitor;
}
