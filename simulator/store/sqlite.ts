/**
 * The tray in SQLite, one device a row (node:sqlite, WAL, synchronous FULL): a press writes one row, and what `write` has
 * returned from survives a SIGKILL. Secrets are sealed; nothing else in the file gives one away. SHELL.
 */
import { z } from 'zod';
import { migrateDatabase, openPrivateDatabase } from '../../common/private-database.ts';
import type { Seal } from '../../common/seal.ts';
import type { ClockState } from '../cell/clock.ts';
import type { TokenKind } from '../device/face.ts';
import type { Change, Device } from '../tray/tray.ts';
import type { TrayStore } from './store.ts';

/** Never change a step that was released: add one. */
const migrations: readonly string[] = [
  `
  CREATE TABLE device (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    serial TEXT NOT NULL UNIQUE,
    body TEXT NOT NULL,
    secret TEXT
  ) STRICT;
  CREATE TABLE gone (serial TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE issued (kind TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE clock (one INTEGER PRIMARY KEY CHECK (one = 1), body TEXT NOT NULL) STRICT;
  `,
  // A real token's source has another name.
  `
  UPDATE device SET body = json_set(body, '$.source', 'real') WHERE body ->> 'source' = 'outside';
  `,
  // What is promised to the bank before it is done here, in the order of its changes.
  `
  CREATE TABLE intent (position INTEGER PRIMARY KEY, change TEXT NOT NULL, secret TEXT) STRICT;
  `,
];

/** The version that this program writes. */
export const trayVersion = migrations.length;

/**
 * Opens or makes the file, mode 0600 whatever the umask. Throws with a sentence when the file is of a newer version,
 * is no such database, or was sealed under another key.
 */
export function sqliteStore(path: string, seal: Seal): TrayStore {
  const db = openPrivateDatabase(path, (opened) => {
    migrateDatabase(opened, migrations);
    opened.prepare('SELECT 1 FROM device, gone, issued, clock, intent LIMIT 0').all(); // all of them are there
  });
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

  const putIntent = db.prepare('INSERT INTO intent (change, secret) VALUES (?, ?)');
  const intended = (): Change[] =>
    db
      .prepare('SELECT change, secret FROM intent ORDER BY position')
      .all()
      .map((row) => intentFrom(String(row['change']), row['secret'], seal));

  const transact = (work: () => void): void => {
    db.exec('BEGIN IMMEDIATE');
    try {
      work();
      db.exec('COMMIT');
    } catch (error) {
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
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
      transact(() => changes.forEach(apply));
      // A large file of tokens leaves a large log behind, which each later press would pay for.
      if (changes.length > 1000) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    intend(changes) {
      transact(() => {
        db.exec('DELETE FROM intent');
        for (const change of changes) {
          const { text, secret } = intentRow(change);
          putIntent.run(text, secret === undefined ? null : seal.seal(secret));
        }
      });
    },
    intended,
    settle: () =>
      transact(() => {
        intended().forEach(apply);
        db.exec('DELETE FROM intent');
      }),
    abandon: () => db.exec('DELETE FROM intent'),
    loadClock() {
      const row = db.prepare('SELECT body FROM clock WHERE one = 1').get();
      return row === undefined ? undefined : clockState.parse(JSON.parse(String(row['body'])));
    },
    saveClock(state: ClockState) {
      putClock.run(JSON.stringify(state));
    },
    close() {
      if (db.isOpen) db.close();
    },
  };
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

const otherChanges = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('remove'), serial: z.string() }),
  z.strictObject({ type: z.literal('issued'), kind: z.enum(['hardware', 'software']), last: z.int() }),
]);

function intentRow(change: Change): { readonly text: string; readonly secret: Uint8Array | undefined } {
  if (change.type !== 'put') return { text: JSON.stringify(change), secret: undefined };
  const { body, secret } = toRow(change.device);
  return { text: body, secret };
}

function intentFrom(text: string, sealed: unknown, seal: Seal): Change {
  const other = otherChanges.safeParse(JSON.parse(text));
  return other.success ? other.data : { type: 'put', device: fromRow(text, sealed, seal) };
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
