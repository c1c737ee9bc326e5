/**
 * A SQLite file that only its owner reads, opened the same way for everybody (node:sqlite). SHELL: the one file of
 * common/ that does I/O, because simulator and portal keep their facts alike and never import each other.
 */
import { closeSync, fchmodSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

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

/** Makes an empty file of mode 0600 unless it is there. SQLite gives its `-wal` and `-shm` the mode of the main file. */
export function touchPrivateFile(file: string): void {
  const handle = openSync(file, 'a', 0o600);
  try {
    fchmodSync(handle, 0o600);
  } finally {
    closeSync(handle);
  }
}
