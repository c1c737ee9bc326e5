/** Where explorations are kept for the report: `reports/explored/<name>.json`, the last one of each name. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exploration } from './exploration.ts';

const folderOf = (cwd: string): string => join(cwd, 'reports', 'explored');

export function keepExploration(cwd: string, exploration: Exploration): void {
  mkdirSync(folderOf(cwd), { recursive: true });
  writeFileSync(join(folderOf(cwd), `${exploration.name}.json`), `${JSON.stringify(exploration)}\n`);
}

/** By name. What can't be read was written by another version, or only half. */
export function readExplorations(cwd: string): readonly Exploration[] {
  try {
    return readdirSync(folderOf(cwd))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .flatMap((name) => read(join(folderOf(cwd), name)) ?? []);
  } catch {
    return []; // nothing was explored here
  }
}

function read(path: string): Exploration | undefined {
  try {
    const found = JSON.parse(readFileSync(path, 'utf8')) as Partial<Exploration>;
    return Array.isArray(found.rows) && Array.isArray(found.notes) ? (found as Exploration) : undefined;
  } catch {
    return undefined;
  }
}
