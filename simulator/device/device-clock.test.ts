import fc from 'fast-check';
import { expect, test } from 'vitest';
import { deskInstant, deviceClock, deviceTime, drift, offsetAt } from './device-clock.ts';

const day = 86_400_000;

test('T6: +7.7 ppm gains some 20 s in 30 days', () => {
  const clock = drift(deviceClock(0), { ppm: 7.7 }, 0);
  expect(offsetAt(clock, 30 * day)).toBe(19_958);
  expect(deviceTime(clock, 30 * day)).toBe(30 * day + 19_958);
});

test('a new rate keeps the offset gathered; a new offset replaces it', () => {
  const fast = drift(deviceClock(0), { ppm: 100 }, 0);
  const steady = drift(fast, { ppm: 0 }, 10 * day);
  expect(offsetAt(steady, 10 * day)).toBe(86_400);
  expect(offsetAt(steady, 20 * day)).toBe(86_400);
  const set = drift(fast, { offsetMs: -5000 }, 10 * day);
  expect(offsetAt(set, 10 * day)).toBe(-5000);
  expect(offsetAt(set, 11 * day)).toBe(-5000 + 8640);
});

test('a device knows no time before 1970', () => {
  expect(deviceTime(deviceClock(0, -60_000), 30_000)).toBe(0);
});

test('deskInstant is the first desk instant at which the device reaches an instant', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -100_000, max: 100_000 }),
      fc.integer({ min: -day, max: day }),
      fc.integer({ min: 0, max: 30 * day }),
      fc.integer({ min: 1, max: 60_000 }),
      (ppm, offsetMs, elapsed, ahead) => {
        const clock = drift(deviceClock(0, 0), { ppm, offsetMs }, 2 * day);
        const now = 2 * day + elapsed;
        const target = deviceTime(clock, now) + ahead;
        const at = deskInstant(clock, target, now);
        expect(deviceTime(clock, at)).toBeGreaterThanOrEqual(target);
        if (at > now) expect(deviceTime(clock, at - 1)).toBeLessThan(target);
      },
    ),
    { numRuns: 1000 },
  );
});
