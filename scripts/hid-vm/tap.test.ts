import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { suites } from './suites.ts';
import { counted, noTests, outcomeIn, verdict } from './tap.ts';

test.each([
  ['ok 1 - a code', { name: 'a code', outcome: 'passed' }],
  ['not ok 2 - a code', { name: 'a code', outcome: 'failed' }],
  ['ok 3 - a code # SKIP no device', { name: 'a code (no device)', outcome: 'skipped' }],
  ['ok 3 - a code # SKIP', { name: 'a code (skip)', outcome: 'skipped' }],
  ['ok 5 - slot #2', { name: 'slot #2', outcome: 'passed' }],
  ['# Subtest: a code', undefined],
  ['1..5', undefined],
])('%s', (line, outcome) => expect(outcomeIn(line)).toEqual(outcome));

test('a skipped test is counted as skipped, with its name', () => {
  const lines = ['ok 1 - one', 'ok 2 - two # SKIP no device', 'not ok 3 - three'];
  const outcomes = lines.flatMap((line) => outcomeIn(line) ?? []);
  expect(outcomes.reduce(counted, noTests)).toEqual({ passed: 1, failed: 1, skipped: ['two (no device)'] });
});

test.each([
  ['a guest that ran and passed', { passed: 2, skipped: ['x'] }, 0, 0],
  ['a guest that ran nothing', {}, 0, 1],
  ['a guest that skipped everything', { skipped: ['x'] }, 0, 1],
  ['a guest that said no exit code', { passed: 2 }, undefined, 1],
  ['a guest that ended with another exit code', { passed: 2 }, 7, 1],
  ['a guest with failures', { passed: 2, failed: 3 }, 1, 3],
])('%s', (_what, count, exitCode, failed) => expect(verdict({ ...noTests, ...count }, exitCode).failed).toBe(failed));

test('a suite that is not there is wrong usage, and the suites are named', () => {
  const run = fileURLToPath(new URL('run.ts', import.meta.url));
  const ended = spawnSync(process.execPath, [run, 'uhid', 'nosuch'], { encoding: 'utf8', timeout: 20_000 });
  expect(ended.status).toBe(2);
  expect(ended.stdout).toBe('');
  expect(ended.stderr).toContain('nosuch');
  for (const { name } of suites) expect(ended.stderr).toContain(name);
});
