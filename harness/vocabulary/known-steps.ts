/** Every sentence that a project's features may use, ichido's and its own, each with an example: for `ichido steps` and its page. */
import { basename, extname, relative, resolve } from 'node:path';
import { cataloguePaths } from '../run/catalogue.ts';
import { loadOwn, ownConfiguration } from '../run/configuration.ts';
import { findFeatures } from '../run/feature-files.ts';
import { isOurRepository, packageRoot } from '../run/package-root.ts';
import { supportTrouble } from '../run/support-trouble.ts';
import { type DefinedStep, dryRun, type Keyword } from './dry-run.ts';
import { coreOf, likeness, plain } from './nearest.ts';
import { topics } from './topics.ts';

export interface KnownStep {
  readonly topic: string;
  /** 前提, もし or ならば. */
  readonly keyword: string;
  readonly sentence: string;
  /** Out of the features, and where none uses it, made of samples. */
  readonly example: string;
}

const japanese: { readonly [keyword in Keyword]: string } = { Given: '前提', When: 'もし', Then: 'ならば' };

const ownTopic = '自分の手順';

/** By topic, then by keyword, then as they were written. Once a process. */
export async function knownSteps(cwd: string): Promise<readonly KnownStep[]> {
  const own = isOurRepository(cwd) ? undefined : await loadOwn(ownConfiguration(cwd), [], [], cwd);
  const mine = own === undefined ? [] : own.paths.length > 0 ? own.paths : ['features/**/*.feature'];
  const paths = [
    ...(await cataloguePaths(cwd, [])),
    ...mine.filter((each) => findFeatures(cwd, [each]).files.length > 0),
  ];
  const { defined, vocabulary } = await dryRun({ cwd, paths, ...(own && { import: own.import }) }).catch((error) => {
    throw supportTrouble(error, cwd);
  });
  const order = [...Object.values(topics), ownTopic];
  return defined
    .map((step) => ({
      topic: topicOf(step, cwd),
      keyword: japanese[step.keyword],
      sentence: step.source,
      example: exampleOf(step) ?? plain(step, vocabulary.words),
    }))
    .sort((a, b) => order.indexOf(a.topic) - order.indexOf(b.topic) || rank(a.keyword) - rank(b.keyword));
}

const rank = (keyword: string): number => Object.values(japanese).indexOf(keyword);

function topicOf({ uri }: DefinedStep, cwd: string): string {
  const inside = !relative(packageRoot, resolve(cwd, uri)).startsWith('..');
  return (inside ? topics[basename(uri, extname(uri))] : undefined) ?? ownTopic;
}

/** The shortest says it best. */
const exampleOf = ({ texts }: DefinedStep): string | undefined => texts.toSorted((a, b) => a.length - b.length)[0];

/** Those that have the word in them, and where none has it, those that come nearest to it. */
export function stepsAbout(word: string, steps: readonly KnownStep[]): readonly KnownStep[] {
  const core = coreOf(word);
  const found = steps.filter((step) =>
    [step.topic, step.sentence, step.example].some(
      (text) => text.includes(word) || (core !== '' && coreOf(text).includes(core)),
    ),
  );
  if (found.length > 0) return found;
  return steps
    .map((step) => ({ step, near: likeness(core, coreOf(step.example)) }))
    .filter(({ near }) => near >= 0.3)
    .sort((a, b) => b.near - a.near)
    .slice(0, 5)
    .map(({ step }) => step);
}
