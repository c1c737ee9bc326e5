import { expect, test } from 'vitest';
import { type LastResult, resultOf, withResults } from './last-results.ts';

const result = (name: string, passed: number): LastResult => ({
  name,
  endedAt: '2026-11-25T00:00:00.000Z',
  seconds: 1,
  passed,
  failed: 0,
  skipped: [],
});

test('a part that was not run keeps its last result; one that no longer exists has none', () => {
  const before = [result('gone', 1), result('kills', 2), result('faults', 3)];
  expect(withResults(before, [result('faults', 4)], ['faults', 'kills', 'never run'])).toEqual([
    result('faults', 4),
    result('kills', 2),
  ]);
});

test('a result says when, how long and what came of it', () => {
  const part = { name: 'kills', words: [], budgetSeconds: 1 };
  const counts = { passed: 200, failed: 0, skipped: ['kills of npm (no npm)'] };
  expect(resultOf({ part, counts, seconds: 12.34, output: '' }, '2026-11-25T00:00:00.000Z')).toEqual({
    name: 'kills',
    endedAt: '2026-11-25T00:00:00.000Z',
    seconds: 12.3,
    passed: 200,
    failed: 0,
    skipped: ['kills of npm (no npm)'],
  });
});
