/**
 * Runs features at one level with Cucumber, and writes the reports: `reports/<level>/` and one page over all levels.
 * The composition root of a run: it knows folders and streams; what a level is, the table of levels knows.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { extname, join, relative } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { type IConfiguration, loadConfiguration, runCucumber } from '@cucumber/cucumber/api';
import { allLevels, type LevelName, levelOf, levels } from '../levels.ts';
import { indexPage } from '../report/index-page.ts';
import { foldSummary, type Summary } from '../report/summary.ts';

export interface RunRequest {
  readonly level: string;
  /** Cucumber's own arguments: paths, `--tags`, `--name`, `--import` … */
  readonly args: readonly string[];
  /** Where paths start from and where `reports/` is written. */
  readonly cwd: string;
}

const harness = fileURLToPath(new URL('..', import.meta.url));
const extension = extname(fileURLToPath(import.meta.url));
/** One folder up in the repository, two in the published package. */
const root = [join(harness, '..'), join(harness, '..', '..')].find((folder) =>
  existsSync(join(folder, 'package.json')),
);

/** Throws what Cucumber says about wrong arguments; a failed scenario is a result, not an error. */
export async function runFeatures({ level, args, cwd }: RunRequest): Promise<Summary> {
  const folder = join(cwd, 'reports', level);
  mkdirSync(folder, { recursive: true });
  const configuration = await configure(level, args, cwd);
  const { runConfiguration } = await loadConfiguration({ file: false, provided: configuration }, { cwd });
  const fold = foldSummary(level);
  const { success } = await runCucumber(runConfiguration, { cwd }, fold.take);
  const summary = { ...fold.summary(), success };
  writeFileSync(join(folder, 'summary.json'), `${JSON.stringify(summary, undefined, 1)}\n`);
  writeFileSync(join(cwd, 'reports', 'index.html'), indexPage(readSummaries(cwd)));
  return summary;
}

/** Summaries of every level that was run in this folder, in the order of the levels. */
export function readSummaries(cwd: string): Summary[] {
  const reports = join(cwd, 'reports');
  const rank = (level: string): number => {
    const name = levelOf(level);
    return name === undefined ? allLevels.length : allLevels.indexOf(name);
  };
  return readdirSync(reports)
    .map((level) => join(reports, level, 'summary.json'))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')) as Summary)
    .sort((a, b) => rank(a.level) - rank(b.level));
}

/**
 * Our steps and features, what a user's own cucumber configuration adds, and what the command line says, in this order.
 * A user's features take the place of ours; paths on the command line take the place of both.
 */
async function configure(level: string, args: readonly string[], cwd: string): Promise<Partial<IConfiguration>> {
  // Cucumber warns about paths in two places; here the nearer one wins.
  const load = async (file: string | false, provided: readonly string[]): Promise<IConfiguration> =>
    (await loadConfiguration({ file, provided: [...provided] }, { cwd, stderr: silent })).useConfiguration;
  const file = ownConfiguration(cwd);
  const asked = await load(false, args);
  const theirs = file === undefined ? undefined : await load(file, []);
  const merged = file === undefined ? asked : await load(file, args);
  const paths = [asked.paths, theirs?.paths ?? []].find((candidates) => candidates.length > 0);
  const name = levelOf(level);
  const tag = name === undefined ? undefined : levels[name].tag;
  const toScreen = merged.format.some((format) => typeof format === 'string' && !format.includes(':'));
  return {
    ...merged,
    parallel: merged.parallel || (isWhole(args) ? workersOf(name) : 0),
    paths: paths ?? [posix(relative(cwd, join(root ?? harness, 'features', '**', '*.feature')))],
    import: [posix(relative(cwd, join(harness, `cucumber${extension}`))), ...merged.import],
    format: [...(toScreen ? [] : ['progress']), ...merged.format, ...reports(level)],
    ...(tag === undefined ? {} : { tags: merged.tags ? `(${merged.tags}) and ${tag}` : tag }),
    worldParameters: { ...merged.worldParameters, level },
  };
}

/** Nothing was picked out: a few scenarios are sooner done than a second desk is started. */
const isWhole = (args: readonly string[]): boolean => args.length === 0;

/** As many workers as the level asks for, each with a stage of its own, where there are cores for them; 0 = in this process. */
function workersOf(name: LevelName | undefined): number {
  const workers = name === undefined ? 1 : levels[name].workers;
  return workers > 1 && availableParallelism() >= workers ? workers : 0;
}

const reports = (level: string): [string, string][] => [
  ['html', join('reports', level, 'cucumber.html')],
  ['junit', join('reports', level, 'junit.xml')],
  ['message', join('reports', level, 'messages.ndjson')],
];

/** Our own cucumber.mjs is for editors and says the same as this file. */
function ownConfiguration(cwd: string): string | undefined {
  if (relative(cwd, root ?? '') === '') return undefined;
  return ['json', 'yaml', 'yml', 'js', 'cjs', 'mjs', 'ts', 'mts', 'cts']
    .map((ending) => `cucumber.${ending}`)
    .find((name) => existsSync(join(cwd, name)));
}

const posix = (path: string): string => path.replaceAll('\\', '/');
const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
