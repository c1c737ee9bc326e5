/**
 * A SQLite file that only its owner reads, opened the same way for everybody (node:sqlite). SHELL: the one file of
 * common/ that does I/O, because simulator and portal keep their facts alike and never import each other.
 */
import { closeSync, fchmodSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { bothLanguages } from './text.ts';

export interface PrivateDatabaseOptions {
  /** How long to wait for another process's write lock. */
  readonly busyTimeoutMs?: number | undefined;
}

/**
 * Opens or makes `file`, mode 0600 whatever the umask (`:memory:` makes none), and prepares it; closed again when that
 * throws. WAL with synchronous FULL: what was committed survives a SIGKILL and a power cut. `trusted_schema` off: a
 * schema that somebody else wrote runs no function of ours.
 */
export function openPrivateDatabase(
  file: string,
  prepare: (db: DatabaseSync) => void,
  { busyTimeoutMs = 5_000 }: PrivateDatabaseOptions = {},
): DatabaseSync {
  if (file !== ':memory:') touchPrivateFile(file);
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: true, timeout: busyTimeoutMs });
  try {
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;');
    prepare(db);
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

/** A database that was made by a newer program: left as it is. */
export class OtherVersion extends Error {
  readonly found: number;
  readonly known: number;

  constructor(found: number, known: number) {
    const ja = `新しい版のデータベースです（版 ${found}、この ichido が知るのは ${known} まで）。`;
    const en = `database of version ${found}, but this ichido knows ${known} at most.`;
    super(bothLanguages({ ja, en }));
    this.name = 'OtherVersion';
    this.found = found;
    this.known = known;
  }
}

/**
 * Brings a database to its newest version, one step a version: a step and its version number are one transaction, so a
 * killed start is finished by the next. Throws `OtherVersion` when it is newer than this program.
 */
export function migrateDatabase(db: DatabaseSync, steps: readonly string[]): void {
  for (;;) {
    db.exec('BEGIN IMMEDIATE');
    try {
      const version = databaseVersion(db);
      if (version > steps.length) throw new OtherVersion(version, steps.length);
      const step = steps[version];
      if (step === undefined) return;
      db.exec(step);
      db.exec(`PRAGMA user_version = ${version + 1}`);
      db.exec('COMMIT');
    } finally {
      if (db.isTransaction) db.exec('ROLLBACK');
    }
  }
}

export const databaseVersion = (db: DatabaseSync): number =>
  Number(db.prepare('PRAGMA user_version').get()?.['user_version']);

/** Makes an empty file of mode 0600 unless it is there. SQLite gives its `-wal` and `-shm` the mode of the main file. */
export function touchPrivateFile(file: string): void {
  const handle = openSync(file, 'a', 0o600);
  try {
    fchmodSync(handle, 0o600);
  } finally {
    closeSync(handle);
  }
}
