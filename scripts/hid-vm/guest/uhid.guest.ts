/** Pretended tokens as HID devices of the guest's own kernel, through /dev/uhid, read back by node-hid. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKeyboard } from '../../../simulator/hid/failure.ts';
import { type FakeDevice, RFC_6238 } from '../../../simulator/hid/fake.ts';
import { families, familyNames } from '../../../simulator/hid/families/families.ts';
import { fakeKeyboard } from '../../../simulator/hid/families/keyboard/fake.ts';
import { recognise } from '../../../simulator/hid/families/readers.ts';
import { type KernelDevice, openUhid, plugIntoKernel } from '../../../simulator/hid/io/uhid.ts';
import { codeOf, failureOf, plugged, readAt, timers, unplugged, whenOpen } from './desk-side.ts';

const known = (device: Parameters<typeof recognise>[0]): boolean => recognise(device) !== undefined;

async function plugIn(fake: FakeDevice): Promise<KernelDevice> {
  const opened = openUhid();
  if (!opened.ok) throw new Error(`no /dev/uhid: ${opened.detail}`);
  const device = plugIntoKernel(opened.file, fake, timers);
  await device.started;
  return device;
}

for (const name of familyNames) {
  const { untouched } = await families[name].pretend(Date.now);
  if (untouched === undefined) continue;
  test(`${name}: the table of RFC 6238 through the kernel`, async () => {
    const kernel = await plugIn((await families[name].pretend(Date.now)).device);
    const device = await plugged(name, known);
    for (const [seconds, code] of RFC_6238) {
      assert.equal(codeOf(await readAt(device, untouched, seconds)), code, String(seconds));
    }
    await kernel.unplug();
    await unplugged(name, known);
  });
}

for (const name of familyNames) {
  const { touched } = await families[name].pretend(Date.now);
  if (touched === undefined) continue;
  test(`${name}: waits for a finger, and says so`, async () => {
    const fake = await families[name].pretend(Date.now);
    const kernel = await plugIn(fake.device);
    const device = await plugged(name, known);
    const touches: boolean[] = [];
    const onTouch = (wanted: boolean): void => {
      touches.push(wanted);
      if (wanted) fake.touch();
    };
    assert.equal(codeOf(await readAt(device, touched, 59, { onTouch })), '94287082');
    assert.deepEqual(touches, [true, false]);
    await kernel.unplug();
    await unplugged(name, known);
  });
}

test('pulled out while it waits for a finger: gone, nothing read; ten rounds of unplug and replug', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { device: fake, touched = {} } = await families['yubikey-otp'].pretend(Date.now);
    const kernel = await plugIn(fake);
    const device = await plugged('yubikey', known);
    const onTouch = (wanted: boolean): void => {
      if (wanted) void kernel.unplug();
    };
    assert.equal(failureOf(await readAt(device, touched, 59, { onTouch })), 'gone');
    await kernel.unplug();
    await unplugged('yubikey', known);
  }
});

for (const layout of [{}, { numbered: true }, { keypad: true }]) {
  test(`a keyboard-type token types 755224 ${JSON.stringify(layout)}`, async () => {
    const fake = fakeKeyboard(layout);
    const kernel = await plugIn(fake);
    const device = await plugged('the keyboard', isKeyboard);
    const port = whenOpen(() => fake.touch('755224\n'));
    assert.equal(codeOf(await readAt(device, { keyboard: true, keyboardWithinMs: 15_000 }, 59, {}, port)), '755224');
    await kernel.unplug();
    await unplugged('the keyboard', isKeyboard);
  });
}
