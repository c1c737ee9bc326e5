/**
 * One desk per state folder. The lock is SQLite's own exclusive lock on a small file: the system drops it when its
 * process dies, however it dies, so there is no stale lock to take over and a pid that was used again misleads nobody.
 * The pid stands beside it in a plain file, only to be told to the second desk.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { touchPrivateFile } from '../../common/private-database.ts';
import { DeskError } from '../desk-error.ts';
import { naming } from './named-failure.ts';
import { writePrivateFile } from './private-file.ts';
import { isAlive } from './user-state.ts';

export interface StateLock {
  release(): void;
}

/** Takes the lock at once or throws `DeskError` that names the pid of the desk that has it. */
export async function lockState(folder: string): Promise<StateLock> {
  const pidFile = join(folder, 'lock.pid');
  const lockFile = join(folder, 'lock');
  const database = naming(lockFile, () => {
    touchPrivateFile(lockFile);
    return new DatabaseSync(lockFile, { timeout: 0 });
  });
  try {
    // Without a journal file: nothing is ever written into this database.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (!/locked|busy/i.test(String(error))) throw badLock(lockFile, error);
    const pid = await holder(pidFile);
    throw new DeskError('state-in-use', {
      ja: `状態フォルダー「${folder}」は別のデスク（pid ${pid ?? '不明'}）が使用中です。`,
      en: `the state folder ${folder} is in use by another desk (pid ${pid ?? 'unknown'})`,
    });
  }
  try {
    naming(pidFile, () => writePrivateFile(pidFile, `${process.pid}\n`));
  } catch (error) {
    database.close();
    throw error;
  }
  return {
    release() {
      if (!database.isOpen) return;
      rmSync(pidFile, { force: true });
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

const badLock = (file: string, cause: unknown): DeskError =>
  new DeskError(
    'state-unusable',
    {
      ja: `「${file}」は ichido のロックファイルではありません。中に状態はありません。消せば起動できます。`,
      en: `${file} is not ichido's lock file; nothing of the state is in it: remove it and start again`,
    },
    cause,
  );

/** The holder writes its pid a moment after it has the lock. */
async function holder(pidFile: string): Promise<number | undefined> {
  for (let tries = 0; tries < 20; tries++) {
    const pid = readPid(pidFile);
    if (pid !== undefined && isAlive(pid)) return pid;
    await wait(25);
  }
  return undefined;
}

function readPid(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    return Number.isSafeInteger(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
}
