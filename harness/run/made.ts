/** What runs and on what, for the reports: version, commit, Node, machine, seed and clock. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { sceneStart } from '../drivers/scene-start.ts';
import { type LevelName, levels } from '../levels.ts';
import type { Made } from '../report/summary.ts';
import type { StageOptions } from '../stage-options.ts';
import { packageRoot } from './package-root.ts';

/** @param level undefined = a portal of somebody's own, whose clock the stage tells. */
export function madeHere(cwd: string, level: LevelName | undefined, stage: StageOptions = {}): Made {
  const commit = commitOf(cwd);
  // A level that takes no instant runs in real time.
  const moved = level !== undefined && levels[level].refuses.now === undefined;
  const clock = moved ? (stage.now ?? sceneStart) : undefined;
  return {
    version: versionOf(packageRoot),
    ...(commit === undefined ? {} : { commit }),
    node: process.version,
    machine: `${type()} ${release()} ${process.arch}, ${cpus()[0]?.model.trim() ?? '?'} ×${availableParallelism()}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    ...(stage.seed === undefined ? {} : { seed: stage.seed }),
    ...(clock === undefined ? {} : { clock }),
  };
}

function versionOf(folder: string): string {
  return String(
    (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { readonly version: unknown }).version,
  );
}

/** `3f2a91c`, `3f2a91c+` where files differ from it; undefined outside a working copy, and without git. */
function commitOf(cwd: string): string | undefined {
  const git = (...words: string[]) => spawnSync('git', words, { cwd, encoding: 'utf8', timeout: 10_000 });
  const { status, stdout } = git('rev-parse', '--short=12', 'HEAD');
  if (status !== 0) return undefined;
  return `${stdout.trim()}${git('status', '--porcelain', '--untracked-files=no').stdout?.trim() ? '+' : ''}`;
}
