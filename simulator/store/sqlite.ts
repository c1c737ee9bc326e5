/**
 * The tray in SQLite, one device a row (node:sqlite, WAL, synchronous FULL): a press writes one row, and what `write` has
 * returned from survives a SIGKILL. Secrets are sealed; nothing else in the file gives one away. SHELL.
 */
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { openPrivateDatabase } from '../../common/private-database.ts';
import type { Seal } from '../../common/seal.ts';
import type { ClockState } from '../cell/clock.ts';
import type { TokenKind } from '../device/face.ts';
import type { Change, Device } from '../tray/tray.ts';
import type { TrayStore } from './store.ts';

const version = 2;

const schema = `
  CREATE TABLE device (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    serial TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    secret TEXT
  ) STRICT;
  CREATE TABLE gone (serial TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE issued (kind TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE clock (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT;
`;

/**
 * Opens or makes the file, mode 0600 whatever the umask. Throws with a sentence when the file is of a newer version,
 * is no such database, or was sealed under another key.
 */
export function sqliteStore(path: string, seal: Seal): TrayStore {
  const db = openPrivateDatabase(path, migrate);
  const putDevice = db.prepare(
    'INSERT INTO device (serial, body, secret) VALUES (?, ?, ?) ON CONFLICT (serial) DO UPDATE SET body = excluded.body',
  );
  const touchDevice = db.prepare('UPDATE device SET body = ? WHERE serial = ?');
  const removeDevice = db.prepare('DELETE FROM device WHERE serial = ?');
  const putGone = db.prepare('INSERT INTO gone (serial) VALUES (?) ON CONFLICT DO NOTHING');
  const putIssued = db.prepare('INSERT OR REPLACE INTO issued (kind, last) VALUES (?, ?)');
  const putClock = db.prepare('INSERT OR REPLACE INTO clock (one, body) VALUES (1, ?)');

  const apply = (change: Change): void => {
    if (change.type === 'put') {
      const { body, secret } = toRow(change.device);
      // A device's secret never changes: sealing it again at each press would cost more than the press.
      if (touchDevice.run(body, change.device.serial).changes > 0) return;
      putDevice.run(change.device.serial, body, secret === undefined ? null : seal.seal(secret));
    } else if (change.type === 'issued') {
      putIssued.run(change.kind, change.last);
    } else {
      removeDevice.run(change.serial);
      putGone.run(change.serial);
    }
  };

  return {
    load() {
      const rows = db.prepare('SELECT body, secret FROM device ORDER BY position').all();
      const issued: { [kind in TokenKind]: number } = { hardware: 0, software: 0 };
      for (const row of db.prepare('SELECT kind, last FROM issued').all()) {
        if (row['kind'] === 'hardware' || row['kind'] === 'software') issued[row['kind']] = Number(row['last']);
      }
      return {
        devices: rows.map((row) => fromRow(String(row['body']), row['secret'], seal)),
        gone: db
          .prepare('SELECT serial FROM gone')
          .all()
          .map((row) => String(row['serial'])),
        issued,
      };
    },
    write(changes) {
      if (changes.length === 0) return;
      db.exec('BEGIN IMMEDIATE');
      try {
        for (const change of changes) apply(change);
        db.exec('COMMIT');
        // A large file of tokens leaves a large log behind, which each later press would pay for.
        if (changes.length > 1000) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      } catch (error) {
        if (db.isTransaction) db.exec('ROLLBACK');
        throw error;
      }
    },
    loadClock() {
      const row = db.prepare('SELECT body FROM clock WHERE one = 1').get();
      return row === undefined ? undefined : clockState.parse(JSON.parse(String(row['body'])));
    },
    saveClock(state: ClockState) {
      putClock.run(JSON.stringify(state));
    },
    close: () => db.close(),
  };
}

/** One statement list per version, each in one transaction: a kill between them leaves a version that goes on. */
function migrate(db: DatabaseSync): void {
  const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  if (found > version) {
    throw new Error(
      `このトークンの記録は新しい版 (${found}) で作られています。 / the tray file is of version ${found}, this program knows ${version}`,
    );
  }
  if (found === version) return;
  if (found > 0) {
    throw new Error(
      `このトークンの記録は古い版 (${found}) で作られています。 / the tray file is of the older version ${found}, this program knows ${version}`,
    );
  }
  db.exec(`BEGIN IMMEDIATE; ${schema} PRAGMA user_version = ${version}; COMMIT`);
}

const clockState = z.strictObject({
  mode: z.enum(['system', 'offset', 'manual']),
  now: z.int(),
  offsetMs: z.int(),
});

const deviceClock = z.strictObject({ offsetMs: z.number(), driftPpm: z.number(), setAt: z.number() });
const lit = z.strictObject({
  pressedAt: z.number(),
  step: z.number(),
  notice: z.string().optional(),
  codeAt: z.number(),
  litUntil: z.number(),
  garbage: z.string().optional(),
});
const bodies = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('hardware'),
    kind: z.literal('hardware'),
    serial: z.string(),
    profile: z.string(),
    clock: deviceClock,
    charge: z.number().min(0),
    lit: lit.optional(),
    failed: z.enum(['dark', 'garbage']).optional(),
  }),
  z.strictObject({
    source: z.literal('app'),
    kind: z.literal('software'),
    serial: z.string(),
    clock: deviceClock,
    replacedBy: z.string().optional(),
    takenStep: z.number().optional(),
  }),
  z.strictObject({
    source: z.literal('real'),
    kind: z.enum(['hardware', 'software']),
    serial: z.string(),
    label: z.string(),
    reader: z.string().optional(),
  }),
]);

function toRow(device: Device): { readonly body: string; readonly secret: Uint8Array | undefined } {
  if (device.source === 'real') {
    // Who was asked and what was read belongs to this run alone.
    const { source, kind, serial, label, reader } = device;
    return { body: JSON.stringify({ source, kind, serial, label, reader }), secret: undefined };
  }
  const { secret, ...body } = device;
  return { body: JSON.stringify(body), secret };
}

function fromRow(text: string, sealed: unknown, seal: Seal): Device {
  const body = bodies.parse(JSON.parse(text));
  if (body.source === 'real') return { ...body, askedAt: undefined, shown: undefined };
  if (typeof sealed !== 'string') throw new Error(`${body.serial}: a sealed secret was expected`);
  const secret = seal.open(sealed);
  if (body.source === 'app') return { ...body, secret, replacedBy: body.replacedBy, takenStep: body.takenStep };
  const { lit: light } = body;
  return {
    ...body,
    secret,
    lit: light === undefined ? undefined : { ...light, notice: light.notice, garbage: light.garbage },
    failed: body.failed,
  };
}
