/** What only the database file can show: modes, PRAGMAs, migrations, sealing, other processes, failing closed. */
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  pskcKey,
  pskcOf,
  reasonOf,
  secretOf,
  stockedKey,
  type TestBank,
  testBank,
  testSeal,
} from '../testing/test-bank.ts';
import { migrate, migrations, schemaVersion } from './schema.ts';
import { sqliteStore } from './sqlite.ts';
import { type Store, StoreUnavailable } from './store.ts';

// Every act waits for the disk, which other work may keep busy.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let file: string;
const opened: { close(): void }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-sqlite-'));
  file = join(folder, 'portal.db');
});
afterEach(() => {
  for (const each of opened.splice(0).reverse()) each.close();
  rmSync(folder, { recursive: true });
});
function open(options = {}): Store {
  const store = sqliteStore(file, testSeal, options);
  opened.push(store);
  return store;
}
function openRaw(): DatabaseSync {
  const db = new DatabaseSync(file);
  opened.push({ close: () => db.isOpen && db.close() });
  return db;
}

test('J2: the PRAGMAs as the open database answers them', () => {
  expect(open().describe()).toEqual({
    kind: 'sqlite',
    schemaVersion: migrations.length,
    pragmas: { journal_mode: 'wal', synchronous: 2, foreign_keys: 1, busy_timeout: 5000 },
  });
});

test.each([0o000, 0o022, 0o077, 0o777])('I7: files of mode 0600 under umask %o', (umask) => {
  const before = process.umask(umask);
  try {
    testBank(undefined, { store: open() });
  } finally {
    process.umask(before);
  }
  const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
  expect(Object.fromEntries(modes)).toEqual({ 'portal.db': 0o600, 'portal.db-wal': 0o600, 'portal.db-shm': 0o600 });
});

test('I7: a file that others could read is closed to them', () => {
  writeFileSync(file, '');
  chmodSync(file, 0o644);
  open();
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('I1: no file of it holds a secret of a token, in any common writing', () => {
  const store = open();
  const bank = testBank(['SKTH00001'], { store });
  expect(reasonOf(bank.register(bank.contract(), 'SKTH00001'))).toBe('accepted');
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  const secret = Buffer.from(secretOf('SKTH00001'));
  for (const needle of [secret, ...(['hex', 'base64', 'base64url'] as const).map((form) => secret.toString(form))]) {
    expect(files.some((bytes) => bytes.includes(needle))).toBe(false);
  }
  expect(files.some((bytes) => bytes.includes(testSeal.seal(secret)))).toBe(true);
});

test('a closed and reopened database holds everything', () => {
  const serials = ['SKTH00001', 'SKTH00002'];
  const first = testBank(serials, { store: open() });
  const id = first.contract();
  const otp = first.freshCode('SKTH00001');
  first.register(id, 'SKTH00001', { otp });
  first.service.close();
  const again = testBank(serials, { store: open(), start: first.now() });
  expect(again.get(id)).toEqual(again.service.contract(id));
  expect(again.service.serial('SKTH00001')).toMatchObject({ contractId: id });
  expect(again.service.history(id)).toHaveLength(1);
  expect(reasonOf(again.transfer(id, 'user01', otp))).toBe('otp-used');
  expect(reasonOf(again.transfer(id, 'user01', again.freshCode('SKTH00001')))).toBe('accepted');
});

describe('J8: migrations', () => {
  const version = () => {
    const db = openRaw();
    const found = schemaVersion(db);
    db.close();
    return found;
  };
  test('a step that breaks in its middle leaves nothing, and the next start finishes it', () => {
    const [first = ''] = migrations;
    const statements = first.split(';').filter((each) => each.trim() !== '' && !each.trim().startsWith('--'));
    for (let n = 0; n < statements.length; n += 1) {
      const broken = [...statements.slice(0, n), 'SELECT nonsense FROM nowhere'].join(';');
      const db = openRaw();
      expect(() => migrate(db, [broken])).toThrow();
      expect(schemaVersion(db)).toBe(0);
      expect(db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()).toEqual({ n: 0 });
      db.close();
    }
    open();
    expect(version()).toBe(migrations.length);
  });
  test('secrets that an older database holds are found by their fingerprint, which gives nothing away', () => {
    const db = openRaw();
    migrate(db, migrations.slice(0, 1));
    const sealed = testSeal.seal(secretOf('SKTH00001'));
    const columns = 'serial, sealed_secret, drift_steps, imported_drift_steps';
    for (const serial of ['SKTH00001', 'SKTH00002']) {
      db.prepare(`INSERT INTO keys (${columns}) VALUES (?, ?, 0, 0)`).run(serial, sealed);
    }
    db.close();
    const found = open().read((reader) => [reader.serialsOf(secretOf('SKTH00001')), reader.serialsOf(secretOf('x'))]);
    expect(found).toEqual([['SKTH00001', 'SKTH00002'], []]);
  });
  test('a later step runs once, over the data of the earlier', () => {
    testBank(['SKTH00001'], { store: open() }).service.close();
    const steps = [...migrations, 'ALTER TABLE keys ADD COLUMN note TEXT'];
    const db = openRaw();
    migrate(db, steps);
    migrate(db, steps);
    expect(schemaVersion(db)).toBe(migrations.length + 1);
    expect(db.prepare('SELECT serial, note FROM keys').all()).toEqual([{ serial: 'SKTH00001', note: null }]);
  });
  test('an attempt of the first version loses the words of its reason and keeps the reason', () => {
    const [first = ''] = migrations;
    const db = openRaw();
    migrate(db, [first]);
    const known = { at: 1, who: '管理者', act: 'register', serial: 'SKTH00001', reason: 'stale' };
    const words = { ...known, reasonText: { ja: '変更された', en: 'changed' } };
    const add = db.prepare("INSERT INTO log (contract_id, kind, entry) VALUES ('12345678901', ?, ?)");
    add.run('attempt', JSON.stringify(words));
    add.run('history', JSON.stringify({ at: 1, what: 'reasonText' }));
    db.close();
    const logs = open().read((reader) => [reader.attempts('12345678901'), reader.history('12345678901')]);
    expect(logs).toEqual([[known], [{ at: 1, what: 'reasonText' }]]);
  });
  test('a database of a newer program is refused and not touched', () => {
    open().close();
    const db = openRaw();
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => open()).toThrow(/99/);
    expect(version()).toBe(99);
  });
  test('a file that is no database is refused', () => {
    copyFileSync(import.meta.filename, file);
    expect(() => open()).toThrow();
  });
});

describe('the database holds what the rules promise, even against a wrong rule', () => {
  test('D-22: a serial has one row, so one owner; no registration of a serial that is not in stock', () => {
    const store = open();
    const bank = testBank(['SKTH00001'], { store });
    const id = bank.contract();
    const contract = bank.get(id);
    expect(() => store.transact((transaction) => transaction.addKey(stockedKey('SKTH00001')))).toThrow(/UNIQUE/);
    const wrong = { ...contract, registration: { serial: 'SKTH09999', changedAt: 1 } };
    expect(() => store.transact((transaction) => transaction.saveContract(contract, wrong))).toThrow(/FOREIGN KEY/);
    const lost = stockedKey('SKTH00001', { contractId: '99999999999' });
    expect(() => store.transact((transaction) => transaction.saveKey(lost))).toThrow(/FOREIGN KEY/);
    expect(bank.get(id)).toEqual(contract);
  });
});

describe('two services on one file', () => {
  const serials = ['SKTH00001', 'SKTH00002'];
  const two = () =>
    [testBank(serials, { store: open(), seed: 'a' }), testBank(serials, { store: open(), seed: 'b' })] as const;

  test('A4: a code that one accepted the other refuses', () => {
    const [one, other] = two();
    const id = one.contract({}, { mode: 'shared', serial: 'SKTH00001' });
    const otp = one.freshCode('SKTH00001');
    other.move(one.now() - other.now());
    expect(reasonOf(one.transfer(id, 'user01', otp))).toBe('accepted');
    expect(reasonOf(other.transfer(id, 'user02', otp))).toBe('otp-used');
    expect(reasonOf(other.register(id, 'SKTH00001', { otp }))).toBe('otp-used');
  });
  test('C1, C3: failures are counted together, and over a restart', () => {
    const [one, other] = two();
    const id = one.contract({}, { mode: 'shared', serial: 'SKTH00001' });
    for (let n = 0; n < 4; n += 1) one.transfer(id, 'user01', '000000');
    one.service.close();
    for (let n = 0; n < 2; n += 1) other.transfer(id, 'user01', '000000');
    expect(other.get(id).users[0]).toMatchObject({ stopped: false, failures: { otp: 6 } });
    const again = testBank(serials, { store: open() });
    expect(again.transfer(id, 'user01', '000000')).toMatchObject({ stops: 'user' });
    expect(reasonOf(other.transfer(id, 'user01', other.freshCode('SKTH00001')))).toBe('user-stopped');
  });
  test('B5: two contracts after one serial, each in its own service: one owner', () => {
    const [one, other] = two();
    const [here, there] = [one.contract(), other.contract()];
    other.move(one.now() - other.now());
    for (let round = 0; round < 20; round += 1) {
      const [first, second] = round % 2 ? ([one, other] as const) : ([other, one] as const);
      const idOf = (bank: TestBank) => (bank === one ? here : there);
      for (const bank of [one, other]) bank.move(30_000);
      expect(reasonOf(first.register(idOf(first), 'SKTH00002', { otp: first.code('SKTH00002') }))).toBe('accepted');
      const late = second.register(idOf(second), 'SKTH00002', { otp: second.code('SKTH00002', 1) });
      expect(reasonOf(late)).toBe('serial-of-other-contract');
      expect(second.service.serial('SKTH00002')?.contractId).toBe(idOf(first));
      first.deregister(idOf(first));
    }
  });
});

describe('J6: fails closed', () => {
  let bank: TestBank;
  let id: string;
  let db: DatabaseSync;
  beforeEach(() => {
    bank = testBank(['SKTH00001'], { store: open({ busyTimeoutMs: 20 }) });
    id = bank.contract({}, { mode: 'shared', serial: 'SKTH00001' });
    db = openRaw();
  });
  test('while another process holds the write lock nothing is accepted, afterwards everything is', () => {
    const otp = bank.freshCode('SKTH00001');
    db.exec('BEGIN IMMEDIATE');
    expect(reasonOf(bank.transfer(id, 'user01', otp))).toBe('not-recorded');
    expect(bank.service.setUp(id, { mode: 'shared' })).toMatchObject({ error: { code: 'not-recorded' } });
    expect(bank.service.importStock(pskcOf([pskcKey('SKTH00009')]), {})).toMatchObject({
      error: { code: 'not-recorded' },
    });
    expect(() => bank.service.deleteContract(id)).toThrow(StoreUnavailable);
    expect(bank.get(id).registration.serial).toBe('SKTH00001');
    db.exec('ROLLBACK');
    expect(reasonOf(bank.transfer(id, 'user01', otp))).toBe('accepted');
    expect(reasonOf(bank.transfer(id, 'user01', otp))).toBe('otp-used');
  });
  test('a disk that is full refuses; what was answered before is kept', () => {
    db.close();
    bank.service.close();
    // No page may be added: what SQLite meets on a full disk, made by its own limit.
    const full = new DatabaseSync(file);
    const pages = full.prepare('PRAGMA page_count').get() as { page_count: number };
    full.close();
    const store = sqliteStore(file, testSeal, { maxPages: pages.page_count });
    opened.push(store);
    bank = testBank(['SKTH00001'], { store, start: bank.now() });
    const before = bank.service.history(id).length;
    let answered = 0;
    let result = 'accepted';
    for (let n = 0; n < 500 && result === 'accepted'; n += 1) {
      result = reasonOf(bank.transfer(id, 'user01', bank.freshCode('SKTH00001')));
      if (result === 'accepted') answered += 1;
    }
    expect(result).toBe('not-recorded');
    expect(bank.service.history(id)).toHaveLength(before + answered);
  });
  test('a sealed secret that was changed opens to nothing', () => {
    bank.service.close();
    const store = sqliteStore(file, {
      ...testSeal,
      open: () => {
        throw new Error('changed');
      },
    });
    opened.push(store);
    expect(() => store.read((reader) => reader.key('SKTH00001'))).toThrow('changed');
  });
});
