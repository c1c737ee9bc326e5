/** A window of a real Chromium on pages of our own. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser as Chromium } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findBrowser } from '../../../browser/find-browser.ts';
import { region, title } from '../../../browser/page.ts';
import { NotSupported } from '../../ports.ts';
import { launchChromium } from './chromium.ts';
import type { BrowserWindow } from './window.ts';
import { openWindows, type Windows } from './windows.ts';

const form = `
<a href="/next">次の画面</a><a href="/hidden" hidden>隠れた画面</a>
<section aria-label="上"><form method="post" action="/upper"><button>送る</button></form></section>
<section aria-label="下"><details><summary>下</summary>
<form method="post" action="/lower"><label>名前 <input name="name" value="前"></label>
<label><input type="radio" name="kind" value="a" checked>甲</label><label><input type="radio" name="kind" value="b">乙</label>
<label><input type="checkbox" name="all" value="yes" checked>全部</label><button>送る</button>
<button disabled>押せない</button></form></details></section>`;

let chromium: Chromium;
let windows: Windows;
let server: Server;
let origin: string;
let window: BrowserWindow;
/** What came: method, path, body, cookie. */
let came: string[] = [];

describe.skipIf(findBrowser() === undefined)('a window of Chromium', { timeout: 30_000 }, () => {
  beforeAll(async () => {
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += String(chunk);
      came.push(`${request.method} ${request.url} ${body} ${request.headers.cookie ?? ''}`.trim());
      const headers = { 'content-type': 'text/html; charset=utf-8', 'set-cookie': 'who=me' };
      if (request.url === '/moved') response.writeHead(303, { ...headers, location: '/next' });
      else response.writeHead(request.url === '/gone' ? 404 : 200, headers);
      response.end(
        `<!doctype html><title>x</title><h1>${request.url}</h1>${form}<script>document.title = 'ran'</script>`,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    chromium = await launchChromium();
    windows = openWindows(chromium);
  }, 60_000);
  afterAll(async () => {
    await chromium?.close();
    server.closeAllConnections();
    server.close();
  });
  beforeEach(async () => {
    await windows.clear();
    came = [];
    window = windows.open(origin) as BrowserWindow;
  });

  test('pages by address and by link, with where they came from and their status', async () => {
    expect(await window.open('/gone')).toMatchObject({ url: `${origin}/gone`, httpStatus: 404 });
    expect(await window.open('/moved')).toMatchObject({ url: `${origin}/next`, httpStatus: 200 });
    const page = await window.follow(await window.open('/first'), '次の画面');
    expect([title(page), page.httpStatus]).toEqual(['/next', 200]);
    await expect(window.follow(page, '隠れた画面')).rejects.toThrow('0個');
  });

  test('a form within its region, folded until it is opened, filled by labels', async () => {
    const page = await window.open('/first');
    const filled = { fields: { 名前: '髙橋 𠮷' }, checked: ['乙'], unchecked: ['全部'] };
    await expect(window.press(page, '送る')).resolves.toMatchObject({ url: `${origin}/upper` });
    const again = await window.open('/first');
    await window.press(again, '送る', filled, region(again, '下'));
    expect(came.at(-1)).toBe(`POST /lower ${new URLSearchParams({ name: '髙橋 𠮷', kind: 'b' })} who=me`);
  });

  test('a field is emptied, and what stands checked stays checked', async () => {
    const page = await window.open('/first');
    await window.press(page, '送る', { fields: { 名前: '' }, checked: ['甲', '全部'] }, region(page, '下'));
    expect(came.at(-1)).toMatch(/^POST \/lower name=&kind=a&all=yes /);
  });

  test('a disabled button, an unknown label and a name that stands twice are errors', async () => {
    const page = await window.open('/first');
    const lower = region(page, '下');
    await expect(window.press(page, '押せない', {}, lower)).rejects.toThrow('押せません');
    await expect(window.press(page, '送る', { fields: { 住所: '' } }, lower)).rejects.toThrow('住所');
    // Unfolded now: the same button stands on the page twice.
    await expect(window.press(page, '送る')).rejects.toThrow('2個');
  });

  test('a screen that is held stays open beside the others, and can be sent once', async () => {
    const held = window.hold(await window.open('/held'));
    await window.open('/other');
    expect(window.tabs()).toHaveLength(2);
    expect(await window.press(held, '送る')).toMatchObject({ url: `${origin}/upper` });
    await expect(window.press(held, '送る')).rejects.toThrow(NotSupported);
  });

  test.each([
    ['a post without its screen', () => window.send({ url: origin, method: 'POST', body: new URLSearchParams() })],
    [
      'two presses at once',
      async () => {
        const page = await window.open('/first');
        return Promise.all([window.press(page, '送る'), window.press(page, '送る')]);
      },
    ],
    [
      'a radio put off',
      async () => {
        const page = await window.open('/first');
        return window.press(page, '送る', { unchecked: ['甲'] }, region(page, '下'));
      },
    ],
    [
      'a line break',
      async () => {
        const page = await window.open('/first');
        return window.press(page, '送る', { fields: { 名前: 'a\nb' } }, region(page, '下'));
      },
    ],
  ])('no browser can do: %s', async (_what, act) => {
    await expect(act()).rejects.toThrow(NotSupported);
  });

  test('scripts are off, sessions are apart, and whoever comes next finds no cookie', async () => {
    await window.open('/first');
    const other = windows.open(origin);
    await other.open('/other');
    expect(came.filter((line) => line.includes('/other'))).toEqual(['GET /other']);
    const [tab] = windows.inUse()[0]?.tabs() ?? [];
    expect(tab?.shown?.elements.find(({ tagName }) => tagName === 'title')?.children).toMatchObject([{ data: 'x' }]);
    await windows.clear();
    came = [];
    await windows.open(origin).open('/next-scene');
    expect(came).toContain('GET /next-scene');
    expect(came.join('\n')).not.toContain('who=me');
  });

  test('an address where nobody answers is an error', async () => {
    await expect(window.open('http://127.0.0.1:1/')).rejects.toThrow('ERR_');
  });
});
