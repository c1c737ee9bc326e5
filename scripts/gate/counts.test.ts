import { describe, expect, test } from 'vitest';
import { addCounts, countsText, featureCounts, printedCounts, vitestCounts } from './counts.ts';

const none = { passed: 0, failed: 0, skipped: [] };

test('the last line of the gate', () => {
  expect(countsText({ passed: 12, failed: 0, skipped: [] })).toBe('12 passed, 0 failed');
  expect(countsText({ passed: 1, failed: 2, skipped: ['a', 'b'] })).toBe('1 passed, 2 failed, 2 skipped');
  expect(addCounts({ passed: 1, failed: 2, skipped: ['a'] }, { passed: 3, failed: 4, skipped: ['b'] })).toEqual({
    passed: 4,
    failed: 6,
    skipped: ['a', 'b'],
  });
});

describe('printed counts', () => {
  test('the last such line counts, and skipped things keep their names', () => {
    const output = '1 passed, 9 failed\n  skipped: hid-vm yubikey (no qemu)\n5 passed, 0 failed, 2 skipped\n';
    expect(printedCounts(output, 0)).toEqual({
      passed: 5,
      failed: 0,
      skipped: ['hid-vm yubikey (no qemu)', '(not named)'],
    });
  });

  test('a process that failed shows a failure whatever it printed; one that printed nothing counts as one', () => {
    expect(printedCounts('5 passed, 0 failed\n', 1).failed).toBe(1);
    expect(printedCounts('5 passed, 3 failed\n', 1).failed).toBe(3);
    expect(printedCounts('', 0)).toEqual({ ...none, passed: 1 });
    expect(printedCounts('', 2)).toEqual({ ...none, failed: 1 });
  });
});

describe('vitest', () => {
  const file = (status: string, ...results: string[]) => ({
    status,
    assertionResults: results.map((each, index) => ({ status: each, fullName: `test ${index}` })),
  });

  test('passed, failed and skipped by name', () => {
    const json = JSON.stringify({
      testResults: [file('failed', 'passed', 'failed', 'skipped'), file('passed', 'passed')],
    });
    expect(vitestCounts(json, 1)).toEqual({ passed: 2, failed: 1, skipped: ['test 2'] });
  });

  test('a file that could not be loaded is a failure', () => {
    expect(vitestCounts(JSON.stringify({ testResults: [file('failed')] }), 1).failed).toBe(1);
    expect(vitestCounts(JSON.stringify({ testResults: [file('failed', 'passed')] }), 1).failed).toBe(1);
    expect(vitestCounts(JSON.stringify({ testResults: [file('passed', 'passed')] }), 1).failed).toBe(1);
  });
});

test('features: what is neither passed nor skipped has failed', () => {
  const scenarios = ['passed', 'failed', 'undefined', 'pending', 'ambiguous', 'unknown', 'skipped'].map((status) => ({
    name: status,
    status,
    ...(status === 'skipped' ? { reason: 'no clock' } : {}),
  }));
  expect(featureCounts(JSON.stringify({ level: 'http', scenarios }), 1)).toEqual({
    passed: 1,
    failed: 5,
    skipped: ['http: skipped (no clock)'],
  });
  expect(featureCounts(JSON.stringify({ level: 'http', scenarios: [] }), 1).failed).toBe(1);
});
