/**
 * Runs features at one level with Cucumber, and writes the reports (folders.ts). The composition root of a run: it
 * knows folders and streams; what a level is, only levels.ts knows.
 */
import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import type { Writable } from 'node:stream';
import { type IConfiguration, loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import type { Text } from '../../common/text.ts';
import { type LevelName, levelOf, levels, whyNoLevel, whyNotSo } from '../levels.ts';
import { loadStage } from '../outside/load.ts';
import type { StageAbout } from '../outside/stage.ts';
import { type Envelope, foldSummary } from '../report/fold.ts';
import { type Outcome, outcomeOf, outcomeText } from '../report/outcome.ts';
import { type Summary, summaryFormat } from '../report/summary.ts';
import type { StageOptions } from '../stage-options.ts';
import { undefinedSteps } from '../vocabulary/undefined-steps.ts';
import { noVocabulary, takeWords } from '../vocabulary/vocabulary.ts';
import { loadOwn, ownConfiguration, resolveNames } from './configuration.ts';
import { findSupport } from './feature-files.ts';
import { openRunFolder, reportFiles } from './folders.ts';
import { madeHere } from './made.ts';
import { aboutTexts, openingText, waitText } from './opening.ts';
import { ourSnippet, ourSteps, posix } from './package-root.ts';
import { RunError, unusable } from './run-error.ts';
import { supportTrouble } from './support-trouble.ts';
import { type Plan, planRun } from './what-to-run.ts';

export interface RunRequest {
  /** `--level`; undefined = by `-p`, or the usual one. */
  readonly level?: string | undefined;
  readonly usualLevel?: string | undefined;
  /** Every `-p`. */
  readonly profiles?: readonly string[] | undefined;
  /** `--config`, instead of the project's own file. */
  readonly config?: string | undefined;
  /** Sections of ichido's own features; empty = all; undefined = not asked for. */
  readonly catalogue?: readonly string[] | undefined;
  /** What its stages are to begin with. */
  readonly stage?: StageOptions | undefined;
  /** The file of a portal of somebody's own, from `cwd`: it takes the place of a level. */
  readonly outside?: string | undefined;
  /** Cucumber's own arguments: paths, `--tags`, `--name`, `--import` … */
  readonly args: readonly string[];
  /** As they stood on the command line, for the reports; default: `args`. */
  readonly words?: readonly string[] | undefined;
  /** Where paths start from and where `reports/` is written. */
  readonly cwd: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** More skipped scenarios than that are no success. */
  readonly maxSkips?: number | undefined;
  /** More scenarios that passed in part only than that are no success. */
  readonly maxPartly?: number | undefined;
  /** False: the run leaves no report. */
  readonly report?: boolean | undefined;
  /** Passing scenarios keep what was seen too. */
  readonly evidence?: boolean | undefined;
  /** Who or what runs it, for the reports. */
  readonly executor?: string | undefined;
  /** Where Cucumber prints its progress; default: stdout. */
  readonly stdout?: Writable | undefined;
  /** Is told what is run before it is run. */
  readonly tell?: ((text: Text) => void) | undefined;
}

/** The level of a run that names none. */
export const usualLevel: LevelName = 'http';

export interface EndedRun {
  readonly summary: Summary;
  readonly outcome: Outcome;
  /** Why it is no success; undefined where the scenarios say it, or where it is. */
  readonly why: Text | undefined;
  /** From `cwd`; undefined after `--dry-run`, which leaves no report. */
  readonly folder: string | undefined;
}

/** Throws `RunError`, and what Cucumber says about wrong arguments; a failed scenario is a result, not an error. */
export async function runFeatures(request: RunRequest): Promise<EndedRun> {
  const { cwd, args, words = args, maxSkips, maxPartly, tell = () => {}, stdout = process.stdout } = request;
  const file = request.config ?? ownConfiguration(cwd);
  const named = await resolveNames({ level: request.level, profiles: request.profiles ?? [] }, file, cwd);
  const [asked, theirs, merged, usual] = await Promise.all([
    loadOwn(undefined, [], args, cwd),
    loadOwn(file, named.profiles, [], cwd),
    loadOwn(file, named.profiles, args, cwd),
    loadOwn(file, [], [], cwd),
  ]);
  const ground = await groundOf(request, named.level, request.outside ?? merged.worldParameters['stage']);
  if (merged.parallel > 1 && request.stage?.desk !== undefined) throw oneWorker();
  const { level } = ground;
  const chosen = forGround(ground, merged);
  const plan = await planRun(
    { cwd, paths: asked.paths, configured: theirs.paths, catalogue: request.catalogue },
    chosen,
    forGround(ground, usual),
  );
  tell(openingText({ plan, level, tags: chosen.tags, names: chosen.name, shard: chosen.shard }));
  if (named.byProfile) tell(writeLevel(level));
  for (const text of ground.outside === undefined ? [] : aboutTexts(ground.outside.about)) tell(text);
  if (ground.wallClock) tell(waitText(plan, cwd));
  for (const text of nowhere(plan, cwd, merged)) tell(text);
  const missing = merged.dryRun ? undefined : await ground.missing?.(request.stage ?? {});
  if (missing !== undefined) throw new RunError('missing', missing);

  const start: Summary = {
    format: summaryFormat,
    level,
    startedAt: request.startedAt,
    ms: 0,
    success: false,
    args: words,
    chosen: plan.scenarios.length,
    of: plan.of,
    full: false,
    ended: false,
    ...(request.executor === undefined ? {} : { executor: request.executor }),
    made: madeHere(cwd, levelOf(level), request.stage),
    ...(ground.outside === undefined ? {} : { outside: ground.outside.about }),
    scenarios: [],
  };
  const folder = merged.dryRun || request.report === false ? undefined : openRunFolder(cwd, start);
  const fold = foldSummary(level, folder?.keepPicture);
  const configuration = configure(request, ground, plan, chosen, folder?.path);
  const { runConfiguration } = await loadConfiguration({ file: false, provided: configuration }, { cwd });
  let vocabulary = noVocabulary;
  const take = (envelope: Envelope) => {
    vocabulary = takeWords(vocabulary, envelope);
    fold.take(envelope);
  };
  const { success } = await runCucumber(runConfiguration, { cwd, stdout }, take).catch((error) => {
    folder?.finish(start);
    throw supportTrouble(error, cwd);
  });
  const ended = { ...fold.summary(), success, chosen: plan.scenarios.length, maxSkips, maxPartly, args };
  for (const text of undefinedSteps(ended.scenarios, vocabulary)) tell(text);
  const outcome = merged.dryRun ? (success ? 'passed' : 'failed') : outcomeOf(ended);
  const { startedAt, ms, scenarios } = ended;
  const cutShort = scenarios.length < plan.scenarios.length || (merged.failFast && !success);
  const summary: Summary = {
    ...start,
    ...(startedAt === 0 ? {} : { startedAt }),
    ms,
    scenarios,
    success: outcome === 'passed',
    ended: !cutShort,
    full: plan.full && !cutShort && !merged.dryRun,
  };
  return { summary, outcome, why: outcomeText(outcome, ended), folder: folder?.finish(summary) };
}

const oneWorker = (): RunError =>
  unusable(
    '--desk のデスクは一つなので、--parallel は使えません。',
    '--parallel is not for --desk: there is one desk, and one clock',
  );

/** What the run stands on: a level of ours, or a portal of somebody's own. */
interface Ground {
  /** As the reports name it. */
  readonly level: string;
  readonly tag: string | undefined;
  readonly workers: number;
  /** Time passes by itself there: a wait is a person's. */
  readonly wallClock: boolean;
  /** What is not on this machine. */
  readonly missing?: (typeof levels)[LevelName]['missing'];
  readonly outside?: { readonly file: string; readonly about: StageAbout };
}

/** @param outside the file that `--stage` names, or the project's configuration. */
async function groundOf(request: RunRequest, named: string | undefined, outside: unknown): Promise<Ground> {
  const { stage = {}, usualLevel: usual, cwd } = request;
  if (typeof outside === 'string') {
    const other =
      named === undefined ? (['state', 'desk'] as const).find((name) => stage[name] !== undefined) : 'level';
    if (other !== undefined) throw besideStage(`--${other}`);
    const { about } = await loadStage(outside, cwd);
    // One company serves one worker, and only the adapter knows how many companies there are: `--parallel` says so.
    const wallClock = about.clock === 'wall';
    return { level: `outside:${about.name}`, tag: undefined, workers: 1, wallClock, outside: { file: outside, about } };
  }
  const level = named ?? (usual || usualLevel);
  const why = whyNoLevel(level) ?? whyNotSo(level as LevelName, stage);
  if (why !== undefined) throw new RunError('usage', why);
  const { tag, workers, missing } = levels[level as LevelName];
  return { level, tag, workers, missing, wallClock: level === 'real' };
}

const besideStage = (option: string): RunError =>
  unusable(`--stage と ${option} は同時に指定できません。`, `--stage and ${option} exclude each other`);

/** Some levels run only what was written for them. */
const forGround = ({ tag }: Ground, from: IConfiguration): IConfiguration =>
  tag === undefined ? from : { ...from, tags: from.tags ? `(${from.tags}) and ${tag}` : tag };

/** Our steps, what the project's own configuration adds, and what the command line says, in this order. */
function configure(
  { args, cwd, stage, evidence }: RunRequest,
  ground: Ground,
  plan: Plan,
  chosen: IConfiguration,
  folder: string | undefined,
): Partial<IConfiguration> {
  const toScreen = chosen.format.some((format) => typeof format === 'string' && !format.includes(':'));
  const ours = posix(relative(cwd, ourSteps));
  const reports =
    folder === undefined ? [] : reportFiles.map((file): [string, string] => [formatOf[file], join(folder, file)]);
  const said = args.some((word) => word.startsWith('--parallel'));
  const desks = stage?.desk === undefined ? workersOf(ground, plan) : 0;
  return {
    ...chosen,
    parallel: said || chosen.parallel > 0 ? chosen.parallel : desks,
    paths: [...plan.paths],
    import: [ours, ...chosen.import.filter((path) => posix(path).replace(/^\.\//, '') !== ours)],
    // Pages of HTML are for the reports.
    formatOptions: { snippetSyntax: ourSnippet, printAttachments: false, ...chosen.formatOptions },
    format: [...(toScreen ? [] : ['progress']), ...chosen.format, ...reports],
    worldParameters: {
      ...chosen.worldParameters,
      level: ground.level,
      ...(evidence ? { evidence } : {}),
      ...(stage === undefined ? {} : { options: { ...stage } }),
      ...(ground.outside === undefined ? {} : { stage: ground.outside.file }),
    },
  };
}

const formatOf: { readonly [file in (typeof reportFiles)[number]]: string } = {
  'cucumber.html': 'html',
  'junit.xml': 'junit',
  'messages.ndjson': 'message',
};

/**
 * As many workers as the level asks for, each with a stage of its own, where there are cores for them; 0 = in this
 * process. A few scenarios are sooner done than a second desk is started, and nobody knows whether a project's own steps
 * bear company.
 */
function workersOf({ workers }: Ground, plan: Plan): number {
  return workers > 1 && plan.full && plan.files.own === 0 && availableParallelism() >= workers ? workers : 0;
}

const writeLevel = (level: string): Text => ({
  ja: `実行レベルは --level ${level} と書いてください（-p は Cucumber のプロファイルです）。`,
  en: `write --level ${level}: -p is Cucumber's, for profiles`,
});

/** Patterns that lead nowhere are told: what is not found is not run. */
function nowhere(plan: Plan, cwd: string, { import: imports, require: requires }: IConfiguration): Text[] {
  const { unmatched } = findSupport(cwd, [...imports, ...requires]);
  return [
    ...plan.unmatched.map((pattern) => ({
      ja: `「${pattern}」に当てはまる機能のファイルがありません。`,
      en: `no feature file matches ${pattern}`,
    })),
    ...unmatched.map((pattern) => ({
      ja: `「${pattern}」に当てはまる手順のファイルがありません（import）。`,
      en: `no file of steps matches ${pattern} (import)`,
    })),
  ];
}
