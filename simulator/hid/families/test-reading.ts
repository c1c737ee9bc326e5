/** What the tests of readers share: a port in memory, time that passes only by sleeping, a person who answers. */

import type { FakeDevice } from '../fake.ts';
import { type MemoryHid, memoryHid } from '../io/memory-hid.ts';
import type { HidResult } from '../port.ts';
import type { TokenReading } from '../talk/conversation.ts';
import type { Surroundings } from '../talk/run-conversation.ts';
import { talkTo } from '../talk/talk-to.ts';
import { type VirtualTimers, virtualTimers } from '../talk/virtual-timers.ts';
import type { ReadOptions } from './family.ts';
import { planReading } from './readers.ts';

export interface TestReader {
  readonly hid: MemoryHid;
  readonly timers: VirtualTimers;
  readonly touches: boolean[];
  readonly around: (more?: Partial<Surroundings>) => Surroundings;
  /** Reads the first device that is plugged in. */
  readonly read: (options?: ReadOptions, more?: Partial<Surroundings>) => Promise<HidResult<TokenReading>>;
}

/** @param epochMs the desk's instant when nobody has slept yet. */
export function testReader(epochMs = 59_000): TestReader {
  const hid = memoryHid();
  const timers = virtualTimers();
  const touches: boolean[] = [];
  const around = (more: Partial<Surroundings> = {}): Surroundings => ({
    timers,
    now: () => epochMs + timers.elapsed(),
    random: (length) => Uint8Array.from({ length }, (_, at) => (at * 37 + 11) & 0xff),
    onTouch: (wanted) => void touches.push(wanted),
    deadlineMs: 60_000,
    ...more,
  });
  return {
    hid,
    timers,
    touches,
    around,
    read: async (options = {}, more = {}) => {
      const listed = await hid.list();
      if (!listed.ok) return listed;
      const device = listed.value[0];
      if (device === undefined) return { ok: false, failure: 'not-found' };
      const plan = planReading(device, options);
      return plan.ok ? talkTo(hid, device, plan.value.start(), around(more)) : plan;
    },
  };
}

/** Plugs the fake in and reads once. */
export async function readOnce(
  fake: FakeDevice,
  options: ReadOptions = {},
  epochMs = 59_000,
  more: Partial<Surroundings> = {},
): Promise<HidResult<TokenReading>> {
  const reader = testReader(epochMs);
  reader.hid.plug(fake);
  return reader.read(options, more);
}
