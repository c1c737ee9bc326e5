import { expect, test } from 'vitest';
import { levels, openStage, plannedLevels } from './levels.ts';

test.each(['', 'nope', 'toString', '__proto__', ...plannedLevels])('the level %j is refused by name', async (level) => {
  await expect(openStage(level)).rejects.toThrow(level === '' ? /段/ : level);
});

test('domain and http are there', () => {
  expect(levels).toEqual(expect.arrayContaining(['domain', 'http']));
});
