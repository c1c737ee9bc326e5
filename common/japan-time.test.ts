import { expect, test } from 'vitest';
import { japanDateTime, japanDay, japanIso, parseInstant } from './japan-time.ts';

const at = Date.UTC(2026, 10, 22, 15, 3, 26, 7);

test('an instant is written in the time of Japan', () => {
  expect(japanIso(at)).toBe('2026-11-23T00:03:26.007+09:00');
  expect(japanDay(at)).toBe('2026-11-23');
  expect(japanDateTime(at)).toBe('2026-11-23 00:03:26');
});

test.each([
  ['2026-11-23T00:03:26.007+09:00', at],
  ['2026-11-22T15:03:26.007Z', at],
  ['2026-11-23 00:03:26', at - 7],
  ['2026-11-23 00:03', at - 26_007],
  ['2026-11-23T00:03', at - 26_007],
  ['2024-02-29 09:00', Date.UTC(2024, 1, 29)],
  ['1970-01-01T00:00Z', 0],
])('%j is read', (text, wanted) => {
  expect(parseInstant(text)).toBe(wanted);
});

test.each([
  '',
  '2026-02-30 09:00',
  '2026-13-01 09:00',
  '2026-11-22',
  '2026-11-22 24:01',
  '1969-12-31T23:59Z',
  '1795600269436',
  '２０２６-11-22 09:00',
])('%j is no instant', (text) => {
  expect(parseInstant(text)).toBeUndefined();
});
