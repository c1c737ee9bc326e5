import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { createTimerQueue } from './timer-queue.ts';
import { createWatch } from './watch.ts';

test('due: everything comes out once it is due, the earliest first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 100 })), fc.integer({ min: 0, max: 100 }), (instants, now) => {
      const due = createTimerQueue();
      for (const [index, at] of instants.entries()) due.add(at, `${at}/${index}`);
      expect(due.next()).toBe(instants.length === 0 ? undefined : Math.min(...instants));
      const taken = due.take(now).map((name) => Number(name.split('/')[0]));
      expect(taken).toEqual(instants.filter((at) => at <= now).sort((a, b) => a - b));
      const later = instants.filter((at) => at > now);
      expect(due.next()).toBe(later.length === 0 ? undefined : Math.min(...later));
    }),
  );
});

test('a device looked at a thousand times is asked once when its time comes', () => {
  const clock = createClock({ wall: () => 0, state: { mode: 'manual', now: 0, offsetMs: 0 } });
  let asked = 0;
  const watch = createWatch(
    clock,
    () => {
      throw new Error('a manual clock needs no timer');
    },
    {
      faceAt: (_serial, now) => {
        asked += 1;
        return now < 30
          ? { face: { kind: 'garbage', text: 'E' }, next: 30 }
          : { face: { kind: 'dark', text: '' }, next: undefined };
      },
      changed() {},
    },
  );
  for (let looks = 0; looks < 1000; looks += 1) watch.look('SKTH00001', 0);
  asked = 0;
  clock.change({ now: 30 });
  watch.clockMoved();
  expect(asked).toBe(1);
});
