/** Run inside a umockdev testbed by umockdev.test.ts: lists, opens and reads the keyboard with the real native addon. */

import { nodeHid } from '../../io/node-hid.ts';
import { talkTo } from '../../talk/talk-to.ts';
import { realTimers } from '../../talk/timers.ts';
import { planReading } from '../readers.ts';

const hid = nodeHid({ platform: 'linux' });
const listed = await hid.list();
const device = listed.ok ? listed.value[0] : undefined;
if (device === undefined) {
  console.log(JSON.stringify({ listed }));
} else {
  const plan = planReading(device, { keyboard: true, keyboardWithinMs: 10_000 });
  const read = plan.ok
    ? await talkTo(hid, device, plan.value.start(), {
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
