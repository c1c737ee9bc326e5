import { expect, test } from 'vitest';
import { failuresAt, hasUsualWindow, passingAt } from './bank-numbers.ts';

const minutes = (count: number) => count * 60_000;

test('failures in a row keep their place before and after the bank’s own limit', () => {
  const own = { bank: { lockLimit: 5 }, agreed: {} };
  expect([2, 6, 7, 8].map((times) => failuresAt(own, times))).toEqual([2, 4, 5, 6]);
  expect(failuresAt({ bank: { lockLimit: 3 }, agreed: {} }, 4)).toBe(2);
});

test('the end of a session is the bank’s, a second before and after it too; any other time is itself', () => {
  const own = { bank: { idleMinutes: 10 }, agreed: {} };
  const asked = [minutes(14), minutes(15) - 1000, minutes(15), minutes(16), minutes(30), 30_000];
  expect(asked.map((ms) => passingAt(own, ms))).toEqual([
    minutes(9),
    minutes(10) - 1000,
    minutes(10),
    minutes(11),
    minutes(30),
    30_000,
  ]);
});

test('a bank that tells nothing, and a scenario that agreed on a number itself, change nothing', () => {
  for (const numbers of [
    { bank: undefined, agreed: {} },
    { bank: { lockLimit: 5, idleMinutes: 10 }, agreed: { lockLimit: 7, idleMinutes: 15 } },
  ]) {
    expect([failuresAt(numbers, 7), passingAt(numbers, minutes(15))]).toEqual([7, minutes(15)]);
  }
});

test('a window of two steps is not the usual one', () => {
  expect([hasUsualWindow(), hasUsualWindow({ windowSteps: 1 }), hasUsualWindow({ windowSteps: 2 })]).toEqual([
    true,
    true,
    false,
  ]);
});
