import { expect, test } from 'vitest';
import { type ClockChange, type ClockState, createClock } from './clock.ts';

const wallClock = (now = 1_000_000) => {
  const wall = { now, read: () => wall.now };
  return wall;
};

test('the system clock follows the wall and refuses to be moved', () => {
  const wall = wallClock();
  const clock = createClock({ wall: wall.read });
  wall.now += 500;
  expect(clock.now()).toBe(1_000_500);
  for (const change of [{ now: 2e6 }, { advanceMs: 1 }, { mode: 'system', advanceMs: 1 }] as ClockChange[]) {
    expect(clock.change(change)).toMatchObject({ ok: false, refusal: { code: 'clock-system' } });
  }
  expect(clock.now()).toBe(1_000_500);
});

test('offset: shifted, and runs on', () => {
  const wall = wallClock();
  const clock = createClock({ wall: wall.read });
  expect(clock.change({ mode: 'offset', advanceMs: 60_000 })).toMatchObject({
    ok: true,
    state: { mode: 'offset', now: 1_060_000, offsetMs: 60_000 },
  });
  wall.now += 1000;
  expect(clock.now()).toBe(1_061_000);
  clock.change({ now: 2_000_000 });
  wall.now += 1;
  expect(clock.now()).toBe(2_000_001);
});

test('manual: stands until moved', () => {
  const wall = wallClock();
  const clock = createClock({ wall: wall.read });
  clock.change({ mode: 'manual' });
  wall.now += 99_999;
  expect(clock.now()).toBe(1_000_000);
  clock.change({ advanceMs: 5 });
  expect(clock.now()).toBe(1_000_005);
  expect(clock.change({ advanceMs: 0 }).ok).toBe(true);
});

test('a manual clock in the past runs on from there as offset', () => {
  const wall = wallClock();
  const clock = createClock({ wall: wall.read, state: { mode: 'manual', now: 400_000, offsetMs: 0 } });
  clock.change({ mode: 'offset' });
  wall.now += 10;
  expect(clock.state()).toEqual({ mode: 'offset', now: 400_010, offsetMs: -600_000 });
});

test.each<[ClockChange, string]>([
  [{ now: 999_999 }, 'clock-backwards'],
  [{ advanceMs: -1 }, 'clock-backwards'],
  [{ mode: 'offset', now: 999_999 }, 'clock-backwards'],
  [{}, 'clock-invalid'],
  [{ now: 2e6, advanceMs: 1 }, 'clock-invalid'],
  [{ now: 1_000_000.5 }, 'clock-invalid'],
  [{ now: Number.NaN }, 'clock-invalid'],
  [{ advanceMs: Number.POSITIVE_INFINITY }, 'clock-invalid'],
  // The year 10000: a Date can name it, but not the four digits of ISO 8601, nor the pages' Japanese time at the very end.
  [{ now: Date.UTC(10_000, 0, 1) }, 'clock-invalid'],
  [{ now: 8.64e15 }, 'clock-invalid'],
])('manual clock: %o is refused: %s, and nothing moves', (change, code) => {
  const clock = createClock({ wall: () => 0, state: { mode: 'manual', now: 1_000_000, offsetMs: 0 } });
  const told: ClockState[] = [];
  clock.onChange((state) => told.push(state));
  expect(clock.change(change)).toMatchObject({ ok: false, refusal: { code } });
  expect(clock.state()).toEqual({ mode: 'manual', now: 1_000_000, offsetMs: 0 });
  expect(told).toEqual([]);
});

test('back to the system clock only when that is not backwards', () => {
  const wall = wallClock();
  const clock = createClock({ wall: wall.read });
  clock.change({ mode: 'manual', advanceMs: 1000 });
  expect(clock.change({ mode: 'system' })).toMatchObject({ ok: false, refusal: { code: 'clock-backwards' } });
  wall.now += 1000;
  expect(clock.change({ mode: 'system' })).toMatchObject({ ok: true, state: { mode: 'system', offsetMs: 0 } });
});

test('a wall clock that is set back does not take the desk back', () => {
  const wall = wallClock();
  const clock = createClock({ wall: wall.read });
  wall.now -= 5000;
  expect(clock.now()).toBe(1_000_000);
  wall.now += 6000;
  expect(clock.now()).toBe(1_001_000);
});

test('a change is saved before it is told; when saving fails nothing has changed', () => {
  const saved: ClockState[] = [];
  let failing = false;
  const clock = createClock({
    wall: () => 0,
    state: { mode: 'manual', now: 5, offsetMs: 0 },
    save(state) {
      if (failing) throw new Error('disk full');
      saved.push(state);
    },
  });
  const told: number[] = [];
  clock.onChange(({ now }) => told.push(now));
  clock.change({ advanceMs: 1 });
  expect(saved).toEqual([{ mode: 'manual', now: 6, offsetMs: 0 }]);
  failing = true;
  expect(() => clock.change({ advanceMs: 1 })).toThrow('disk full');
  expect(clock.now()).toBe(6);
  expect(told).toEqual([6]);
});
