/**
 * A PSKC file into the bank's stock: read, judged and sealed in slices, then kept in one short transaction, so that others
 * hardly wait and the file enters whole or not at all.
 */
import type { Protection, PskcFile } from '../../pskc/model.ts';
import { readPskcStepwise } from '../../pskc/read.ts';
import type { Stepwise } from '../../pskc/stepwise.ts';
import type { ControlResult, PortalEvent } from '../rules/acts.ts';
import { type JudgeStock, type Stock, type StockVerdict, sliceKeys } from '../rules/stock.ts';
import type { StagedKeys, Store, Transaction } from '../store/store.ts';
import { bankLogTexts } from '../texts/records.ts';
import { done, failed } from './control-result.ts';
import { logBank } from './ledger.ts';
import type { GivenProtection, ImportedStock } from './portal-service.ts';

export interface StockImportPorts {
  readonly store: Store;
  readonly now: () => number;
  readonly judge: JudgeStock;
  readonly change: <T>(work: (transaction: Transaction) => ControlResult<T>) => ControlResult<T>;
  readonly emit: (event: PortalEvent) => void;
}

export function stockImport({ store, now, judge, change, emit }: StockImportPorts) {
  const stock: Stock = {
    key: (serial) => store.read((reader) => reader.key(serial)),
    serialsOf: (secret) => store.read((reader) => reader.serialsOf(secret)),
  };

  /** False when the stock has changed since the verdict. */
  function keep(verdict: Accepted, staged: StagedKeys, judged: number): ControlResult<boolean> {
    const { add, update } = verdict;
    return change((transaction) => {
      if (transaction.keyCount() !== judged) return done(false);
      staged.copyInto(transaction);
      transaction.saveValidity(update);
      if (add.length > 0) logBank(transaction, bankLogTexts.stockImported(add.length), {}, now());
      if (update.length > 0) {
        logBank(transaction, bankLogTexts.stockUpdated(update.map(({ serial }) => serial)), {}, now());
      }
      return done(true);
    });
  }

  return function* importStock(
    pskcXml: string | Uint8Array,
    given: GivenProtection,
  ): Stepwise<ControlResult<ImportedStock>> {
    try {
      return yield* importing(pskcXml, given);
    } catch (error) {
      return change(() => {
        throw error;
      });
    }
  };

  function* importing(
    pskcXml: string | Uint8Array,
    { key, password }: GivenProtection,
  ): Stepwise<ControlResult<ImportedStock>> {
    if (key !== undefined && password !== undefined) return failed('protection-twice');
    const file = yield* readPskcStepwise(pskcXml, protectionOf(key, password));
    if (!file.ok) {
      return { ok: false, error: file.error };
    }
    for (;;) {
      const result = yield* entering(file.value);
      // Another import came between: its keys are judged with the rest.
      if (result !== undefined) return result;
    }
  }

  /** Undefined when the stock has changed since the verdict. */
  function* entering(file: PskcFile): Stepwise<ControlResult<ImportedStock> | undefined> {
    const { notices } = file;
    const judged = store.read((reader) => reader.keyCount());
    const verdict = yield* judge(file, stock, now());
    if (!verdict.ok) return failed(verdict.code, verdict.key);
    const { add, update } = verdict;
    if (add.length === 0 && update.length === 0) return done({ imported: 0, updated: 0, notices });
    const staged = store.stage();
    try {
      for (let at = 0; at < add.length; at += sliceKeys) {
        staged.add(add.slice(at, at + sliceKeys));
        yield;
      }
      const kept = keep(verdict, staged, judged);
      if (!kept.ok) return kept;
      if (!kept.value) return undefined;
    } finally {
      staged.discard();
    }
    if (add.length > 0) emit({ type: 'stock', imported: add.map(({ serial }) => serial) });
    return done({ imported: add.length, updated: update.length, notices });
  }
}

type Accepted = Extract<StockVerdict, { ok: true }>;

function protectionOf(key: Uint8Array | undefined, password: string | undefined): Protection {
  if (key !== undefined) return { kind: 'key', key };
  return password === undefined ? { kind: 'plain' } : { kind: 'password', password };
}
