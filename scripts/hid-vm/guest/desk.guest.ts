/** The whole desk inside the guest: a real token registered by a scenario, and virtual tokens as real devices. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { plug } from '../../../cli/hid/plug.ts';
import { startDesk } from '../../../desk/start-desk.ts';
import { runFeatures } from '../../../harness/run/run-features.ts';
import { writePskc } from '../../../pskc/write.ts';
import { isKeyboard } from '../../../simulator/hid/failure.ts';
import { RFC_SECRET } from '../../../simulator/hid/fake.ts';
import { fakeNitrokeyPro, secretSlot } from '../../../simulator/hid/families/nitrokey-pro/fake.ts';
import { recognise } from '../../../simulator/hid/families/readers.ts';
import { openUhid, plugIntoKernel } from '../../../simulator/hid/io/uhid.ts';
import { codeOf, plugged, readAt, timers, unplugged, until, whenOpen } from './desk-side.ts';

const known = (device: Parameters<typeof recognise>[0]): boolean => recognise(device) !== undefined;
const REAL_SERIAL = 'SKTH90001';

const FEATURE = `# language: ja
@real
機能: 実物のトークン
  シナリオ: 実物のトークンを利用登録する
    前提 利用者「user01」のいるご契約先がある
    かつ ハードウェアトークン「実物」がある
    もし 管理者がトークン「実物」を利用登録する
    ならば 登録完了と表示され、現在のトークン情報はトークン「実物」のシリアル番号になる
`;

test('a code read from a HID token registers it in the portal, by a scenario, end to end', async () => {
  const opened = openUhid();
  assert.ok(opened.ok);
  const slot = secretSlot('bank', RFC_SECRET, 6);
  let asked = 0;
  const code: typeof slot.code = (factor) => {
    asked += 1;
    return slot.code(factor);
  };
  const slots = new Map([[0x20, { ...slot, code }]]);
  const kernel = plugIntoKernel(opened.file, fakeNitrokeyPro({ now: Date.now, storedSeconds: 1, slots }), timers);
  await kernel.started;
  await plugged('the Nitrokey', known);

  const state = '/run/real-state';
  const desk = await startDesk({ state, demo: false });
  const written = writePskc(
    [
      {
        id: REAL_SERIAL,
        serial: REAL_SERIAL,
        algorithm: 'TOTP',
        hash: 'SHA1',
        digits: 6,
        periodSeconds: 30,
        secret: RFC_SECRET,
      },
    ],
    { kind: 'plain' },
    { random: randomBytes },
  );
  assert.ok(written.ok);
  const stocked = await fetch(`${desk.portalUrl}/__admin/stock`, {
    method: 'POST',
    headers: { authorization: `Bearer ${desk.secret}`, 'content-type': 'application/pskc+xml' },
    body: written.value,
  });
  assert.deepEqual(await stocked.json(), { imported: 1, updated: 0, notices: [] });
  const row = await until('the token to be on the desk', async () => {
    const rows = await desk.hid.list();
    return rows.ok ? rows.value[0] : undefined;
  });
  assert.equal((await desk.hid.enroll({ serial: REAL_SERIAL, id: row.id, slot: 1 })).ok, true);
  await desk.stop();

  mkdirSync('/run/features');
  writeFileSync('/run/features/real.feature', FEATURE);
  process.env['ICHIDO_STATE'] = state;
  const { summary } = await runFeatures({
    level: 'real',
    args: ['features/real.feature'],
    cwd: '/run',
    startedAt: Date.now(),
  });
  // A scenario that was skipped has shown nothing.
  assert.deepEqual(
    summary.scenarios.map(({ status }) => status),
    ['passed'],
  );
  assert.equal(summary.success, true);
  assert.ok(asked > 0, 'the device was never asked for its code');
  await kernel.unplug();
  await unplugged('the Nitrokey', known);
});

test('ichido plug, as a vendor device: node-hid reads the code that the virtual token shows', async () => {
  await withPlugged('vendor', async (desk, serial) => {
    const device = await plugged('the plugged token', known);
    const code = codeOf(await readAt(device, { slot: 1, setTime: false }, Math.floor(desk.clock.now() / 1000)));
    const face = desk.tray.face(serial);
    assert.equal(face?.kind === 'code' && face.code, code);
  });
});

test('ichido plug, as a keyboard: a press types the code and Enter', async () => {
  await withPlugged('keyboard', async (desk, serial) => {
    const device = await plugged('the plugged token', isKeyboard);
    const port = whenOpen(() => void desk.tray.press(serial));
    const code = codeOf(await readAt(device, { keyboard: true, keyboardWithinMs: 15_000 }, 59, {}, port));
    const face = desk.tray.face(serial);
    assert.equal(face?.kind === 'code' && face.code, code);
  });
});

type Desk = Awaited<ReturnType<typeof startDesk>>;

async function withPlugged(
  as: 'vendor' | 'keyboard',
  look: (desk: Desk, serial: string) => Promise<void>,
): Promise<void> {
  const desk = await startDesk({ seed: 1 });
  const { promise: ended, resolve: end } = Promise.withResolvers<number>();
  const running = plug(
    'SKTH00001',
    { as, typesIntoFocus: true },
    {
      open: () => openUhid(),
      findDesk: () => ({ control: desk.controlUrl, secret: desk.secret }),
      timers,
      signals: () => ({ ended }),
    },
  );
  try {
    await look(desk, 'SKTH00001');
  } finally {
    end(0);
    await running;
    await unplugged('the plugged token', (device) => known(device) || isKeyboard(device));
    await desk.stop();
  }
}
