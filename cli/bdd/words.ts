/** The words after `ichido bdd`: ours out of them, the rest is Cucumber's and goes there as it is. */
import { existsSync } from 'node:fs';
import type { StageOptions } from '../../harness/stage-options.ts';
import { type ExitError, wrongUsage } from '../exit.ts';
import { duration, instant, integer } from '../options.ts';
import { WrongValue } from '../wrong-value.ts';

export interface BddWords {
  readonly level: string | undefined;
  readonly profiles: readonly string[];
  readonly config: string | undefined;
  /** Empty = all of ichido's own features. */
  readonly catalogue: readonly string[] | undefined;
  readonly maxSkips: number | undefined;
  readonly maxPartly: number | undefined;
  readonly executor: string | undefined;
  readonly json: boolean;
  /** The file of a portal of one's own. */
  readonly outside: string | undefined;
  readonly evidence: boolean;
  readonly stage: StageOptions;
  /** Cucumber's. */
  readonly args: readonly string[];
}

/** Cucumber's options, so that a slip of the keyboard exits 2 instead of being run as something else. True: takes a value. */
const cucumberOptions: { readonly [flag: string]: boolean } = {
  '--backtrace': false,
  '-b': false,
  '--dry-run': false,
  '-d': false,
  '--fail-fast': false,
  '--format': true,
  '-f': true,
  '--format-options': true,
  '--import': true,
  '-i': true,
  '--loader': true,
  '-l': true,
  '--language': true,
  '--name': true,
  '--order': true,
  '--parallel': true,
  '--plugin': true,
  '--plugin-options': true,
  '--require': true,
  '-r': true,
  '--require-module': true,
  '--retry': true,
  '--retry-tag-filter': true,
  '--shard': true,
  '--strict': false,
  '--no-strict': false,
  '--tags': true,
  '-t': true,
  '--world-parameters': true,
};

/** Ours that take a value, and the short forms that Cucumber has for the same. */
const ownOptions: { readonly [flag: string]: string } = {
  '--level': '--level',
  '--profile': '--profile',
  '-p': '--profile',
  '--config': '--config',
  '-c': '--config',
  '--max-skips': '--max-skips',
  '--max-partly': '--max-partly',
  '--executor': '--executor',
  '--seed': '--seed',
  '--now': '--now',
  '--state': '--state',
  '--stage': '--stage',
  '--desk': '--desk',
  '--slow': '--slow',
};

/** Ours that stand alone. */
const switches: readonly string[] = ['--json', '--evidence', '--headed'];

/** @param sections names that may follow `--catalogue`. */
export function bddWords(
  words: readonly string[],
  sections: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): BddWords {
  const ours = new Map<string, string>();
  const profiles: string[] = [];
  const args: string[] = [];
  let catalogue: string[] | undefined;
  const on = new Set<string>();
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [flag = '', attached] = word.startsWith('--') ? word.split(/=(.*)/s) : [word];
    const own = Object.hasOwn(ownOptions, flag) ? ownOptions[flag] : undefined;
    if (own !== undefined) {
      const value = attached ?? rest.shift() ?? '';
      if (value === '' || (attached === undefined && value.startsWith('-')))
        throw wrongUsage(`${flag} には値が必要です。`, `${flag} wants a value`);
      if (own === '--profile') profiles.push(value);
      else ours.set(own, value);
    } else if (switches.includes(flag)) on.add(flag);
    else if (flag === '--catalogue') {
      catalogue = [
        ...(catalogue ?? []),
        ...(attached === undefined ? takeSections(rest, sections) : attached.split(',')),
      ];
      for (const name of catalogue) demandSection(name, sections);
    } else if (!flag.startsWith('-') || flag === '-') {
      demandPath(word, catalogue === undefined ? undefined : sections);
      args.push(word);
    } else {
      args.push(word);
      if (!takesValue(flag) || attached !== undefined) continue;
      const value = rest.shift();
      if (value === undefined) throw wrongUsage(`${flag} には値が必要です。`, `${flag} wants a value`);
      args.push(value);
    }
  }
  const valueFor = (flag: string) =>
    ours.get(flag) ?? (env[`ICHIDO_${flag.slice(2).toUpperCase().replace('-', '_')}`] || undefined);
  const mirrored = env['ICHIDO_CATALOGUE'] || undefined;
  return {
    level: ours.get('--level'),
    profiles,
    config: ours.get('--config'),
    catalogue: catalogue ?? mirrored?.split(','),
    maxSkips: parsed('--max-skips', valueFor('--max-skips'), integer(0, 1_000_000)),
    maxPartly: parsed('--max-partly', valueFor('--max-partly'), integer(0, 1_000_000)),
    // `--state` and `--desk` have no mirror here: what a shell sets for the desk that somebody works at is not
    // meant for a run.
    stage: withoutUndefined({
      state: ours.get('--state'),
      seed: parsed('--seed', valueFor('--seed'), integer(0, Number.MAX_SAFE_INTEGER)),
      now: parsed('--now', valueFor('--now'), instant),
      desk: ours.get('--desk'),
      headed: on.has('--headed') || undefined,
      slowMs: parsed('--slow', ours.get('--slow'), duration(0, 60_000)),
    }),
    evidence: on.has('--evidence'),
    executor: valueFor('--executor'),
    json: on.has('--json') || !/^(|0|false)$/i.test(env['ICHIDO_JSON'] ?? ''),
    outside: valueFor('--stage'),
    args,
  };
}

function takesValue(flag: string): boolean {
  const takes = Object.hasOwn(cucumberOptions, flag) ? cucumberOptions[flag] : undefined;
  if (takes === undefined) throw wrongUsage(`「${flag}」というオプションはありません。`, `unknown option "${flag}"`);
  return takes;
}

/** The words that follow as long as they name sections; what comes after may be a path of one's own. */
function takeSections(rest: string[], sections: readonly string[]): readonly string[] {
  const end = rest.findIndex((word) => !sections.includes(word));
  return rest.splice(0, end === -1 ? rest.length : end);
}

function demandSection(name: string, sections: readonly string[]): void {
  if (!sections.includes(name)) throw noSection(name, sections);
}

const noSection = (name: string, sections: readonly string[]): ExitError =>
  wrongUsage(
    `「${name}」という章は付属の機能にありません（あるのは ${sections.join('、')}）。`,
    `ichido's own features have no section "${name}" (${sections.join(', ')})`,
  );

/** Cucumber takes a missing file for no features at all. A pattern may match nothing; that is seen before the run. */
function demandPath(word: string, sections: readonly string[] | undefined): void {
  const path = word.replace(/(:\d+)*$/, '').replace(/^@/, '');
  if (/[*?{}[\]()!]/.test(path) || existsSync(path)) return;
  if (sections !== undefined && !/[./\\]/.test(path)) throw noSection(path, sections);
  throw wrongUsage(`「${path}」が見つかりません。`, `no such file or folder: ${path}`);
}

const withoutUndefined = (stage: StageOptions): StageOptions =>
  Object.fromEntries(Object.entries(stage).filter(([, value]) => value !== undefined));

function parsed(flag: string, text: string | undefined, parse: (text: string) => number): number | undefined {
  if (text === undefined) return undefined;
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error;
    const { ja, en } = error.expected;
    throw wrongUsage(`${flag} は ${ja}です。`, `${flag} wants ${en}`);
  }
}
