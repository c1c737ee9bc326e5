import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callControl } from '../../testing/test-control.ts';
import { startAt, startTestPortal, type TestPortal } from '../../testing/test-portal.ts';
import { demo, logInAdmin } from '../../testing/test-visitor.ts';

let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal();
});
afterEach(() => portal.close());
const call = (method: string, path: string, body?: unknown) => callControl(portal, method, path, body);

describe('contracts', () => {
  test('the list filters by mode, and pages after a contract', async () => {
    for (let n = 0; n < 4; n += 1) await call('POST', 'contracts', { mode: n % 2 === 0 ? 'individual' : 'shared' });
    const list = async (query: string) => {
      const { body } = await call('GET', `contracts${query}`);
      return (body as { contractId: string }[]).map(({ contractId }) => contractId);
    };
    const all = await list('');
    expect(all).toHaveLength(5);
    expect(new Set([...(await list('?mode=individual')), ...(await list('?mode=shared'))])).toEqual(new Set(all));
    expect(await list('?mode=individual')).toHaveLength(2);
    expect(await list('?limit=2')).toEqual(all.slice(0, 2));
    expect(await list(`?after=${all[1]}&limit=2`)).toEqual(all.slice(2, 4));
    expect((await call('GET', 'contracts?after=1')).status).toBe(404);
    for (const query of ['limit=0', 'limit=x', 'mode=odd', 'page=2', 'limit=1&limit=2'])
      expect((await call('GET', `contracts?${query}`)).status).toBe(400);
  });

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
