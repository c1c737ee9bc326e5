/**
 * Where a run leaves its reports. It writes into a folder of its own from its first moment; only a full run that has
 * ended takes the place of the last full run in `reports/<level>/`. Everything else stands beside it under
 * `partial/<name>/`, and what was broken off stays where it was written, told as such.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readExplorations } from '../explore/kept.ts';
import { levelNames } from '../levels.ts';
import { levelFolder } from '../report/level-folder.ts';
import { indexPage } from '../report/page/index-page.ts';
import type { PartialRun } from '../report/page/runs.ts';
import { type Summary, summaryFormat } from '../report/summary.ts';
import { runName } from './run-name.ts';

export const reportFiles = ['cucumber.html', 'junit.xml', 'messages.ndjson'] as const;
export const summaryFile = 'summary.json';
const picturesFolder = 'pictures';
/** What a run may bring besides: its pictures, and the reports of its shards. */
const besides = [picturesFolder, 'shards'] as const;

export interface RunFolder {
  /** From `cwd`: `reports/http/partial/unfinished-…`. */
  readonly path: string;
  /** Keeps a picture of the run, base64; answers its file, from the folder. */
  keepPicture(mediaType: string, body: string): string;
  /** Puts the ended run where it belongs, and the page with it; returns the folder from `cwd`. */
  finish(summary: Summary): string;
}

/** The same choice takes the same place: only the last run of it is kept. */
export function openRunFolder(cwd: string, start: Summary): RunFolder {
  const level = levelFolder(start.level);
  const partial = join('reports', level, 'partial');
  const path = join(partial, `unfinished-${start.startedAt}-${process.pid}`);
  mkdirSync(join(cwd, path), { recursive: true });
  writeSummary(join(cwd, path), start);
  writeIndex(cwd);
  let pictures = 0;
  return {
    path,
    keepPicture: (mediaType, body) => {
      pictures += 1;
      const file = `${picturesFolder}/${String(pictures).padStart(4, '0')}.${mediaType.replace(/^image\//, '').replace(/[^a-z]/g, '-')}`;
      mkdirSync(join(cwd, path, picturesFolder), { recursive: true });
      writeFileSync(join(cwd, path, file), Buffer.from(body, 'base64'));
      return file;
    },
    finish: (summary) => {
      const target = summary.full ? join('reports', level) : join(partial, runName(summary));
      writeSummary(join(cwd, path), summary);
      if (summary.full) {
        // The summary goes last: until then the page tells of the run before.
        for (const name of besides) {
          rmSync(join(cwd, target, name), { recursive: true, force: true });
          if (existsSync(join(cwd, path, name))) renameSync(join(cwd, path, name), join(cwd, target, name));
        }
        for (const file of [...reportFiles, summaryFile]) renameSync(join(cwd, path, file), join(cwd, target, file));
        rmSync(join(cwd, path), { recursive: true, force: true });
      } else {
        rmSync(join(cwd, target), { recursive: true, force: true });
        renameSync(join(cwd, path), join(cwd, target));
      }
      writeIndex(cwd);
      return target;
    },
  };
}

/** The last full run of every level in this folder, in the order of the levels. */
export function readSummaries(cwd: string): Summary[] {
  return levelFolders(cwd)
    .flatMap((level) => readSummary(join(cwd, 'reports', level)) ?? [])
    .filter(({ full }) => full);
}

/** Whatever stands beside the full runs, newest first. */
export function readPartialRuns(cwd: string): PartialRun[] {
  return levelFolders(cwd)
    .flatMap((level) => {
      const folder = join('reports', level, 'partial');
      if (!existsSync(join(cwd, folder))) return [];
      return readdirSync(join(cwd, folder)).flatMap((name) => {
        const summary = readSummary(join(cwd, folder, name));
        return summary === undefined ? [] : [{ name, summary }];
      });
    })
    .sort((a, b) => b.summary.startedAt - a.summary.startedAt);
}

function levelFolders(cwd: string): string[] {
  const reports = join(cwd, 'reports');
  if (!existsSync(reports)) return [];
  const names: readonly string[] = levelNames;
  const rank = (level: string): number => (names.includes(level) ? names.indexOf(level) : names.length);
  return readdirSync(reports, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => rank(a) - rank(b));
}

/** What can't be read as a summary of this version is no run that anybody can point at. */
export function readSummary(folder: string): Summary | undefined {
  try {
    const read = JSON.parse(readFileSync(join(folder, summaryFile), 'utf8')) as Partial<Summary>;
    return read.format === summaryFormat ? (read as Summary) : undefined;
  } catch {
    return undefined;
  }
}

function writeSummary(folder: string, summary: Summary): void {
  writeFileSync(join(folder, summaryFile), `${JSON.stringify(summary)}\n`);
}

/** The page over everything that `reports/` holds. */
export function writeIndex(cwd: string): void {
  const page = indexPage({
    summaries: readSummaries(cwd),
    partial: readPartialRuns(cwd),
    levels: levelNames,
    explored: readExplorations(cwd),
    picture: (path) => bytesOf(join(cwd, 'reports', path)),
  });
  writeFileSync(join(cwd, 'reports', 'index.html'), page);
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined; // somebody took it away; the page then says where it was
  }
}
