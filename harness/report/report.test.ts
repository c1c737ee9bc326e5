import { describe, expect, test } from 'vitest';
import { comparedCount, differences } from './compare.ts';
import { type Envelope, foldSummary, type KeepPicture } from './fold.ts';
import type { Folded, Status } from './summary.ts';
import { run, verdict } from './test-runs.ts';

const at = (ms: number) => ({ seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1e6 });

/** One scenario's messages, as Cucumber sends them. */
function messages(id: string, line: number, statuses: readonly string[], extra: readonly unknown[] = []): Envelope[] {
  return [
    {
      pickle: {
        id,
        uri: 'features\\a.feature',
        location: { line },
        name: `シナリオ${line}`,
        tags: [{ name: '@M1' }],
        steps: statuses.map((_status, index) => ({ id: `step-${index}`, text: `手順${index}`, astNodeIds: ['node'] })),
      },
    },
    {
      testCase: {
        id: `case-${id}`,
        pickleId: id,
        testSteps: [
          { id: 'hook', hookId: 'h' },
          ...statuses.map((_status, index) => ({ id: `${id}-${index}`, pickleStepId: `step-${index}` })),
        ],
      },
    },
    { testCaseStarted: { id: `run-${id}`, testCaseId: `case-${id}`, timestamp: at(1000) } },
    { testStepFinished: { testStepId: 'hook', testCaseStartedId: `run-${id}`, testStepResult: { status: 'PASSED' } } },
    ...extra,
    ...statuses.map((status, index) => ({
      testStepFinished: {
        testStepId: `${id}-${index}`,
        testCaseStartedId: `run-${id}`,
        testStepResult: { status, ...(status === 'FAILED' ? { message: '違った' } : {}) },
      },
    })),
    { testCaseFinished: { testCaseStartedId: `run-${id}`, timestamp: at(1250), willBeRetried: false } },
  ] as unknown as Envelope[];
}

function fold(all: Envelope[], keepPicture?: KeepPicture): Folded {
  const folding = foldSummary('domain', keepPicture);
  const ends = [
    { testRunStarted: { timestamp: at(500) } },
    { testRunFinished: { timestamp: at(2500), success: false } },
  ];
  const steps = [{ id: 'node', keyword: 'もし ' }];
  const feature = {
    gherkinDocument: {
      uri: 'features\\a.feature',
      feature: { name: '機能<a>', children: [{ rule: { children: [{ scenario: { steps } }] } }] },
    },
  };
  for (const envelope of [feature, ends[0], ...all, ends[1]]) folding.take(envelope as Envelope);
  return folding.summary();
}

describe('summary', () => {
  test('a scenario is as good as its worst step; order is the file’s', () => {
    const summary = fold([
      ...messages('b', 20, ['PASSED', 'FAILED', 'SKIPPED']),
      ...messages('a', 3, ['PASSED', 'PASSED']),
    ]);
    expect(summary).toMatchObject({ level: 'domain', startedAt: 500, ms: 2000, success: false });
    const both = { feature: '機能<a>', tags: ['M1'], startedAt: 1000, ms: 250 };
    const step = (index: number, status: string) => ({ text: `もし 手順${index}`, status });
    expect(summary.scenarios).toEqual([
      {
        ...both,
        at: 'features/a.feature:3',
        name: 'シナリオ3',
        status: 'passed',
        steps: [step(0, 'passed'), step(1, 'passed')],
      },
      {
        ...both,
        at: 'features/a.feature:20',
        name: 'シナリオ20',
        status: 'failed',
        steps: [step(0, 'passed'), { ...step(1, 'failed'), error: '違った' }, step(2, 'skipped')],
      },
    ]);
  });

  test('what was attached stands with its step, a hook’s with the scenario', () => {
    const attached = (testStepId: string, mediaType: string, body: string) => ({
      attachment: { testCaseStartedId: 'run-a', testStepId, mediaType, body },
    });
    const kept: string[] = [];
    const all = messages(
      'a',
      3,
      ['PASSED', 'FAILED'],
      [
        attached('a-0', 'text/x.cucumber.log+plain', '登録完了'),
        attached('a-1', 'image/png', 'AAAA'),
        attached('hook', 'image/jpeg', 'BBBB'),
      ],
    );
    const [scenario] = fold(all, (mediaType, body) => `${kept.push(mediaType + body)}.png`).scenarios;
    expect(kept).toEqual(['image/pngAAAA', 'image/jpegBBBB']);
    expect(scenario?.steps).toMatchObject([
      { seen: ['登録完了'] },
      { pictures: [{ mediaType: 'image/png', file: '1.png' }] },
    ]);
    expect(scenario?.pictures).toEqual([{ mediaType: 'image/jpeg', file: '2.png' }]);
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
    const summary = fold([...messages('a', 3, ['FAILED']), ...messages('a', 3, ['PASSED'])]);
    expect(summary.scenarios.map(({ status }) => status)).toEqual(['passed']);
  });
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
    const fails = (steps: readonly Status[]) => run('http', verdict(1, 'failed', undefined, steps));
    expect(differences(stops, fails(['passed', 'passed', 'failed']))).toEqual([]);
    expect(differences(stops, fails(['passed', 'failed', 'skipped']))).toHaveLength(1);
  });

  test('a hook that fails after equal steps is a difference', () => {
    const whole: readonly Status[] = ['passed'];
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
