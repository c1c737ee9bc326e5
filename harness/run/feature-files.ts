/** Which files path patterns lead to, found the way Cucumber finds them. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';

export interface FoundFiles {
  /** Absolute, each once. */
  readonly files: readonly string[];
  /** Patterns that lead nowhere. */
  readonly unmatched: readonly string[];
}

/** @param patterns globs, folders, files with line numbers, and `@rerun.txt`. */
export function findFeatures(cwd: string, patterns: readonly string[]): FoundFiles {
  return find(
    cwd,
    patterns.flatMap((pattern) => rerun(cwd, pattern)),
    '*.feature',
  );
}

/** Files of steps: a folder means the scripts in it. */
export function findSupport(cwd: string, patterns: readonly string[]): FoundFiles {
  return find(cwd, patterns, '*.@(js|cjs|mjs)');
}

function find(cwd: string, patterns: readonly string[], inFolder: string): FoundFiles {
  const files = new Set<string>();
  const unmatched: string[] = [];
  for (const pattern of patterns) {
    const found = globSync(pattern.replace(/(:\d+)*$/, ''), { cwd })
      .map((match) => resolve(cwd, match))
      .flatMap((match) => (extname(match) === '' ? globSync(`${match}/**/${inFolder}`) : [match]))
      .filter((match) => statSync(match).isFile());
    if (found.length === 0) unmatched.push(pattern);
    for (const file of found) files.add(file);
  }
  return { files: [...files].sort(), unmatched };
}

function rerun(cwd: string, pattern: string): readonly string[] {
  if (!pattern.startsWith('@')) return [pattern];
  return readFileSync(join(cwd, pattern), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
