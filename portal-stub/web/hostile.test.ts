import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { cookieOf, stateOf } from '../testing/test-stranger.ts';
import { createVisitor, demo, logInAdmin, logInUser, type Visitor } from '../testing/test-visitor.ts';
import { pageRoutes } from './pages/pages.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
  portal.service.setUp(demo.contractId, { mode: 'individual', users: { user01: 'SKTH00002' } });
});
afterAll(() => portal.close());
const state = () => stateOf(portal);

const promised: Readonly<Record<string, RegExp>> = {
  'content-security-policy':
    /default-src 'none'.*form-action 'self'.*base-uri 'none'.*object-src 'none'.*frame-ancestors 'none'/,
  'x-content-type-options': /^nosniff$/,
  'x-frame-options': /^DENY$/,
  'referrer-policy': /^same-origin$/,
  'cross-origin-opener-policy': /^same-origin$/,
};

function expectHeaders({ headers, ok }: Response, where: string): void {
  for (const [name, form] of Object.entries(promised))
    expect([where, name, headers.get(name)]).toEqual([where, name, expect.stringMatching(form)]);
  expect(headers.get('content-security-policy')).not.toContain('unsafe');
  expect(headers.get('x-powered-by')).toBeNull();
  expect(headers.get('etag')).toBeNull();
  expect(headers.get('access-control-allow-origin')).toBeNull();
  const cached = ok && /\.(css|svg)$/.test(where) ? /max-age/ : /^no-store$/;
  expect([where, headers.get('cache-control')]).toEqual([where, expect.stringMatching(cached)]);
}

describe('every answer', () => {
  const paths = [
    ...new Set(pageRoutes.map(({ path }) => path)),
    '/style.css',
    '/icon.svg',
    '/nope',
    '/admin/',
    '/ADMIN',
    '/%zz',
    '/__admin/health',
    '/__admin/nope',
    '/a'.repeat(500),
  ];
  const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'];
  const cases = paths.flatMap((path) => methods.map((method) => [method, path] as const));

  test.each(cases)('%s %s carries the headers, leaks nothing, is no 500', async (method, path) => {
    const response = await fetch(portal.url + path, { method, redirect: 'manual' });
    expectHeaders(response, path);
    expect(response.status).toBeLessThan(500);
    if (response.status === 405) expect(response.headers.get('allow')).toMatch(/[A-Z]/);
    const text = await response.text();
    expect(text).not.toMatch(/node_modules|\.ts:\d+|at \w+ \(|Error:/);
    if (response.headers.get('content-type')?.includes('html')) {
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      if (method !== 'HEAD') expect(text).toContain('<html lang="ja">');
    }
  });

  test('methods that a page has not are 405 with Allow; unknown paths are 404 pages in Japanese', async () => {
    const put = await fetch(`${portal.url}/admin/otp/register`, { method: 'PUT' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    const options = await fetch(`${portal.url}/logoff`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([405, 'POST']);
    const nope = await fetch(`${portal.url}/nope`);
    expect(nope.status).toBe(404);
    expect(await nope.text()).toContain('指定された画面が見つかりません');
  });
});

describe('IDOR: every page × everybody who is not its own administrator or user (B8)', () => {
  const bodies = (path: string): Record<string, string> =>
    path.includes('transfer') ? { account: '1', amount: '1', otp: '123456' } : { pin: demo.pin };
  const cases = pageRoutes.filter(({ access }) => access === 'administrator' || access === 'user');

  test.each(cases)('$method $path', async ({ method, path, access }) => {
    const before = state();
    const made = portal.service.createContract({});
    if (!made.ok) throw new Error('no contract');
    const { contractId, password, confirmationPin, users } = made.value;
    const strangers: [string, Visitor][] = [['anonymous', createVisitor(portal.url)]];
    const user = await logInUser(portal.url, 'user02', 'riyou02');
    const admin = await logInAdmin(portal.url);
    if (access === 'administrator') strangers.push(['user', user]);
    else strangers.push(['administrator', admin]);
    for (const [who, visitor] of strangers) {
      const csrf = visitor.page.status ? (visitor.page.$('input[name=csrf]').attr('value') ?? '') : '';
      const page =
        method === 'GET'
          ? await visitor.get(`${path}?user=user01`)
          : await visitor.send(path, new URLSearchParams({ csrf, ...bodies(path) }));
      expect([who, page.status]).toEqual([who, who === 'anonymous' ? 401 : 403]);
      expect(page.html).not.toContain('SKTH00002');
    }
    // The administrator or user of another contract is at home here, and sees and changes their own only.
    const other =
      access === 'administrator'
        ? await logInAdmin(portal.url, { contractId, password, pin: confirmationPin })
        : await logInUser(portal.url, users[0]?.userId, users[0]?.password, contractId);
    if (method === 'GET') {
      await other.get(`${path}?user=user01`);
      expect(other.page.html).not.toContain('SKTH00002');
      expect(other.page.html).not.toContain(demo.contractId);
    } else {
      const own = access === 'administrator' ? admin : user;
      await own.get(
        path.startsWith('/admin/users/') && !path.endsWith('new')
          ? `${path}?user=user01`
          : path.replace('/confirm', ''),
      );
      const form = own.page.$('input[name=form]').attr('value') ?? '';
      const csrf = other.page.$('input[name=csrf]').attr('value') ?? '';
      await other.send(path, new URLSearchParams({ csrf, form, ...bodies(path) }));
      expect(other.page.status).toBeGreaterThanOrEqual(400);
    }
    portal.service.deleteContract(contractId);
    expect(state()).toBe(before);
  });
});

describe('cookies that are not ours', () => {
  test.each(['x', 'j:{"a":1}', 'j:[1]', '%00', '%zz', '__proto__', 'a'.repeat(4000), '"', 's:x.y'])(
    '%s opens nothing',
    async (value) => {
      const response = await fetch(`${portal.url}/admin`, { headers: { cookie: `ichido-session=${value}` } });
      expect(response.status).toBe(401);
      const twice = await fetch(`${portal.url}/admin`, {
        headers: { cookie: `ichido-session=${value}; ichido-session=${value}` },
      });
      expect(twice.status).toBe(401);
    },
  );
});

describe('Host (F9)', () => {
  const port = () => new URL(portal.url).port;
  const raw = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port()), '127.0.0.1', () => socket.end(text));
      let answer = '';
      socket.on('data', (data) => {
        answer += data;
      });
      socket.on('end', () => resolve(answer));
      socket.on('error', reject);
    });
  const ask = async (host: string) =>
    (await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)).split('\r\n');

  test.each(['localhost', '127.0.0.1', '[::1]', 'LOCALHOST'])('%s with our port is answered', async (name) => {
    expect((await ask(`${name}:${port()}`))[0]).toContain('200');
  });

  test.each([
    'evil.example',
    'localhost.evil.example',
    'localhost:1',
    'localhost',
    '127.0.0.1.nip.io',
    '0.0.0.0',
    '127.1',
    'localhost@evil',
    '',
    'localhost:PORT.evil',
    'evil:PORT',
    'localhost:PORT/',
  ])('%s is not, and is never repeated', async (name) => {
    const lines = await ask(name.replace('PORT', port()));
    expect(lines[0]).toMatch(/ (421|400) /);
    if (name) expect(lines.slice(1).join('\n')).not.toContain(`evil`);
    expect(lines.join('\n')).toMatch(/cache-control: no-store/i);
  });

  test('two Hosts, none, and targets that are no path are 400', async () => {
    const host = `Host: localhost:${port()}\r\n`;
    for (const text of [
      `GET / HTTP/1.1\r\n${host}${host}\r\n`,
      'GET / HTTP/1.1\r\n\r\n',
      'GET / HTTP/1.0\r\n\r\n',
      `GET http://evil.example/ HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
      `OPTIONS * HTTP/1.1\r\n${host}Connection: close\r\n\r\n`,
      'nonsense\r\n\r\n',
      `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(20_000)}\r\n\r\n`,
    ]) {
      const answer = await raw(text);
      expect(answer).toMatch(/^HTTP\/1\.1 (400|431) /);
      expect(answer).not.toContain('evil');
    }
  });

  test('an expectation that nobody can meet gets our headers, too', async () => {
    const answer = await raw(
      `GET / HTTP/1.1\r\nHost: localhost:${port()}\r\nExpect: wonders\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/content-security-policy/i);
  });

  test('a body that is declared too long is refused before it comes', async () => {
    const admin = await logInAdmin(portal.url);
    const head = `POST /admin/otp/register HTTP/1.1\r\nHost: localhost:${port()}\r\nCookie: ${cookieOf(admin)}\r\n`;
    const form = 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99999999\r\n\r\n';
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port()), '127.0.0.1', () => socket.write(head + form));
      socket.once('data', (data) => {
        resolve(String(data));
        socket.destroy();
      });
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test('there is no open redirect: a redirect leads to a fixed path', async () => {
    for (const path of [
      '//evil.example',
      '/\\evil.example',
      '/admin/login?next=//evil.example',
      '/%2f%2fevil.example',
      '/admin?return=https://evil.example',
    ]) {
      const { headers } = await fetch(portal.url + path, { redirect: 'manual' });
      expect(headers.get('location')).toBeNull();
    }
  });
});
