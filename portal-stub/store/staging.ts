/**
 * Keys on their way into the stock: sealed and laid down slice by slice, so that the transaction that takes them only
 * copies rows. SHELL.
 *
 * The table is a temporary one of this connection, in memory: no reader of the stock sees it, and it is gone with the
 * process, however that ends.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { SearchableSeal } from '../../common/seal.ts';
import type { StockedKey } from '../rules/stock.ts';
import { type KeyRow, keyColumns, keyValues } from './rows.ts';

export interface Staging {
  add(keys: readonly StockedKey[]): void;
  /** Copies all into the stock; the caller's transaction decides whether they stay. */
  copy(): void;
  discard(): void;
}

/** Call once a connection; what it returns makes one staging after the other, or several beside each other. */
export function createStaging(db: DatabaseSync, seal: SearchableSeal): () => Staging {
  const columns = keyColumns.join(', ');
  db.exec(`
    PRAGMA temp_store = MEMORY;
    CREATE TEMP TABLE staged_keys (import, ${columns}, PRIMARY KEY (import, fingerprint, serial)) WITHOUT ROWID`);
  const places = keyColumns.map(() => '?').join(', ');
  let last = 0;
  let statements: { readonly [name in 'insert' | 'copy' | 'discard']: StatementSync } | undefined;
  const prepared = () => {
    statements ??= {
      insert: db.prepare(`INSERT INTO temp.staged_keys (import, ${columns}) VALUES (?, ${places})`),
      // In the order of the index on fingerprints, which otherwise costs more than the rows themselves.
      copy: db.prepare(
        `INSERT INTO keys (${columns}) SELECT ${columns} FROM temp.staged_keys WHERE import = ? ORDER BY fingerprint`,
      ),
      discard: db.prepare('DELETE FROM temp.staged_keys WHERE import = ?'),
    };
    return statements;
  };

  return () => {
    last += 1;
    const own = last;
    return {
      add(keys) {
        for (const key of keys) {
          const row: KeyRow = keyValues(key, seal);
          prepared().insert.run(own, ...keyColumns.map((name) => row[name]));
        }
      },
      copy: () => void prepared().copy.run(own),
      discard: () => void prepared().discard.run(own),
    };
  };
}
