/** A real token from its PSKC file to a registration in the portal, the device pretended and everything else real. */

import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { adminHttp } from '../harness/drivers/http/admin.ts';
import { bankHttp } from '../harness/drivers/http/bank.ts';
import { writePskc } from '../pskc/write.ts';
import { connectControl } from '../simulator/control/client.ts';
import { RFC_SECRET } from '../simulator/hid/fake.ts';
import { fakeYubiKey } from '../simulator/hid/families/yubikey-otp/fake.ts';
import { memoryHid } from '../simulator/hid/io/memory-hid.ts';
import { type RunningDesk, startDesk } from './start-desk.ts';
import { localWorld } from './world/local-world.ts';

let running: RunningDesk | undefined;
const folder = mkdtempSync(join(tmpdir(), 'ichido-hid-'));
afterEach(async () => {
  await running?.stop();
  running = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const SERIAL = 'SKTH90001';

test('enrolled, pressed over the control server, registered and survives a restart', async () => {
  const port = memoryHid();
  port.plug(fakeYubiKey({ slots: { 2: { secret: RFC_SECRET } }, now: () => 0 }));
  const state = join(folder, 'state');
  running = await startDesk({ now: 59_000, demo: false, state, hid: port });
  const { portalUrl, secret, controlUrl } = running;
  const written = writePskc(
    [{ id: SERIAL, serial: SERIAL, algorithm: 'TOTP', hash: 'SHA1', digits: 6, periodSeconds: 30, secret: RFC_SECRET }],
    { kind: 'plain' },
    { random: randomBytes },
  );
  const pskc = written.ok ? written.value : expect.fail(written.error.text.ja);
  const stocked = await fetch(`${portalUrl}/__admin/stock`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/pskc+xml' },
    body: pskc,
  });
  expect(await stocked.json()).toEqual({ imported: 1, updated: 0, notices: [] });

  const client = await connectControl({ url: controlUrl, secret });
  const [row] = await client.call('hid.list', {});
  await client.call('tokens.enroll', { serial: SERIAL, id: row?.id ?? '', slot: 2 });
  expect(await client.call('tokens.list', {})).toMatchObject([
    { serial: SERIAL, profile: 'real', face: { kind: 'dark' } },
  ]);
  // A real token's secret is nobody's to export.
  await expect(client.call('stock.export', {})).rejects.toMatchObject({ code: 'nothing-to-export' });
  expect(await localWorld(running).desk.send({ type: 'exportStock' })).toMatchObject({ ok: false });
  const pressed = await client.call('tokens.press', { serial: SERIAL });
  expect(pressed).toMatchObject({ face: { kind: 'code', code: '287082' } });
  await client.close();

  const bank = bankHttp(portalUrl, secret);
  const contract = await bank.createContract({ users: [{ userId: 'user01', name: '法人 太郎' }] });
  const admin = adminHttp(portalUrl, contract);
  await admin.logIn(contract.password);
  const screen = await admin.openRegistration();
  const outcome = await screen.submit({ userIds: [], serial: SERIAL, otp: '287082', pin: contract.confirmationPin });
  expect(outcome).toMatchObject({ accepted: true, shown: { serial: SERIAL } });
  // The tray never had the secret, so what it exports does not either.
  expect(running.tray.send({ type: 'issue', kind: 'hardware' })).toMatchObject({ ok: true });
  expect(running.exportStock()).toContain('SKTH00001');
  expect(running.exportStock()).not.toContain(SERIAL);
  await running.stop();

  // Another start on the same state: bound still, dark again, and read by the same device.
  const again = memoryHid();
  again.plug(fakeYubiKey({ slots: { 2: { secret: RFC_SECRET } }, now: () => 0 }));
  running = await startDesk({ now: 89_000, state, hid: again });
  expect(running.tray.face(SERIAL)).toEqual({ kind: 'dark', text: '' });
  expect(await running.tray.press(SERIAL)).toMatchObject({
    ok: true,
    value: { face: { kind: 'code', code: '359152' } },
  });
});
