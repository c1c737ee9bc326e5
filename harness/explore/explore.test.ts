import { describe, expect, test } from 'vitest';
import { faultNamed } from '../faults/faults.ts';
import { secretOfToken, wrongCode } from './domain-world.ts';
import { explore, type World, worldTable } from './explore.ts';
import { codeOfStep, stepOf } from './oracle.ts';
import { counts, registrations, replay } from './worlds.ts';

const deep = process.env['ICHIDO_DEEP'] !== undefined;

/** The whole worlds take minutes on a busy machine: `npm run deep explored` walks them; the gate walks the smallest. */
const whole: readonly World[] = deep ? [registrations, counts(2), replay] : [counts(1)];

describe.each(whole)('$name', { timeout: 600_000 }, (world) => {
  test('model and bank agree on every act in every state that can be reached', () => {
    const explored = explore(world);
    expect(explored.differences).toEqual([]);
    expect(explored.states).toBeGreaterThan(700);
    expect(explored.transitions).toBeGreaterThan(10_000);
    expect(worldTable(explored, 0, 0)).toMatchObject({ success: true, name: world.name });
  });
});

test('the wrong code is nobody’s: no token shows it near the steps that are explored', () => {
  const from = stepOf(1_775_001_600_000) - 20;
  const shown = [0, 1, 2, 3].flatMap((token) =>
    Array.from({ length: 200 }, (_, step) => codeOfStep(secretOfToken(token), from + step)),
  );
  expect(shown).not.toContain(wrongCode);
  for (let at = 0; at < 4; at += 1) {
    const own = shown.slice(at * 200, at * 200 + 200);
    expect(own.every((code, step) => code !== own[step + 1])).toBe(true);
  }
});

test.each([
  [registrations, 'mode-change-keeps-registrations'],
  [registrations, 'cancelled-token-still-pays'],
  [counts(1), 'unlock-keeps-otp-count'],
  [counts(1), 'login-resets-otp'],
  [counts(1), 'stopped-admin-may-register'],
  [replay, 'window-of-two-steps'],
  [replay, 'used-code-taken-again'],
  [replay, 'other-contracts-serial-taken'],
  [replay, 'drift-not-learned'],
] as const)('$0.name tells %$: a planted fault', { timeout: 120_000 }, (world, fault) => {
  const { differences } = explore(world, faultNamed(fault).wrap);
  expect(differences.length, fault).toBeGreaterThan(0);
});
