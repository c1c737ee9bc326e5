import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { callControl } from '../../testing/test-control.ts';
import { startAt, startTestPortal, type TestPortal } from '../../testing/test-portal.ts';
import { demo } from '../../testing/test-visitor.ts';

let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal();
});
afterEach(() => portal.close());
const call = (method: string, path: string, body?: unknown) => callControl(portal, method, path, body);

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
