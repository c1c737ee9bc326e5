/** Runs the features against one wrong portal and says which scenarios told it, and by which step. */
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type IRunConfiguration, loadConfiguration, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Fault } from './fault.ts';

/** One of Cucumber's messages. */
type Envelope = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];

/** A scenario that failed because of the fault. */
export interface Told {
  /** `features/lock.feature:12` */
  readonly at: string;
  readonly scenario: string;
  readonly tags: readonly string[];
  /** The step that failed, in words, and the pattern and place of its definition. */
  readonly step: string;
  readonly keyword: string;
  readonly definition: string;
}

export interface Telling {
  readonly fault: string;
  readonly level: string;
  /** Scenarios that were run to an end, skipped ones not counted. */
  readonly ran: number;
  readonly told: readonly Told[];
}

export interface TellOptions {
  /** Every scenario, those that carry one of its ids, or these: `features/lock.feature:12`. */
  readonly scenarios: 'all' | 'tagged' | readonly string[];
  /** No further than the first that tells it; what only pages show meets the features of the pages first. */
  readonly stopAtFirst: boolean;
  /** The file of a portal of somebody's own, which plants the fault itself: it takes the place of the level. */
  readonly stage?: string;
}

export interface Teller {
  tell(
    level: string,
    fault: (Pick<Fault, 'name' | 'breaks'> & Partial<Pick<Fault, 'at'>>) | undefined,
    options: TellOptions,
  ): Promise<Telling>;
  /** The definitions of Then steps, as `Told.definition` names them. */
  readonly thens: readonly string[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Loads the steps, which a process can do only once; each call opens a stage of its own and closes it. */
export async function createTeller(): Promise<Teller> {
  const provided = { paths: ['features/**/*.feature'], import: ['harness/cucumber.ts'], language: 'ja', strict: true };
  const environment = { cwd: root, stdout: silent(), stderr: silent(), env: process.env };
  const { runConfiguration } = await loadConfiguration({ file: false, provided }, environment);
  const support = await loadSupport(runConfiguration, environment);
  const tell: Teller['tell'] = async (level, fault, { scenarios, stopAtFirst, stage }) => {
    const tagged = scenarios === 'tagged' && fault !== undefined;
    const configuration: IRunConfiguration = {
      ...runConfiguration,
      sources: {
        ...runConfiguration.sources,
        ...(tagged ? { tagExpression: fault.breaks.map((id) => `@${id}`).join(' or ') } : {}),
        ...(fault?.at === 'pages' ? { paths: ['features/pages/**/*.feature', ...provided.paths] } : {}),
        ...(typeof scenarios === 'string' ? {} : { paths: pathsOf(scenarios) }),
      },
      runtime: {
        ...runConfiguration.runtime,
        failFast: stopAtFirst,
        worldParameters:
          stage === undefined ? { level, ...(fault === undefined ? {} : { fault: fault.name }) } : { stage },
      },
      formats: { ...runConfiguration.formats, files: {}, publish: false },
    };
    const fold = foldTold();
    await runCucumber({ ...configuration, support }, environment, fold.take);
    return { fault: fault?.name ?? '', level, ...fold.result() };
  };
  const { stepDefinitions } = support as unknown as { readonly stepDefinitions: readonly LoadedStep[] };
  const thens = stepDefinitions.filter(({ keyword }) => keyword === 'Then');
  return { tell, thens: thens.map(({ uri, line, pattern }) => definitionName(uri, line, String(pattern))) };
}

/** One path a file with its lines, as Cucumber takes them. */
function pathsOf(places: readonly string[]): string[] {
  const files = Map.groupBy(places, (place) => place.slice(0, place.lastIndexOf(':')));
  return [...files].map(([file, lines]) => [file, ...lines.map((place) => place.slice(file.length + 1))].join(':'));
}

/** What Cucumber's library keeps of a step; it types the library as opaque, and its messages leave out the keyword. */
interface LoadedStep {
  readonly keyword: string;
  readonly uri: string;
  readonly line: number;
  readonly pattern: string | RegExp;
}

const definitionName = (uri: string, line: number | undefined, pattern: string): string => `${uri}:${line} ${pattern}`;

const silent = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });

/** From Cucumber's messages to what failed where. */
function foldTold() {
  const documents = new Map<string, { readonly line: number; readonly keyword: string }>();
  const pickles = new Map<string, NonNullable<Envelope['pickle']>>();
  const cases = new Map<string, NonNullable<Envelope['testCase']>>();
  const started = new Map<string, string>();
  const definitions = new Map<string, string>();
  const ended = new Map<string, string[]>();
  const told: Told[] = [];
  let ran = 0;

  function take(message: Envelope): void {
    for (const child of message.gherkinDocument?.feature?.children ?? []) noteLines(child);
    if (message.pickle) pickles.set(message.pickle.id, message.pickle);
    if (message.testCase) cases.set(message.testCase.id, message.testCase);
    if (message.testCaseStarted) started.set(message.testCaseStarted.id, message.testCaseStarted.testCaseId);
    if (message.stepDefinition) {
      const { id, pattern, sourceReference } = message.stepDefinition;
      definitions.set(id, definitionName(sourceReference.uri ?? '', sourceReference.location?.line, pattern.source));
    }
    if (message.testStepFinished) stepFinished(message.testStepFinished);
    if (message.testCaseFinished) {
      const statuses = ended.get(message.testCaseFinished.testCaseStartedId) ?? [];
      if (statuses.includes('FAILED') || statuses.every((status) => status === 'PASSED')) ran += 1;
    }
  }

  function noteLines(child: {
    background?: Steps | undefined;
    scenario?: Scenario | undefined;
    rule?: { children: readonly { background?: Steps | undefined; scenario?: Scenario | undefined }[] } | undefined;
  }): void {
    for (const { id, location, keyword } of [...(child.background?.steps ?? []), ...(child.scenario?.steps ?? [])])
      documents.set(id, { line: location.line, keyword: keyword.trim() });
    const { scenario } = child;
    if (scenario !== undefined) {
      documents.set(scenario.id, { line: scenario.location.line, keyword: '' });
      for (const { tableBody } of scenario.examples)
        for (const row of tableBody) documents.set(row.id, { line: row.location.line, keyword: '' });
    }
    for (const inner of child.rule?.children ?? []) noteLines(inner);
  }

  function stepFinished({ testCaseStartedId, testStepId, testStepResult }: NonNullable<Envelope['testStepFinished']>) {
    const testCase = cases.get(started.get(testCaseStartedId) ?? '');
    const step = testCase?.testSteps.find(({ id }) => id === testStepId);
    const pickle = pickles.get(testCase?.pickleId ?? '');
    ended.set(testCaseStartedId, [...(ended.get(testCaseStartedId) ?? []), testStepResult.status]);
    if (testStepResult.status !== 'FAILED' || pickle === undefined) return;
    const words = pickle.steps.find(({ id }) => id === step?.pickleStepId);
    told.push({
      at: `${pickle.uri}:${documents.get(pickle.astNodeIds.at(-1) ?? '')?.line}`,
      scenario: pickle.name,
      tags: pickle.tags.map(({ name }) => name.slice(1)),
      step: words?.text ?? '(hook)',
      keyword: words?.type ?? '',
      definition: definitions.get(step?.stepDefinitionIds?.[0] ?? '') ?? '(hook)',
    });
  }

  return { take, result: () => ({ ran, told }) };
}

interface Steps {
  readonly steps: readonly {
    readonly id: string;
    readonly location: { readonly line: number };
    readonly keyword: string;
  }[];
}
interface Scenario extends Steps {
  readonly id: string;
  readonly location: { readonly line: number };
  readonly examples: readonly {
    readonly tableBody: readonly { readonly id: string; readonly location: { readonly line: number } }[];
  }[];
}
