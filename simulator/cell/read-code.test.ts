import { expect, test } from 'vitest';
import { createClock } from './clock.ts';
import { readCode } from './read-code.ts';
import { start, testLiveTray } from './test-live-tray.ts';

/** A desk on a wall clock that the test moves; timers run when they are due. */
function running() {
  const wall = { now: start };
  const timers = new Set<{ readonly at: number; readonly act: () => void }>();
  const t = testLiveTray({
    clock: createClock({ wall: () => wall.now }),
    after(ms, act) {
      const timer = { at: wall.now + ms, act };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  });
  t.do({ type: 'issue', kind: 'hardware' });
  t.do({ type: 'installApp' });
  return {
    ...t,
    pass(ms: number) {
      wall.now += ms;
      for (const timer of [...timers].filter(({ at }) => at <= wall.now)) {
        timers.delete(timer);
        timer.act();
      }
    },
  };
}

const fresh = { fresh: true };
const any = { fresh: false };
const stepIn = (answer: Awaited<ReturnType<typeof readCode>>): number => {
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.step;
};
const first = start / 30_000;

test.each(['SKTH00001', 'SKTS00001'])('%s: the code of now, pressing when it must', async (serial) => {
  const t = running();
  expect(stepIn(await readCode(t.tray, serial, any))).toBe(first);
  expect(stepIn(await readCode(t.tray, serial, any))).toBe(first);
  t.pass(30_000);
  expect(stepIn(await readCode(t.tray, serial, any))).toBe(first + 1);
});

test('a lit code whose step has ended is put out and another is lit', async () => {
  const t = running();
  t.pass(29_000);
  t.do({ type: 'press', serial: 'SKTH00001' });
  t.pass(2000);
  expect(stepIn(await readCode(t.tray, 'SKTH00001', any))).toBe(first + 1);
});

test.each(['SKTH00001', 'SKTS00001'])(
  '%s fresh: at once when nothing was shown, else at the step’s end',
  async (serial) => {
    const t = running();
    t.pass(10_000);
    expect(stepIn(await readCode(t.tray, serial, fresh))).toBe(first);
    let got: number | undefined;
    const waiting = readCode(t.tray, serial, fresh).then((answer) => {
      got = stepIn(answer);
    });
    t.pass(19_999);
    await Promise.resolve();
    expect(got).toBeUndefined();
    t.pass(1);
    await waiting;
    expect(got).toBe(first + 1);
  },
);

test('fresh: put out by a second press is shown all the same', async () => {
  const t = testLiveTray();
  t.do({ type: 'issue', kind: 'hardware' });
  t.do({ type: 'press', serial: 'SKTH00001' });
  t.do({ type: 'press', serial: 'SKTH00001' });
  expect(await readCode(t.tray, 'SKTH00001', fresh)).toMatchObject({ refusal: { code: 'clock-stopped' } });
  t.advance(30_000);
  expect(stepIn(await readCode(t.tray, 'SKTH00001', fresh))).toBe(first + 1);
});

test('fresh: when somebody else takes the next step first, it waits for the one after', async () => {
  const t = running();
  await readCode(t.tray, 'SKTH00001', fresh);
  const two = [readCode(t.tray, 'SKTH00001', fresh), readCode(t.tray, 'SKTH00001', fresh)];
  t.pass(30_000);
  expect(stepIn(await two[0]!)).toBe(first + 1);
  t.pass(30_000);
  expect(stepIn(await two[1]!)).toBe(first + 2);
});

test('fresh on a manual clock says that it stands, also when it is stopped meanwhile', async () => {
  const t = running();
  await readCode(t.tray, 'SKTS00001', fresh);
  const waiting = readCode(t.tray, 'SKTS00001', fresh);
  t.tray.clock.change({ mode: 'manual' });
  expect(await waiting).toMatchObject({ ok: false, refusal: { code: 'clock-stopped' } });
});

test('a token 40 s ahead: freshness is counted in its own steps', async () => {
  const t = running();
  t.do({ type: 'drift', serial: 'SKTH00001', offsetMs: 40_000 });
  expect(stepIn(await readCode(t.tray, 'SKTH00001', fresh))).toBe(first + 1);
  const waiting = readCode(t.tray, 'SKTH00001', fresh);
  t.pass(20_000);
  expect(stepIn(await waiting)).toBe(first + 2);
});

test('with a low battery the code behind the notice', async () => {
  const t = running();
  t.do({ type: 'setBattery', serial: 'SKTH00001', percent: 3 });
  expect(stepIn(await readCode(t.tray, 'SKTH00001', fresh))).toBe(first);
});

test('flat, dead or garbled: no code, and no waiting for one', async () => {
  const t = running();
  t.do({ type: 'press', serial: 'SKTH00001' });
  t.do({ type: 'setBattery', serial: 'SKTH00001', percent: 0 });
  for (const how of [fresh, any]) {
    expect(await readCode(t.tray, 'SKTH00001', how)).toMatchObject({ refusal: { code: 'no-code' } });
  }
  t.do({ type: 'issue', kind: 'hardware' });
  t.do({ type: 'fail', serial: 'SKTH00002', as: 'garbage' });
  expect(await readCode(t.tray, 'SKTH00002', any)).toMatchObject({ refusal: { code: 'no-code' } });
  expect(await readCode(t.tray, 'SKTH99999', any)).toMatchObject({ refusal: { code: 'unknown-serial' } });
});

test('closing the desk ends the wait', async () => {
  const t = running();
  await readCode(t.tray, 'SKTS00001', fresh);
  const waiting = readCode(t.tray, 'SKTS00001', fresh);
  t.tray.close();
  expect(await waiting).toMatchObject({ ok: false });
});
