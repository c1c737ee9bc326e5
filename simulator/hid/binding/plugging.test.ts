import { describe, expect, it } from 'vitest';
import { RFC_SECRET } from '../fake.ts';
import { fakeKeyboard } from '../families/keyboard/fake.ts';
import { fakeNitrokeyPro, secretSlot } from '../families/nitrokey-pro/fake.ts';
import { fakeNitrokey3 } from '../families/nitrokey3/fake.ts';
import { testReader } from '../families/test-reading.ts';
import { fakeYubiKey } from '../families/yubikey-otp/fake.ts';
import { watchPlugging } from './plugging.ts';

const names = (watch: ReturnType<typeof watchPlugging>) => watch.devices().map((device) => device.product);

describe('plugging', () => {
  it('tells of a plug, an unplug and a re-plug on a re-used path', async () => {
    const reader = testReader();
    const watch = watchPlugging(reader.hid, reader.timers, 100);
    const told: (string | undefined)[][] = [];
    watch.subscribe(() => told.push(names(watch)));
    let unplug = reader.hid.plug(fakeNitrokey3({ credentials: [] }));
    await watch.refresh();
    unplug();
    await watch.refresh();
    unplug = reader.hid.plug(fakeKeyboard());
    await watch.refresh();
    await watch.refresh();
    expect(told).toEqual([['Nitrokey 3'], [], ['FIDO CCID KB']]);
    await watch.close();
  });

  it('keeps the same array while nothing changed, and tells why there is none', async () => {
    const reader = testReader();
    reader.hid.plug(fakeKeyboard());
    const watch = watchPlugging(reader.hid, reader.timers, 100);
    await watch.refresh();
    const devices = watch.devices();
    await watch.refresh();
    expect(watch.devices()).toBe(devices);
    reader.hid.breakList('no-library');
    await watch.refresh();
    expect([watch.failure(), watch.devices()]).toEqual(['no-library', []]);
    reader.hid.breakList(undefined);
    await watch.refresh();
    expect([watch.failure(), names(watch)]).toEqual([undefined, ['FIDO CCID KB']]);
    await watch.close();
  });
});

/** One of each family, with what a person does to it at a moment. */
const families = {
  'nitrokey-pro': () => {
    const fake = fakeNitrokeyPro({
      now: () => 59_000,
      storedSeconds: 0,
      busyPolls: 1,
      slots: new Map([[0x20, secretSlot('bank', RFC_SECRET, 8)]]),
    });
    return { fake, options: { slot: 1 }, hand: () => undefined };
  },
  hmac: () => {
    const fake = fakeYubiKey({ slots: { 2: { secret: RFC_SECRET, touch: true } }, now: () => 0, pendingPolls: 1 });
    return { fake, options: { digits: 8 }, hand: () => void fake.touch() };
  },
  nitrokey3: () => {
    const fake = fakeNitrokey3({ credentials: [{ name: 'bank', secret: RFC_SECRET, digits: 8, touch: true }] });
    return { fake, options: { name: 'bank' }, hand: () => void fake.touch() };
  },
  keyboard: () => {
    const fake = fakeKeyboard();
    return { fake, options: { keyboard: true }, hand: () => fake.touch('94287082\n') };
  },
} as const;

describe.each(Object.keys(families) as (keyof typeof families)[])('unplugging a %s', (family) => {
  it('1,000 times while reading: nothing hangs, nothing leaks, no half-read code comes out', async () => {
    const counts = { gone: 0, read: 0 };
    const reader = testReader();
    for (let round = 0; round < 1000; round++) {
      const { fake, options, hand } = families[family]();
      const begun = reader.timers.elapsed();
      // The round's moment: from before the first act to after the last one.
      const unplugAt = begun + ((round * 7) % 400);
      reader.timers.at(begun + 200, hand);
      const unplug = reader.hid.plug(fake);
      let unplugged = false;
      reader.timers.at(unplugAt, () => {
        unplugged = true;
        unplug();
      });
      const read = await reader.read(options, { now: () => 59_000 });
      if (read.ok) {
        counts.read += 1;
        expect(read.value.code).toBe('94287082');
        expect(unplugged).toBe(false);
      } else {
        counts.gone += 1;
        expect(read.failure).toBe('gone');
        expect(unplugged).toBe(true);
      }
      unplug();
      expect([reader.hid.openHandles(), reader.hid.listeners()]).toEqual([0, 0]);
      // Let what was planned for this round pass.
      await reader.timers.sleep(500);
    }
    expect(counts.gone + counts.read).toBe(1000);
    expect(counts.gone).toBeGreaterThan(100);
    expect(counts.read).toBeGreaterThan(100);
  });
});

describe('what ends a reading', () => {
  it('a cancel, at once', async () => {
    const { fake, options } = families.keyboard();
    const reader = testReader();
    const cancel = new AbortController();
    reader.hid.plug(fake);
    reader.timers.at(1000, () => cancel.abort());
    expect(await reader.read(options, { signal: cancel.signal })).toMatchObject({ failure: 'cancelled' });
    expect(reader.timers.elapsed()).toBe(1000);
    expect(reader.touches).toEqual([true, false]);
  });

  it('the deadline, with what was waited for', async () => {
    const { fake, options } = families.hmac();
    const reader = testReader();
    reader.hid.plug(fake);
    expect(await reader.read(options, { deadlineMs: 5000 })).toMatchObject({ failure: 'not-touched' });
    expect(reader.hid.openHandles()).toBe(0);
  });

  it('a PIN that nobody types', async () => {
    const fake = fakeNitrokey3({
      credentials: [{ name: 'bank', secret: RFC_SECRET, digits: 8, protected: true }],
      pin: '1',
    });
    const reader = testReader();
    reader.hid.plug(fake);
    const never = () => new Promise<string>(() => undefined);
    expect(await reader.read({ name: 'bank' }, { askPin: never, deadlineMs: 5000 })).toMatchObject({
      failure: 'pin-needed',
    });
    expect([reader.hid.openHandles(), reader.hid.listeners()]).toEqual([0, 0]);
  });

  it('a missing right or library, with nothing opened', async () => {
    const { fake, options } = families.keyboard();
    const reader = testReader();
    reader.hid.plug(fake);
    reader.hid.breakOpen('no-permission');
    expect(await reader.read(options)).toMatchObject({ failure: 'no-permission' });
    reader.hid.breakList('no-library');
    expect(await reader.read(options)).toMatchObject({ failure: 'no-library' });
    expect(reader.hid.openHandles()).toBe(0);
  });
});
