/** For tests: every scenario of the features with its steps as Gherkin types them, and what defines each; nothing is run. */
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { loadConfiguration, loadSupport, runCucumber } from '@cucumber/cucumber/api';

export interface DryStep {
  readonly text: string;
  /** By keyword: `Context` (前提), `Action` (もし), `Outcome` (ならば); かつ is what the step before it is. */
  readonly type: string;
  /** The word with which its definition was written: `Given`, `When`, `Then`. */
  readonly definedBy: readonly string[];
}

export interface DryScenario {
  readonly uri: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly steps: readonly DryStep[];
}

export async function dryRun(): Promise<readonly DryScenario[]> {
  const cwd = fileURLToPath(new URL('..', import.meta.url));
  const silent = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  const environment = { cwd, stdout: silent(), stderr: silent(), env: process.env };
  const provided = { paths: ['features/**/*.feature'], import: ['harness/cucumber.ts'], language: 'ja', dryRun: true };
  const { runConfiguration } = await loadConfiguration({ file: false, provided }, environment);
  const support = await loadSupport(runConfiguration, environment);
  // Cucumber types its library as opaque, and its messages leave out the keyword.
  const { stepDefinitions } = support as unknown as { readonly stepDefinitions: readonly Defined[] };
  const keywords = new Map(stepDefinitions.map(({ uri, line, keyword }) => [`${uri}:${line}`, keyword]));
  const definedBy = new Map<string, string>();
  const pickles = new Map<string, Pickle>();
  const scenarios: DryScenario[] = [];
  await runCucumber({ ...runConfiguration, support }, environment, ({ pickle, stepDefinition, testCase }) => {
    if (pickle) pickles.set(pickle.id, pickle);
    if (stepDefinition) {
      const { uri, location } = stepDefinition.sourceReference;
      definedBy.set(stepDefinition.id, keywords.get(`${uri}:${location?.line}`) ?? '');
    }
    const of = pickles.get(testCase?.pickleId ?? '');
    if (testCase === undefined || of === undefined) return;
    const steps = of.steps.map(({ id, text, type }) => {
      const ids = testCase.testSteps.find(({ pickleStepId }) => pickleStepId === id)?.stepDefinitionIds ?? [];
      return { text, type: type ?? '', definedBy: ids.map((each) => definedBy.get(each) ?? '') };
    });
    scenarios.push({ uri: of.uri, name: of.name, tags: of.tags.map(({ name }) => name.slice(1)), steps });
  });
  return scenarios;
}

interface Defined {
  readonly keyword: string;
  readonly uri: string;
  readonly line: number;
}

type Message = Parameters<NonNullable<Parameters<typeof runCucumber>[2]>>[0];
type Pickle = NonNullable<Message['pickle']>;
