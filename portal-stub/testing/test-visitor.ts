/**
 * For tests: a person at a browser without scripts. Finds everything by role and accessible name, keeps cookies, sends
 * forms as HTML says (form owner, formaction, hidden fields), follows redirects, and can also be rude by hand.
 */
import { type CheerioAPI, load } from 'cheerio';

// cheerio's element type lives in a package of its own; this is as much of it as is needed.
type Node = Parameters<CheerioAPI['contains']>[1];

export interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
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

const selectors: Record<Role, string> = {
  button: 'button',
  link: 'a[href]',
  textbox: 'input:not([type]), input[type=text], input[type=password]',
  radio: 'input[type=radio]',
  checkbox: 'input[type=checkbox]',
  region: 'section[aria-labelledby], section[aria-label]',
  group: 'fieldset',
};

export function createVisitor(url: string): Visitor {
  const cookies = new Map<string, string>();
  let page = pageOf({ status: 0, headers: new Headers() }, '');

  async function request(path: string, init: RequestInit): Promise<Page> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0 && !headers.has('cookie'))
      headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const response = await fetch(new URL(path, url), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const html = await response.text();
    if (response.status === 303) return request(response.headers.get('location') ?? '/', {});
    page = pageOf(response, html);
    return page;
  }

  function nameOf(element: Node): string {
    const { $ } = page;
    const it = $(element as never);
    const labelledBy = it.attr('aria-labelledby');
    if (labelledBy)
      return tidy(
        labelledBy
          .split(' ')
          .map((id) => visible($(`[id="${id}"]`)))
          .join(' '),
      );
    const label = it.attr('aria-label');
    if (label) return label;
    if (it.is('fieldset')) return visible(it.children('legend'));
    if (!it.is('input')) return visible(it);
    const id = it.attr('id');
    return tidy([...$(`label[for="${id}"]`)].map((each) => visible($(each))).join(' '));
  }

  function visible(selection: ReturnType<CheerioAPI>): string {
    const copy = selection.clone();
    copy.find('[aria-hidden=true]').remove();
    return tidy(copy.text());
  }

  function scope(region: string | undefined) {
    const { $ } = page;
    if (region === undefined) return $('body');
    const found = [...$(selectors.region)].filter((each) => nameOf(each as never) === region);
    if (found.length !== 1) throw new Error(`${found.length} regions are named ${region}`);
    return $(found[0] as never);
  }

  function find(role: Role, name: string, region?: string) {
    const { $ } = page;
    const found = [...scope(region).find(selectors[role])].filter((each) => nameOf(each as never) === name);
    if (found.length !== 1)
      throw new Error(
        `${found.length} × ${role} "${name}"${region ? ` in ${region}` : ''} on ${visitor.h1()}: ${page.html}`,
      );
    return $(found[0] as never);
  }

  function prepare(name: string, fill: Fill = {}, region?: string) {
    const { $ } = page;
    const button = find('button', name, region);
    const form = button.closest('form');
    const body = new URLSearchParams();
    const left = new Map(Object.entries(fill));
    for (const input of form.find('input')) {
      const it = $(input);
      const label = it.attr('type') === 'hidden' ? undefined : nameOf(input as never);
      const wanted = label === undefined ? undefined : left.get(label);
      if (label !== undefined) left.delete(label);
      const field = it.attr('name') ?? '';
      if (it.is('[type=radio], [type=checkbox]')) {
        const rivalChosen =
          it.is('[type=radio]') &&
          wanted === undefined &&
          [...form.find(`input[name="${field}"]`)].some((each) => fill[nameOf(each as never)] === true);
        if (wanted === true || (wanted === undefined && !rivalChosen && it.is('[checked]')))
          body.append(field, it.attr('value') ?? 'on');
      } else body.append(field, typeof wanted === 'string' ? wanted : (it.attr('value') ?? ''));
    }
    if (left.size > 0) throw new Error(`nothing is named ${[...left.keys()]} on ${visitor.h1()}`);
    return {
      path: button.attr('formaction') ?? form.attr('action') ?? '',
      method: (button.attr('formmethod') ?? form.attr('method') ?? 'get').toLowerCase(),
      body,
    };
  }

  const visitor: Visitor = {
    get page() {
      return page;
    },
    cookies,
    get: (path, init = {}) => request(path, init),
    send: (path, body, init = {}) => request(path, { method: 'POST', body: body ?? null, ...init }),
    link: (name) => request(find('link', name).attr('href') ?? '', {}),
    prepare,
    async press(button, fill, region) {
      const { path, method, body } = prepare(button, fill, region);
      return method === 'post' ? request(path, { method: 'POST', body }) : request(`${path}?${body}`, {});
    },
    h1: () => tidy(page.$('h1').text()),
    alert: () => textOf(page.$('[role=alert]')),
    code: () => /<strong class="code">(E-[A-Z]{3}-\d\d)</.exec(page.html)?.[1],
    status: () => textOf(page.$('[role=status]')),
    names: (role, region) => [...scope(region).find(selectors[role])].map((each) => nameOf(each as never)),
    text: (region) => visible(scope(region)),
  };
  return visitor;
}

/** Parsed when first looked at: most rude posts are judged by their status alone. */
function pageOf({ status, headers }: Pick<Response, 'status' | 'headers'>, html: string): Page {
  let parsed: CheerioAPI | undefined;
  return {
    status,
    headers,
    html,
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

function textOf(selection: ReturnType<CheerioAPI>): string | undefined {
  return selection.length === 0 ? undefined : tidy(selection.text());
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
