/** Folds Cucumber's messages into what a run came to. PURE. */
import type { runCucumber } from '@cucumber/cucumber/api';
import type { Folded, Picture, ScenarioVerdict, Status, StepVerdict } from './summary.ts';

/** One of Cucumber's messages. */
export type Envelope = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];
type Pickle = NonNullable<Envelope['pickle']>;
type TestStepResultStatus = NonNullable<Envelope['testStepFinished']>['testStepResult']['status'];
type Timestamp = NonNullable<Envelope['testRunStarted']>['timestamp'];

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

/** Keeps a picture, base64, and answers its file. */
export type KeepPicture = (mediaType: string, body: string) => string;

interface Seen {
  readonly seen: string[];
  readonly pictures: Picture[];
  error?: string;
}

interface Running {
  readonly pickle: Pickle;
  readonly startedAt: number;
  worst: TestStepResultStatus;
  readonly steps: StepVerdict[];
  readonly hooks: Seen;
  /** What was attached to a step that has not ended yet. */
  readonly open: Map<string, Seen>;
  reason?: string;
  readonly unchecked: string[];
}

export function foldSummary(level: string, keepPicture: KeepPicture = () => ''): SummaryFold {
  const features = new Map<string, string>();
  /** Node of the feature → its keyword. */
  const keywords = new Map<string, string>();
  const pickles = new Map<string, Pickle>();
  const cases = new Map<string, string>();
  /** Id of a test step → the step of the pickle; hooks have none. */
  const pickleSteps = new Map<string, string>();
  const running = new Map<string, Running>();
  const verdicts = new Map<string, ScenarioVerdict>();
  let startedAt = 0;
  let finishedAt = 0;
  let success = false;

  function take(envelope: Envelope): void {
    const { gherkinDocument, pickle, testCase, testCaseStarted, testStepFinished, attachment, testCaseFinished } =
      envelope;
    if (gherkinDocument?.feature) {
      features.set(gherkinDocument.uri ?? '', gherkinDocument.feature.name);
      for (const [id, keyword] of keywordsOf(gherkinDocument.feature)) keywords.set(id, keyword);
    } else if (pickle) pickles.set(pickle.id, pickle);
    else if (testCase) {
      cases.set(testCase.id, testCase.pickleId);
      for (const { id, pickleStepId } of testCase.testSteps ?? [])
        if (pickleStepId !== undefined) pickleSteps.set(id, pickleStepId);
    } else if (testCaseStarted)
      start(testCaseStarted.id, testCaseStarted.testCaseId, instant(testCaseStarted.timestamp));
    else if (attachment) note(attachment);
    else if (testStepFinished) step(testStepFinished);
    else if (testCaseFinished) finish(testCaseFinished.testCaseStartedId, instant(testCaseFinished.timestamp));
    else if (envelope.testRunStarted) startedAt = instant(envelope.testRunStarted.timestamp);
    else if (envelope.testRunFinished) {
      finishedAt = instant(envelope.testRunFinished.timestamp);
      success = envelope.testRunFinished.success;
    }
  }

  function start(id: string, testCaseId: string, at: number): void {
    const pickle = pickles.get(cases.get(testCaseId) ?? '');
    if (pickle)
      running.set(id, {
        pickle,
        startedAt: at,
        worst: 'PASSED' as TestStepResultStatus,
        steps: [],
        hooks: { seen: [], pictures: [] },
        open: new Map(),
        unchecked: [],
      });
  }

  function note({ testCaseStartedId, testStepId = '', body, mediaType }: NonNullable<Envelope['attachment']>): void {
    const current = running.get(testCaseStartedId ?? '');
    if (current === undefined) return;
    if (body.startsWith('skipped: ')) {
      current.reason = body.slice('skipped: '.length);
      return;
    }
    if (body.startsWith('unchecked: ')) {
      current.unchecked.push(body.slice('unchecked: '.length));
      return;
    }
    const open = pickleSteps.has(testStepId) ? (current.open.get(testStepId) ?? nothingSeen()) : current.hooks;
    if (open !== current.hooks) current.open.set(testStepId, open);
    if (mediaType?.startsWith('image/')) open.pictures.push({ mediaType, file: keepPicture(mediaType, body) });
    else if (mediaType?.startsWith('text/') && mediaType !== 'text/html') open.seen.push(...body.split('\n'));
  }

  function step({ testCaseStartedId, testStepId, testStepResult }: NonNullable<Envelope['testStepFinished']>): void {
    const current = running.get(testCaseStartedId);
    if (current === undefined) return;
    const { status, message } = testStepResult;
    current.worst = worse(current.worst, status);
    const pickleStep = current.pickle.steps?.find(({ id }) => id === pickleSteps.get(testStepId));
    if (pickleStep === undefined) {
      if (message !== undefined) current.hooks.error = message;
      return;
    }
    const { seen, pictures } = current.open.get(testStepId) ?? nothingSeen();
    const rows = pickleStep.argument?.dataTable?.rows.map(({ cells }) => cells.map(({ value }) => value));
    current.steps.push({
      // Japanese keywords bring no blank of their own.
      text: `${keywords.get(pickleStep.astNodeIds[0] ?? '')?.trim() ?? '*'} ${pickleStep.text}`,
      status: lower(status),
      ...(rows === undefined ? {} : { rows }),
      ...(seen.length === 0 ? {} : { seen }),
      ...(pictures.length === 0 ? {} : { pictures }),
      ...(message === undefined || status === 'PASSED' ? {} : { error: message }),
    });
  }

  /** A retried scenario is judged by its last try. */
  function finish(id: string, at: number): void {
    const current = running.get(id);
    if (!current) return;
    running.delete(id);
    const { pickle, worst, steps, reason, unchecked, hooks, startedAt: begun } = current;
    const where = `${pickle.uri.replaceAll('\\', '/')}:${pickle.location?.line ?? 0}`;
    verdicts.set(where, {
      at: where,
      feature: features.get(pickle.uri) ?? '',
      name: pickle.name,
      tags: (pickle.tags ?? []).map((tag) => tag.name.replace(/^@/, '')),
      // A scenario without steps shows nothing; only its hooks passed.
      status: steps.length === 0 && worst === 'PASSED' ? 'undefined' : lower(worst),
      steps,
      startedAt: begun,
      ms: at - begun,
      ...(reason === undefined ? {} : { reason }),
      ...(unchecked.length === 0 ? {} : { unchecked }),
      ...(hooks.error === undefined ? {} : { error: hooks.error }),
      ...(hooks.pictures.length === 0 ? {} : { pictures: hooks.pictures }),
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

const nothingSeen = (): Seen => ({ seen: [], pictures: [] });

type Feature = NonNullable<NonNullable<Envelope['gherkinDocument']>['feature']>;

/** Whatever has steps: the background and the scenarios of a feature, and of its rules. */
const keywordsOf = ({ children }: Pick<Feature, 'children'>): [string, string][] =>
  children.flatMap(({ background, scenario, rule }) => [
    ...(rule === undefined ? [] : keywordsOf(rule)),
    ...(background ?? scenario ?? { steps: [] }).steps.map(({ id, keyword }): [string, string] => [id, keyword]),
  ]);

/** Places of scenarios, in the order of the reports. */
export function compareWhere(a: string, b: string): number {
  const [fileA = '', lineA] = a.split(/:(?=\d+$)/);
  const [fileB = '', lineB] = b.split(/:(?=\d+$)/);
  return fileA < fileB ? -1 : fileA > fileB ? 1 : Number(lineA) - Number(lineB);
}

const worse = (a: TestStepResultStatus, b: TestStepResultStatus): TestStepResultStatus =>
  order.indexOf(a) <= order.indexOf(b) ? a : b;

const lower = (status: TestStepResultStatus): Status => status.toLowerCase() as Status;

const instant = ({ seconds, nanos }: Timestamp): number => seconds * 1000 + Math.round(nanos / 1e6);
