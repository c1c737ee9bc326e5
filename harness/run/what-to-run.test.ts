import { loadConfiguration } from '@cucumber/cucumber/api';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openingText } from './opening.ts';
import { projects } from './testing-project.ts';
import { type Asked, planRun } from './what-to-run.ts';

const project = projects(onTestFinished);

const mine = '# language: ja\n機能: 自分\n  @速い\n  シナリオ: 一\n    前提 何か\n  シナリオ: 二\n    前提 何か\n';
const other = mine.replace('自分', '別');

async function plan(cwd: string, asked: Partial<Asked> = {}, args: readonly string[] = []) {
  const of = async (provided: readonly string[]) =>
    (await loadConfiguration({ file: false, provided: [...provided] }, { cwd })).useConfiguration;
  return planRun({ cwd, paths: [], configured: [], catalogue: undefined, ...asked }, await of(args), await of([]));
}

describe('whose features', () => {
  test('the project’s own features/ come first', async () => {
    const cwd = project({ 'features/mine.feature': mine, 'features/deep/other.feature': other });
    const found = await plan(cwd);
    expect(found).toMatchObject({ full: true, of: 4, files: { own: 2, ichido: 0 } });
    expect(found.scenarios.map(({ at }) => at).sort()).toEqual([
      'features/deep/other.feature:4',
      'features/deep/other.feature:6',
      'features/mine.feature:4',
      'features/mine.feature:6',
    ]);
  });

  test('without any, ichido’s own', async () => {
    const found = await plan(project({ 'package.json': '{}', 'features/readme.md': '' }));
    expect(found).toMatchObject({ full: true, files: { own: 0 } });
    expect(found.of).toBeGreaterThan(150);
  });

  test('what the configuration names comes before features/, the command line before both', async () => {
    const cwd = project({ 'features/mine.feature': mine, 'specs/a.feature': mine, 'b.feature': other });
    const configured = ['specs'];
    expect((await plan(cwd, { configured })).scenarios[0]?.at).toBe('specs/a.feature:4');
    const asked = await plan(cwd, { configured, paths: ['b.feature'] });
    expect(asked.scenarios[0]?.at).toBe('b.feature:4');
    expect(asked).toMatchObject({ full: false, of: 4 });
  });

  test('--catalogue: ichido’s alone, or beside one’s own, or sections of it', async () => {
    const cwd = project({ 'features/mine.feature': mine });
    const alone = await plan(cwd, { catalogue: [] });
    expect(alone).toMatchObject({ full: false, files: { own: 0 } });
    const beside = await plan(cwd, { catalogue: ['swap'], paths: ['features'] });
    expect(beside).toMatchObject({ full: false, files: { own: 1, ichido: 1 } });
    const letter = await plan(cwd, { catalogue: ['T'], paths: ['features'] });
    const own = letter.scenarios.filter(({ owner }) => owner === 'own').length;
    expect(own).toBe(2);
    expect(letter.scenarios.length).toBeGreaterThan(own + 5);
    expect(letter.scenarios.length).toBeLessThan(alone.scenarios.length);
  });
});

describe('out of how many', () => {
  const args: [string, string[], number][] = [
    ['tags', ['--tags', '@速い'], 1],
    ['name', ['--name', '二'], 1],
    ['shard', ['--shard', '1/2'], 1],
    ['the shards that are more', ['--shard', '3/3'], 0],
    ['nothing', ['--tags', '@無い'], 0],
  ];
  test.each(args)('%s', async (_what, given, count) => {
    const found = await plan(project({ 'features/mine.feature': mine }), {}, given);
    expect(found.scenarios).toHaveLength(count);
    expect(found).toMatchObject({ of: 2, full: false });
  });

  test('a choice that leaves nothing out is a full run', async () => {
    const cwd = project({ 'features/mine.feature': mine });
    expect((await plan(cwd, {}, ['--tags', 'not @無い'])).full).toBe(true);
    expect((await plan(cwd, { paths: ['features/mine.feature'] })).full).toBe(true);
    expect((await plan(cwd, { paths: ['features/mine.feature:4'] })).full).toBe(false);
  });

  test('patterns that lead nowhere are known', async () => {
    const cwd = project({ 'features/mine.feature': mine });
    expect((await plan(cwd, { paths: ['features', 'spec/x?.feature'] })).unmatched).toEqual(['spec/x?.feature']);
  });
});

describe('a file that can’t be read ends it', () => {
  test.each([
    [
      'a full-width colon that Gherkin takes for free text',
      mine.replace('シナリオ: 一', 'シナリオ： 一'),
      /mine\.feature:4: 全角の「：」/,
    ],
    ['a full-width tag', mine.replace('@速い', '＠速い'), /mine\.feature:3: 全角の「＠」/],
    ['no language', mine.replace('# language: ja\n', ''), /mine\.feature:1: .*# language: ja/],
    ['a broken file', `${mine}    何か\n`, /features\/mine\.feature \(8:5\): expected/],
  ])('%s', async (_what, text, said) => {
    const cwd = project({ 'features/mine.feature': text });
    await expect(plan(cwd)).rejects.toMatchObject({ kind: 'failed', message: expect.stringMatching(said) });
  });
});

test('the first lines: whose, how many, out of how many, level, choice', async () => {
  const cwd = project({ 'features/mine.feature': mine });
  const said = { level: 'http', names: [], shard: '' };
  const part = openingText({ ...said, tags: '@速い', plan: await plan(cwd, {}, ['--tags', '@速い']) });
  expect(part.ja).toBe('自分の機能（1 ファイルの 1 シナリオ）、全体のうち 1 / 2、実行レベル http、タグ @速い');
  expect(part.en).toBe('your own features (1 scenarios of 1 files), 1 / 2, level http, tags @速い');
  const all = openingText({ ...said, tags: '', plan: await plan(project({})) });
  expect(all.ja).toMatch(/^ichido 付属の機能（\d+ ファイルの \d+ シナリオ）、実行レベル http$/);
});
