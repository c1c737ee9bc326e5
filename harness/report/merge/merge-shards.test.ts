import { expect, test } from 'vitest';
import type { Summary } from '../summary.ts';
import { run, verdict } from '../test-runs.ts';
import { mergeShards } from './merge-shards.ts';

const shard = (index: number, of: number, ...scenarios: Summary['scenarios']) => ({
  folder: `m${index}`,
  summary: {
    ...run('http', ...scenarios),
    args: ['--shard', `${index}/2`, '--executor', `m${index}`],
    of,
    full: false,
    executor: `m${index}`,
  },
});
const merged = (...runs: Parameters<typeof mergeShards>[0]) => {
  const result = mergeShards(runs, 1);
  return result.ok ? result.levels[0] : result.text;
};

test('scenarios come in the order of the whole; what each shard says of itself goes', () => {
  const both = merged(
    shard(2, 3, verdict(11, 'passed')),
    shard(1, 3, verdict(3, 'passed'), verdict(20, 'skipped', 'x')),
  );
  expect(both).toMatchObject({
    missing: [],
    summary: { full: true, success: true, args: [], executor: 'm1、m2', chosen: 3 },
  });
  expect('summary' in both! && both.summary.scenarios.map(({ at }) => at)).toEqual(
    [3, 11, 20].map((line) => `features/a.feature:${line}`),
  );
});

test('one with nothing but skips is no failure of the whole; too many skips in all are', () => {
  const skips = shard(2, 2, verdict(2, 'skipped', 'x'));
  expect(
    merged(shard(1, 2, verdict(1, 'passed')), { ...skips, summary: { ...skips.summary, success: false } }),
  ).toMatchObject({
    summary: { success: true },
  });
  expect(merged(shard(1, 3, verdict(1, 'passed'), verdict(3, 'skipped', 'x')), skips)).toMatchObject({
    ja: expect.stringContaining('全体の件数'),
  });
  expect(
    merged(shard(1, 3, verdict(1, 'passed'), verdict(3, 'skipped', 'x')), {
      ...skips,
      summary: { ...skips.summary, of: 3 },
    }),
  ).toMatchObject({
    summary: { success: false, full: true },
  });
});

test('one that was broken off is missing; of two runs of one shard the newest counts', () => {
  const broken = shard(2, 2, verdict(2, 'passed'));
  const cut = { ...broken, summary: { ...broken.summary, ended: false, startedAt: 1 } };
  expect(merged(shard(1, 2, verdict(1, 'passed')), cut)).toMatchObject({
    missing: [2],
    summary: { success: false, full: false, ended: false },
  });
  expect(
    merged(shard(1, 2, verdict(1, 'passed')), cut, { ...broken, summary: { ...broken.summary, startedAt: 2 } }),
  ).toMatchObject({ missing: [] });
});

test('pictures of two shards keep apart', () => {
  const picture = { mediaType: 'image/png', file: 'pictures/0001.png' };
  const both = merged(
    shard(1, 2, { ...verdict(1, 'failed'), pictures: [picture] }),
    shard(2, 2, { ...verdict(2, 'failed'), pictures: [picture] }),
  );
  expect(
    'summary' in both! && both.summary.scenarios.flatMap(({ pictures = [] }) => pictures.map(({ file }) => file)),
  ).toEqual(['pictures/shard-1-0001.png', 'pictures/shard-2-0001.png']);
});

test('a scenario in two shards, and no shard at all, are told', () => {
  expect(merged(shard(1, 2, verdict(1, 'passed')), shard(2, 2, verdict(1, 'passed')))).toMatchObject({
    en: expect.stringContaining('in two shards'),
  });
  expect(merged({ folder: 'x', summary: run('http', verdict(1, 'passed')) })).toMatchObject({
    en: expect.stringContaining('no shard'),
  });
});
