/**
 * The portal's facts in one SQLite file, by Node's own `node:sqlite`. SHELL.
 *
 * WAL with synchronous=FULL: when `transact` returns, the facts survive a SIGKILL and a power cut. BEGIN IMMEDIATE takes
 * the write lock before anything is read, so two processes cannot decide on the same old facts. Secrets are sealed.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { openPrivateDatabase, type PrivateDatabaseOptions } from '../../common/private-database.ts';
import type { SearchableSeal } from '../../common/seal.ts';
import type { Attempt, HistoryEntry, Mail } from '../rules/acts.ts';
import type { Contract, User } from '../rules/contract.ts';
import type { StockedKey } from '../rules/stock.ts';
import { contractFrom, contractValues, keyFrom, keyValues, type Row, userFrom, userValues } from './rows.ts';
import { migrate, schemaVersion } from './schema.ts';
import { createStaging } from './staging.ts';
import { type Store, StoreUnavailable, type Transaction } from './store.ts';

export interface SqliteOptions extends PrivateDatabaseOptions {
  /** The file may not grow beyond so many pages: a test's full disk. */
  readonly maxPages?: number | undefined;
}

/** Opens or makes `file` (mode 0600 whatever the umask). Throws when it cannot be opened, read or brought up to date. */
export function sqliteStore(file: string, seal: SearchableSeal, options: SqliteOptions = {}): Store {
  const db = openPrivateDatabase(file, (opened) => migrate(withFingerprint(opened, seal)), options);
  if (options.maxPages !== undefined) db.exec(`PRAGMA max_page_count = ${options.maxPages}`);
  const transaction = createTransaction(db, seal);
  const stage = createStaging(db, seal);

  return {
    transact(work) {
      if (db.isOpen && db.isTransaction) throw new Error('transact: one transaction at a time');
      return keeping(() => {
        db.exec('BEGIN IMMEDIATE');
        try {
          const result = work(transaction);
          db.exec('COMMIT');
          return result;
        } finally {
          if (db.isTransaction) db.exec('ROLLBACK');
        }
      });
    },
    read: (work) => keeping(() => work(transaction)),
    stage() {
      const { add, copy, discard } = stage();
      return { add: (keys) => keeping(() => add(keys)), copyInto: copy, discard: () => keeping(discard) };
    },
    describe: () => ({
      kind: 'sqlite',
      schemaVersion: schemaVersion(db),
      pragmas: Object.fromEntries(
        ['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map((name) => [
          name,
          Object.values(db.prepare(`PRAGMA ${name}`).get() ?? {})[0] as string | number,
        ]),
      ),
    }),
    close() {
      if (db.isOpen) db.close();
    },
  };
}

/** A schema step works on sealed secrets; only this program, never the file's own triggers or views, may call it. */
function withFingerprint(db: DatabaseSync, seal: SearchableSeal): DatabaseSync {
  const fingerprint = (sealed: unknown): string => seal.fingerprint(seal.open(String(sealed)));
  db.function('fingerprint_of_sealed', { deterministic: true, directOnly: true }, fingerprint);
  return db;
}

/** Throws for what the acts would stumble over later: a row of no shape, an entry that is no JSON, another state's seal. */
export function verifySqlite(file: string, seal: SearchableSeal): void {
  const db = openPrivateDatabase(file, () => {});
  try {
    createTransaction(db, seal).contracts();
    const key = db.prepare('SELECT sealed_secret FROM keys LIMIT 1').get();
    if (key !== undefined) seal.open(String(key['sealed_secret']));
    const spoilt = db.prepare('SELECT seq FROM log WHERE NOT json_valid(entry) LIMIT 1').get();
    if (spoilt !== undefined) throw new Error(`log entry ${spoilt['seq']} is no JSON`);
  } finally {
    db.close();
  }
}

function createTransaction(db: DatabaseSync, seal: SearchableSeal): Transaction {
  const prepared = new Map<string, StatementSync>();
  function statement(sql: string): StatementSync {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const made = db.prepare(sql);
    prepared.set(sql, made);
    return made;
  }
  const run = (sql: string, ...values: SQLInputValue[]) => Number(statement(sql).run(...values).changes);
  const row = (sql: string, ...values: SQLInputValue[]) => statement(sql).get(...values) as Row | undefined;
  const rows = (sql: string, ...values: SQLInputValue[]) => statement(sql).all(...values) as Row[];

  function withUsers(found: Row): Contract {
    const users = rows('SELECT * FROM users WHERE contract_id = ? ORDER BY position', found['contract_id'] as string);
    return contractFrom(found, users.map(userFrom));
  }

  function saveUsers(contractId: string, before: readonly User[], after: readonly User[]): void {
    const known = new Map(before.map((user) => [user.userId, user]));
    for (const user of after) {
      const old = known.get(user.userId);
      known.delete(user.userId);
      if (old === user) continue;
      const values = { contract_id: contractId, ...userValues(user) };
      if (old === undefined) insert('users', { ...values, position: nextPosition(contractId) });
      else update('users', values, ['contract_id', 'user_id']);
    }
    for (const userId of known.keys())
      run('DELETE FROM users WHERE contract_id = ? AND user_id = ?', contractId, userId);
  }

  function nextPosition(contractId: string): number {
    const found = row('SELECT coalesce(max(position), 0) + 1 AS next FROM users WHERE contract_id = ?', contractId);
    return found?.['next'] as number;
  }

  /** Table and column names are this file's own words, never data. */
  function insert(table: string, values: Row): void {
    const names = Object.keys(values);
    run(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      ...Object.values(values),
    );
  }

  function update(table: string, values: Row, keyNames: readonly string[]): void {
    const names = Object.keys(values).filter((name) => !keyNames.includes(name));
    run(
      `UPDATE ${table} SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE ${keyNames.map((name) => `${name} = ?`).join(' AND ')}`,
      ...[...names, ...keyNames].map((name) => values[name] as SQLInputValue),
    );
  }

  function log<T extends object>(kind: 'history' | 'mail' | 'attempt') {
    return {
      add: (contractId: string, entry: T) =>
        void run(
          'INSERT INTO log (contract_id, kind, entry) VALUES (?, ?, ?)',
          contractId,
          kind,
          JSON.stringify(entry),
        ),
      all: (contractId: string) =>
        rows('SELECT entry FROM log WHERE contract_id = ? AND kind = ? ORDER BY seq', contractId, kind).map(
          ({ entry }) => JSON.parse(entry as string) as T,
        ),
    };
  }
  const history = log<HistoryEntry>('history');
  const mails = log<Mail>('mail');
  const attempts = log<Attempt>('attempt');

  return {
    contract(contractId) {
      const found = row('SELECT * FROM contracts WHERE contract_id = ?', contractId);
      return found === undefined ? undefined : withUsers(found);
    },
    contracts: () => rows('SELECT * FROM contracts ORDER BY contract_id').map(withUsers),
    contractCount: () => row('SELECT count(*) AS count FROM contracts')?.['count'] as number,
    key(serial) {
      const found = row('SELECT * FROM keys WHERE serial = ?', serial);
      return found === undefined ? undefined : keyFrom(found, seal.open(found['sealed_secret'] as string));
    },
    keyCount: () => row('SELECT count(*) AS count FROM keys')?.['count'] as number,
    serialsOf: (secret) =>
      rows('SELECT serial FROM keys WHERE fingerprint = ? ORDER BY serial', seal.fingerprint(secret)).map(
        ({ serial }) => serial as string,
      ),
    formFailures: (contractId, serial) =>
      (row('SELECT failures FROM form_failures WHERE serial = ? AND contract_id = ?', serial, contractId)?.[
        'failures'
      ] ?? 0) as number,
    formFailuresOf: (serial) =>
      rows('SELECT contract_id, failures FROM form_failures WHERE serial = ?', serial).map((found) => ({
        contractId: found['contract_id'] as string,
        failures: found['failures'] as number,
      })),
    history: history.all,
    mails: mails.all,
    attempts: attempts.all,

    saveContract(before, after) {
      const values = contractValues(after);
      if (before === undefined) insert('contracts', values);
      else update('contracts', values, ['contract_id']);
      saveUsers(after.contractId, before?.users ?? [], after.users);
    },
    deleteContract: (contractId) => void run('DELETE FROM contracts WHERE contract_id = ?', contractId),
    addKey(key) {
      insert('keys', keyValues(key, seal));
    },
    saveValidity(keys) {
      const values = keys.map(({ serial, validFrom, validUntil }) => [serial, validFrom ?? null, validUntil ?? null]);
      run(
        'UPDATE keys SET valid_from = each.value ->> 1, valid_until = each.value ->> 2 FROM json_each(?) AS each WHERE keys.serial = each.value ->> 0',
        JSON.stringify(values),
      );
    },
    saveKey(key: StockedKey) {
      const state = { serial: key.serial, contract_id: key.contractId ?? null, drift_steps: key.driftSteps };
      const validity = { valid_from: key.validFrom ?? null, valid_until: key.validUntil ?? null };
      update('keys', { ...state, last_step: key.lastStep ?? null, ...validity }, ['serial']);
    },
    setFormFailures(contractId, serial, failures) {
      if (failures === 0) {
        run('DELETE FROM form_failures WHERE serial = ? AND contract_id = ?', serial, contractId);
        return;
      }
      run(
        'INSERT INTO form_failures (serial, contract_id, failures) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET failures = excluded.failures',
        serial,
        contractId,
        failures,
      );
    },
    forgetFormFailures: (which) =>
      'serial' in which
        ? run('DELETE FROM form_failures WHERE serial = ?', which.serial)
        : run('DELETE FROM form_failures WHERE contract_id = ?', which.contractId),
    addHistory: history.add,
    addMail: mails.add,
    addAttempt: attempts.add,
    clear({ verifierMemory }) {
      run('UPDATE keys SET contract_id = NULL');
      if (verifierMemory) run('UPDATE keys SET last_step = NULL, drift_steps = imported_drift_steps');
      for (const table of ['form_failures', 'users', 'contracts', 'log']) run(`DELETE FROM ${table}`);
    },
  };
}

/** What SQLite cannot do becomes `StoreUnavailable`; a broken constraint is a mistake of this program and stays itself. */
function keeping<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { code, errcode } = error as { code?: unknown; errcode?: unknown };
    // Closed under work that had its slices still to come.
    if (code === 'ERR_INVALID_STATE') throw new StoreUnavailable('the portal database is closed', { cause: error });
    const isConstraint = typeof errcode === 'number' && (errcode & 0xff) === 19;
    if (code !== 'ERR_SQLITE_ERROR' || isConstraint) throw error;
    throw new StoreUnavailable('the portal database cannot be read or written', { cause: error });
  }
}
