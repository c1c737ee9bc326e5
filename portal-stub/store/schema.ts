/** The database's tables, one step a version: a step and its version number are one transaction, so a killed start is finished by the next. */
import type { DatabaseSync } from 'node:sqlite';
import { databaseVersion, migrateDatabase } from '../../common/private-database.ts';

/** Never change a step that was released: add one. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE contracts (
    contract_id       TEXT    NOT NULL PRIMARY KEY,
    email             TEXT    NOT NULL,
    password          TEXT    NOT NULL,
    confirmation_pin  TEXT    NOT NULL,
    mode              TEXT    NOT NULL CHECK (mode IN ('shared', 'individual')),
    mode_changed_at   INTEGER NOT NULL,
    serial            TEXT    REFERENCES keys,
    serial_changed_at INTEGER NOT NULL,
    user_deleted_at   INTEGER NOT NULL,
    policy            TEXT    NOT NULL,
    stopped           INTEGER NOT NULL,
    password_failures INTEGER NOT NULL,
    pin_failures      INTEGER NOT NULL,
    revision          INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE users (
    contract_id       TEXT    NOT NULL REFERENCES contracts ON DELETE CASCADE,
    user_id           TEXT    NOT NULL,
    position          INTEGER NOT NULL,
    name              TEXT    NOT NULL,
    password          TEXT    NOT NULL,
    confirmation_pin  TEXT    NOT NULL,
    serial            TEXT    REFERENCES keys,
    serial_changed_at INTEGER NOT NULL,
    stopped           INTEGER NOT NULL,
    otp_failures      INTEGER NOT NULL,
    password_failures INTEGER NOT NULL,
    pin_failures      INTEGER NOT NULL,
    changed_at        INTEGER NOT NULL,
    PRIMARY KEY (contract_id, user_id)
  ) STRICT, WITHOUT ROWID;

  -- contract_id is the D-22 owner: one row a serial, so never two.
  CREATE TABLE keys (
    serial               TEXT    NOT NULL PRIMARY KEY,
    sealed_secret        TEXT    NOT NULL,
    contract_id          TEXT    REFERENCES contracts DEFERRABLE INITIALLY DEFERRED,
    drift_steps          INTEGER NOT NULL,
    imported_drift_steps INTEGER NOT NULL,
    last_step            INTEGER,
    valid_from           INTEGER,
    valid_until          INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX keys_by_contract ON keys (contract_id) WHERE contract_id IS NOT NULL;

  CREATE TABLE form_failures (
    serial      TEXT    NOT NULL REFERENCES keys,
    contract_id TEXT    NOT NULL REFERENCES contracts ON DELETE CASCADE,
    failures    INTEGER NOT NULL CHECK (failures > 0),
    PRIMARY KEY (serial, contract_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX form_failures_by_contract ON form_failures (contract_id);

  -- No reference to contracts: the log outlives them.
  CREATE TABLE log (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    contract_id TEXT    NOT NULL,
    kind        TEXT    NOT NULL CHECK (kind IN ('history', 'mail', 'attempt')),
    entry       TEXT    NOT NULL
  ) STRICT;
  CREATE INDEX log_by_contract ON log (contract_id, kind, seq);
  `,
  // An attempt keeps its reason; the words are the texts' own and may change with them.
  `
  UPDATE log SET entry = json_remove(entry, '$.reasonText') WHERE kind = 'attempt';
  `,
  // Older databases may hold one secret under two serials, so the index is not unique: new ones are refused by the rules.
  `
  ALTER TABLE keys ADD COLUMN fingerprint TEXT;
  UPDATE keys SET fingerprint = fingerprint_of_sealed(sealed_secret);
  CREATE INDEX keys_by_fingerprint ON keys (fingerprint);
  `,
];

export const schemaVersion = databaseVersion;

/** Brings the database to the newest version; throws when it is newer than this program. */
export const migrate = (db: DatabaseSync, steps: readonly string[] = migrations): void => migrateDatabase(db, steps);
