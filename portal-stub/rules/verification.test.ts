import { describe, expect, test } from 'vitest';
import { secretOf, startAt } from '../testing/test-bank.ts';
import { codeOf, stepAt, stepMs } from './otp.ts';
import { resynchronise, stepsOff, type VerifiedKey, type VerifierMemory, verifyOtp } from './verification.ts';

const secret = secretOf('SKTH00001');
const fresh: VerifiedKey = { secret, driftSteps: 0, lastStep: undefined };
const current = stepAt(startAt);
const code = (step: number) => codeOf(secret, step);
const verdict = (key: VerifiedKey, otp: string, now = startAt, window = 1) => {
  const result = verifyOtp(key, otp, now, window);
  return result.ok ? 'accepted' : result.reason;
};
function accept(key: VerifiedKey, otp: string, now: number): VerifiedKey {
  const result = verifyOtp(key, otp, now, 1);
  if (!result.ok) throw new Error(`${result.reason} at ${now}`);
  return { secret, ...result.memory };
}

describe('codes (RFC 4226 appendix D, RFC 6238 appendix B cut to six digits)', () => {
  const rfc = new TextEncoder().encode('12345678901234567890');
  test.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (otp, counter) => [counter, otp] as const,
    ),
  )('counter %i is %s', (counter, otp) => {
    expect(codeOf(rfc, counter)).toBe(otp);
  });
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('second %i is %s', (second, otp) => {
    expect(codeOf(rfc, stepAt(second * 1000))).toBe(otp);
  });
  test.each([1, 15, 64, 65, 256])('a secret of %i bytes has codes', (length) => {
    expect(codeOf(new Uint8Array(length).fill(7), 1)).toMatch(/^[0-9]{6}$/);
  });
});

describe('A6, D-04: the window, exact to the millisecond', () => {
  const step = current;
  const begins = step * stepMs;
  test.each([
    ['one step before its own window', begins - stepMs - 1, 'otp-outside-window'],
    ['the first instant', begins - stepMs, 'accepted'],
    ['one second later', begins - stepMs + 1000, 'accepted'],
    ['T9: its own first instant', begins, 'accepted'],
    ['its own last instant', begins + stepMs - 1, 'accepted'],
    ['one second before the end', begins + 2 * stepMs - 1000, 'accepted'],
    ['the last instant', begins + 2 * stepMs - 1, 'accepted'],
    ['too late', begins + 2 * stepMs, 'otp-outside-window'],
  ])('%s', (_name, now, expected) => {
    expect(verdict(fresh, code(step), now)).toBe(expected);
  });

  test.each([0, 1, 2, 10])('windowSteps %i accepts that many steps and no more, both ways', (window) => {
    for (let steps = -12; steps <= 12; steps += 1) {
      const accepted = verdict(fresh, code(current + steps), startAt, window) === 'accepted';
      expect(accepted, `${steps} steps off`).toBe(Math.abs(steps) <= window);
    }
  });

  test('at the epoch there is no step before the first', () => {
    expect(verdict(fresh, code(0), 0)).toBe('accepted');
    expect(verdict(fresh, code(1), 0)).toBe('accepted');
    expect(verdict({ ...fresh, driftSteps: -5 }, code(0), 0)).toBe('otp-outside-window');
  });
});

describe('A4, A5, T8: an accepted step kills itself and every earlier one', () => {
  test('the same code again', () => {
    const key = accept(fresh, code(current), startAt);
    expect(verdict(key, code(current))).toBe('otp-used');
    expect(verdict(key, code(current), startAt + stepMs)).toBe('otp-used');
  });
  test('an older one of the window', () => {
    const key = accept(accept(fresh, code(current), startAt), code(current + 1), startAt);
    expect(verdict(key, code(current))).toBe('otp-old');
    expect(verdict(key, code(current - 1))).toBe('otp-old');
    expect(verdict(key, code(current + 1))).toBe('otp-used');
  });
  test('a used code is told as used long after', () => {
    const key = accept(fresh, code(current), startAt);
    expect(verdict(key, code(current), startAt + 1000 * stepMs)).toBe('otp-used');
  });
  test('no code of 200 steps is ever accepted twice, in any order tried', () => {
    let key = fresh;
    const accepted: number[] = [];
    for (let now = startAt; now < startAt + 200 * stepMs; now += stepMs / 2) {
      for (const steps of [0, -1, 1, 0, -1]) {
        const step = stepAt(now) + steps;
        const result = verifyOtp(key, code(step), now, 1);
        if (result.ok) {
          accepted.push(step);
          key = { secret, ...result.memory };
        }
      }
    }
    expect(accepted.length).toBeGreaterThan(50);
    expect(accepted).toEqual([...new Set(accepted)].sort((one, other) => one - other));
  });
  test('should two steps share their digits, both die together', () => {
    // Searched once: the first such step of this secret.
    const step = 60_497_004;
    expect(code(step)).toBe(code(step + 1));
    const key = accept(fresh, code(step), step * stepMs);
    expect(key.lastStep).toBe(step + 1);
    expect(verdict(key, code(step + 1), (step + 1) * stepMs)).toBe('otp-used');
  });
});

describe('drift', () => {
  test.each([-1, 0, 1])('T4: %i steps are accepted and remembered', (steps) => {
    expect(verifyOtp(fresh, code(current + steps), startAt, 1)).toEqual({
      ok: true,
      memory: { driftSteps: steps, lastStep: current + steps },
    });
  });
  test.each([-10, -2, 2, 10])('T5: %i steps are refused, though right', (steps) => {
    expect(verdict(fresh, code(current + steps))).toBe('otp-outside-window');
  });
  test('the window stands around the remembered drift', () => {
    const key = { ...fresh, driftSteps: 5 };
    expect([3, 4, 5, 6, 7].map((steps) => verdict(key, code(current + steps)))).toEqual([
      'otp-outside-window',
      'accepted',
      'accepted',
      'accepted',
      'otp-outside-window',
    ]);
  });
  test.each([20_000, -20_000])('T6: %i ms a month, used monthly, is followed for a year and more', (perMonth) => {
    let key = fresh;
    const month = 30 * 24 * 3600 * 1000;
    for (let months = 1; months <= 24; months += 1) {
      const now = startAt + months * month;
      key = accept(key, code(stepAt(now + months * perMonth)), now);
    }
    expect(key.driftSteps).toBe((24 * perMonth) / stepMs);
  });
  test('T6, seen from the other side: unused for a year, the same device is refused', () => {
    const now = startAt + 365 * 24 * 3600 * 1000;
    expect(verdict(fresh, code(stepAt(now + 12 * 20_000)), now)).toBe('otp-outside-window');
  });
});

describe('A8, T7: resync by two consecutive, newer codes', () => {
  const sync = (key: VerifiedKey, one: number, two: number): VerifierMemory | undefined =>
    resynchronise(key, code(current + one), code(current + two), startAt);

  test.each([-10, -9, -2, -1, 0, 1, 2, 9, 10])('the second code %i steps off: the drift is stored', (steps) => {
    const memory = sync(fresh, steps - 1, steps);
    expect(memory).toEqual({ driftSteps: steps, lastStep: current + steps });
    // …and the next code is accepted, the two just used are not.
    const key = { secret, ...(memory as VerifierMemory) };
    expect(verdict(key, code(current + steps))).toBe('otp-used');
    expect(verdict(key, code(current + steps - 1))).toBe('otp-old');
    expect(verdict(key, code(current + steps + 1), startAt + stepMs)).toBe('accepted');
  });
  test.each([
    ['beyond reach, late', -12, -11],
    ['beyond reach, early', 10, 11],
    ['a gap', 3, 5],
    ['swapped', 4, 3],
    ['the same twice', 3, 3],
    ['only the second right', 40, 3],
    ['only the first right', 3, 40],
  ])('refused: %s', (_name, one, two) => {
    expect(sync(fresh, one, two)).toBeUndefined();
  });
  test('refused: older than what was accepted, even by its first code alone', () => {
    const key = { ...fresh, lastStep: current + 3 };
    expect(sync(key, 2, 3)).toBeUndefined();
    expect(sync(key, 3, 4)).toBeUndefined();
    expect(sync(key, 4, 5)).toBeDefined();
  });
  test('reaches ten steps around the drift that is remembered', () => {
    const key = { ...fresh, driftSteps: 8 };
    expect(sync(key, 17, 18)).toEqual({ driftSteps: 18, lastStep: current + 18 });
    expect(sync(key, 18, 19)).toBeUndefined();
  });
});

test('A11: one guess wins with three codes in a million at most', () => {
  let wins = 0;
  for (let guess = 0; guess < 1_000_000; guess += 4999) {
    if (verifyOtp(fresh, String(guess).padStart(6, '0'), startAt, 1).ok) wins += 1;
  }
  const winning = new Set([-1, 0, 1].map((steps) => code(current + steps)));
  expect([...winning].every((otp) => verifyOtp(fresh, otp, startAt, 1).ok)).toBe(true);
  expect(wins).toBeLessThanOrEqual(winning.size);
});

test('how far a code is off is told for a person, used or not, from where the bank sees the token', () => {
  expect([-10, -1, 0, 3, 10].map((off) => stepsOff(fresh, code(current + off), startAt))).toEqual([-10, -1, 0, 3, 10]);
  expect(stepsOff({ ...fresh, driftSteps: 2, lastStep: current + 5 }, code(current + 3), startAt)).toBe(1);
  expect(stepsOff(fresh, code(current + 11), startAt)).toBeUndefined();
});
