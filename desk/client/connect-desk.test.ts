import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writePskc } from '../../pskc/write.ts';
import { codeOfStep, stepAt } from '../../simulator/device/otp.ts';
import { type RunningDesk, startDesk } from '../start-desk.ts';
import { connectDesk, type DeskClient } from './connect-desk.ts';

const now = Date.UTC(2026, 3, 1);
let desk: RunningDesk;
let client: DeskClient;
beforeEach(async () => {
  desk = await startDesk({ seed: 1, now });
  client = await connectDesk({ portal: desk.portalUrl, control: desk.controlUrl, secret: desk.secret });
});
afterEach(async () => {
  await client.close();
  await desk.stop();
});

test('issues, reads a code that the bank takes for this token, and lets time pass for a fresh one', async () => {
  const serial = await client.issue('hardware');
  const device = desk.tray.device(serial);
  const secret = device !== undefined && 'secret' in device ? device.secret : expect.fail('no secret');
  expect(await client.code(serial)).toBe(codeOfStep(secret, stepAt(now)));
  await expect(client.code(serial, { fresh: true })).rejects.toMatchObject({ code: 'clock-stopped' });
  await client.rpc('clock.advance', { advanceMs: 30_000 });
  expect(await client.code(serial, { fresh: true })).toBe(codeOfStep(secret, stepAt(now) + 1));
});

test('every kind of route: a path, a body, a query, bytes, an answer without content', async () => {
  const made = await client.contract({ mode: 'individual' });
  expect(await client.bank('getContract', { params: { id: made.contractId } })).toEqual(made);
  expect(await client.bank('listContracts', { query: { mode: 'individual', limit: 5 } })).toEqual([made]);
  expect((await client.bank('health')).status).toBe('ok');
  const key = { id: 'SKTH77777', serial: 'SKTH77777', algorithm: 'TOTP', hash: 'SHA1' } as const;
  const secret = new Uint8Array(20).map((_, index) => index);
  const file = writePskc(
    [{ ...key, digits: 6, periodSeconds: 30, secret }],
    { kind: 'plain' },
    { random: () => secret },
  );
  const stock = file.ok ? file.value : expect.fail(file.error.text.en);
  expect(await client.bank('importStock', { body: stock })).toMatchObject({ imported: 1 });
  expect(await client.bank('deleteContract', { params: { id: made.contractId } })).toBeUndefined();
  expect(JSON.parse(await client.bank('describe'))).toHaveProperty('paths');
});

test('a refusal has the API’s own code and both languages', async () => {
  await expect(client.bank('getContract', { params: { id: '../clock' } })).rejects.toMatchObject({
    code: 'contract-unknown',
    text: { ja: expect.stringMatching(/[ぁ-ん]/), en: expect.stringMatching(/^[\x20-\x7e]+$/) },
  });
  await expect(client.code('SKTH99999')).rejects.toMatchObject({ code: 'unknown-serial' });
});

test('by a ready file; one that is none, a wrong secret and a desk that has ended are told by name', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ichido-client-'));
  const file = join(folder, 'ready.json');
  const urls = { portal: desk.portalUrl, control: desk.controlUrl, secret: desk.secret };
  try {
    writeFileSync(file, JSON.stringify({ ready: true, ...urls }));
    let left: Promise<void> | undefined;
    {
      await using found = await connectDesk(file);
      expect((await found.rpc('clock.get', {})).now).toBe(now);
      left = found.closed;
    }
    await left;
    // That of a portal alone, which has no tokens.
    for (const other of ['{}', JSON.stringify({ portal: urls.portal, secret: urls.secret })]) {
      writeFileSync(file, other);
      await expect(connectDesk(file)).rejects.toMatchObject({ code: 'ready-file' });
    }
    await expect(connectDesk({ ...urls, secret: 'wrong' })).rejects.toMatchObject({ code: 'secret-refused' });
    await desk.stop();
    await client.closed;
    await expect(client.bank('health')).rejects.toMatchObject({ code: 'unreachable' });
    await expect(client.code('SKTH00001')).rejects.toMatchObject({ code: 'closed' });
    await expect(connectDesk(urls)).rejects.toMatchObject({ code: 'unreachable' });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the same hands in process; what is refused has a code', async () => {
  const serial = desk.issue('software');
  expect(await desk.code(serial)).toMatch(/^\d{6}$/);
  expect(desk.contract({ mode: 'individual' })).toMatchObject({ mode: 'individual' });
  expect(() => desk.issue('hardware', 'no-such')).toThrow(expect.objectContaining({ code: 'unknown-profile' }));
  expect(() => desk.contract({ policy: { windowSteps: -1 } })).toThrow(
    expect.objectContaining({ code: expect.any(String) }),
  );
  await expect(desk.code('SKTH99999')).rejects.toMatchObject({ code: 'unknown-serial' });
});
