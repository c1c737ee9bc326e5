/** A device that nobody here wrote: QEMU's USB keyboard, typed to by QMP, read through the kernel's hidraw. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isKeyboard } from '../../../simulator/hid/failure.ts';
import { ask, codeOf, failureOf, hid, plugged, readAt, unplugged, whenOpen } from './desk-side.ts';

const READ = { keyboard: true, keyboardWithinMs: 15_000 };

test('755224 and Enter, typed by a USB keyboard, are read as a code', async () => {
  const keyboard = await plugged('the keyboard', isKeyboard);
  const port = whenOpen(() => ask({ ask: 'type', text: '755224\n' }));
  const read = await readAt(keyboard, READ, 59, {}, port);
  assert.equal(codeOf(read), '755224');
});

test('a modhex prefix and repeated digits', async () => {
  const keyboard = await plugged('the keyboard', isKeyboard);
  const port = whenOpen(() => ask({ ask: 'type', text: 'cccccccfhcbe00112233\n' }));
  const read = await readAt(keyboard, READ, 59, {}, port);
  assert.equal(codeOf(read), '00112233');
});

test('pulled out in the middle of a code: the half is dropped, and it is there again after a replug', async () => {
  const keyboard = await plugged('the keyboard', isKeyboard);
  const port = whenOpen(() => {
    ask({ ask: 'type', text: '755' });
    ask({ ask: 'unplug-keyboard' });
  });
  const read = await readAt(keyboard, READ, 59, {}, port);
  assert.equal(failureOf(read), 'gone');
  await unplugged('the keyboard', isKeyboard);
  ask({ ask: 'plug-keyboard' });
  const again = await plugged('the keyboard', isKeyboard);
  const second = await readAt(
    again,
    READ,
    59,
    {},
    whenOpen(() => ask({ ask: 'type', text: '287082\n' })),
  );
  assert.equal(codeOf(second), '287082');
});

test('without permission it is listed, and opening says so', async () => {
  const keyboard = await plugged('the keyboard', isKeyboard);
  process.setegid?.(1000);
  process.seteuid?.(1000);
  try {
    assert.notEqual((await hid.list()).ok, false);
    const opened = await hid.open(keyboard);
    assert.equal(failureOf(opened), 'no-permission');
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
});
