import { expect, test } from 'vitest';
import { ExitError } from '../exit.ts';
import { bddWords } from './words.ts';

const sections = ['swap', 'lock', 'W'];
const words = (...given: string[]) => bddWords(given, sections, {});

test('our options are taken out, wherever they stand; the rest is left as it was', () => {
  expect(words('--level', 'domain')).toMatchObject({ level: 'domain', args: [] });
  expect(words('--tags', '@S-18', '--level=domain', 'features')).toMatchObject({
    level: 'domain',
    args: ['--tags', '@S-18', 'features'],
  });
  expect(words('--fail-fast')).toMatchObject({ level: undefined, profiles: [], args: ['--fail-fast'] });
  expect(words('--name', '-p', '-p', 'domain', '--profile=ci')).toMatchObject({
    profiles: ['domain', 'ci'],
    args: ['--name', '-p'],
  });
  expect(words('--max-skips', '2', '--executor', '山田', '--json', '-c', 'mine.mjs', '--shard', '1/2')).toMatchObject({
    maxSkips: 2,
    executor: '山田',
    json: true,
    config: 'mine.mjs',
    args: ['--shard', '1/2'],
  });
});

test('--seed, --now and --state are the stages’', () => {
  expect(words('--seed', '7', '--now', '2026-05-01T00:00:00Z', '--state', 'x').stage).toEqual({
    seed: 7,
    now: Date.UTC(2026, 4, 1),
    state: 'x',
  });
  expect(bddWords([], sections, { ICHIDO_SEED: '7', ICHIDO_STATE: 'x' }).stage).toEqual({ seed: 7 });
});

test('whoever watches: a running desk, a browser with a window, slowly, with what was seen', () => {
  expect(words('--desk', 'd.json', '--headed', '--slow', '500ms', '--evidence')).toMatchObject({
    stage: { desk: 'd.json', headed: true, slowMs: 500 },
    evidence: true,
    args: [],
  });
  expect(bddWords([], sections, { ICHIDO_DESK: 'd.json' })).toMatchObject({ stage: {}, evidence: false });
});

test('--catalogue takes the sections that follow it; what comes after is a path', () => {
  expect(words().catalogue).toBeUndefined();
  expect(words('--catalogue').catalogue).toEqual([]);
  expect(words('--catalogue', 'swap', 'W', 'features')).toMatchObject({
    catalogue: ['swap', 'W'],
    args: ['features'],
  });
  expect(words('--catalogue=swap,lock').catalogue).toEqual(['swap', 'lock']);
});

test('the environment mirrors them; a flag beats it', () => {
  const env = { ICHIDO_MAX_SKIPS: '3', ICHIDO_EXECUTOR: 'CI', ICHIDO_JSON: '1', ICHIDO_CATALOGUE: 'lock' };
  expect(bddWords([], sections, env)).toMatchObject({ maxSkips: 3, executor: 'CI', json: true, catalogue: ['lock'] });
  expect(bddWords(['--max-skips', '0'], sections, env).maxSkips).toBe(0);
  expect(bddWords([], sections, { ICHIDO_MAX_SKIPS: '', ICHIDO_JSON: '0' })).toMatchObject({
    maxSkips: undefined,
    json: false,
  });
});

test.each([
  [['-p']],
  [['--profile', '--tags']],
  [['--level']],
  [['--tgas', 'x']],
  [['--name']],
  [['features/nope.feature']],
  [['-x']],
  [['--max-skips', 'x']],
  [['--max-skips', '-1']],
  [['--seed', 'x']],
  [['--now', '2026-02-30T00:00:00Z']],
  [['--now', 'x']],
  [['--catalogue', 'swaps']],
  [['--catalogue=swaps']],
  [['--stage']],
  [['--max-partly', 'x']],
  [['--desk']],
  [['--slow', '500']],
])('%j is wrong usage', (given) => {
  expect(() => words(...given)).toThrow(ExitError);
  try {
    words(...given);
  } catch (error) {
    expect(error).toMatchObject({ exitCode: 2, message: expect.stringMatching(/[ぁ-ん]/) });
  }
});

test('a section that is not there is told which there are', () => {
  expect(() => words('--catalogue', 'swaps')).toThrow(/swaps.*swap, lock, W/);
});

test('a pattern, a folder and a line number are taken', () => {
  expect(words('features/**/*.feature', 'features', 'features/swap.feature:9').args).toHaveLength(3);
});
