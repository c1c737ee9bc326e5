import { expect, test } from 'vitest';
import { faultNamed } from '../faults/faults.ts';
import { agrees, boundaryTable, placements, sweep } from './boundary.ts';
import { codeOfStep, isAccepted } from './oracle.ts';

const seed = (text: string) => new TextEncoder().encode(text);

test('the oracle knows RFC 4226’s and RFC 6238’s figures', () => {
  const secret = seed('12345678901234567890');
  expect([0, 1, 2, 9].map((step) => codeOfStep(secret, step))).toEqual(['755224', '287082', '359152', '520489']);
  // RFC 6238 appendix B, the last six of eight digits.
  expect([59, 1111111109, 20000000000].map((at) => codeOfStep(secret, Math.floor(at / 30)))).toEqual([
    '287082',
    '081804',
    '353130',
  ]);
  expect([29_999, 30_000, 89_999, 90_000].map((at) => isAccepted(secret, codeOfStep(secret, 1), at))).toEqual([
    true,
    true,
    true,
    false,
  ]);
});

test('at least 10,000 placements in the whole sweep', () => {
  expect(placements(200, 1).length).toBe(21 * 11 * 46);
});

test('every verdict of a sample is the oracle’s', { timeout: 60_000 }, async () => {
  const judged = await sweep(placements(1000, 3));
  expect(judged.filter((each) => !agrees(each))).toEqual([]);
  expect(judged.filter(({ accepted }) => accepted).length).toBeGreaterThan(100);
  expect(judged.filter(({ accepted }) => !accepted).length).toBeGreaterThan(400);
  const table = boundaryTable(judged, 0, 0);
  expect(table.success).toBe(true);
  expect(table.rows).toHaveLength(11);
});

test.each(['window-of-two-steps', 'late-code-refused', 'window-two-steps-early'])(
  '%s is told',
  { timeout: 60_000 },
  async (name) => {
    const judged = await sweep(placements(2000, 5), faultNamed(name).wrap);
    expect(judged.some((each) => !agrees(each))).toBe(true);
  },
);
