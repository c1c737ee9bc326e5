import { describe, expect, test } from 'vitest';
import { differences } from './compare.ts';
import { indexPage } from './index-page.ts';
import { type Envelope, foldSummary, type ScenarioVerdict, type Summary } from './summary.ts';

const at = (ms: number) => ({ seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1e6 });

/** One scenario's messages, as Cucumber sends them. */
function messages(id: string, line: number, statuses: readonly string[], extra: readonly unknown[] = []): Envelope[] {
  return [
    {
      pickle: { id, uri: 'features\\a.feature', location: { line }, name: `シナリオ${line}`, tags: [{ name: '@M1' }] },
    },
    { testCase: { id: `case-${id}`, pickleId: id } },
    { testCaseStarted: { id: `run-${id}`, testCaseId: `case-${id}`, timestamp: at(1000) } },
    ...statuses.map((status) => ({ testStepFinished: { testCaseStartedId: `run-${id}`, testStepResult: { status } } })),
    ...extra,
    { testCaseFinished: { testCaseStartedId: `run-${id}`, timestamp: at(1250), willBeRetried: false } },
  ] as unknown as Envelope[];
}

function fold(...all: Envelope[][]): Summary {
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
    expect(summary.scenarios).toEqual([
      { at: 'features/a.feature:3', feature: '機能<a>', name: 'シナリオ3', tags: ['M1'], status: 'passed', ms: 250 },
      { at: 'features/a.feature:20', feature: '機能<a>', name: 'シナリオ20', tags: ['M1'], status: 'failed', ms: 250 },
    ]);
  });

  test('a skipped scenario keeps the driver’s reason', () => {
    const why = { attachment: { testCaseStartedId: 'run-a', body: 'skipped: できません' } };
    const [scenario] = fold(messages('a', 3, ['PASSED', 'SKIPPED'], [why])).scenarios;
    expect(scenario).toMatchObject({ status: 'skipped', reason: 'できません' });
  });

  test('a retried scenario counts once, by its last try', () => {
    const summary = fold(messages('a', 3, ['FAILED']), messages('a', 3, ['PASSED']));
    expect(summary.scenarios.map(({ status }) => status)).toEqual(['passed']);
  });
});

const verdict = (line: number, status: ScenarioVerdict['status'], reason?: string): ScenarioVerdict => ({
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
      { domain: 'passed', http: 'failed' },
      { domain: 'passed', http: 'not run' },
      { domain: 'skipped', http: 'passed' },
    ]);
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
    expect(page).toContain('domain: passed, http: failed');
    expect(page).toContain('&lt;b&gt;画面&lt;/b&gt;がありません');
    expect(page).not.toContain('<b>画面');
    expect(page).toContain('class="unknown">X99');
  });
});
