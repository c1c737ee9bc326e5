/** For tests only: a project of somebody's own, in a folder that goes when the test ends. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Files {
  readonly [path: string]: string | Uint8Array;
}

/** @param atEnd the runner's hook; this folder is shipped, the runner is not. */
export const projects = (atEnd: (remove: () => void) => void) => (files: Files) => make(files, atEnd);

function make(files: Files, atEnd: (remove: () => void) => void): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'ichido-project-')));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}
