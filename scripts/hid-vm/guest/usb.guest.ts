/** Pretended tokens as complete USB devices, played by the host: enumeration, usbhid, hidraw and node-hid between. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RFC_6238 } from '../../../simulator/hid/fake.ts';
import { families, familyNames } from '../../../simulator/hid/families/families.ts';
import { recognise } from '../../../simulator/hid/families/readers.ts';
import { ask, codeOf, failureOf, listed, plugged, readAt, unplugged } from './desk-side.ts';

const known = (device: Parameters<typeof recognise>[0]): boolean => recognise(device) !== undefined;

/** A keyboard that only types is QEMU's own, in the suite of that name. */
const redirected = familyNames.filter((name) => families[name].answersBy === 'reports');
for (const name of redirected) {
  const { untouched } = await families[name].pretend(Date.now);
  if (untouched === undefined) continue;
  test(`${name}: the table of RFC 6238 through USB`, async () => {
    ask({ ask: 'plug', family: name });
    const device = await plugged(name, known);
    for (const [seconds, code] of RFC_6238) {
      const read = await readAt(device, untouched, seconds);
      assert.equal(codeOf(read), code);
    }
    ask({ ask: 'unplug' });
    await unplugged(name, known);
  });
}

for (const name of redirected) {
  const { touched } = await families[name].pretend(Date.now);
  if (touched === undefined) continue;
  test(`${name}: waits for a finger, and says so`, async () => {
    ask({ ask: 'plug', family: name });
    const device = await plugged(name, known);
    const touches: boolean[] = [];
    const onTouch = (wanted: boolean): void => {
      touches.push(wanted);
      if (wanted) ask({ ask: 'touch' });
    };
    const read = await readAt(device, touched, 59, { onTouch });
    assert.equal(codeOf(read), '94287082');
    assert.deepEqual(touches, [true, false]);
    ask({ ask: 'unplug' });
    await unplugged(name, known);
  });
}

test('pulled out while it waits for a finger: gone, nothing read; then another device takes the same place', async () => {
  const { touched = {} } = await families['yubikey-otp'].pretend(Date.now);
  ask({ ask: 'plug', family: 'yubikey-otp' });
  const device = await plugged('yubikey', known);
  assert.equal(device.manufacturer, 'Yubico');
  const onTouch = (wanted: boolean): void => {
    if (wanted) ask({ ask: 'unplug' });
  };
  const read = await readAt(device, touched, 59, { onTouch });
  assert.equal(failureOf(read), 'gone');
  await unplugged('yubikey', known);
  const { untouched = {} } = await families['nitrokey-pro'].pretend(Date.now);
  ask({ ask: 'plug', family: 'nitrokey-pro' });
  const next = await plugged('nitrokey-pro', known);
  const code = await readAt(next, untouched, 59);
  assert.equal(codeOf(code), '94287082');
  ask({ ask: 'unplug' });
  await unplugged('nitrokey-pro', known);
  assert.deepEqual(await listed(known), []);
});
