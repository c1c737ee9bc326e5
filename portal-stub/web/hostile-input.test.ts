import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { cookieOf, stateOf } from '../testing/test-stranger.ts';
import { createVisitor, demo, logInAdmin } from '../testing/test-visitor.ts';

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
const state = () => stateOf(portal);

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
