/** The control plane as its clients know it, its description, and its guard. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writePskc } from '../../../pskc/write.ts';
import { pskcKey, pskcOf } from '../../testing/test-bank.ts';
import { startAt, startTestPortal, type TestPortal, testSecret } from '../../testing/test-portal.ts';
import { demo, logInAdmin } from '../../testing/test-visitor.ts';

let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal();
});
afterEach(() => portal.close());

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape, looked into freely and judged by their schemas below
type Loose = any;

const json = { 'content-type': 'application/json' };
async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Loose; headers: Headers }> {
  const response = await portal.admin(path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: json }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

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

describe('contracts', () => {
  test('POST makes one with ids and PINs; GET, list and DELETE know it', async () => {
    const made = await call('POST', 'contracts', {
      mode: 'individual',
      users: [{ userId: 'a1', name: '法人 𠮷郎' }],
      policy: { lockLimit: 3 },
    });
    expect(made.status).toBe(201);
    expect(made.body).toEqual({
      contractId: expect.stringMatching(/^\d{11}$/),
      password: expect.any(String),
      confirmationPin: expect.any(String),
      mode: 'individual',
      users: [
        {
          userId: 'a1',
          name: '法人 𠮷郎',
          password: expect.any(String),
          confirmationPin: expect.any(String),
          stopped: false,
        },
      ],
      stopped: false,
      policy: {
        confirmModeChange: false,
        windowSteps: 1,
        unregisteredUser: 'refuse',
        lockLimit: 3,
        mixKinds: true,
        idleMinutes: 15,
      },
    });
    const { contractId } = made.body;
    expect(made.headers.get('location')).toBe(`/__admin/contracts/${contractId}`);
    expect((await call('GET', `contracts/${contractId}`)).body).toEqual(made.body);
    expect((await call('GET', 'contracts')).body.map((each: { contractId: string }) => each.contractId)).toContain(
      contractId,
    );
    expect(await call('DELETE', `contracts/${contractId}`)).toMatchObject({ status: 204, body: undefined });
    expect(await call('GET', `contracts/${contractId}`)).toMatchObject({
      status: 404,
      body: { code: 'contract-unknown' },
    });
    expect((await call('DELETE', `contracts/${contractId}`)).status).toBe(404);
  });

  test('registrations are set without screens, flat in the JSON, marked in the history', async () => {
    const path = `contracts/${demo.contractId}`;
    const shared = await call('PUT', `${path}/registrations`, { mode: 'shared', serial: 'SKTH00001' });
    expect(shared.body).toMatchObject({ mode: 'shared', serial: 'SKTH00001' });
    expect(shared.body.users[0]).not.toHaveProperty('serial');
    const individual = await call('PUT', `${path}/registrations`, {
      mode: 'individual',
      users: { user01: 'SKTH00002', user02: 'SKTH00002' },
    });
    expect(individual.body).not.toHaveProperty('serial');
    expect(individual.body.users.map((user: { serial?: string }) => user.serial)).toEqual([
      'SKTH00002',
      'SKTH00002',
      undefined,
    ]);
    const { body: history } = await call('GET', `${path}/history`);
    expect(history.at(-1)).toMatchObject({ at: startAt, who: '準備', newSerial: 'SKTH00002' });
    expect((await call('GET', 'serials/SKTH00002')).body).toEqual({
      serial: 'SKTH00002',
      contract: demo.contractId,
      users: ['user01', 'user02'],
      lock: false,
      driftSteps: 0,
    });
    expect((await call('GET', 'serials/SKTH00001')).body).toEqual({
      serial: 'SKTH00001',
      users: [],
      lock: false,
      driftSteps: 0,
    });
    expect((await call('GET', 'serials/SKTH99999')).status).toBe(404);
  });

  test.each([
    [{ mode: 'shared', serial: 'SKTH99999' }, 'serial-unknown'],
    [{ mode: 'individual', users: { nobody: 'SKTH00001' } }, 'user-unknown'],
    [{ mode: 'shared', users: { user01: 'SKTH00001' } }, 'set-up-shape'],
  ])('%j is refused as %s', async (body, code) => {
    const before = (await call('GET', 'contracts')).body;
    const answer = await call('PUT', `contracts/${demo.contractId}/registrations`, body);
    expect(answer).toMatchObject({
      status: 422,
      body: { status: 422, code, title: expect.any(String), detail: expect.stringMatching(/[ぁ-ん]/) },
    });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect((await call('GET', 'contracts')).body).toEqual(before);
  });

  test('a serial of another contract is a conflict', async () => {
    await call('PUT', `contracts/${demo.contractId}/registrations`, { mode: 'shared', serial: 'SKTH00001' });
    const { body } = await call('POST', 'contracts', {});
    const answer = await call('PUT', `contracts/${body.contractId}/registrations`, {
      mode: 'shared',
      serial: 'SKTH00001',
    });
    expect(answer).toMatchObject({ status: 409, body: { code: 'serial-of-other-contract' } });
  });

  test('attempts carry the one bank-side reason, mails and history the act; unlock clears stops', async () => {
    const admin = await logInAdmin(portal.url);
    await admin.get('/admin/otp/register');
    const pin = { ご契約先確認暗証番号: demo.pin };
    await admin.press('OK', { シリアル番号: 'SKTH00001', ワンタイムパスワード: portal.code('SKTS00001'), ...pin });
    await admin.press('OK', { ワンタイムパスワード: portal.code('SKTH00001'), ...pin });
    const path = `contracts/${demo.contractId}`;
    const attempts = (await call('GET', `${path}/attempts`)).body;
    expect(attempts.slice(-2)).toEqual([
      {
        at: startAt,
        who: '管理者',
        act: 'register',
        serial: 'SKTH00001',
        reason: 'otp-wrong',
        reasonText: { ja: expect.any(String), en: expect.any(String) },
      },
      { at: startAt, who: '管理者', act: 'register', serial: 'SKTH00001', reasonText: { ja: '受理', en: 'accepted' } },
    ]);
    expect((await call('GET', `${path}/history`)).body).toHaveLength(1);
    expect((await call('GET', `${path}/mails`)).body).toEqual([
      { at: startAt, to: expect.stringContaining('@'), subject: expect.any(String), body: expect.any(String) },
    ]);
    for (let count = 0; count < 7; count += 1)
      portal.service.act(demo.contractId, { type: 'adminLogin', password: 'wrong123' });
    expect((await call('GET', path)).body.stopped).toBe(true);
    expect((await call('POST', `${path}/unlock`)).body.stopped).toBe(false);
    expect((await call('POST', `${path}/unlock`, {})).status).toBe(200);
  });
});

describe('stock', () => {
  const post = async (body: string, headers: Record<string, string> = {}) => {
    const response = await portal.admin('stock', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/pskc+xml', ...headers },
    });
    return { status: response.status, body: (await response.json()) as Loose };
  };
  const random = (length: number) =>
    new Uint8Array(createHash('shake256', { outputLength: length }).update('r').digest());

  test('a plain file, then the same again: no change', async () => {
    expect(await post(pskcOf(['SKTH00007', 'SKTS00007']))).toEqual({
      status: 200,
      body: { imported: 2, updated: 0, notices: [] },
    });
    expect(await post(pskcOf(['SKTH00007', 'SKTS00007']))).toEqual({
      status: 200,
      body: { imported: 0, updated: 0, notices: [] },
    });
    expect((await call('GET', 'serials/SKTS00007')).status).toBe(200);
  });

  test.each(['application/xml', 'text/xml; charset=utf-8', 'application/octet-stream'])('as %s, too', async (type) => {
    expect((await post(pskcOf(['SKTH00008']), { 'content-type': type })).body).toEqual({
      imported: 1,
      updated: 0,
      notices: [],
    });
  });

  test('encrypted under a key in hex; a wrong key and none are refused', async () => {
    const key = random(16);
    const written = writePskc([pskcKey('SKTH00009')], { kind: 'key', key }, { random });
    if (!written.ok) throw new Error(written.error.message);
    expect((await post(written.value)).status).toBe(422);
    expect((await post(written.value, { 'ichido-pskc-key': '00'.repeat(16) })).status).toBe(422);
    expect((await post(written.value, { 'ichido-pskc-key': Buffer.from(key).toString('hex') })).body).toEqual({
      imported: 1,
      updated: 0,
      notices: [],
    });
  });

  test('protected by a password, percent-encoded', async () => {
    const password = '合言葉 %+&';
    const written = writePskc([pskcKey('SKTH00010')], { kind: 'password', password }, { random });
    if (!written.ok) throw new Error(written.error.message);
    expect((await post(written.value, { 'ichido-pskc-password': encodeURIComponent(password) })).body).toEqual({
      imported: 1,
      updated: 0,
      notices: [],
    });
  });

  test('a known serial with another secret is refused by name, nothing imported', async () => {
    const other = writePskc(
      [{ ...pskcKey('SKTH00001'), secret: random(20) }, pskcKey('SKTH00011')],
      { kind: 'plain' },
      { random },
    );
    if (!other.ok) throw new Error(other.error.message);
    const answer = await post(other.value);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'stock-other-secret', detail: expect.stringContaining('SKTH00001') },
    });
    expect((await call('GET', 'serials/SKTH00011')).status).toBe(404);
    expect(JSON.stringify(answer.body)).not.toContain(Buffer.from(random(20)).toString('hex'));
  });

  test.each([
    [{ 'ichido-pskc-key': 'xyz' }, 400, 'pskc-key-form'],
    [{ 'ichido-pskc-key': '123' }, 400, 'pskc-key-form'],
    [{ 'ichido-pskc-password': '%' }, 400, 'pskc-password-form'],
    [{ 'ichido-pskc-password': '%ff' }, 400, 'pskc-password-form'],
    [{ 'content-type': 'text/plain' }, 415, 'unsupported-media-type'],
    [{ 'content-type': 'application/json' }, 415, 'unsupported-media-type'],
    [{ 'content-encoding': 'gzip' }, 415, 'unsupported-media-type'],
  ] as const)('%j is %i %s', async (headers, status, code) => {
    expect(await post(pskcOf(['SKTH00012']), { ...headers })).toMatchObject({ status, body: { code } });
    expect((await call('GET', 'serials/SKTH00012')).status).toBe(404);
  });

  test('8 MiB is the end', async () => {
    expect((await post(' '.repeat(8 * 1024 * 1024 + 1))).status).toBe(413);
    expect((await post(' '.repeat(3 * 1024 * 1024))).status).toBe(422);
  });

  test('2,000 tokens come in one file', async () => {
    const serials = Array.from({ length: 2_000 }, (_, index) => `SKTH${String(10_000 + index)}`);
    expect(await post(pskcOf(serials))).toEqual({ status: 200, body: { imported: 2_000, updated: 0, notices: [] } });
  });
});

describe('serials', () => {
  test('resync learns a drift from two consecutive codes; others are refused', async () => {
    const [far, next] = [portal.code('SKTH00001', 5), portal.code('SKTH00001', 6)];
    expect((await call('POST', 'serials/SKTH00001/resync', { otp1: next, otp2: far })).body).toMatchObject({
      status: 422,
      code: 'resync-refused',
    });
    expect((await call('POST', 'serials/SKTH00001/resync', { otp1: far, otp2: next })).body).toMatchObject({
      serial: 'SKTH00001',
      driftSteps: 5 + 1,
    });
    expect((await call('POST', 'serials/SKTH99999/resync', { otp1: far, otp2: next })).status).toBe(404);
    expect((await call('POST', 'serials/SKTH00001/resync', { otp1: 123456, otp2: [next] })).status).toBe(400);
  });

  test('reset clears a registration form’s lock', async () => {
    const act = {
      type: 'register',
      userIds: [],
      serial: 'SKTH00001',
      otp: '000000',
      pin: demo.pin,
      mode: 'shared',
      seen: 0,
    } as const;
    for (let count = 0; count < 7; count += 1) portal.service.act(demo.contractId, act);
    expect((await call('GET', 'serials/SKTH00001')).body.lock).toBe(true);
    expect((await call('POST', 'serials/SKTH00001/reset')).body.lock).toBe(false);
  });
});

describe('clock and reset', () => {
  test('the clock is read and moved, forwards only', async () => {
    expect((await call('GET', 'clock')).body).toEqual({ mode: 'manual', now: startAt, offsetMs: 0 });
    expect((await call('PUT', 'clock', { advanceMs: 60_000 })).body.now).toBe(startAt + 60_000);
    expect(await call('PUT', 'clock', { now: startAt })).toMatchObject({
      status: 409,
      body: { code: 'clock-backwards' },
    });
    expect((await call('PUT', 'clock', {})).body.now).toBe(startAt + 60_000);
    for (const body of [{ now: '1' }, { advanceMs: 1.5 }, { mode: 'x' }, { extra: 1 }, [], null, 1, 'x'])
      expect((await call('PUT', 'clock', body)).status).toBe(400);
    expect((await call('GET', 'health')).body).toMatchObject({ status: 'ok', now: startAt + 60_000 });
  });

  test('health says where the facts are kept, and the PRAGMAs as they are (J2)', async () => {
    expect((await call('GET', 'health')).body.store).toEqual(portal.service.storage());
  });

  test('the bank’s own log can be read: what no contract’s history holds (I5)', async () => {
    await call('POST', 'serials/SKTH00001/reset');
    const { body: made } = await call('POST', 'contracts', {});
    await call('DELETE', `contracts/${made.contractId}`);
    const told = (await call('GET', 'history')).body.map(({ what }: { what: string }) => what);
    expect(told).toEqual([
      expect.stringMatching(/^在庫の取込/),
      'シリアル番号の誤り回数の解除',
      `契約の作成（${made.contractId}）`,
      `契約の削除（${made.contractId}）`,
    ]);
    portal.service.act('99999999999', { type: 'adminLogin', password: 'guess-1' });
    const { body: attempts } = await call('GET', 'attempts');
    expect(attempts).toMatchObject([{ act: 'adminLogin', reason: 'login-wrong' }]);
    expect(JSON.stringify(attempts)).not.toContain('guess-1');
  });

  test.each(['manual', 'offset'])('reset brings the start back, on a %s clock', async (mode) => {
    await call('POST', 'contracts', {});
    await call('PUT', `contracts/${demo.contractId}/registrations`, { mode: 'shared', serial: 'SKTH00001' });
    await call('PUT', 'clock', { mode });
    expect((await call('POST', 'reset')).status).toBe(204);
    const { body } = await call('GET', 'contracts');
    expect(body).toHaveLength(1);
    expect(body[0]).not.toHaveProperty('serial');
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

describe('events', () => {
  async function watch(headers: Record<string, string> = {}) {
    const response = await portal.admin('events', { headers });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      response,
      reader,
      async until(part: string): Promise<string> {
        while (!text.includes(part)) {
          const { value, done } = await reader.read();
          if (done) throw new Error(`the stream ended before ${part}: ${text}`);
          text += value;
        }
        return text;
      },
    };
  }

  test('acts, refusals, stock and contracts arrive, with ids and without secrets', async () => {
    const stream = await watch();
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await stream.until('retry:');
    portal.service.setUp(demo.contractId, { mode: 'shared', serial: 'SKTH00001' });
    portal.service.importStock(pskcOf(['SKTH00020']), {});
    portal.service.act(demo.contractId, { type: 'adminLogin', password: 'wrong123' });
    const text = await stream.until('"reason":"login-wrong"');
    const events = text.split('\n\n').filter((block) => block.startsWith('id: '));
    expect(events.map((block) => /event: (.*)/.exec(block)?.[1])).toEqual(['act', 'stock', 'refused']);
    expect(JSON.parse(/data: (.*)/.exec(events[0] ?? '')?.[1] ?? '')).toMatchObject({
      type: 'act',
      contractId: demo.contractId,
      contract: { mode: 'shared', serial: 'SKTH00001' },
    });
    expect(text).not.toContain('wrong123');
    expect(text).not.toMatch(/failures|revision|changedAt/);
    await stream.reader.cancel();

    const id = /id: (.*)/.exec(events[0] ?? '')?.[1] ?? '';
    const later = await watch({ 'last-event-id': id });
    const missed = await later.until('login-wrong');
    expect(missed).not.toContain(`id: ${id}\n`);
    expect(missed).toContain('event: stock');
    await later.reader.cancel();
  });

  test('closing the app ends the streams', async () => {
    const stream = await watch();
    await stream.until('retry:');
    const ended = (async () => {
      for (;;) if ((await stream.reader.read()).done) return true;
    })();
    await portal.close();
    expect(await ended).toBe(true);
    portal = await startTestPortal();
  });
});

describe('openapi.json', () => {
  test('is OpenAPI 3.1 with every route, and nothing that is not one', async () => {
    const { body: document } = await call('GET', 'openapi.json');
    expect(document.openapi).toMatch(/^3\.1\.\d$/);
    expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) });
    const operations = Object.entries(document.paths as Record<string, Record<string, Loose>>).flatMap(
      ([path, verbs]) =>
        Object.entries(verbs).map(([verb, operation]) => ({ verb: verb.toUpperCase(), path, operation })),
    );
    expect(operations.map(({ verb, path }) => `${verb} ${path.replace('/__admin/', '')}`).sort()).toEqual(
      [
        'GET health',
        'GET history',
        'GET attempts',
        'GET contracts',
        'POST contracts',
        'GET contracts/{id}',
        'DELETE contracts/{id}',
        'PUT contracts/{id}/registrations',
        'GET contracts/{id}/history',
        'GET contracts/{id}/mails',
        'GET contracts/{id}/attempts',
        'POST contracts/{id}/unlock',
        'POST stock',
        'GET serials/{serial}',
        'POST serials/{serial}/reset',
        'POST serials/{serial}/resync',
        'GET events',
        'GET clock',
        'PUT clock',
        'POST reset',
        'GET openapi.json',
      ].sort(),
    );
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const inPath = (operation.parameters ?? []).filter((each: { in: string }) => each.in === 'path');
      expect(inPath.map((each: { name: string }) => each.name)).toEqual(named);
      for (const each of inPath) expect(each.required).toBe(true);
      expect(Object.keys(operation.responses).length).toBeGreaterThan(1);
      for (const answer of Object.values<Loose>(operation.responses)) expect(answer.description).toMatch(/\S/);
    }
    // Every reference leads somewhere.
    for (const [, name] of JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g))
      expect(document.components.schemas).toHaveProperty(name ?? '');
    expect(JSON.stringify(document)).not.toMatch(/"\$(id|schema)"/);
  });

  test('every described operation answers, and a crawl of its paths finds no other method', async () => {
    const { body: document } = await call('GET', 'openapi.json');
    for (const [path, verbs] of Object.entries<Record<string, unknown>>(document.paths)) {
      const real = path.replace('/__admin/', '').replace('{id}', demo.contractId).replace('{serial}', 'SKTH00001');
      for (const verb of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
        if (
          real === 'reset' ||
          (verb === 'GET' && real === 'events') ||
          (verb === 'DELETE' && real.startsWith('contracts/'))
        )
          continue;
        const response = await portal.admin(real, { method: verb });
        await response.arrayBuffer();
        if (verb.toLowerCase() in verbs) expect([path, verb, response.status]).not.toEqual([path, verb, 405]);
        else expect([path, verb, response.status]).toEqual([path, verb, 405]);
      }
    }
  });

  test('what is answered has the shape that is described', async () => {
    const schemas = await import('./schemas.ts');
    await call('PUT', `contracts/${demo.contractId}/registrations`, {
      mode: 'individual',
      users: { user01: 'SKTH00001' },
    });
    portal.service.act(demo.contractId, { type: 'adminLogin', password: 'wrong123' });
    const path = `contracts/${demo.contractId}`;
    for (const [where, schema] of [
      ['health', schemas.Health],
      ['history', schemas.HistoryEntry.array()],
      ['attempts', schemas.Attempt.array()],
      ['contracts', schemas.Contract.array()],
      [path, schemas.Contract],
      [`${path}/history`, schemas.HistoryEntry.array()],
      [`${path}/mails`, schemas.Mail.array()],
      [`${path}/attempts`, schemas.Attempt.array()],
      ['serials/SKTH00001', schemas.Serial],
      ['clock', schemas.Clock],
    ] as const)
      expect([where, schema.safeParse((await call('GET', where)).body).error]).toEqual([where, undefined]);
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
