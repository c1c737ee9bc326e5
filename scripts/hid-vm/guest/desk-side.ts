/** What the guest's tests share: the real port, real time, and the line to the host. */

import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReadOptions } from '../../../simulator/hid/families/family.ts';
import { planReading } from '../../../simulator/hid/families/readers.ts';
import { nodeHid } from '../../../simulator/hid/io/node-hid.ts';
import type { HidDeviceInfo, HidPort, HidResult } from '../../../simulator/hid/port.ts';
import type { TokenReading } from '../../../simulator/hid/talk/conversation.ts';
import type { Surroundings } from '../../../simulator/hid/talk/run-conversation.ts';
import { talkTo } from '../../../simulator/hid/talk/talk-to.ts';
import { realTimers } from '../../../simulator/hid/talk/timers.ts';
import { type Ask, askLine } from '../asks.ts';

export const hid: HidPort = nodeHid({ platform: 'linux' });
export const timers = realTimers(() => performance.now());

/** Written whole and at once, so that the test reporter's lines cannot break it. */
export const ask = (request: Ask): void => void writeSync(1, `\n${askLine(request)}\n`);

/** Waits for something to become true, asked every 50 ms. @throws when it does not within 20 s */
export async function until<T>(what: string, look: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    const seen = await look();
    if (seen !== undefined) return seen;
    await wait(50);
  }
  throw new Error(`waited in vain for ${what}`);
}

export async function listed(fits: (device: HidDeviceInfo) => boolean): Promise<readonly HidDeviceInfo[]> {
  const result = await hid.list();
  if (!result.ok) throw new Error(`the list failed: ${result.failure} ${result.detail ?? ''}`);
  return result.value.filter(fits);
}

export const plugged = (what: string, fits: (device: HidDeviceInfo) => boolean): Promise<HidDeviceInfo> =>
  until(`${what} to be listed`, async () => (await listed(fits))[0]);

export const unplugged = (what: string, fits: (device: HidDeviceInfo) => boolean): Promise<true> =>
  until(`${what} to go`, async () => ((await listed(fits)).length === 0 ? true : undefined));

export const surroundings = (seconds: number, more: Partial<Surroundings> = {}): Surroundings => ({
  timers,
  now: () => seconds * 1000,
  random: (length) => new Uint8Array(randomBytes(length)),
  deadlineMs: 20_000,
  ...more,
});

/** One reading at a fixed instant of the desk. */
export async function readAt(
  device: HidDeviceInfo,
  options: ReadOptions,
  seconds: number,
  more: Partial<Surroundings> = {},
  port: HidPort = hid,
): Promise<HidResult<TokenReading>> {
  const plan = planReading(device, options);
  return plan.ok ? talkTo(port, device, plan.value.start(), surroundings(seconds, more)) : plan;
}

/** The port, with a call as soon as a device is open: whoever types before that types into nothing. */
export const whenOpen = (then: () => void): HidPort => ({
  list: hid.list,
  open: async (device) => {
    const opened = await hid.open(device);
    if (opened.ok) opened.value.onReport(() => {});
    then();
    return opened;
  },
});

/** @throws with the failure, when nothing was read */
export function codeOf(read: HidResult<TokenReading>): string {
  if (!read.ok) throw new Error(`no code: ${read.failure} ${read.detail ?? ''}`);
  return read.value.code;
}

export const failureOf = (read: HidResult<unknown>): string => (read.ok ? 'none' : read.failure);
