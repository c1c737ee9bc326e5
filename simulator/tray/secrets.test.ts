/** I8: secrets of new tokens are all different, and their bytes look drawn at random. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { secretOf, serialOf } from './issue.ts';

const count = 100_000;
/** Of a run whose seed was given, so that the figure is the same each time. */
const seed = Uint8Array.from({ length: 32 }, (_, index) => index);

test('I8: 100,000 secrets of one run: 20 bytes, no repeats, chi-square of the bytes between 0.001 and 0.999', () => {
  const seen = new Set<string>();
  const counts = new Array<number>(256).fill(0);
  for (let n = 0; n < count; n += 1) {
    const secret = secretOf(seed, serialOf(n % 2 === 0 ? 'hardware' : 'software', n >> 1));
    if (secret.length !== 20) throw new Error(`${secret.length} bytes`);
    seen.add(Buffer.from(secret).toString('latin1'));
    for (const byte of secret) counts[byte] = (counts[byte] ?? 0) + 1;
  }
  expect(seen.size).toBe(count);
  const p = chiSquareP(counts);
  expect(p).toBeGreaterThan(0.001);
  expect(p).toBeLessThan(0.999);
}, 60_000);

test('I8: the same serial under 20,000 seeds of a run’s own: no repeats', () => {
  const seen = new Set<string>();
  for (let n = 0; n < 20_000; n += 1) seen.add(Buffer.from(secretOf(randomBytes(32), 'SKTH00001')).toString('latin1'));
  expect(seen.size).toBe(20_000);
});

/** The chance of counts this uneven or more, by Wilson and Hilferty's normal approximation. */
function chiSquareP(counts: readonly number[]): number {
  const expected = counts.reduce((sum, each) => sum + each, 0) / counts.length;
  const statistic = counts.reduce((sum, each) => sum + (each - expected) ** 2 / expected, 0);
  const spread = 2 / (9 * (counts.length - 1));
  const z = (Math.cbrt(statistic / (counts.length - 1)) - (1 - spread)) / Math.sqrt(spread);
  return 1 - normal(z);
}

/** The normal distribution (Abramowitz and Stegun 26.2.17), good to 10^-7. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}
