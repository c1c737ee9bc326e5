/** A11 by counting: how many codes win at one moment, and how many guesses of an attack are weighed at all. */
import { expect, test } from 'vitest';
import { stepMs } from '../rules/otp.ts';
import { defaultPolicy } from '../rules/policy.ts';
import { acceptedStep } from '../rules/verification.ts';
import { reasonOf, secretOf, startAt, testBank } from '../testing/test-bank.ts';
import { drawer } from '../testing/test-drive.ts';

const deep = process.env['ICHIDO_DEEP'] !== undefined;
const { windowSteps, lockLimit } = defaultPolicy;
const whole = 1_000_000;
const bound = (lockLimit * (2 * windowSteps + 1)) / whole;

/** `ICHIDO_DEEP=1`: every code there is, at ten moments; otherwise every 50th, and those that the device shows about now. */
test('A11: of a million codes at most 2w + 1 win at one moment, so a whole attack wins with 2.1 × 10^-5 at most', {
  timeout: 1_200_000,
}, () => {
  const bank = testBank(['SKTH00001']);
  const shown = [-1, 0, 1].map((steps) => Number(bank.code('SKTH00001', steps)));
  // What it shows in the minutes before and after is weighed too, and must not win.
  const near = Array.from({ length: 21 }, (_, index) => Number(bank.code('SKTH00001', index - 10)));
  const key = { secret: secretOf('SKTH00001'), driftSteps: 0, lastStep: undefined };
  for (let moment = 0; moment < (deep ? 10 : 1); moment += 1) {
    const now = startAt + moment * stepMs;
    const weighed = new Set(moment === 0 ? near : []);
    for (let code = 0; code < whole; code += deep ? 1 : 50) weighed.add(code);
    let wins = 0;
    for (const code of weighed) {
      if (acceptedStep(key, String(code).padStart(6, '0'), now, windowSteps) !== undefined) wins += 1;
    }
    if (moment === 0) expect(wins).toBe(new Set(shown).size);
    expect(wins).toBeLessThanOrEqual(2 * windowSteps + 1);
    expect((lockLimit * wins) / whole).toBeLessThanOrEqual(bound);
  }
  expect(bound).toBeLessThanOrEqual(2.1e-5);
});

/** `ICHIDO_DEEP=1`: 5,000 attacks on each door. */
test.each(['transfer', 'register'] as const)(
  'A11: attacks by %s: seven guesses each are weighed, whatever is sent',
  (door) => {
    const draw = drawer(11);
    const attacks = deep ? 5000 : 60;
    let weighed = 0;
    let wins = 0;
    for (let attack = 0; attack < attacks; attack += 1) {
      const bank = testBank(['SKTH00001', 'SKTH00002'], { demo: false, start: startAt + attack * stepMs });
      const id = bank.contract({}, { mode: 'shared', serial: 'SKTH00001' });
      for (let guess = 0; guess < 25; guess += 1) {
        if (guess % 5 === 4) bank.move(stepMs);
        const otp = String(draw(whole)).padStart(6, '0');
        const result = door === 'transfer' ? bank.transfer(id, 'user01', otp) : bank.register(id, 'SKTH00002', { otp });
        if (reasonOf(result) === 'accepted') wins += 1;
      }
      const judged = bank.service.attempts(id).filter(({ reason }) => reason === undefined || /^otp-/.test(reason));
      // A win clears the count (D-09), so an attack that had luck is weighed longer.
      if (!judged.some(({ reason }) => reason === undefined)) expect(judged).toHaveLength(lockLimit);
      weighed += judged.length;
    }
    expect(weighed).toBeGreaterThanOrEqual(attacks * lockLimit);
    // Expected 2.1 × 10^-5 an attack: three in these few thousand would be one in 10^4.
    expect(wins).toBeLessThan(3);
  },
  600_000,
);
