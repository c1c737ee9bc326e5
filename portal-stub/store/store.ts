/**
 * Where the portal keeps its facts. PURE: a port.
 *
 * One act is one `transact`: contract, serial, replay step, counters, history, mail and attempt are written together or
 * not at all, and when it returns they are there to stay.
 */
import type { Attempt, HistoryEntry, Mail } from '../rules/acts.ts';
import type { Contract } from '../rules/contract.ts';
import type { StockedKey } from '../rules/stock.ts';

export interface Store {
  /** Everything `work` writes, or nothing when it throws. Throws `StoreUnavailable` when the facts cannot be kept. */
  transact<T>(work: (transaction: Transaction) => T): T;
  /** Looks, and writes nothing. */
  read<T>(work: (reader: Reader) => T): T;
  /** A place for keys that are to enter the stock together later: the costly part, slice by slice, before the transaction. */
  stage(): StagedKeys;
  describe(): StoreDescription;
  close(): void;
}

/** Seen by no reader, and gone with the process. */
export interface StagedKeys {
  add(keys: readonly StockedKey[]): void;
  /** Inside `transact`: all of them into the stock. */
  copyInto(transaction: Transaction): void;
  /** Call it in the end, whatever came of it. */
  discard(): void;
}

export interface Reader {
  contract(contractId: string): Contract | undefined;
  /** By ご契約先ID. Control plane only: an act never walks all contracts. */
  contracts(): readonly Contract[];
  contractCount(): number;
  key(serial: string): StockedKey | undefined;
  /** Keys are never removed and their secrets never change: the same count is the same stock. */
  keyCount(): number;
  /** Every serial that stands on this secret; found by its fingerprint. */
  serialsOf(secret: Uint8Array): readonly string[];
  /** Wrong OTPs in a row for this serial on this contract's registration form (D-09c). */
  formFailures(contractId: string, serial: string): number;
  /** The same by serial: every contract that has some. */
  formFailuresOf(serial: string): readonly { readonly contractId: string; readonly failures: number }[];
  history(contractId: string): readonly HistoryEntry[];
  mails(contractId: string): readonly Mail[];
  attempts(contractId: string): readonly Attempt[];
}

export interface Transaction extends Reader {
  /** `before` is what was loaded, or undefined for a new contract: only what differs is written. */
  saveContract(before: Contract | undefined, after: Contract): void;
  /** History, mails and attempts stay: they are the bank's log. */
  deleteContract(contractId: string): void;
  addKey(key: StockedKey): void;
  /** Validity only; what else is known of the keys stays. */
  saveValidity(keys: readonly StockedKey[]): void;
  /** Owner, drift, replay step and validity; a secret never changes. */
  saveKey(key: StockedKey): void;
  /** 0 forgets. */
  setFormFailures(contractId: string, serial: string, failures: number): void;
  /** How many counts were forgotten. */
  forgetFormFailures(which: { readonly contractId: string } | { readonly serial: string }): number;
  addHistory(contractId: string, entry: HistoryEntry): void;
  addMail(contractId: string, mail: Mail): void;
  addAttempt(contractId: string, attempt: Attempt): void;
  /** Contracts, logs and counters go; every key stays and is free; its drift and replay step go when `verifierMemory`. */
  clear(options: { readonly verifierMemory: boolean }): void;
}

export interface StoreDescription {
  readonly kind: 'memory' | 'sqlite';
  readonly schemaVersion: number;
  /** `journal_mode`, `synchronous`, `foreign_keys`, `busy_timeout` as the open database answers them. */
  readonly pragmas: { readonly [name: string]: string | number };
}

/** The facts cannot be kept (disk full, read-only, locked): the act is refused and nothing happened (fails closed). */
export class StoreUnavailable extends Error {}
