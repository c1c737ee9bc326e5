import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { ExitError } from '../exit.ts';
import { skippedLines, split } from './bdd.ts';

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

test('why scenarios were skipped is said, each reason once', () => {
  const scenario = { at: 'a.feature:1', feature: '', name: '', tags: [], ms: 1 };
  const skipped = { ...scenario, status: 'skipped' } as const;
  expect(
    skippedLines([
      { ...scenario, status: 'passed' },
      { ...skipped, reason: '画面がありません' },
      { ...skipped, reason: '画面がありません' },
      { ...skipped, reason: '人がいません' },
    ]),
  ).toEqual(['見送り / skipped 2: 画面がありません', '見送り / skipped 1: 人がいません']);
});

test.each([
  ['--tags', '(('],
  ['--name', '('],
])('%s %j is wrong usage, told by Cucumber while it picks', (flag, value) => {
  const folder = mkdtempSync(join(tmpdir(), 'ichido-bdd-'));
  const ichido = fileURLToPath(new URL('../ichido.ts', import.meta.url));
  const run = spawnSync(process.execPath, [ichido, 'bdd', '-p', 'domain', flag, value], { cwd: folder });
  rmSync(folder, { recursive: true, force: true });
  expect(run.status).toBe(2);
  expect(String(run.stderr)).toContain('Cucumber の引数が正しくありません');
  expect(String(run.stderr)).not.toMatch(/^ {4}at /m);
});
