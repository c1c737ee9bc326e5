import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { start } from '../cell/test-live-tray.ts';
import { drift } from './device-clock.ts';
import {
  batteryPercent,
  drainTo,
  fail,
  type HardwareToken,
  hardwareFace,
  hardwareNextChange,
  hardwareState,
  hardwareToken,
  press,
} from './hardware-token.ts';
import { codeOfStep, stepAt } from './otp.ts';
import { profiles } from './profiles.ts';

const secret = new Uint8Array(20).fill(7);
const make = (profile = 'shinkin-keyfob'): HardwareToken =>
  hardwareToken({ serial: 'SKTH00001', secret, profile }, start);
const at = (percent: number, profile?: string): HardwareToken => drainTo(make(profile), percent);
const second = 1000;

describe('the display (P-01, P-02, S-22)', () => {
  test('N4: it shows nothing before a press, and the code of the moment after one', () => {
    const token = make();
    expect(hardwareFace(token, start)).toEqual({ kind: 'dark', text: '' });
    const step = stepAt(start);
    const code = codeOfStep(secret, step);
    expect(hardwareFace(press(token, start), start)).toEqual({
      kind: 'code',
      text: code,
      code,
      step,
      validFrom: start,
      validUntil: start + 30 * second,
    });
  });

  test('T2: it stays lit for 30 s to the millisecond', () => {
    const lit = press(make(), start);
    expect(hardwareFace(lit, start + 29_999).kind).toBe('code');
    expect(hardwareFace(lit, start + 30_000).kind).toBe('dark');
    expect(hardwareNextChange(lit, start)).toBe(start + 30_000);
    expect(hardwareNextChange(lit, start + 30_000)).toBeUndefined();
  });

  test('a second press while lit turns it off; a third shows the same code while its step lasts', () => {
    const first = press(make(), start);
    const off = press(first, start + second);
    expect(hardwareFace(off, start + second).kind).toBe('dark');
    const again = press(off, start + 2 * second);
    expect(hardwareFace(again, start + 2 * second)).toEqual(hardwareFace(first, start));
  });

  test('T1: presses at second 0 and 29 agree, at 29 and 31 differ', () => {
    const shown = (seconds: number) => hardwareFace(press(make(), start + seconds * second), start + seconds * second);
    expect(shown(0)).toEqual(shown(29));
    expect(shown(29)).not.toEqual(shown(31));
  });

  test('what was lit stays until it goes dark, even when its step ends meanwhile', () => {
    const lit = press(make(), start + 29 * second);
    expect(hardwareFace(lit, start + 58 * second)).toEqual(hardwareFace(lit, start + 29 * second));
  });

  test('a clock that is 40 s ahead shows the next step', () => {
    const token: HardwareToken = { ...make(), clock: drift(make().clock, { offsetMs: 40 * second }, start) };
    const face = hardwareFace(press(token, start), start);
    expect(face.kind === 'code' && face.step).toBe(stepAt(start) + 1);
  });
});

describe('the battery (P-03, P-04, P-06)', () => {
  test.each(profiles.map(({ name, lifePresses }) => ({ name, lifePresses })))(
    '$name: each press costs one of $lifePresses',
    ({ name, lifePresses }) => {
      expect(press(make(name), start).charge).toBe(lifePresses - 1);
    },
  );

  test.each([
    ['shinkin-keyfob', 100, undefined, 'ok'],
    ['shinkin-keyfob', 10, undefined, 'ok'],
    ['shinkin-keyfob', 9, 'bAtt 09', 'low'],
    ['shinkin-keyfob', 5, 'bAtt 05', 'low'],
    ['shinkin-keyfob', 1, 'bAtt 01', 'low'],
    ['feitian-c200', 6, undefined, 'ok'],
    ['feitian-c200', 5, 'bAtt 5', 'low'],
    ['feitian-c200', 1, 'bAtt 1', 'low'],
    ['lo-batt-card', 10, undefined, 'ok'],
    ['lo-batt-card', 9, 'Lo-bAtt 2', 'low'],
    ['lo-batt-card', 5, 'Lo-bAtt 1', 'low'],
    ['lo-batt-card', 2, 'Lo-bAtt', 'low'],
    ['sudden-death', 50, undefined, 'ok'],
  ] as const)('%s at %d %% shows the notice %s first', (profile, percent, notice, state) => {
    const token = at(percent, profile);
    expect(hardwareState(token)).toBe(state);
    const lit = press(token, start);
    const first = hardwareFace(lit, start);
    if (notice === undefined) {
      expect(first.kind).toBe('code');
      return;
    }
    expect(first).toEqual({ kind: 'battery', text: notice });
    expect(hardwareFace(lit, start + 1999)).toEqual(first);
    const code = hardwareFace(lit, start + 2000);
    expect(code.kind === 'code' && code.code).toBe(codeOfStep(secret, stepAt(start)));
    expect(hardwareFace(lit, start + 31_999).kind).toBe('code');
    expect(hardwareFace(lit, start + 32_000).kind).toBe('dark');
    expect(hardwareNextChange(lit, start)).toBe(start + 2000);
    expect(hardwareNextChange(lit, start + 2000)).toBe(start + 32_000);
  });

  test('the notice comes on each press below 10 %, and the last of them is 00', () => {
    let token = at(9);
    const seen: string[] = [];
    for (let now = start; token.charge > 0; now += 40 * second) {
      token = press(token, now);
      const face = hardwareFace(token, now);
      expect(face.kind).toBe('battery');
      if (seen.at(-1) !== face.text) seen.push(face.text);
    }
    expect(seen).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((x) => `bAtt 0${x}`));
  });

  test.each([
    ['shinkin-keyfob', 800, undefined],
    ['shinkin-keyfob', 799, 'bAtt 09'],
    ['shinkin-keyfob', 720, 'bAtt 09'],
    ['shinkin-keyfob', 719, 'bAtt 08'],
    ['shinkin-keyfob', 80, 'bAtt 01'],
    ['shinkin-keyfob', 79, 'bAtt 00'],
    ['shinkin-keyfob', 1, 'bAtt 00'],
    ['feitian-c200', 840, undefined],
    ['feitian-c200', 839, 'bAtt 5'],
    ['lo-batt-card', 1499, 'Lo-bAtt 2'],
  ] as const)(
    '%s with %d presses left shows %s: the whole percent before the press, rounded down',
    (profile, left, notice) => {
      const token = { ...make(profile), charge: left };
      const face = hardwareFace(press(token, start), start);
      expect(face.kind === 'battery' ? face.text : undefined).toBe(notice);
      expect(hardwareState(token)).toBe(notice === undefined ? 'ok' : 'low');
    },
  );

  test('W4: flat shows nothing, and the last charge still gives a code', () => {
    const last: HardwareToken = { ...make(), charge: 1 };
    const lit = press(last, start);
    expect(hardwareFace(lit, start + 2000).kind).toBe('code');
    expect(batteryPercent(lit)).toBe(0);
    expect(hardwareState(lit)).toBe('flat');
    const flat = press(press(lit, start + second), start + 40 * second);
    expect(hardwareFace(flat, start + 40 * second).kind).toBe('dark');
    expect(press(flat, start + 50 * second)).toBe(flat);
  });

  test('drained to 0 while lit, it goes dark', () => {
    const lit = press(make(), start);
    expect(hardwareFace(drainTo(lit, 0), start).kind).toBe('dark');
  });
});

describe('death (P-05)', () => {
  test('sudden-death: no notice, then nothing, with charge left', () => {
    let token = make('sudden-death');
    let now = start;
    const kinds: string[] = [];
    for (let presses = 0; presses < 14; presses += 1) {
      token = press(token, now);
      kinds.push(hardwareFace(token, now).kind);
      now += 60 * second;
    }
    expect(kinds.slice(0, 11)).toEqual(Array(11).fill('code'));
    expect(kinds.slice(11)).toEqual(['dark', 'dark', 'dark']);
    expect(hardwareState(token)).toBe('failed');
    expect(batteryPercent(token)).toBeGreaterThan(0);
  });

  test('garbled-display: garbage, never a code', () => {
    const lit = press(at(9, 'garbled-display'), start);
    const face = hardwareFace(lit, start);
    expect(face.kind).toBe('garbage');
    expect(face.text).toMatch(/^[^0-9].{5}$/);
    expect(hardwareState(lit)).toBe('failed');
  });

  test('let die by hand: garbage may turn dark, never the reverse', () => {
    expect(hardwareFace(press(fail(make(), 'garbage'), start), start).kind).toBe('garbage');
    expect(hardwareFace(press(fail(make(), 'dark'), start), start).kind).toBe('dark');
    expect(fail(fail(make(), 'dark'), 'garbage').failed).toBe('dark');
    expect(fail(fail(make(), 'garbage'), 'dark').failed).toBe('dark');
    expect(hardwareFace(fail(press(make(), start), 'dark'), start).kind).toBe('dark');
  });
});

const happening = fc.oneof(
  fc.record({ do: fc.constant('press' as const), wait: fc.integer({ min: 0, max: 90_000 }) }),
  fc.record({ do: fc.constant('drain' as const), percent: fc.integer({ min: 0, max: 100 }) }),
  fc.record({ do: fc.constant('fail' as const), as: fc.constantFrom('dark' as const, 'garbage' as const) }),
);

test('whatever happens: charge never rises, the face is a pure function of state and instant, nothing dead shows a code', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...profiles.map(({ name }) => name)),
      fc.array(happening, { maxLength: 60 }),
      (profile, happenings) => {
        let token = make(profile);
        let now = start;
        for (const happened of happenings) {
          const before = token;
          if (happened.do === 'press') {
            now += happened.wait;
            token = press(token, now);
          } else {
            token = happened.do === 'drain' ? drainTo(token, happened.percent) : fail(token, happened.as);
          }
          expect(token.charge).toBeLessThanOrEqual(before.charge);
          expect(token.charge).toBeGreaterThanOrEqual(0);
          const face = hardwareFace(token, now);
          hardwareFace(token, now + 100_000);
          expect(hardwareFace(token, now)).toEqual(face);
          if (token.failed !== undefined) expect(face.kind).not.toBe('code');
          if (face.kind === 'code') expect(face.code).toBe(codeOfStep(secret, face.step));
          const next = hardwareNextChange(token, now);
          if (next !== undefined) {
            expect(hardwareFace(token, next - 1)).toEqual(face);
            expect(hardwareFace(token, next)).not.toEqual(face);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
});

test('every profile names its sources, its notices rise, and they fit a display', () => {
  expect(profiles.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['shinkin-keyfob', 'feitian-c200', 'lo-batt-card', 'sudden-death']),
  );
  for (const { sources, notices, litMs } of profiles) {
    expect(sources.length).toBeGreaterThan(0);
    expect(notices.map(({ upToPercent }) => upToPercent)).toEqual(
      notices.map(({ upToPercent }) => upToPercent).toSorted((a, b) => a - b),
    );
    for (const { text } of notices) expect(text).toMatch(/^[\x20-\x7e]{1,9}$/);
    expect(litMs).toBe(30_000);
  }
});
