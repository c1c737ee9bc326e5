import { expect, test } from 'vitest';
import type { Summary } from '../summary.ts';
import { run, verdict } from '../test-runs.ts';
import { indexPage } from './index-page.ts';
import type { PartialRun } from './runs.ts';

const levels = ['domain', 'http', 'browser'];
const pageOf = (summaries: readonly Summary[], partial: readonly PartialRun[] = []) =>
  indexPage({
    summaries,
    partial,
    levels,
    picture: (path) => (path.includes('gone') ? undefined : Buffer.from(path)),
  });

const failing = verdict(1, 'failed');
const failed = {
  ...failing,
  tags: ['M1', 'S-18', 'X99'],
  steps: [
    { text: 'もし <b>押す</b>', status: 'passed' as const, seen: ['登録完了'] },
    {
      text: 'ならば 断られる',
      status: 'failed' as const,
      error: '違う理由でした\n    at x',
      pictures: [{ mediaType: 'image/png', file: 'pictures/0001.png' }],
    },
  ],
};
const page = pageOf([
  run('domain', verdict(1, 'passed'), verdict(2, 'skipped', '<b>画面</b>がありません')),
  { ...run('http', failed, verdict(2, 'passed')), success: false, executor: '山田 花子', args: ['--seed', '7'] },
]);
/** One rule as the page has it. */
const rule = (id: string, from = page) =>
  new RegExp(`<article class="rule" id="${id}"[\\s\\S]*?</article>`).exec(from)?.[0] ?? '';
const markOf = (from: string) => /<h1>.*class="v (\w+)"/.exec(from)?.[1];

test('one file: nothing is asked for from outside', () => {
  expect(page.match(/(?:src|href)="(?!data:|#|\w+\/)[^"]*"/g)).toBeNull();
  expect(page).not.toMatch(/url\(|@import|fetch\(/);
});

test('what failed stands first, with the text of the step, the cause, what was seen and the picture', () => {
  const failures = /<section id="failures"[\s\S]*?<\/section>/.exec(page)?.[0] ?? '';
  expect(page.indexOf(failures)).toBeLessThan(page.indexOf('id="S-01"'));
  for (const text of ['http', 'シナリオ1', 'ならば 断られる', '違う理由でした', 'href="#at-a-feature-1"'])
    expect(failures).toContain(text);
  expect(failures).toContain(`base64,${Buffer.from('http/pictures/0001.png').toString('base64')}`);
});

test('each rule: the quotation and its place, what is shown, what is inferred apart, a verdict for every level', () => {
  const stands = rule('S-18');
  expect(stands).toContain('<span class="quote">利用形態を変更する場合は、トークンの利用登録が解除されます。</span>');
  expect(stands).toContain('(1)②の画面');
  expect(stands).toMatch(/class="infer">.*推定.*変更ではない/);
  expect(stands).toMatch(/<b>domain<\/b>.*未実行.*<b>http<\/b>.*不合格.*<b>browser<\/b>.*未実行/);
  expect(stands).toContain('href="#at-a-feature-1">シナリオ1</a>');
  expect(rule('M1')).toMatch(/<b>domain<\/b>.*合格/);
  expect(rule('D-04')).toContain('前後1回分');
});

test('a rule that nothing was run for is shown, and a tag that names no rule too', () => {
  expect(rule('S-07')).toContain('実行されたシナリオがありません');
  expect(rule('X99')).toContain('シナリオ1');
});

test('a level at which a rule was only skipped can’t prove it, and says why', () => {
  const only = pageOf([run('domain', verdict(2, 'skipped', '画面がありません'))]);
  expect(rule('M1', only)).toMatch(/確認できない[\s\S]*画面がありません/);
});

test('steps stand once with the levels’ verdicts and what each saw; text is text', () => {
  const scenario = /<details class="scenario" id="at-a-feature-1"[\s\S]*?<\/details>/.exec(page)?.[0] ?? '';
  expect(scenario.match(/<li>/g)).toHaveLength(2);
  expect(scenario).toContain('http: 登録完了');
  expect(scenario).toMatch(/✓ domain.*✗ http/s);
  expect(page).toContain('&lt;b&gt;画面&lt;/b&gt;がありません');
  expect(page).not.toMatch(/<b>(押す|画面)/);
});

test('which version, seed, clock, machine, arguments and executor', () => {
  for (const text of ['ichido 1.2.3 (abc)', '種 7、時計は 2026', 'Linux, Node v26', '--seed 7', '山田 花子'])
    expect(page.includes(text), text).toBe(true);
  for (const file of ['http/cucumber.html', 'http/junit.xml', 'domain/messages.ndjson'])
    expect(page).toContain(`href="${file}"`);
});

const partial = (name: string, change: Partial<Summary>): PartialRun => ({
  name,
  summary: { ...run('http', verdict(1, 'passed')), of: 181, full: false, ...change },
});

test('no full run is no ✓, whatever was run in part', () => {
  expect(markOf(pageOf([], []))).toBe('notRun');
  expect(markOf(pageOf([], [partial('a', {})]))).toBe('notRun');
  expect(markOf(pageOf([run('http', verdict(1, 'passed'))]))).toBe('proved');
  expect(markOf(page)).toBe('failing');
});

test('partial runs, shards and broken-off runs stand beside as what they are', () => {
  const args = ['--tags', '@S-18 and <b>'];
  const told = pageOf(
    [],
    [
      partial('tags-S-18', { args, executor: '山田' }),
      partial('s', { args: ['--shard', '1/2'] }),
      partial('x', { ended: false }),
    ],
  );
  expect(told).toContain('1 / 181');
  expect(told).toContain('--tags @S-18 and &lt;b&gt;');
  expect(told).toContain('href="http/partial/tags-S-18/cucumber.html"');
  expect(told).toContain('分割 1/2');
  expect(told.match(/中断/g)).toHaveLength(1);
});

test('levels that differ are told; levels without a common scenario agree on nothing', () => {
  expect(page).toContain('domain: passed (step 2), http: failed (step 2)');
  const agree = pageOf([run('domain', verdict(1, 'passed'), verdict(2, 'passed')), run('http', verdict(2, 'passed'))]);
  expect(agree).toContain('判定は、すべて同じです');
  const none = pageOf([run('domain', verdict(1, 'passed')), run('http', verdict(2, 'passed'))]);
  expect(none).not.toContain('すべて同じです');
  expect(none).toContain('No scenario was run at several levels');
});

test('what was explored stands with its table, its counts and what it leaves out', () => {
  const boundary = {
    name: 'boundary',
    title: { ja: '境界の掃引', en: 'Boundary sweep' },
    notes: [{ ja: '10626 通りで一致', en: '10626 agree' }],
    heads: [{ ja: 'ずれ', en: 'Drift' }],
    rows: [['+5'], [7]],
    success: false,
    at: 0,
    ms: 1500,
  };
  const told = indexPage({ summaries: [], partial: [], levels, picture: () => undefined, explored: [boundary] });
  expect(told).toMatch(/id="explored-boundary">.*境界の掃引.*不合格.*10626 通りで一致/);
  expect(told).toContain('<tr><td>+5</td></tr>\n<tr><td>7</td></tr>');
});
