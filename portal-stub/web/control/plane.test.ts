import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callControl, json, type Loose } from '../../testing/test-control.ts';
import { startTestPortal, type TestPortal, testSecret } from '../../testing/test-portal.ts';
import { demo, logInAdmin } from '../../testing/test-visitor.ts';

let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal();
});
afterEach(() => portal.close());
const call = (method: string, path: string, body?: unknown) => callControl(portal, method, path, body);

describe('the secret', () => {
  const bad = [
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Bearer x',
    `Bearer ${testSecret}x`,
    `Bearer ${testSecret.slice(0, -1)}`,
    `Bearer  ${testSecret}`,
    `Basic ${testSecret}`,
    testSecret,
    `Bearer ${testSecret} x`,
  ];
  test.each(bad)('%s is 401, for what exists and what does not', async (authorization) => {
    for (const path of ['health', 'contracts', 'openapi.json', 'nope', '']) {
      const response = await fetch(`${portal.url}/__admin/${path}`, {
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer');
      expect(await response.json()).toMatchObject({ status: 401, code: 'unauthorized' });
    }
  });

  test('in the query, a cookie or a session it counts for nothing', async () => {
    const admin = await logInAdmin(portal.url);
    const page = await admin.get(`/__admin/contracts?secret=${testSecret}&access_token=${testSecret}`);
    expect(page.status).toBe(401);
  });

  test('another site is refused even with it, and no answer invites one', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }] as Record<
      string,
      string
    >[]) {
      const response = await portal.admin('health', { headers });
      expect(response.status).toBe(403);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('bodies', () => {
  test.each([
    '',
    '{',
    '[]',
    'null',
    '1',
    '"x"',
    '{"mode":1}',
    '{"mode":"both"}',
    '{"extra":1}',
    '{"users":{}}',
    '{"users":[{"userId":1,"name":"x"}]}',
    '{"users":[{"userId":"a"}]}',
    '{"users":["a"]}',
    '{"policy":{"lockLimit":"7"}}',
    '{"policy":{"x":1}}',
    '{"policy":{"lockLimit":1.5}}',
    '{"__proto__":{"x":1}}',
    '{"constructor":1}',
    '{"policy":{"__proto__":{}}}',
    '{"users":[{"userId":"a","name":"b","__proto__":{}}]}',
    '{"mode":"shared","mode":"both"}',
    '\ufeff{}',
    `${'['.repeat(50_000)}`,
    '{"mode":NaN}',
    "{'mode':'shared'}",
  ])('%s is 400 and makes no contract', async (body) => {
    const response = await portal.admin('contracts', { method: 'POST', body, headers: json });
    expect(response.status).toBe(body === '\ufeff{}' ? 201 : 400);
    if (response.status === 201) return;
    expect(await response.json()).toMatchObject({
      status: 400,
      code: expect.stringMatching(/^(malformed|invalid)-body$/),
    });
    expect(portal.service.contracts()).toHaveLength(1);
    expect(({} as Loose).x).toBeUndefined();
  });

  test('a user named __proto__ is refused, not passed over: a Given is whole or nothing', async () => {
    const id = portal.service.contracts()[0]?.contractId;
    await call('PUT', `contracts/${id}/registrations`, { mode: 'shared', serial: 'SKTH00001' });
    const body = '{"mode":"individual","users":{"__proto__":"SKTH00001"}}';
    const response = await portal.admin(`contracts/${id}/registrations`, { method: 'PUT', body, headers: json });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'malformed-body' });
    expect(portal.service.serial('SKTH00001')?.contractId).toBe(id);
  });

  test.each([
    [{ users: [] }, 'users-count'],
    [{ users: Array.from({ length: 100 }, (_, index) => ({ userId: `u${index}`, name: 'x' })) }, 'users-count'],
    [{ users: [{ userId: 'ｕ', name: 'x' }] }, 'user-id-form'],
    [
      {
        users: [
          { userId: 'u', name: 'x' },
          { userId: 'u', name: 'y' },
        ],
      },
      'user-id-taken',
    ],
    [{ users: [{ userId: 'u', name: '\u202e' }] }, 'user-name-form'],
    [{ policy: { windowSteps: 11 } }, 'policy-invalid'],
    [{ policy: { lockLimit: 0 } }, 'policy-invalid'],
  ])('%j is 422 %s', async (body, code) => {
    expect(await call('POST', 'contracts', body)).toMatchObject({ status: 422, body: { code } });
    expect(portal.service.contracts()).toHaveLength(1);
  });

  test('users named like parts of Object are users like any other', async () => {
    const users = ['constructor', 'toString', 'valueOf', 'hasOwnProperty'].map((userId) => ({ userId, name: userId }));
    const { body } = await call('POST', 'contracts', { users });
    const answer = await call('PUT', `contracts/${body.contractId}/registrations`, {
      mode: 'individual',
      users: { constructor: 'SKTH00001' },
    });
    expect(answer.body.users.map((user: { serial?: string }) => user.serial)).toEqual([
      'SKTH00001',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('the wrong type, too much, no UTF-8, and a body where none is wanted', async () => {
    const send = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) =>
      portal.admin('contracts', { method: 'POST', body, headers });
    expect((await send('{}', { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await send('{}', { ...json, 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await send(`{"mode":"${'x'.repeat(300_000)}"}`, json)).status).toBe(413);
    expect((await send(new Uint8Array([0x22, 0xff, 0x22]), json)).status).toBe(400);
    expect((await portal.admin('reset', { method: 'POST', body: '{"x":1}', headers: json })).status).toBe(400);
    expect((await portal.admin('contracts/%zz')).status).toBe(400);
    expect((await portal.admin('contracts/a%2f..%2fb')).status).toBe(404);
    expect((await portal.admin('contracts', { method: 'PATCH' })).status).toBe(405);
    expect((await portal.admin('CONTRACTS')).status).toBe(404);
  });
});

describe('the log', () => {
  test('one record a request, one line each, without queries, bodies or secrets (I1, I4)', async () => {
    const admin = await logInAdmin(portal.url);
    const nasty = 'X\r\n{"event":"forged"}\u2028\u001b[31m\u0000';
    await admin.get('/admin/otp/register?otp=424242&pin=kakunin01');
    await admin.press('OK', { シリアル番号: nasty, ワンタイムパスワード: '424242', ご契約先確認暗証番号: demo.pin });
    await admin.get(`/${encodeURIComponent(nasty)}/424242`);
    await call('GET', `serials/${encodeURIComponent(nasty)}`);
    await portal.admin('nope', { headers: { 'ichido-pskc-key': 'c0ffee' } });
    const records = portal.log.map((line) => {
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      return JSON.parse(line);
    });
    expect(records).toHaveLength(8);
    expect(records.at(-1)).toMatchObject({ event: 'request', status: 404, at: '2026-11-22T19:03:26.000+09:00' });
    expect(records[4]).toMatchObject({
      method: 'POST',
      route: '/admin/otp/register',
      status: 422,
      code: 'E-INP-10',
      role: 'administrator',
      contractId: demo.contractId,
    });
    const all = portal.log.join('\n');
    for (const secret of [
      '424242',
      demo.pin,
      demo.password,
      testSecret,
      'c0ffee',
      'forged',
      admin.cookies.get('ichido-session') ?? '?',
    ])
      expect(all).not.toContain(secret);
  });
});
