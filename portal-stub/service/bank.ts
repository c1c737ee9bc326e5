/** The bank's side of the service (control plane, composition root): contracts, stock, locks, resync, reset. */
import { setImmediate } from 'node:timers/promises';
import { atOnce, inTurns } from '../../pskc/stepwise.ts';
import type { ControlResult, PortalEvent, SerialStatus } from '../rules/acts.ts';
import { type Contract, heldSerials } from '../rules/contract.ts';
import { isOtp, isSerial } from '../rules/input.ts';
import { type Policy, policyWith } from '../rules/policy.ts';
import { historyEntry } from '../rules/records.ts';
import { setUpRegistrations } from '../rules/set-up.ts';
import { type JudgeStock, judgeStockStepwise, type StockedKey } from '../rules/stock.ts';
import { unlocked } from '../rules/unlock.ts';
import { type Resynchronise, resynchronise, stepsOff } from '../rules/verification.ts';
import { type Store, StoreUnavailable, type Transaction } from '../store/store.ts';
import { actNames, bankLogTexts, bankName, setUpName } from '../texts/records.ts';
import { done, failed } from './control-result.ts';
import { demoContract, newContract, sampleUsers } from './demo.ts';
import { addEntry, logBank, saveContract, setOwner } from './ledger.ts';
import { newContractProblem } from './new-contract.ts';
import type { Bank } from './portal-service.ts';
import { type RandomBytes, randomContractId } from './random.ts';
import { statusOf } from './serial-status.ts';
import { stockImport } from './stock-import.ts';

export interface BankOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly clockMode: () => 'system' | 'offset' | 'manual';
  readonly policy: Policy;
  readonly random: RandomBytes;
  readonly demo: boolean;
  /** The rules of resync and stock; a wrong bank replaces them. */
  readonly resynchronise?: Resynchronise | undefined;
  readonly judgeStock?: JudgeStock | undefined;
  readonly emit: (event: PortalEvent) => void;
  readonly onStoreError: (error: unknown) => void;
}

export function createBank(options: BankOptions): Bank {
  const { store, now, emit } = options;
  const resync = options.resynchronise ?? resynchronise;

  /** One transaction; a refusal inside it writes nothing, and so does a store that cannot keep the facts. */
  function change<T>(work: (transaction: Transaction) => ControlResult<T>): ControlResult<T> {
    try {
      return store.transact(work);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      options.onStoreError(error);
      return failed('not-recorded');
    }
  }

  function changeContract(
    contractId: string,
    work: (transaction: Transaction, contract: Contract) => ControlResult<Contract>,
  ): ControlResult<Contract> {
    return change((transaction) => {
      const contract = transaction.contract(contractId);
      return contract === undefined ? failed('contract-unknown') : work(transaction, contract);
    });
  }

  function changeSerial(
    serial: string,
    work: (transaction: Transaction, key: StockedKey) => ControlResult<undefined>,
  ): ControlResult<SerialStatus> {
    return change((transaction) => {
      const key = isSerial(serial) ? transaction.key(serial) : undefined;
      if (key === undefined) return failed(isSerial(serial) ? 'serial-unknown' : 'serial-form');
      const result = work(transaction, key);
      return result.ok ? done(statusOf(transaction, transaction.key(serial) ?? key)) : result;
    });
  }

  function open(transaction: Transaction): void {
    if (options.demo) saveContract(transaction, undefined, demoContract(options.policy));
  }

  // An empty store is a first start.
  store.transact((transaction) => {
    if (transaction.contractCount() === 0) open(transaction);
  });

  const importStock = stockImport({ store, now, judge: options.judgeStock ?? judgeStockStepwise, change, emit });

  return {
    contracts: () => store.read((reader) => reader.contracts()),
    contract: (contractId) => store.read((reader) => reader.contract(contractId)),
    history: (contractId) => store.read((reader) => reader.history(contractId)),
    mails: (contractId) => store.read((reader) => reader.mails(contractId)),
    attempts: (contractId) => store.read((reader) => reader.attempts(contractId)),

    serial: (serial) =>
      store.read((reader) => {
        const key = isSerial(serial) ? reader.key(serial) : undefined;
        return key === undefined ? undefined : statusOf(reader, key);
      }),

    createContract(request) {
      const problem = newContractProblem(request);
      if (problem !== undefined) return { ok: false, error: problem };
      const result = change((transaction) => {
        let contractId = randomContractId(options.random);
        while (transaction.contract(contractId) !== undefined) contractId = randomContractId(options.random);
        const settings = { mode: request.mode ?? 'shared', policy: policyWith(options.policy, request.policy) };
        const contract = newContract(contractId, request.users ?? sampleUsers, settings, options.random);
        saveContract(transaction, undefined, contract);
        logBank(transaction, bankLogTexts.contractAdded(contractId), {}, now());
        return done(contract);
      });
      if (result.ok) emit({ type: 'contract-added', contractId: result.value.contractId });
      return result;
    },

    deleteContract(contractId) {
      const deleted = store.transact((transaction) => {
        const contract = transaction.contract(contractId);
        if (contract === undefined) return false;
        const serials = heldSerials(contract);
        for (const serial of serials) setOwner(transaction, serial, undefined);
        transaction.deleteContract(contractId);
        logBank(transaction, bankLogTexts.contractDeleted(contractId), { oldSerials: [...serials] }, now());
        return true;
      });
      if (deleted) emit({ type: 'contract-removed', contractId });
      return deleted;
    },

    setUp(contractId, request) {
      let event: PortalEvent | undefined;
      const result = changeContract(contractId, (transaction, contract) => {
        const verdict = setUpRegistrations(contract, request, (serial) => transaction.key(serial));
        if (!verdict.ok) return failed(verdict.code, verdict.about);
        saveContract(transaction, contract, verdict.contract);
        const entry = historyEntry(setUpName, `${actNames.setUp}：${verdict.summary}`, verdict.record, now());
        addEntry(transaction, verdict.contract, entry, false);
        event = { type: 'act', contractId, entry, contract: verdict.contract };
        return done(verdict.contract);
      });
      if (event !== undefined && result.ok) emit(event);
      return result;
    },

    unlock(contractId) {
      let event: PortalEvent | undefined;
      const result = changeContract(contractId, (transaction, contract) => {
        const forgotten = transaction.forgetFormFailures({ contractId });
        const after = unlocked(contract);
        if (after === contract && forgotten === 0) return done(contract);
        saveContract(transaction, contract, after);
        const users = contract.users.filter((user) => user.stopped).map((user) => user.userId);
        const entry = historyEntry(bankName, actNames.unlock, { users, oldSerials: [], newSerial: undefined }, now());
        addEntry(transaction, after, entry, true);
        event = { type: 'act', contractId, entry, contract: after };
        return done(after);
      });
      if (event !== undefined && result.ok) emit(event);
      return result;
    },

    importStock: (pskcXml, given) => atOnce(importStock(pskcXml, given)),
    importStockInTurns: (pskcXml, given) => inTurns(importStock(pskcXml, given), setImmediate),

    stepsOff: (serial, otp) =>
      store.read((reader) => {
        const key = reader.key(serial);
        return key === undefined ? undefined : (stepsOff(key, otp, now()) ?? 'none');
      }),

    resetSerial: (serial) =>
      changeSerial(serial, (transaction) => {
        transaction.forgetFormFailures({ serial });
        logBank(transaction, bankLogTexts.serialReset, { newSerial: serial }, now());
        return done(undefined);
      }),

    resync: (serial, otp1, otp2) =>
      changeSerial(serial, (transaction, key) => {
        if (!isOtp(otp1) || !isOtp(otp2)) return failed('otp-form');
        const memory = resync(key, otp1, otp2, now());
        if (memory === undefined) return failed('resync-refused');
        transaction.saveKey({ ...key, ...memory });
        logBank(transaction, bankLogTexts.resynchronised, { newSerial: serial }, now());
        return done(undefined);
      }),

    reset() {
      const before = store.read((reader) => reader.contracts().map(({ contractId }) => contractId));
      const result = change((transaction) => {
        transaction.clear({ verifierMemory: options.clockMode() === 'manual' });
        open(transaction);
        return done(undefined);
      });
      if (!result.ok) return result;
      for (const contractId of before) emit({ type: 'contract-removed', contractId });
      for (const { contractId } of store.read((reader) => reader.contracts()))
        emit({ type: 'contract-added', contractId });
      return result;
    },
  };
}
