/** Writes 試験成績書 from the last full runs: a workbook, a page for paper, CSV. The only file here that touches a disk. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { levelNames } from '../../levels.ts';
import { readPartialRuns, readSummaries } from '../../run/folders.ts';
import { runsOf } from '../verdicts.ts';
import { csvOf } from './columns.ts';
import { paperPage } from './paper.ts';
import { evidenceRows } from './rows.ts';
import { type WorkbookSources, workbookSheets } from './workbook.ts';

export const evidenceFiles = ['evidence.xlsx', 'evidence.html', 'evidence.csv'] as const;

/** @param to a folder, from `cwd`. Returns how many rows the table has; 0 = no full run, and nothing was written. */
export async function writeEvidence(cwd: string, to: string): Promise<number> {
  const summaries = readSummaries(cwd);
  const rows = evidenceRows(summaries);
  if (rows.length === 0) return 0;
  const sources: WorkbookSources = {
    runs: runsOf(summaries, levelNames),
    summaries,
    partial: readPartialRuns(cwd),
    rows,
    picture: (path) => bytesOf(join(cwd, 'reports', path)),
  };
  const workbook = await workbookOf(sources);
  const folder = join(cwd, to);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, evidenceFiles[0]), workbook);
  writeFileSync(join(folder, evidenceFiles[1]), paperPage(sources));
  writeFileSync(join(folder, evidenceFiles[2]), csvOf(rows));
  return rows.length;
}

async function workbookOf(sources: WorkbookSources): Promise<Buffer> {
  // An optional peer: where it is missing, whoever asked for a workbook is told so.
  const { default: write } = await import('write-excel-file/node');
  return write(workbookSheets(sources), { fontFamily: 'Yu Gothic', fontSize: 10 }).toBuffer();
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined; // somebody took it away; the sheet says where it was
  }
}
