import { expect, test } from 'vitest';
import { parseDuration } from './duration.ts';

test.each([
  ['500ms', 500],
  ['90s', 90_000],
  ['5m', 300_000],
  ['1.5h', 5_400_000],
  ['2d', 172_800_000],
  ['0s', 0],
  ['0.001s', 1],
  ['90 s', 90_000],
  [' 90s ', 90_000],
  ['1.1s', 1100],
])('%j is %d ms', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test.each([
  '90',
  '0',
  '',
  's',
  '-5s',
  '+5s',
  '1e3s',
  '90S',
  '９０s',
  '90sec',
  '1.5ms',
  '1h30m',
  '9999999999999999s',
  '.5s',
])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});
