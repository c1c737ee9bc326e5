/** Turns what a state's file threw into a refusal with the file's name: nobody meets a stack for a full disk. */
import { basename, dirname } from 'node:path';
import { OtherVersion } from '../../common/private-database.ts';
import { sameText, type Text } from '../../common/text.ts';
import { DeskError } from '../desk-error.ts';
import { type StatePart, stateParts } from './state-files.ts';
import { brokenPart, newerPart, type SystemRefusal, unusable } from './state-refusals.ts';

/** Does `work` on a file of the state. */
export function naming<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw namedFailure(file, error);
  }
}

export function namedFailure(file: string, error: unknown): unknown {
  if (error instanceof DeskError) return error;
  const folder = dirname(file);
  const part = stateParts.find((name) => name === basename(file));
  if (error instanceof OtherVersion && part !== undefined) return newerPart(folder, part, error.found, error.known);
  const refusal = systemRefusal(error);
  if (refusal !== undefined) return unusable(file, refusal, error);
  return part === undefined ? error : brokenPart(folder, part, contentsOf(part, error), error);
}

/** Undefined when the system did as it was told and the contents are to blame. */
export function systemRefusal(error: unknown): SystemRefusal | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { errcode, code } = at as { errcode?: unknown; code?: unknown };
    const found = typeof errcode === 'number' ? ofSqlite[errcode & 0xff] : undefined;
    if (found !== undefined) return found;
    if (typeof code === 'string' && /^E[A-Z0-9]+$/.test(code)) return ofSystem(code);
  }
  return undefined;
}

const refusal = (code: SystemRefusal['code'], ja: string, en: string): SystemRefusal => ({ code, why: { ja, en } });
const full = refusal('state-unusable', 'ディスクの空きがありません', 'the disk is full');
const forbidden = refusal('state-unusable', '書き込めません', 'it cannot be written');
const unreadable = refusal('state-unusable', '読み書きできません', 'it cannot be read or written');
const locked = refusal('state-in-use', '別のプログラムがロックしています', 'another program has it locked');

/** SQLite's primary result codes. */
const ofSqlite: { readonly [code: number]: SystemRefusal } = {
  3: forbidden,
  5: locked,
  6: locked,
  8: forbidden,
  10: unreadable,
  13: full,
  14: unreadable,
};

function ofSystem(code: string): SystemRefusal {
  if (code === 'ENOSPC' || code === 'EDQUOT') return full;
  return { code: 'state-unusable', why: sameText(code) };
}

function contentsOf(part: StatePart, error: unknown): Text {
  if (part.endsWith('.json')) return { ja: '内容が正しい形ではありません', en: 'its contents have the wrong shape' };
  const isSqlite = error instanceof Error && 'errcode' in error;
  return isSqlite
    ? { ja: 'データベースとして読めません', en: 'it can’t be read as a database' }
    : { ja: '中の記録を読めません', en: 'a record in it can’t be read' };
}
