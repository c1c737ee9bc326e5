/** A store that lives as long as its process: tests, `:memory:` desks. The same contract as SQLite's, undo included. */
import { secretDigest } from '../../common/same-secret.ts';
import type { Attempt, HistoryEntry, Mail } from '../rules/acts.ts';
import type { Contract } from '../rules/contract.ts';
import type { StockedKey } from '../rules/stock.ts';
import type { Store, Transaction } from './store.ts';

export function memoryStore(): Store {
  const contracts = new Map<string, Contract>();
  const keys = new Map<string, StockedKey>();
  /** Serials by the digest of their secret. */
  const serials = new Map<string, readonly string[]>();
  /** By serial, then by contract. */
  const failures = new Map<string, Map<string, number>>();
  const logs = {
    history: new Map<string, HistoryEntry[]>(),
    mails: new Map<string, Mail[]>(),
    attempts: new Map<string, Attempt[]>(),
  };
  /** How to take back what the open transaction did, latest last; undefined outside a transaction. */
  let undo: (() => void)[] | undefined;

  function set<K, V>(map: Map<K, V>, key: K, value: V | undefined): void {
    const had = map.has(key);
    const before = map.get(key);
    if (value === undefined) map.delete(key);
    else map.set(key, value);
    undo?.push(() => (had ? map.set(key, before as V) : map.delete(key)));
  }

  function append<V>(log: Map<string, V[]>, contractId: string, value: V): void {
    const lines = log.get(contractId) ?? [];
    if (lines.length === 0) set(log, contractId, lines);
    lines.push(value);
    undo?.push(() => lines.pop());
  }

  function setFailures(contractId: string, serial: string, count: number): void {
    const byContract = failures.get(serial) ?? new Map<string, number>();
    if (byContract.size === 0) set(failures, serial, byContract);
    set(byContract, contractId, count === 0 ? undefined : count);
  }

  const transaction: Transaction = {
    contract: (contractId) => contracts.get(contractId),
    contracts: () => [...contracts.values()].sort((one, other) => (one.contractId < other.contractId ? -1 : 1)),
    contractCount: () => contracts.size,
    key: (serial) => keys.get(serial),
    keyCount: () => keys.size,
    serialsOf: (secret) => serials.get(secretDigest(secret)) ?? [],
    formFailures: (contractId, serial) => failures.get(serial)?.get(contractId) ?? 0,
    formFailuresOf: (serial) =>
      [...(failures.get(serial) ?? [])].map(([contractId, count]) => ({ contractId, failures: count })),
    history: (contractId) => [...(logs.history.get(contractId) ?? [])],
    mails: (contractId) => [...(logs.mails.get(contractId) ?? [])],
    attempts: (contractId) => [...(logs.attempts.get(contractId) ?? [])],
    saveContract: (_before, after) => set(contracts, after.contractId, after),
    deleteContract(contractId) {
      this.forgetFormFailures({ contractId });
      set(contracts, contractId, undefined);
    },
    addKey(key) {
      if (keys.has(key.serial)) throw new Error(`addKey: ${key.serial} is in stock already`);
      set(keys, key.serial, key);
      const digest = secretDigest(key.secret);
      set(serials, digest, [...(serials.get(digest) ?? []), key.serial]);
    },
    saveValidity(changed) {
      for (const { serial, validFrom, validUntil } of changed) {
        const key = keys.get(serial);
        if (key !== undefined) set(keys, serial, { ...key, validFrom, validUntil });
      }
    },
    saveKey: (key) => set(keys, key.serial, key),
    setFormFailures: setFailures,
    forgetFormFailures(which) {
      if ('serial' in which) {
        const count = failures.get(which.serial)?.size ?? 0;
        set(failures, which.serial, undefined);
        return count;
      }
      const serials = [...failures].filter(([, byContract]) => byContract.has(which.contractId));
      for (const [serial] of serials) setFailures(which.contractId, serial, 0);
      return serials.length;
    },
    addHistory: (contractId, entry) => append(logs.history, contractId, entry),
    addMail: (contractId, mail) => append(logs.mails, contractId, mail),
    addAttempt: (contractId, attempt) => append(logs.attempts, contractId, attempt),
    clear({ verifierMemory }) {
      for (const map of [contracts, failures, logs.history, logs.mails, logs.attempts] as Map<string, unknown>[]) {
        for (const key of [...map.keys()]) set(map, key, undefined);
      }
      for (const key of [...keys.values()]) {
        const memory = verifierMemory ? { driftSteps: key.importedDriftSteps, lastStep: undefined } : {};
        set(keys, key.serial, { ...key, contractId: undefined, ...memory });
      }
    },
  };

  return {
    transact(work) {
      if (undo !== undefined) throw new Error('transact: one transaction at a time');
      const steps: (() => void)[] = [];
      undo = steps;
      try {
        return work(transaction);
      } catch (error) {
        for (const step of steps.reverse()) step();
        throw error;
      } finally {
        undo = undefined;
      }
    },
    read: (work) => work(transaction),
    stage() {
      const staged: StockedKey[] = [];
      return {
        add: (some) => void staged.push(...some),
        copyInto(open) {
          for (const key of staged) open.addKey(key);
        },
        discard: () => void staged.splice(0),
      };
    },
    describe: () => ({ kind: 'memory', schemaVersion: 0, pragmas: {} }),
    close() {},
  };
}
