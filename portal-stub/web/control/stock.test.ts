/** Stock and serials on the control plane. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writePskc } from '../../../pskc/write.ts';
import { pskcKey, pskcOf } from '../../testing/test-bank.ts';
import { callControl, type Loose } from '../../testing/test-control.ts';
import { startTestPortal, type TestPortal } from '../../testing/test-portal.ts';
import { demo } from '../../testing/test-visitor.ts';

let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal();
});
afterEach(() => portal.close());
const call = (method: string, path: string, body?: unknown) => callControl(portal, method, path, body);

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
    if (!written.ok) throw new Error(written.error.text.ja);
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
    if (!written.ok) throw new Error(written.error.text.ja);
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
    if (!other.ok) throw new Error(other.error.text.ja);
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
