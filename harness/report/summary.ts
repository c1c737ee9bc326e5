/** What a run of the features came to, folded from Cucumber's messages. PURE. Durations in milliseconds. */
import type { runCucumber } from '@cucumber/cucumber/api';

/** One of Cucumber's messages. */
export type Envelope = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];
type Pickle = NonNullable<Envelope['pickle']>;
type TestStepResultStatus = NonNullable<Envelope['testStepFinished']>['testStepResult']['status'];
type Timestamp = NonNullable<Envelope['testRunStarted']>['timestamp'];

export type Status = Lowercase<TestStepResultStatus>;

export interface ScenarioVerdict {
  /** `features/swap.feature:9`: the same scenario, or the same row of an outline, at every level. */
  readonly at: string;
  readonly feature: string;
  readonly name: string;
  /** Without the @. */
  readonly tags: readonly string[];
  readonly status: Status;
  /** Of each step, in order, hooks left out. */
  readonly steps: readonly Status[];
  readonly ms: number;
  /** Why it was skipped, as the driver said. */
  readonly reason?: string;
}

/** What Cucumber's messages alone tell. */
export interface Folded {
  readonly level: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly ms: number;
  /** Of the run as a whole: hooks outside scenarios count too. */
  readonly success: boolean;
  readonly scenarios: readonly ScenarioVerdict[];
}

export interface Summary extends Folded {
  /** What was asked for ran and passed (outcome.ts); Cucumber's own word counts nothing run as success. */
  readonly success: boolean;
  /** As they stood on the command line. */
  readonly args: readonly string[];
  /** How many scenarios were to run, and out of how many. */
  readonly chosen: number;
  readonly of: number;
  /** All of them ran to their end: only such a run is a level's evidence. */
  readonly full: boolean;
  /** False while it runs, and for ever when it was broken off. */
  readonly ended: boolean;
  /** Who or what ran it. */
  readonly executor?: string;
}

/** Worst first: a scenario is as good as its worst step. */
const order: readonly TestStepResultStatus[] = [
  'FAILED',
  'AMBIGUOUS',
  'UNDEFINED',
  'PENDING',
  'SKIPPED',
  'UNKNOWN',
  'PASSED',
] as TestStepResultStatus[];

export interface SummaryFold {
  take(envelope: Envelope): void;
  summary(): Folded;
}

export function foldSummary(level: string): SummaryFold {
  const features = new Map<string, string>();
  const pickles = new Map<string, Pickle>();
  const cases = new Map<string, string>();
  /** Ids of the steps that hooks are. */
  const hooks = new Set<string>();
  const running = new Map<
    string,
    {
      pickle: Pickle;
      startedAt: number;
      worst: TestStepResultStatus;
      readonly steps: Status[];
      reason?: string;
    }
  >();
  const verdicts = new Map<string, ScenarioVerdict>();
  let startedAt = 0;
  let finishedAt = 0;
  let success = false;

  function take(envelope: Envelope): void {
    const { gherkinDocument, pickle, testCase, testCaseStarted, testStepFinished, attachment, testCaseFinished } =
      envelope;
    if (gherkinDocument?.feature) features.set(gherkinDocument.uri ?? '', gherkinDocument.feature.name);
    else if (pickle) pickles.set(pickle.id, pickle);
    else if (testCase) {
      cases.set(testCase.id, testCase.pickleId);
      for (const { id, hookId } of testCase.testSteps ?? []) if (hookId !== undefined) hooks.add(id);
    } else if (testCaseStarted)
      start(testCaseStarted.id, testCaseStarted.testCaseId, instant(testCaseStarted.timestamp));
    else if (testStepFinished) {
      const current = running.get(testStepFinished.testCaseStartedId);
      if (current) {
        const { status } = testStepFinished.testStepResult;
        current.worst = worse(current.worst, status);
        if (!hooks.has(testStepFinished.testStepId)) current.steps.push(lower(status));
      }
    } else if (attachment) note(attachment.testCaseStartedId, attachment.body);
    else if (testCaseFinished) finish(testCaseFinished.testCaseStartedId, instant(testCaseFinished.timestamp));
    else if (envelope.testRunStarted) startedAt = instant(envelope.testRunStarted.timestamp);
    else if (envelope.testRunFinished) {
      finishedAt = instant(envelope.testRunFinished.timestamp);
      success = envelope.testRunFinished.success;
    }
  }

  function start(id: string, testCaseId: string, at: number): void {
    const pickle = pickles.get(cases.get(testCaseId) ?? '');
    if (pickle) running.set(id, { pickle, startedAt: at, worst: 'PASSED' as TestStepResultStatus, steps: [] });
  }

  function note(id: string | undefined, body: string): void {
    const current = running.get(id ?? '');
    if (current && body.startsWith('skipped: ')) current.reason = body.slice('skipped: '.length);
  }

  /** A retried scenario is judged by its last try. */
  function finish(id: string, at: number): void {
    const current = running.get(id);
    if (!current) return;
    running.delete(id);
    const { pickle, worst, steps, reason } = current;
    const where = `${pickle.uri.replaceAll('\\', '/')}:${pickle.location?.line ?? 0}`;
    verdicts.set(where, {
      at: where,
      feature: features.get(pickle.uri) ?? '',
      name: pickle.name,
      tags: (pickle.tags ?? []).map((tag) => tag.name.replace(/^@/, '')),
      // A scenario without steps shows nothing; only its hooks passed.
      status: steps.length === 0 && worst === 'PASSED' ? 'undefined' : lower(worst),
      steps,
      ms: at - current.startedAt,
      ...(reason === undefined ? {} : { reason }),
    });
  }

  return {
    take,
    summary: () => ({
      level,
      startedAt,
      ms: finishedAt - startedAt,
      success,
      // Workers finish in any order; the report has one.
      scenarios: [...verdicts.values()].sort((a, b) => compareWhere(a.at, b.at)),
    }),
  };
}

function compareWhere(a: string, b: string): number {
  const [fileA = '', lineA] = a.split(/:(?=\d+$)/);
  const [fileB = '', lineB] = b.split(/:(?=\d+$)/);
  return fileA < fileB ? -1 : fileA > fileB ? 1 : Number(lineA) - Number(lineB);
}

const worse = (a: TestStepResultStatus, b: TestStepResultStatus): TestStepResultStatus =>
  order.indexOf(a) <= order.indexOf(b) ? a : b;

const lower = (status: TestStepResultStatus): Status => status.toLowerCase() as Status;

const instant = ({ seconds, nanos }: Timestamp): number => seconds * 1000 + Math.round(nanos / 1e6);
