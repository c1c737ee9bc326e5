/** The HID panel of an attached TUI: the device pretended, the desk, its control server and the attached world real. */
import { afterEach, expect, test } from 'vitest';
import { RFC_SECRET } from '../../simulator/hid/fake.ts';
import { fakeYubiKey } from '../../simulator/hid/families/yubikey-otp/fake.ts';
import { memoryHid } from '../../simulator/hid/io/memory-hid.ts';
import { startDesk } from '../start-desk.ts';
import { attach } from './attached-world.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

async function attached() {
  const port = memoryHid();
  const running = await startDesk({ now: 59_000, demo: false, hid: port });
  opened.push({ close: () => running.stop() });
  const { portalUrl, controlUrl, secret } = running;
  const there = await attach(
    () => ({ portal: portalUrl, control: controlUrl, secret }),
    () => 59_000,
  );
  opened.push(there);
  const { hid, desk } = there.world;
  const until = (passes: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!passes()) return;
        leave();
        resolve();
      };
      const leave = hid.subscribe(look);
      look();
    });
  return { port, running, hid, desk, until };
}

test('devices are listed, bound, read by pressing what they stand for, and released', async () => {
  const { port, hid, desk, until } = await attached();
  port.plug(fakeYubiKey({ slots: { 2: { secret: RFC_SECRET } }, now: () => 0 }));
  await until(() => hid.rows().length === 1);
  const { id } = hid.rows()[0]!;
  expect(hid.rows()).toMatchObject([{ name: expect.stringContaining('YubiKey'), can: { en: expect.any(String) } }]);
  expect(await hid.read(id)).toMatchObject({ ok: false, text: { en: expect.stringContaining('bound') } });
  expect(await hid.bind(id, 'SKTH90001', { slot: 15 })).toMatchObject({ ok: false });

  expect(await hid.bind(id, 'SKTH90001', { slot: 2 })).toEqual({ ok: true });
  expect(hid.rows()[0]?.serial).toBe('SKTH90001');
  const prompts: (string | undefined)[] = [];
  hid.subscribe(() => prompts.push(hid.rows()[0]?.prompt?.en));
  expect(await hid.read(id)).toEqual({ ok: true });
  expect(prompts[0]).toContain('touch');
  expect(hid.rows()[0]).toMatchObject({ code: '287082', prompt: undefined });
  expect(desk.info('SKTH90001')).toMatchObject({ profile: 'real' });

  expect(await hid.release('SKTH90001')).toEqual({ ok: true });
  expect(hid.rows()[0]?.serial).toBeUndefined();
  expect(await hid.release('SKTH90001')).toMatchObject({ ok: false });
});

test('what is missing at the desk is said here, and a desk that is gone has no devices', async () => {
  const { port, running, hid, until } = await attached();
  port.breakList('no-library');
  await until(() => hid.unavailable() !== undefined);
  expect(hid.unavailable()).toEqual({
    ja: expect.not.stringContaining(' / '),
    en: expect.stringContaining('libusb-1.0-0'),
  });
  await running.stop();
  await until(() => hid.unavailable() === undefined);
  expect(await hid.bind('x', 'SKTH90001')).toMatchObject({ ok: false });
});
