import { expect, test } from 'vitest';
import { createStops } from './stops.ts';

const failing = (canUnlock: boolean, times: number) => {
  const stops = createStops(7, canUnlock);
  for (let count = 0; count < times; count += 1) stops.count('利用者 user01', 'wrong');
  return stops;
};

test('nobody is led into a stop that the bank can not clear', () => {
  expect(() => failing(false, 5).demandRoom('利用者 user01')).not.toThrow();
  expect(() => failing(false, 6).demandRoom('利用者 user01')).toThrow(/unlock/);
  expect(() => failing(false, 6).demandRoom('利用者 user02')).not.toThrow();
});

test('a bank that clears stops may be led into one', () => {
  expect(() => failing(true, 6).demandRoom('利用者 user01')).not.toThrow();
});

test('whoever is near the limit is named in time; what went right counts no longer', () => {
  expect(failing(false, 3).near()).toEqual([]);
  const stops = failing(false, 4);
  expect(stops.near()).toEqual(['利用者 user01']);
  stops.count('利用者 user01', 'right');
  expect(stops.near()).toEqual([]);
});
