import { describe, expect, test } from 'vitest';
import { comparedCount, differences } from './compare.ts';
import { indexPage, type PartialRun } from './index-page.ts';
import { type Envelope, type Folded, foldSummary, type ScenarioVerdict, type Summary } from './summary.ts';

const at = (ms: number) => ({ seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1e6 });

/** One scenario's messages, as Cucumber sends them. */
function messages(id: string, line: number, statuses: readonly string[], extra: readonly unknown[] = []): Envelope[] {
  return [
    {
      pickle: { id, uri: 'features\\a.feature', location: { line }, name: `シナリオ${line}`, tags: [{ name: '@M1' }] },
    },
    { testCase: { id: `case-${id}`, pickleId: id, testSteps: [{ id: 'hook', hookId: 'h' }] } },
    { testCaseStarted: { id: `run-${id}`, testCaseId: `case-${id}`, timestamp: at(1000) } },
    { testStepFinished: { testStepId: 'hook', testCaseStartedId: `run-${id}`, testStepResult: { status: 'PASSED' } } },
    ...statuses.map((status) => ({ testStepFinished: { testCaseStartedId: `run-${id}`, testStepResult: { status } } })),
    ...extra,
    { testCaseFinished: { testCaseStartedId: `run-${id}`, timestamp: at(1250), willBeRetried: false } },
  ] as unknown as Envelope[];
}

function fold(...all: Envelope[][]): Folded {
  const folding = foldSummary('domain');
  const ends = [
    { testRunStarted: { timestamp: at(500) } },
    { testRunFinished: { timestamp: at(2500), success: false } },
  ];
  const feature = { gherkinDocument: { uri: 'features\\a.feature', feature: { name: '機能<a>' } } };
  for (const envelope of [feature, ends[0], ...all.flat(), ends[1]]) folding.take(envelope as Envelope);
  return folding.summary();
}

describe('summary', () => {
  test('a scenario is as good as its worst step; order is the file’s', () => {
    const summary = fold(messages('b', 20, ['PASSED', 'FAILED', 'SKIPPED']), messages('a', 3, ['PASSED', 'PASSED']));
    expect(summary).toMatchObject({ level: 'domain', startedAt: 500, ms: 2000, success: false });
    const both = { feature: '機能<a>', tags: ['M1'], ms: 250 };
    expect(summary.scenarios).toEqual([
      { ...both, at: 'features/a.feature:3', name: 'シナリオ3', status: 'passed', steps: ['passed', 'passed'] },
      {
        ...both,
        at: 'features/a.feature:20',
        name: 'シナリオ20',
        status: 'failed',
        steps: ['passed', 'failed', 'skipped'],
      },
    ]);
  });

  test('a skipped scenario keeps the driver’s reason', () => {
    const why = { attachment: { testCaseStartedId: 'run-a', body: 'skipped: できません' } };
    const [scenario] = fold(messages('a', 3, ['PASSED', 'SKIPPED'], [why])).scenarios;
    expect(scenario).toMatchObject({ status: 'skipped', reason: 'できません' });
  });

  test('a scenario without steps has not passed', () => {
    expect(fold(messages('a', 3, [])).scenarios.map(({ status }) => status)).toEqual(['undefined']);
  });

  test('a retried scenario counts once, by its last try', () => {
    const summary = fold(messages('a', 3, ['FAILED']), messages('a', 3, ['PASSED']));
    expect(summary.scenarios.map(({ status }) => status)).toEqual(['passed']);
  });
});

const verdict = (
  line: number,
  status: ScenarioVerdict['status'],
  reason?: string,
  steps: ScenarioVerdict['steps'] = ['passed', status],
): ScenarioVerdict => ({
  steps,
  at: `features/a.feature:${line}`,
  feature: '機能<a>',
  name: `シナリオ${line}`,
  tags: ['M1', 'X99'],
  status,
  ms: 12,
  ...(reason === undefined ? {} : { reason }),
});
const run = (level: string, ...scenarios: ScenarioVerdict[]): Summary => ({
  level,
  startedAt: 0,
  ms: 1500,
  success: true,
  args: [],
  chosen: scenarios.length,
  of: scenarios.length,
  full: true,
  ended: true,
  scenarios,
});

describe('differences', () => {
  test('none between equal runs', () => {
    expect(differences(run('domain', verdict(1, 'passed')), run('http', verdict(1, 'passed')))).toEqual([]);
  });

  test('another verdict, a missing scenario and a skip without a reason are differences', () => {
    const one = run('domain', verdict(1, 'passed'), verdict(2, 'passed'), verdict(3, 'skipped'));
    const other = run('http', verdict(1, 'failed'), verdict(3, 'passed'));
    expect(differences(one, other).map(({ verdicts }) => verdicts)).toEqual([
      { domain: 'passed (step 2)', http: 'failed (step 2)' },
      { domain: 'passed', http: 'not run' },
      { domain: 'skipped (step 2)', http: 'passed (step 2)' },
    ]);
  });

  test('two failures in different steps are two verdicts', () => {
    const early = run('domain', verdict(1, 'failed', undefined, ['failed', 'skipped']));
    const late = run('http', verdict(1, 'failed', undefined, ['passed', 'failed']));
    expect(differences(early, late).map(({ verdicts }) => verdicts)).toEqual([
      { domain: 'failed (step 1)', http: 'passed (step 1)' },
    ]);
  });

  test('a level that says why it can’t go on is compared up to there', () => {
    const stops = run('domain', verdict(1, 'skipped', '画面がありません', ['passed', 'passed', 'skipped']));
    const fails = (steps: ScenarioVerdict['steps']) => run('http', verdict(1, 'failed', undefined, steps));
    expect(differences(stops, fails(['passed', 'passed', 'failed']))).toEqual([]);
    expect(differences(stops, fails(['passed', 'failed', 'skipped']))).toHaveLength(1);
  });

  test('a hook that fails after equal steps is a difference', () => {
    const whole: ScenarioVerdict['steps'] = ['passed'];
    const one = run('domain', verdict(1, 'passed', undefined, whole));
    const other = run('http', verdict(1, 'failed', undefined, whole));
    expect(differences(one, other).map(({ verdicts }) => verdicts)).toEqual([{ domain: 'passed', http: 'failed' }]);
  });

  test('only scenarios of both runs are compared', () => {
    const one = run('domain', verdict(1, 'passed'), verdict(2, 'passed'));
    expect(comparedCount(one, run('http', verdict(2, 'passed'), verdict(3, 'passed')))).toBe(1);
    expect(comparedCount(one, run('http'))).toBe(0);
  });

  test('a level that says why it can’t gives no verdict', () => {
    const one = run('domain', verdict(1, 'skipped', '画面がありません'));
    expect(differences(one, run('http', verdict(1, 'passed')))).toEqual([]);
  });
});

describe('index page', () => {
  const page = indexPage([
    run('domain', verdict(1, 'passed'), verdict(2, 'skipped', '<b>画面</b>がありません')),
    run('http', verdict(1, 'failed'), verdict(2, 'passed')),
  ]);

  test('counts, links, tags, durations, both languages', () => {
    expect(page).toContain('<td class="n passed">1</td><td class="n">0</td><td class="n">1</td>');
    for (const file of ['http/cucumber.html', 'http/junit.xml', 'domain/messages.ndjson'])
      expect(page).toContain(`href="${file}"`);
    expect(page).toContain('1.50 s');
    expect(page).toContain('href="#tag-M1"');
    expect(page).toContain('<td>共有から個別へ変更</td>');
    expect(page).toContain('成功 passed');
    expect(page).toContain('12 ms');
  });

  test('a level that was run for some scenarios only differs from nobody', () => {
    const some = indexPage([
      run('domain', verdict(1, 'passed'), verdict(2, 'passed')),
      run('http', verdict(2, 'passed')),
    ]);
    expect(some).not.toContain('not run');
    expect(some).toContain('判定は、すべて同じです');
  });

  test('differences and reasons are printed, text is text', () => {
    expect(page).toContain('domain: passed (step 2), http: failed (step 2)');
    expect(page).toContain('&lt;b&gt;画面&lt;/b&gt;がありません');
    expect(page).not.toContain('<b>画面');
    expect(page).toContain('class="unknown">X99');
  });

  const markOf = (page: string) => /<h1>.*>(.)<\/span><\/h1>/.exec(page)?.[1];
  const partial = (name: string, change: Partial<Summary>): PartialRun => ({
    name,
    summary: { ...run('http', verdict(1, 'passed')), of: 181, full: false, ...change },
  });

  test('no full run is no ✓, whatever was run in part', () => {
    expect(markOf(indexPage([], []))).toBe('–');
    expect(markOf(indexPage([], [partial('a', {})]))).toBe('–');
    expect(markOf(indexPage([run('http', verdict(1, 'passed'))]))).toBe('✓');
    expect(markOf(indexPage([{ ...run('http'), success: false }]))).toBe('✗');
  });

  test('partial runs stand beside with their arguments, their share, who ran them, and whether they ended', () => {
    const args = ['--tags', '@S-18 and <b>'];
    const told = indexPage([], [partial('tags-S-18', { args, executor: '山田' }), partial('x', { ended: false })]);
    expect(told).toContain('1 / 181');
    expect(told).toContain('--tags @S-18 and &lt;b&gt;');
    expect(told).toContain('href="http/partial/tags-S-18/cucumber.html"');
    expect(told).toContain('山田');
    expect(told.match(/中断/g)).toHaveLength(1);
  });

  test('levels without a common scenario agree on nothing', () => {
    const none = indexPage([run('domain', verdict(1, 'passed')), run('http', verdict(2, 'passed'))]);
    expect(none).not.toContain('すべて同じです');
    expect(none).toContain('No scenario was run at several levels');
  });
});
