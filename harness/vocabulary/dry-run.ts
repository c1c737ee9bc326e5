/** Every scenario with its steps as Gherkin types them, every step that is defined, and what defines which; nothing is run. */
import { relative } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { loadConfiguration, loadSupport, runCucumber } from '@cucumber/cucumber/api';
import type { Envelope } from '../report/fold.ts';
import { ourSteps, posix } from '../run/package-root.ts';
import { noVocabulary, type Pattern, takeWords, type Vocabulary } from './vocabulary.ts';

/** The word with which a step was defined. */
export type Keyword = 'Given' | 'When' | 'Then';

export interface DryStep {
  readonly text: string;
  /** By keyword: `Context` (前提), `Action` (もし), `Outcome` (ならば); かつ is what the step before it is. */
  readonly type: string;
  readonly definedBy: readonly Keyword[];
}

export interface DryScenario {
  readonly uri: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly steps: readonly DryStep[];
}

/** One that is defined. */
export interface DefinedStep extends Pattern {
  readonly keyword: Keyword;
  readonly uri: string;
  readonly line: number;
  /** Each text of the features that it defines, once. */
  readonly texts: readonly string[];
}

export interface DryRun {
  readonly scenarios: readonly DryScenario[];
  /** In the order in which they were defined. */
  readonly defined: readonly DefinedStep[];
  readonly vocabulary: Vocabulary;
}

export interface DryRequest {
  readonly cwd: string;
  readonly paths: readonly string[];
  /** Beside ichido's own steps. */
  readonly import?: readonly string[];
}

const repository: DryRequest = {
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  paths: ['features/**/*.feature'],
};

/** Once a process: what was imported before defines nothing again. */
export async function dryRun({ cwd, paths, import: more = [] }: DryRequest = repository): Promise<DryRun> {
  const silent = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  const environment = { cwd, stdout: silent(), stderr: silent(), env: process.env };
  const imports = [posix(relative(cwd, ourSteps)), ...more];
  const provided = { paths: [...paths], import: imports, language: 'ja', dryRun: true };
  const { runConfiguration } = await loadConfiguration({ file: false, provided }, environment);
  const support = await loadSupport(runConfiguration, environment);
  // Cucumber types its library as opaque, and its messages leave out the keyword.
  const { stepDefinitions } = support as unknown as { readonly stepDefinitions: readonly Registered[] };
  const keywords = new Map(stepDefinitions.map(({ uri, line, keyword }) => [`${uri}:${line}`, keyword]));
  const defined = new Map<string, DefinedStep & { texts: string[] }>();
  const pickles = new Map<string, Pickle>();
  const scenarios: DryScenario[] = [];
  let vocabulary = noVocabulary;
  await runCucumber({ ...runConfiguration, support }, environment, (envelope) => {
    const { pickle, stepDefinition, testCase } = envelope;
    vocabulary = takeWords(vocabulary, envelope);
    if (pickle) pickles.set(pickle.id, pickle);
    if (stepDefinition) {
      const { sourceReference, pattern } = stepDefinition;
      const { uri = '', location: { line } = { line: 0 } } = sourceReference;
      const keyword = keywords.get(`${uri}:${line}`) ?? 'Given';
      defined.set(stepDefinition.id, { keyword, uri, line, source: pattern.source, texts: [] });
    }
    const of = pickles.get(testCase?.pickleId ?? '');
    if (testCase === undefined || of === undefined) return;
    const steps = of.steps.map(({ id, text, type }) => {
      const ids = testCase.testSteps.find(({ pickleStepId }) => pickleStepId === id)?.stepDefinitionIds ?? [];
      const definedBy = ids.flatMap((each) => {
        const found = defined.get(each);
        if (found && !found.texts.includes(text)) found.texts.push(text);
        return found === undefined ? [] : [found.keyword];
      });
      return { text, type: type ?? '', definedBy };
    });
    scenarios.push({ uri: of.uri, name: of.name, tags: of.tags.map(({ name }) => name.slice(1)), steps });
  });
  return { scenarios, defined: [...defined.values()], vocabulary };
}

interface Registered {
  readonly keyword: Keyword;
  readonly uri: string;
  readonly line: number;
}

type Pickle = NonNullable<Envelope['pickle']>;
