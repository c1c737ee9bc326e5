/** What a stranger may send: never a 500, never a change, the same headers on every answer (quality B8, D1 to D6, F6 to F11). */
import { createHash } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { createVisitor, demo, logInAdmin, logInUser, type Visitor } from '../testing/test-visitor.ts';
import { pageRoutes } from './pages/pages.ts';

let portal: TestPortal;
/** A contract that no number of wrong guesses stops. */
let patient: typeof demo;
beforeAll(async () => {
  portal = await startTestPortal();
  portal.service.setUp(demo.contractId, { mode: 'individual', users: { user01: 'SKTH00002' } });
  const made = portal.service.createContract({ mode: 'individual', policy: { lockLimit: 1_000_000 } });
  if (!made.ok) throw new Error('no contract');
  const { contractId, password, confirmationPin } = made.value;
  patient = { contractId, password, pin: confirmationPin };
});
afterAll(() => portal.close());

/** Everything but failure counters: those are the one thing that a refused act may change (D-06). */
function state(): string {
  const contracts = portal.service.contracts().map(({ failures: _, users, ...contract }) => ({
    ...contract,
    users: users.map(({ failures: __, ...user }) => user),
    history: portal.service.history(contract.contractId),
    mails: portal.service.mails(contract.contractId),
  }));
  const everything = JSON.stringify([
    contracts,
    ['SKTH00001', 'SKTH00002', 'SKTS00001'].map((serial) => portal.service.serial(serial)),
  ]);
  // A digest: what matters is whether it is the same, and it is printed when it is not.
  return createHash('sha256').update(everything).digest('hex');
}

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
    expect(await nope.text()).toContain('お探しの画面はありません');
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

/** One bait a line; each goes into every field of every form. */
const baits = [
  '',
  ' ',
  '　',
  '\t',
  '\n',
  '\r\n',
  '\0',
  '\u0085',
  '\u2028',
  '\u200b',
  '\u202e',
  '\ufeff',
  '\ud7ff',
  'ＳＫＴＨ０００００１',
  'SKTH０００１',
  'skth00001',
  ' SKTH00001',
  'SKTH00001 ',
  'SKTH00001\n',
  'SKTH00001\0',
  'SKTH0001',
  'SKTH000001',
  'SKTHOOOO1',
  'SKTX00001',
  'ЅKTH00001',
  'SKTH0000١',
  '\u{1d7d8}'.repeat(6),
  '123456',
  '１２３４５６',
  '12345',
  '1234567',
  '12345a',
  '1e5',
  '+12345',
  '-12345',
  '0x1F4',
  ' 123456',
  '123456 ',
  '123456\n',
  '١٢٣٤٥٦',
  '12 345',
  '1.2345',
  'NaN',
  'Infinity',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '["123456"]',
  '{"$gt":""}',
  '[object Object]',
  "' OR '1'='1",
  "'; DROP TABLE contracts; --",
  '" OR ""="',
  '1;SELECT 1',
  '../../../etc/passwd',
  '..%2f..%2f',
  '%00',
  '%0d%0aSet-Cookie:x=1',
  '\r\nSet-Cookie: x=1',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg/onload=alert(1)>",
  '</input><b>',
  '&lt;b&gt;',
  '&#x41;',
  'javascript:alert(1)',
  '<%= 7*7 %>',
  '{{7*7}}',
  '#{7*7}',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  '𠮷野',
  '髙﨑',
  '葛\u{e0100}',
  'か\u3099',
  '😀',
  '👨‍👩‍👧',
  'Z̷̢͎̫'.repeat(20),
  '\u0300'.repeat(200),
  'a'.repeat(1000),
  'あ'.repeat(1500),
  '0'.repeat(5000),
  `SKTH${'0'.repeat(5000)}`,
  `${'a'.repeat(30)}!`,
  '$(id)',
  '`id`',
  '|id',
  '%s%n%x',
  '9'.repeat(20),
  '-1',
  '0',
  '1_000',
  '1,000',
] as const;

const forms = [
  { path: '/admin/otp/register', button: 'OK', fields: ['serial', 'otp', 'pin', 'users'] },
  { path: '/admin/otp/deregister', button: 'OK', fields: ['pin', 'users'] },
  { path: '/admin/users/new', button: 'OK', fields: ['userId', 'name', 'pin'] },
  { path: '/admin/users/delete?user=user01', button: 'OK', fields: ['pin'] },
  { path: '/admin/otp/mode', button: '次へ', fields: ['mode'] },
] as const;

describe('bad input in every field: a refusal, no change, no 500', () => {
  test.each(forms.flatMap(({ path, button, fields }) => fields.map((field) => ({ path, button, field }))))(
    '$path $field',
    async ({ path, button, field }) => {
      const before = state();
      const admin = await logInAdmin(portal.url, patient);
      await admin.get(path);
      const { body: drawn, path: target } = admin.prepare(button);
      for (const bait of baits) {
        // Otherwise a form that could be right, so that the bait is what is judged.
        const body = new URLSearchParams(drawn);
        for (const name of ['userId', 'name', 'serial', 'otp', 'pin'])
          if (body.has(name))
            body.set(
              name,
              { userId: 'user77', name: '法人', serial: 'SKTH00001', otp: '000000', pin: 'wrong123' }[name] ?? '',
            );
        body.set(field, bait);
        const page = await admin.send(target, body);
        expect([bait, page.status < 500 && page.status >= 400]).toEqual([bait, true]);
        expect(admin.code()).toMatch(/^E-(INP|USR|OTP|PIN|STA|REG|LCK)-\d\d$/);
        expect(page.$('script, img, svg, b, main iframe')).toHaveLength(0);
        if (field === 'otp' || field === 'pin')
          for (const secret of page.$('input[name=otp], input[name=pin]'))
            expect(page.$(secret).attr('value')).toBe('');
        if (field === 'serial')
          expect(page.$('input[name=serial]').attr('value')).toBe(
            body.get('serial')?.replaceAll('\0', '\ufffd').replace(/\r\n?/g, '\n') ?? '',
          );
      }
      expect(state()).toBe(before);
      expect(Object.keys(Object.prototype)).toEqual([]);
    },
  );

  test('the log-in forms', async () => {
    const before = state();
    for (const bait of baits)
      for (const path of ['/admin/login', '/user/login']) {
        const visitor = createVisitor(portal.url);
        await visitor.get(path);
        const { body } = visitor.prepare('ログオン');
        for (const name of [...body.keys()]) if (name !== 'csrf') body.set(name, bait);
        const page = await visitor.send(path, body);
        expect([bait, [401, 413, 422].includes(page.status)]).toEqual([bait, true]);
        expect(page.$('script, img, svg, b')).toHaveLength(0);
      }
    expect(state()).toBe(before);
  });
});

describe('bodies that are no form of ours', () => {
  test.each([
    ['a field twice', 'serial=SKTH00001&serial=SKTH00001'],
    ['a token twice', 'csrf=x'],
    ['an array', 'serial[]=SKTH00001'],
    ['an object', 'serial[a]=SKTH00001'],
    ['a dotted name', 'serial.x=1'],
    ['__proto__', '__proto__[x]=1'],
    ['__proto__ alone', '__proto__=1'],
    ['constructor', 'constructor[prototype][x]=1'],
    ['an unknown field', 'admin=true'],
    ['an empty name', '=1'],
    ['a cut percent', 'serial=%'],
    ['half a percent', 'serial=%4'],
    ['a wrong percent', 'serial=%zz'],
    ['no UTF-8', 'serial=%ff%fe'],
    ['overlong UTF-8', 'serial=%c0%af'],
    ['a lone surrogate', 'serial=%ed%a0%80'],
    ['a cut sequence', 'serial=%e3%81'],
    ['Shift_JIS', 'serial=%83%65%83%58%83%67'],
    ['raw bytes', 'serial=\xff'],
    ['a user twice', 'users=user01&users=user01'],
    ['semicolons', 'a=1;b=2'],
  ])('%s is 400', async (_name, text) => {
    const before = state();
    const admin = await logInAdmin(portal.url);
    await admin.get('/admin/otp/register');
    const { body } = admin.prepare('OK');
    const rest = [...body].filter(([name]) => name === 'csrf' || name === 'form');
    const bytes = Buffer.from(`${new URLSearchParams(rest)}&${text}`, 'latin1');
    await admin.send('/admin/otp/register', new Uint8Array(bytes), {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(admin.page.status).toBe(400);
    expect(admin.alert()).toMatch(/\S/);
    expect(state()).toBe(before);
  });

  test('16 KiB is the end: more is 413 before it is parsed, and quickly', async () => {
    const admin = await logInAdmin(portal.url);
    await admin.get('/admin/otp/register');
    for (const size of [16 * 1024 + 1, 1024 * 1024, 8 * 1024 * 1024]) {
      const page = await admin.send('/admin/otp/register', new Uint8Array(Buffer.alloc(size, 'a=1&')), {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect(page.status).toBe(413);
    }
    await admin.send('/admin/otp/register', `pin=${'a'.repeat(15 * 1024)}`, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(admin.page.status).toBe(403);
  });

  test('a body in pieces without a length is counted, too', async () => {
    const admin = await logInAdmin(portal.url);
    const status = await new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie: cookieOf(admin) };
      const request = httpRequest(`${portal.url}/admin/otp/register`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      request.on('error', reject);
      for (let piece = 0; piece < 40; piece += 1) request.write('a'.repeat(1024));
      request.end();
    });
    expect(status).toBe(413);
  });

  test.each(['gzip', 'deflate', 'br', 'x'])('content-encoding %s is 415', async (encoding) => {
    const admin = await logInAdmin(portal.url);
    const headers = { 'content-encoding': encoding, 'content-type': 'application/x-www-form-urlencoded' };
    await admin.send('/admin/otp/register', 'a=1', { headers });
    expect(admin.page.status).toBe(415);
  });
});

function cookieOf({ cookies }: Visitor): string {
  return [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

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
