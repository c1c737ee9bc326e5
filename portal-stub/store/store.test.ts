/** One contract for every store: memory and SQLite must not be told apart by anything but their description. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Attempt } from '../rules/acts.ts';
import { defaultPolicy } from '../rules/policy.ts';
import { demoContract } from '../service/demo.ts';
import { secretOf, stockedKey, testSeal } from '../testing/test-bank.ts';
import { driveAtRandom, snapshot } from '../testing/test-drive.ts';
import { memoryStore } from './memory.ts';
import { sqliteStore } from './sqlite.ts';
import type { Store } from './store.ts';

const [H1, H2] = ['SKTH00001', 'SKTH00002'];
const contract = { ...demoContract(defaultPolicy), policy: { ...defaultPolicy, lockLimit: 3 } };
const id = contract.contractId;
const other = { ...contract, contractId: '10987654321' };
const attempt: Attempt = {
  at: 1,
  who: '管理者',
  act: 'register',
  serial: H1,
  reason: 'stale',
};

// Every act waits for the disk, which other work may keep busy.
vi.setConfig({ testTimeout: 60_000 });

let folder: string;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-store-'));
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});
const kinds: readonly (readonly [string, () => Store])[] = [
  ['memory', memoryStore],
  ['sqlite', () => sqliteStore(join(folder, 'portal.db'), testSeal)],
];

describe.each(kinds)('%s', (kind, open) => {
  beforeEach(() => {
    store = open();
    store.transact((transaction) => {
      transaction.addKey(stockedKey(H1));
      transaction.addKey(stockedKey(H2, { driftSteps: -3, importedDriftSteps: -3, validFrom: 5, validUntil: 9 }));
      transaction.saveContract(undefined, contract);
      transaction.saveContract(undefined, other);
    });
  });
  const state = () => JSON.stringify(snapshot(store, [H1, H2]));

  test('says what it is', () => {
    expect(store.describe().kind).toBe(kind);
  });
  test('finds a secret again, forgets it with a transaction that fails, and takes other validity dates', () => {
    const serialsOf = (name: string) => store.read((reader) => reader.serialsOf(secretOf(name)));
    expect([H1, H2, 'x'].map(serialsOf)).toEqual([[H1], [H2], []]);
    const failing = () =>
      store.transact((transaction) => {
        transaction.addKey(stockedKey('SKTH00003', { secret: secretOf(H1) }));
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(serialsOf(H1)).toEqual([H1]);
    store.transact((transaction) => transaction.saveKey(stockedKey(H2, { validFrom: 6, validUntil: undefined })));
    expect(store.read((reader) => reader.key(H2))).toMatchObject({ validFrom: 6, validUntil: undefined });
    expect(serialsOf(H2)).toEqual([H2]);
  });
  test('staged keys are in no stock until they are copied, each staging by itself, and leave with the transaction', () => {
    const count = () => store.read((reader) => reader.keyCount());
    const [one, two] = [store.stage(), store.stage()];
    one.add([stockedKey('SKTH00003')]);
    two.add([stockedKey('SKTH00004')]);
    one.add([stockedKey('SKTH00005', { driftSteps: -3, importedDriftSteps: -3, validFrom: 5, validUntil: 9 })]);
    expect(count()).toBe(2);
    const failing = () =>
      store.transact((transaction) => {
        one.copyInto(transaction);
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(count()).toBe(2);
    store.transact((transaction) => one.copyInto(transaction));
    const keyOf = (serial: string) => store.read((reader) => reader.key(serial));
    expect(['SKTH00003', 'SKTH00004'].map(keyOf)).toEqual([stockedKey('SKTH00003'), undefined]);
    expect(keyOf('SKTH00005')).toMatchObject({ driftSteps: -3, importedDriftSteps: -3, validFrom: 5, validUntil: 9 });
    one.discard();
    two.discard();
    store.transact((transaction) => {
      one.copyInto(transaction);
      two.copyInto(transaction);
    });
    expect(count()).toBe(4);
  });
  test('gives back what was put in, names byte for byte', () => {
    expect(store.read((reader) => reader.contract(id))).toEqual(contract);
    expect(store.read((reader) => reader.contract('00000000000'))).toBeUndefined();
    expect(store.read((reader) => reader.contractCount())).toBe(2);
    expect(store.read((reader) => reader.key(H2))).toEqual(
      stockedKey(H2, { driftSteps: -3, importedDriftSteps: -3, validFrom: 5, validUntil: 9 }),
    );
    expect(store.read((reader) => reader.key('SKTH09999'))).toBeUndefined();
    const names = ['𠮷 髙﨑', '葛\u{e0100}', 'か\u3099', "'; DROP TABLE users; --"];
    const users = contract.users.map((user, n) => ({ ...user, name: names[n] ?? '' }));
    store.transact((transaction) => transaction.saveContract(contract, { ...contract, users }));
    expect(store.read((reader) => reader.contract(id)?.users.map(({ name }) => name))).toEqual(names.slice(0, 3));
  });
  test('saves users changed, added and deleted, in their order', () => {
    const [one, two, three] = contract.users;
    if (one === undefined || two === undefined || three === undefined) throw new Error('three users');
    const added = { ...two, userId: 'a0', stopped: true, failures: { otp: 1, password: 2, confirmationPin: 3 } };
    const registered = { ...three, registration: { serial: H1, changedAt: 4 } };
    const after = { ...contract, users: [one, registered, added], revision: 4, stopped: true, userDeletedAt: 4 };
    store.transact((transaction) => transaction.saveContract(contract, after));
    expect(store.read((reader) => reader.contract(id))).toEqual(after);
    expect(store.read((reader) => reader.contract(other.contractId))).toEqual(other);
  });
  test('a transaction that throws has written nothing', () => {
    const before = state();
    expect(() =>
      store.transact((transaction) => {
        const key = transaction.key(H1) ?? stockedKey(H1);
        transaction.saveContract(contract, {
          ...contract,
          revision: 9,
          users: contract.users.slice(1),
          registration: { serial: H1, changedAt: 9 },
        });
        transaction.saveKey({ ...key, contractId: id, lastStep: 7, driftSteps: 2 });
        transaction.addKey(stockedKey('SKTH00003'));
        transaction.setFormFailures(id, H1, 2);
        transaction.addHistory(id, { at: 1, who: 'x', what: 'y', users: [], oldSerials: [], newSerial: H1 });
        transaction.addMail(id, { at: 1, to: 'x', subject: 'y', body: 'z' });
        transaction.addAttempt(id, attempt);
        transaction.deleteContract(other.contractId);
        expect(transaction.contract(id)?.revision).toBe(9);
        expect(transaction.formFailures(id, H1)).toBe(2);
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(state()).toBe(before);
    expect(store.read((reader) => reader.key('SKTH00003'))).toBeUndefined();
    store.transact((transaction) => transaction.addAttempt(id, attempt));
    expect(store.read((reader) => reader.attempts(id))).toEqual([attempt]);
  });
  test('even clearing everything can be taken back', () => {
    store.transact((transaction) => {
      transaction.saveKey(stockedKey(H1, { contractId: id, lastStep: 7, driftSteps: 2 }));
      transaction.setFormFailures(id, H1, 2);
      transaction.addAttempt(id, attempt);
    });
    const before = state();
    const clear = (verifierMemory: boolean, fail: boolean) =>
      store.transact((transaction) => {
        transaction.clear({ verifierMemory });
        if (fail) throw new Error('no');
      });
    expect(() => clear(true, true)).toThrow('no');
    expect(state()).toBe(before);
    clear(false, false);
    expect(store.read((reader) => reader.contracts())).toEqual([]);
    expect(store.read((reader) => reader.attempts(id))).toEqual([]);
    expect(store.read((reader) => reader.formFailures(id, H1))).toBe(0);
    expect(store.read((reader) => reader.key(H1))).toEqual(stockedKey(H1, { lastStep: 7, driftSteps: 2 }));
    clear(true, false);
    expect(store.read((reader) => reader.key(H1))).toEqual(stockedKey(H1));
    expect(store.read((reader) => reader.key(H2)?.driftSteps)).toBe(-3);
  });
  test('form failures: by contract and serial, by serial, forgotten either way', () => {
    store.transact((transaction) => {
      transaction.setFormFailures(id, H1, 1);
      transaction.setFormFailures(id, H1, 2);
      transaction.setFormFailures(other.contractId, H1, 5);
      transaction.setFormFailures(id, H2, 1);
    });
    const of = (serial: string) =>
      store
        .read((reader) => reader.formFailuresOf(serial))
        .map(({ contractId, failures }) => `${contractId} ${failures}`)
        .sort();
    expect(of(H1)).toEqual([`10987654321 5`, `${id} 2`]);
    expect(store.transact((transaction) => transaction.forgetFormFailures({ contractId: id }))).toBe(2);
    expect(of(H1)).toEqual([`10987654321 5`]);
    expect(of(H2)).toEqual([]);
    expect(store.transact((transaction) => transaction.forgetFormFailures({ serial: H1 }))).toBe(1);
    expect(of(H1)).toEqual([]);
    store.transact((transaction) => transaction.setFormFailures(id, H1, 1));
    store.transact((transaction) => transaction.setFormFailures(id, H1, 0));
    expect(of(H1)).toEqual([]);
  });
  test('a deleted contract takes its counters with it and leaves its log', () => {
    store.transact((transaction) => {
      transaction.setFormFailures(id, H1, 2);
      transaction.addAttempt(id, attempt);
      transaction.deleteContract(id);
    });
    expect(store.read((reader) => reader.contract(id))).toBeUndefined();
    expect(store.read((reader) => reader.formFailuresOf(H1))).toEqual([]);
    expect(store.read((reader) => reader.attempts(id))).toEqual([attempt]);
  });
  test('a serial is added once', () => {
    expect(() => store.transact((transaction) => transaction.addKey(stockedKey(H1)))).toThrow();
  });
  test('no transaction inside another', () => {
    expect(() => store.transact(() => store.transact(() => 0))).toThrow('one transaction at a time');
    expect(store.transact(() => 1)).toBe(1);
  });
});

test('J7: the same seed drives both stores through the same acts to the same end, answer by answer', () => {
  for (const seed of [1, 2]) {
    const ends = kinds.map(([, open]) => {
      rmSync(join(folder, 'portal.db'), { force: true });
      store = open();
      const { trace, serials } = driveAtRandom(store, seed, 250);
      const end = JSON.stringify([trace, snapshot(store, serials)]);
      store.close();
      rmSync(join(folder, 'portal.db'), { force: true });
      return end;
    });
    expect(ends[1]).toBe(ends[0]);
    expect(ends[0]).toContain('accepted');
  }
}, 60_000);

test('J7: the same seed, the same trace; another seed, another', () => {
  store = memoryStore();
  const run = (seed: number) => JSON.stringify(driveAtRandom(memoryStore(), seed, 60).trace);
  for (let seed = 1; seed <= 40; seed += 1) expect(run(seed)).toBe(run(seed));
  expect(run(1)).not.toBe(run(2));
});
