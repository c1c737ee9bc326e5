/** What the one way to open a database promises, on real files. */
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPrivateDatabase } from './private-database.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-database-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (db: DatabaseSync) => db.exec('CREATE TABLE IF NOT EXISTS facts (fact TEXT)');
const pragma = (db: DatabaseSync, name: string) => Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0];

test('the PRAGMAs as the open database answers them', () => {
  const db = openPrivateDatabase(join(folder, 'facts.db'), write, { busyTimeoutMs: 7 });
  const names = ['journal_mode', 'synchronous', 'foreign_keys', 'trusted_schema', 'busy_timeout'];
  expect(names.map((name) => pragma(db, name))).toEqual(['wal', 2, 1, 0, 7]);
  db.close();
});

test.each([0o000, 0o077, 0o777])(
  'every file has mode 0600 under umask %o, one that was open to others too',
  (umask) => {
    writeFileSync(join(folder, 'old.db'), '');
    chmodSync(join(folder, 'old.db'), 0o644);
    const before = process.umask(umask);
    const opened: DatabaseSync[] = [];
    try {
      for (const name of ['old.db', 'new.db']) opened.push(openPrivateDatabase(join(folder, name), write));
    } finally {
      process.umask(before);
    }
    const modes = readdirSync(folder).map((name) => statSync(join(folder, name)).mode & 0o777);
    expect(modes).toHaveLength(6);
    expect(new Set(modes)).toEqual(new Set([0o600]));
    for (const db of opened) db.close();
  },
);

test('a database that cannot be prepared is closed again', () => {
  let db: DatabaseSync | undefined;
  const broken = (given: DatabaseSync) => {
    db = given;
    throw new Error('of a newer version');
  };
  expect(() => openPrivateDatabase(join(folder, 'facts.db'), broken)).toThrow('of a newer version');
  expect(db?.isOpen).toBe(false);
});
