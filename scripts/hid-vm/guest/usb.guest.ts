/** Pretended tokens as complete USB devices, played by the host: enumeration, usbhid, hidraw and node-hid between. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recognise } from '../../../simulator/hid/families/readers.ts';
import { type FakeName, RFC_6238, readOptions, touchOptions } from '../fakes.ts';
import { ask, codeOf, failureOf, listed, plugged, readAt, unplugged } from './desk-side.ts';

const known = (device: Parameters<typeof recognise>[0]): boolean => recognise(device) !== undefined;

const names: readonly FakeName[] = ['yubikey', 'nitrokey-pro', 'nitrokey3'];
for (const name of names) {
  test(`${name}: the table of RFC 6238 through USB`, async () => {
    ask({ ask: 'plug', device: name });
    const device = await plugged(name, known);
    for (const [seconds, code] of RFC_6238) {
      const read = await readAt(device, readOptions[name], seconds);
      assert.equal(codeOf(read), code);
    }
    ask({ ask: 'unplug' });
    await unplugged(name, known);
  });
}

for (const name of ['yubikey', 'nitrokey3'] as const) {
  test(`${name}: waits for a finger, and says so`, async () => {
    ask({ ask: 'plug', device: name });
    const device = await plugged(name, known);
    const touches: boolean[] = [];
    const onTouch = (wanted: boolean): void => {
      touches.push(wanted);
      if (wanted) ask({ ask: 'touch' });
    };
    const read = await readAt(device, touchOptions[name], 59, { onTouch });
    assert.equal(codeOf(read), '94287082');
    assert.deepEqual(touches, [true, false]);
    ask({ ask: 'unplug' });
    await unplugged(name, known);
  });
}

test('pulled out while it waits for a finger: gone, nothing read; then another device takes the same place', async () => {
  ask({ ask: 'plug', device: 'yubikey' });
  const device = await plugged('yubikey', known);
  assert.equal(device.manufacturer, 'Yubico');
  const onTouch = (wanted: boolean): void => {
    if (wanted) ask({ ask: 'unplug' });
  };
  const read = await readAt(device, touchOptions.yubikey, 59, { onTouch });
  assert.equal(failureOf(read), 'gone');
  await unplugged('yubikey', known);
  ask({ ask: 'plug', device: 'nitrokey-pro' });
  const next = await plugged('nitrokey-pro', known);
  const code = await readAt(next, readOptions['nitrokey-pro'], 59);
  assert.equal(codeOf(code), '94287082');
  ask({ ask: 'unplug' });
  await unplugged('nitrokey-pro', known);
  assert.deepEqual(await listed(known), []);
});
