import { expect, it } from 'vitest';
import { createClock } from '../../cell/clock.ts';
import { createLiveTray } from '../../cell/live-tray.ts';
import { RFC_SECRET } from '../fake.ts';
import { fakeNitrokeyPro, secretSlot } from '../families/nitrokey-pro/fake.ts';
import { fakeNitrokey3 } from '../families/nitrokey3/fake.ts';
import { fakeYubiKey } from '../families/yubikey-otp/fake.ts';
import { memoryHid } from '../io/memory-hid.ts';
import { virtualTimers } from '../talk/virtual-timers.ts';
import { hidPanel } from './panel.ts';
import { createRealTokens } from './real-tokens.ts';

function setUp() {
  const timers = virtualTimers();
  const port = memoryHid();
  const tray = createLiveTray({ clock: createClock({ wall: () => 59_000 }), seed: new Uint8Array(32) });
  const hid = createRealTokens({ port, timers, tray, random: (length) => new Uint8Array(length), deadlineMs: 10_000 });
  return { timers, port, tray, hid, panel: hidPanel(hid) };
}

it('shows plug, finger, code and failure as rows, the same array while nothing changes', async () => {
  const { timers, port, hid, panel } = setUp();
  const fake = fakeYubiKey({ slots: { 2: { secret: RFC_SECRET, touch: true } }, now: () => 0 });
  expect(panel.rows()).toEqual([]);
  port.plug(fake);
  const seen: (string | undefined)[] = [];
  panel.subscribe(() =>
    seen.push(panel.rows()[0]?.prompt?.en ?? panel.rows()[0]?.code ?? panel.rows()[0]?.missing?.en),
  );
  await timers.sleep(1000);
  const rows = panel.rows();
  expect(rows).toMatchObject([
    { id: '1050:0407:0001/0006:', name: 'YubiKey OTP+FIDO+CCID', can: { en: expect.stringContaining('HMAC') } },
  ]);
  expect(panel.rows()).toBe(rows);
  timers.at(timers.elapsed() + 2000, () => void fake.touch());
  expect(await panel.read(rows[0]!.id)).toEqual({ ok: true, content: '287082' });
  expect(seen).toContain('touch the token');
  expect(panel.rows()).toMatchObject([{ code: '287082', prompt: undefined }]);
  port.breakOpen('no-permission');
  expect(await panel.read(rows[0]!.id)).toMatchObject({
    ok: false,
    text: { en: expect.stringContaining('ichido hid udev') },
  });
  expect(panel.rows()[0]?.missing?.en).toContain('ichido hid udev');
  await hid.close();
});

it('binds, says why not, and explains a missing library', async () => {
  const { timers, port, tray, hid, panel } = setUp();
  panel.rows();
  port.plug(fakeYubiKey({ slots: { 2: { secret: RFC_SECRET } }, now: () => 0 }));
  await timers.sleep(1000);
  const id = panel.rows()[0]!.id;
  tray.send({ type: 'issue', kind: 'hardware' });
  expect(await panel.bind(id, 'SKTH00001')).toMatchObject({ ok: false });
  expect(await panel.bind(id, 'SKTH90001')).toMatchObject({ ok: true, content: 'YubiKey' });
  expect(panel.rows()[0]?.serial).toBe('SKTH90001');
  expect(await panel.release('SKTH90001')).toMatchObject({ ok: true });
  expect(panel.rows()[0]?.serial).toBeUndefined();
  expect(await panel.release('SKTH90001')).toMatchObject({ ok: false });
  expect(panel.unavailable()).toBeUndefined();
  port.breakList('no-library');
  await timers.sleep(1000);
  expect([panel.rows(), panel.unavailable()?.en]).toEqual([[], expect.stringContaining('libusb-1.0-0')]);
  await hid.close();
});

it('names the credentials when a person must choose', async () => {
  const { timers, port, hid, panel } = setUp();
  panel.rows();
  port.plug(fakeNitrokey3({ credentials: ['a', 'b'].map((name) => ({ name, secret: RFC_SECRET, digits: 6 })) }));
  await timers.sleep(1000);
  const reply = await panel.read(panel.rows()[0]!.id);
  expect(reply.ok || reply.text.en).toMatch(/\(a, b\)/);
  const { id } = panel.rows()[0]!;
  expect(await panel.read(id, { name: 'b' })).toMatchObject({ ok: true });
  // Once bound, it is read by what it is bound by.
  expect(await panel.bind(id, 'SKTH90001', { name: 'a' })).toMatchObject({ ok: true });
  expect(await panel.read(id, {})).toMatchObject({ ok: true });
  await hid.close();
});

it('waits for a PIN only while somebody watches the rows, and takes no for an answer', async () => {
  const { timers, port, hid, panel } = setUp();
  const fake = fakeNitrokeyPro({
    now: () => 59_000,
    storedSeconds: 0,
    pin: '4821',
    slots: new Map([[0x20, secretSlot('bank', RFC_SECRET)]]),
  });
  port.plug(fake);
  const id = '20a0:4108:ff00/0001:000000000000000000001234';
  panel.rows();
  await timers.sleep(1000);
  expect(await panel.read(id)).toMatchObject({ ok: false });
  let answer: string | undefined = '4821';
  const stop = panel.subscribe(() => {
    const row = panel.rows()[0];
    if (row?.wantsPin) queueMicrotask(() => panel.pin?.(row.id, answer));
  });
  expect(await panel.read(id)).toEqual({ ok: true, content: '287082' });
  answer = undefined;
  expect(await panel.read(id)).toMatchObject({ ok: false, text: { en: expect.stringContaining('PIN') } });
  expect([fake.pinTriesLeft(), panel.rows()[0]?.wantsPin]).toEqual([3, false]);
  stop();
  await hid.close();
});
