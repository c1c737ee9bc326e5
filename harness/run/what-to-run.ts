/**
 * What a run is asked to run, decided before anything runs: whose files, which scenarios of them, out of how many. A
 * file that Gherkin can't read, or would read otherwise than its writer means, ends it here.
 */
import { readFileSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { type IConfiguration, loadSources } from '@cucumber/cucumber/api';
import type { Text } from '../../common/text.ts';
import { cataloguePaths } from './catalogue.ts';
import { findFeatures } from './feature-files.ts';
import { hintsFor } from './hints.ts';
import { isOurRepository, ourFeatures, posix } from './package-root.ts';
import { broken } from './run-error.ts';

export interface Asked {
  readonly cwd: string;
  /** On the command line. */
  readonly paths: readonly string[];
  /** In the project's own configuration. */
  readonly configured: readonly string[];
  /** `--catalogue`; empty = all of it; undefined = not asked for. */
  readonly catalogue: readonly string[] | undefined;
}

export type Owner = 'own' | 'ichido';

/** One scenario, or one row of an outline: `features/swap.feature:9`. */
export interface Planned {
  readonly at: string;
  readonly owner: Owner;
}

export interface Plan {
  readonly paths: readonly string[];
  readonly scenarios: readonly Planned[];
  /** Places of what a run without any choice would take, and whatever else was chosen. */
  readonly of: number;
  /** Nothing was left out of that, and nothing was added. */
  readonly full: boolean;
  readonly files: { readonly [owner in Owner]: number };
  /** Patterns that lead nowhere. */
  readonly unmatched: readonly string[];
}

/** The nearest wish wins: paths of the command line, the project's configuration, its `features/`, ichido's. */
export async function pathsToRun({ cwd, paths, configured, catalogue }: Asked): Promise<readonly string[]> {
  if (catalogue !== undefined) return [...paths, ...(await cataloguePaths(cwd, catalogue))];
  return paths.length > 0 ? paths : usualPaths(cwd, configured);
}

/** What is run when nobody says what. */
async function usualPaths(cwd: string, configured: readonly string[]): Promise<readonly string[]> {
  if (configured.length > 0) return configured;
  const own = ['features/**/*.feature', 'features/**/*.feature.md'];
  if (!isOurRepository(cwd)) {
    const found = own.filter((pattern) => findFeatures(cwd, [pattern]).files.length > 0);
    if (found.length > 0) return found;
  }
  return cataloguePaths(cwd, []);
}

/** @param usual the configuration as it is without the command line: what a full run is measured by. */
export async function planRun(asked: Asked, merged: IConfiguration, usual: IConfiguration): Promise<Plan> {
  const { cwd } = asked;
  const paths = await pathsToRun(asked);
  const { files, unmatched } = findFeatures(cwd, paths);
  demandReadable(cwd, files, merged.language);
  const scenarios = await choose(cwd, paths, merged);
  const whole = await choose(cwd, await usualPaths(cwd, asked.configured), usual).catch(() => []);
  const chosenPlaces = new Set(scenarios.map(({ at }) => at));
  const wholePlaces = new Set(whole.map(({ at }) => at));
  const ours = files.filter((file) => ownerOf(file) === 'ichido').length;
  return {
    paths,
    scenarios,
    of: wholePlaces.union(chosenPlaces).size,
    full: chosenPlaces.size > 0 && chosenPlaces.symmetricDifference(wholePlaces).size === 0,
    files: { own: files.length - ours, ichido: ours },
    unmatched,
  };
}

async function choose(cwd: string, paths: readonly string[], from: IConfiguration): Promise<Planned[]> {
  const { plan, errors } = await loadSources(
    {
      defaultDialect: from.language,
      paths: [...paths],
      names: from.name,
      tagExpression: from.tags,
      order: 'defined',
    },
    { cwd },
  );
  if (errors.length > 0) {
    const lines = errors.map(({ uri, message }) => `${uri} ${message.replace(/\s*\n\s*/g, ' ')}`);
    throw broken(
      `機能のファイルを読み取れません: ${lines.join('; ')}`,
      `features that can't be read: ${lines.join('; ')}`,
    );
  }
  return plan.filter(inShard(from.shard)).map(({ uri, location }) => ({
    at: `${posix(uri)}:${location.line}`,
    owner: ownerOf(isAbsolute(uri) ? uri : join(cwd, uri)),
  }));
}

/** Cucumber's way of dealing scenarios out, which it knows only while it runs: what is chosen, then every nth of it. */
function inShard(shard: string): (each: unknown, at: number) => boolean {
  if (shard === '') return () => true;
  const [index, total] = shard.split('/').map((text) => Number.parseInt(text, 10));
  return (_each, at) => at % Number(total) === Number(index) - 1;
}

function demandReadable(cwd: string, files: readonly string[], language: string): void {
  const found = files.flatMap((file) =>
    hintsFor(readFileSync(file), language).map(({ line, text }): Text => {
      const at = `${posix(relative(cwd, file))}${line === 0 ? '' : `:${line}`}`;
      return { ja: `${at}: ${text.ja}`, en: `${at}: ${text.en}` };
    }),
  );
  if (found.length === 0) return;
  throw broken(
    `機能のファイルを読み取れません。${found.map(({ ja }) => ja).join(' ')}`,
    `features that can't be read: ${found.map(({ en }) => en).join('; ')}`,
  );
}

const ownerOf = (file: string): Owner => {
  const way = relative(ourFeatures, file);
  return way.startsWith('..') || isAbsolute(way) ? 'own' : 'ichido';
};
