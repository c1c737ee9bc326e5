import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Summary } from '../report/summary.ts';
import { run as runOf } from '../report/test-runs.ts';
import { openRunFolder, readPartialRuns, readSummaries, reportFiles } from './folders.ts';
import { projects } from './testing-project.ts';

const project = projects(onTestFinished);

const start: Summary = {
  ...runOf('http'),
  startedAt: 1000,
  success: false,
  chosen: 2,
  of: 2,
  full: false,
  ended: false,
};

/** A run from its first to its last moment. */
function run(cwd: string, end: Partial<Summary>): string {
  const folder = openRunFolder(cwd, { ...start, ...end, ended: false, full: false });
  for (const file of reportFiles) writeFileSync(join(cwd, folder.path, file), JSON.stringify(end.args ?? []));
  return folder.finish({ ...start, ended: true, ...end });
}

const evidence = (cwd: string) => readFileSync(join(cwd, 'reports/http/cucumber.html'), 'utf8');
const index = (cwd: string) => readFileSync(join(cwd, 'reports/index.html'), 'utf8');

test('only a full run takes the place of the last full run', () => {
  const cwd = project({});
  expect(run(cwd, { full: true, success: true, args: ['--retry', '1'] })).toBe(join('reports', 'http'));
  const part = run(cwd, { args: ['--tags', '@S-18'], chosen: 1, success: true, startedAt: 2000 });
  expect(part).toMatch(/reports.http.partial.tags-S-18-[0-9a-f]{8}$/);
  expect(evidence(cwd)).toBe('["--retry","1"]');
  expect(readSummaries(cwd).map(({ args }) => args)).toEqual([['--retry', '1']]);
  expect(readPartialRuns(cwd).map(({ summary }) => summary.args)).toEqual([['--tags', '@S-18']]);
  run(cwd, { full: true, success: true, args: ['--order', 'random'], startedAt: 3000 });
  expect(evidence(cwd)).toBe('["--order","random"]');
  expect(readPartialRuns(cwd)).toHaveLength(1);
  expect(existsSync(join(cwd, part, 'junit.xml'))).toBe(true);
});

test('shards stand beside each other, and the same choice takes the same place', () => {
  const cwd = project({});
  for (const shard of ['1/2', '2/2', '1/2']) run(cwd, { args: ['--shard', shard] });
  const names = readdirSync(join(cwd, 'reports/http/partial')).sort();
  expect(names).toEqual([expect.stringMatching(/^shard-1-of-2-/), expect.stringMatching(/^shard-2-of-2-/)]);
});

test('a run that was broken off is told as such, and replaces nothing', () => {
  const cwd = project({});
  run(cwd, { full: true, success: true });
  openRunFolder(cwd, { ...start, startedAt: 5000, args: ['--fail-fast'] });
  expect(readSummaries(cwd)).toHaveLength(1);
  expect(readPartialRuns(cwd)).toMatchObject([{ summary: { ended: false, args: ['--fail-fast'] } }]);
  expect(index(cwd)).toContain('中断');
  expect(run(cwd, { args: ['--fail-fast'], ended: false })).toMatch(/cut-short-fail-fast-/);
});

test('a summary that nobody can read is no run', () => {
  const cwd = project({
    'reports/http/summary.json': '{"level":"http","success":true}',
    'reports/domain/summary.json': '',
  });
  expect(readSummaries(cwd)).toEqual([]);
});
