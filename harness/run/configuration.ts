/** The project's own Cucumber configuration, and which `-p` is whose. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type IConfiguration, loadConfiguration } from '@cucumber/cucumber/api';
import { levelNames, levelOf } from '../levels.ts';
import { isOurRepository } from './package-root.ts';
import { broken, unusable } from './run-error.ts';

export interface Named {
  /** `--level`. */
  readonly level: string | undefined;
  /** Every `-p` in its order. */
  readonly profiles: readonly string[];
}

export interface Resolved {
  readonly level: string | undefined;
  /** Cucumber's. */
  readonly profiles: readonly string[];
  /** True where the level was named by `-p`, which only `--level` should do. */
  readonly byProfile: boolean;
}

/** Our own cucumber.mjs is for editors and says the same as this harness does. */
export function ownConfiguration(cwd: string): string | undefined {
  if (isOurRepository(cwd)) return undefined;
  return ['json', 'yaml', 'yml', 'js', 'cjs', 'mjs', 'ts', 'mts', 'cts']
    .map((ending) => `cucumber.${ending}`)
    .find((name) => existsSync(join(cwd, name)));
}

/** A profile of the project's beats a level of the same name: its configuration was there first. */
export async function resolveNames(
  { level, profiles }: Named,
  file: string | undefined,
  cwd: string,
): Promise<Resolved> {
  let found = level;
  let byProfile = false;
  const theirs: string[] = [];
  for (const name of profiles) {
    if (file !== undefined && (await hasProfile(file, name, cwd))) theirs.push(name);
    else if (level === undefined && isLevel(name)) {
      found = name;
      byProfile = true;
    } else throw noSuchProfile(name, file);
  }
  return { level: found, profiles: theirs, byProfile };
}

const isLevel = (name: string): boolean => levelOf(name) !== undefined;

function noSuchProfile(name: string, file: string | undefined): Error {
  const where = file ?? 'cucumber.mjs';
  return isLevel(name)
    ? unusable(
        `--level と -p の両方が実行レベルを指しています（-p ${name}）。--level だけにしてください。`,
        `both --level and -p name a level (-p ${name}): write --level alone`,
      )
    : unusable(
        `「${name}」は実行レベルでも ${where} のプロファイルでもありません（実行レベルは ${levelNames.join('、')}）。`,
        `"${name}" is neither a level (${levelNames.join(', ')}) nor a profile of ${where}`,
      );
}

async function hasProfile(file: string, name: string, cwd: string): Promise<boolean> {
  try {
    await loadConfiguration({ file, profiles: [name] }, { cwd, stderr: silent });
    return true;
  } catch (error) {
    if (error instanceof Error && /^Requested profile /.test(error.message)) return false;
    throw unreadable(file, error);
  }
}

/** Cucumber's own arguments, with the project's configuration under them where there is one. */
export async function loadOwn(
  file: string | undefined,
  profiles: readonly string[],
  args: readonly string[],
  cwd: string,
): Promise<IConfiguration> {
  try {
    const loaded = await loadConfiguration(
      { file: file ?? false, profiles: [...profiles], provided: [...args] },
      // Cucumber warns about paths in two places; here the nearer one wins.
      { cwd, stderr: silent },
    );
    return loaded.useConfiguration;
  } catch (error) {
    if (file !== undefined && error instanceof Error && error.message.startsWith('Configuration file ')) {
      throw unreadable(file, error);
    }
    throw error;
  }
}

function unreadable(file: string, error: unknown): Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
  return broken(`${file} を読み込めません: ${message}`, `${file} can't be read: ${message}`);
}

const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
