import { expect, test } from 'vitest';
import { ExitError } from '../exit.ts';
import { split } from './bdd.ts';

test('our -p is taken out, wherever it stands; the rest is left as it was', () => {
  expect(split(['-p', 'domain'])).toEqual({ level: 'domain', args: [] });
  expect(split(['--tags', '@S-18', '--profile=domain', 'features'])).toEqual({
    level: 'domain',
    args: ['--tags', '@S-18', 'features'],
  });
  expect(split(['--fail-fast'])).toEqual({ level: 'http', args: ['--fail-fast'] });
  expect(split(['--name', '-p', '-p', 'domain'])).toEqual({ level: 'domain', args: ['--name', '-p'] });
});

test.each([
  [['-p']],
  [['--profile', '--tags']],
  [['--tgas', 'x']],
  [['--name']],
  [['features/nope.feature']],
  [['-x']],
])('%j is wrong usage', (words) => {
  expect(() => split(words)).toThrow(ExitError);
  try {
    split(words);
  } catch (error) {
    expect(error).toMatchObject({ exitCode: 2, ja: expect.stringMatching(/[ぁ-ん]/) });
  }
});

test('a pattern, a folder and a line number are taken', () => {
  expect(split(['features/**/*.feature', 'features', 'features/swap.feature:9']).args).toHaveLength(3);
});
