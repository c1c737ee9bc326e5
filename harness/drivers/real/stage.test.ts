/** The level `real` with pretended tokens and a wait that does not wait: what it can do, and what it skips by name. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDesk } from '../../../desk/start-desk.ts';
import { writePskc } from '../../../pskc/write.ts';
import { RFC_SECRET } from '../../../simulator/hid/fake.ts';
import { fakeYubiKey } from '../../../simulator/hid/families/yubikey-otp/fake.ts';
import { memoryHid } from '../../../simulator/hid/io/memory-hid.ts';
import { NotSupported } from '../../ports.ts';
import { openRealStage } from './stage.ts';

let folder: string;
let state: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-real-'));
  state = join(folder, 'state');
  // What a person does once: the PSKC file to the stock, the token to the tray.
  const desk = await startDesk({ state, demo: false, hid: plugged() });
  const written = writePskc(
    [
      {
        id: 'SKTH90001',
        serial: 'SKTH90001',
        algorithm: 'TOTP',
        hash: 'SHA1',
        digits: 6,
        periodSeconds: 30,
        secret: RFC_SECRET,
      },
    ],
    { kind: 'plain' },
    { random: (length) => new Uint8Array(length) },
  );
  expect(desk.service.importStock(written.ok ? written.value : '', {})).toMatchObject({ ok: true });
  const listed = await desk.hid.list();
  await desk.hid.enroll({ serial: 'SKTH90001', id: listed.ok ? listed.value[0]!.id : '', slot: 2 });
  await desk.stop();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const plugged = () => {
  const port = memoryHid();
  port.plug(fakeYubiKey({ slots: { 2: { secret: RFC_SECRET } }, now: () => 0 }));
  return port;
};

test('a real token is handed out, pressed, registered, and free again for the next scenario', async () => {
  const stage = await openRealStage({ state, hid: plugged(), tell: () => undefined, wait: async () => undefined });
  try {
    for (const _scenario of [1, 2]) {
      await stage.begin?.();
      const serial = await stage.tokens.issue('hardware');
      expect(serial).toBe('SKTH90001');
      const contract = await stage.bank.createContract({ users: [{ userId: 'user01', name: '法人 太郎' }] });
      await stage.bank.setUp(contract.contractId, { mode: 'shared', serial });
      const { face } = await stage.tokens.press(serial);
      expect(face).toMatchObject({ kind: 'code', text: expect.stringMatching(/^\d{6}$/) });
      expect(await stage.tokens.face(serial)).toMatchObject({ kind: 'code' });
    }
  } finally {
    await stage.close();
  }
});

test('what needs more tokens, a dying battery or travel in time is skipped with its reason', async () => {
  const told: string[] = [];
  const waited: number[] = [];
  const stage = await openRealStage({
    state,
    hid: plugged(),
    tell: ({ en }) => void told.push(en),
    wait: async (ms) => void waited.push(ms),
  });
  try {
    const serial = await stage.tokens.issue('hardware');
    await expect(stage.tokens.issue('hardware')).rejects.toThrow(NotSupported);
    await expect(stage.tokens.issue('software')).rejects.toThrow(/SKTS/);
    await expect(stage.tokens.issue('hardware', 'sudden-death')).rejects.toThrow(/sudden-death/);
    await expect(stage.tokens.setBattery(serial, 9)).rejects.toThrow(/電池残量/);
    await expect(stage.tokens.drift(serial, { ppm: 1 })).rejects.toThrow(NotSupported);
    await expect(stage.clock.advance(3_600_000)).rejects.toThrow(/3600 秒後/);
    await expect(stage.clock.advance(65_001)).rejects.toThrow(NotSupported);
    await stage.clock.advance(30_000);
    // The life of a code, as in 「60秒が過ぎる」.
    await stage.clock.advance(60_000);
    expect([waited, told]).toEqual([
      [10_000, 10_000, 10_000, 2_000, 10_000, 10_000, 10_000, 10_000, 10_000, 10_000, 2_000],
      [32, 22, 12, 2, 62, 52, 42, 32, 22, 12, 2].map((seconds) => `waiting for ${seconds} s`),
    ]);
  } finally {
    await stage.close();
  }
});

test('a state whose clock was moved is refused', async () => {
  const desk = await startDesk({ state, demo: false, hid: memoryHid() });
  expect(desk.clock.change({ mode: 'offset', advanceMs: 3_600_000 })).toMatchObject({ ok: true });
  await desk.stop();
  await expect(openRealStage({ state, hid: memoryHid() })).rejects.toThrow(/offset/);
  // Nothing was left open: the state can be opened again.
  const again = await startDesk({ state, demo: false, hid: memoryHid() });
  await again.stop();
});
