/** Run inside a umockdev testbed by umockdev.test.ts: lists, opens and reads the keyboard with the real native addon. */

import { planReading } from '../families/readers.ts';
import { readToken } from '../talk/read.ts';
import { realTimers } from '../talk/timers.ts';
import { nodeHid } from './node-hid.ts';

const hid = nodeHid({ platform: 'linux' });
const listed = await hid.list();
const device = listed.ok ? listed.value[0] : undefined;
if (device === undefined) {
  console.log(JSON.stringify({ listed }));
} else {
  const plan = planReading(device, { keyboard: true, keyboardWithinMs: 10_000 });
  const read = plan.ok
    ? await readToken(hid, device, plan.value, {
        timers: realTimers(() => performance.now()),
        now: () => 59_000,
        random: (length) => new Uint8Array(length),
        deadlineMs: 10_000,
      })
    : plan;
  const { vendorId, productId, usagePage, usage, product } = device;
  const code = read.ok ? read.value.code : read.failure;
  console.log(JSON.stringify({ vendorId, productId, usagePage, usage, product, code }));
}
