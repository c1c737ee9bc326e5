/**
 * The one path that every act takes, whether it comes from a page, the control plane or the domain driver:
 * load, decide (pure), append facts and the serial's replay step in one transaction.
 * Everything is synchronous: an answered act is on disk, and acts on one process are linear by construction.
 */
import { createListeners } from '../../common/listeners.ts';
import type { Act, ActResult, PortalEvent } from '../rules/acts.ts';
import { type Decide, decide } from '../rules/decide.ts';
import { isContractId } from '../rules/input.ts';
import { loginInputProblem } from '../rules/login.ts';
import { defaultPolicy, type Policy, policyWith } from '../rules/policy.ts';
import { actorOf, attemptOf, historyEntry, nameOfAct, refusedAttempt, serialOfAct } from '../rules/records.ts';
import { refusalOf } from '../rules/refusal.ts';
import type { JudgeStock } from '../rules/stock.ts';
import type { Resynchronise } from '../rules/verification.ts';
import { type Store, StoreUnavailable, type Transaction } from '../store/store.ts';
import { createBank } from './bank.ts';
import { addEntry, bankLog, saveContract } from './ledger.ts';
import type { PortalService } from './portal-service.ts';
import { type RandomBytes, randomCredentials } from './random.ts';

export interface PortalServiceOptions {
  readonly store: Store;
  /** The desk's clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** `reset` forgets replay memory on a manual clock only. */
  readonly clockMode: () => 'system' | 'offset' | 'manual';
  /** What a contract's policy starts from; the rule book's own defaults (policy.ts) unless given. */
  readonly policyDefaults?: Partial<Policy> | undefined;
  /** For new contract ids, passwords and PINs. The same bytes give the same contracts. */
  readonly random: RandomBytes;
  /** Puts the demo contract into an empty store, and again on `reset`. Default true. */
  readonly demo?: boolean | undefined;
  /** The rules; a portal with a wrong rule replaces them. */
  readonly decide?: Decide | undefined;
  readonly resynchronise?: Resynchronise | undefined;
  readonly judgeStock?: JudgeStock | undefined;
  /** Told when the store could not write and the act was refused for it (E-SYS-01). */
  readonly onStoreError?: ((error: unknown) => void) | undefined;
  /** Told when a listener threw; the act was done all the same. */
  readonly onListenerError?: ((error: unknown) => void) | undefined;
}

export function createPortalService(options: PortalServiceOptions): PortalService {
  const { store, now, random } = options;
  const judgement = options.decide ?? decide;
  const onStoreError = options.onStoreError ?? (() => {});
  const { subscribe, emit } = createListeners<PortalEvent>();

  const bank = createBank({
    store,
    now,
    random,
    emit,
    onStoreError,
    clockMode: options.clockMode,
    policy: policyWith(defaultPolicy, options.policyDefaults),
    demo: options.demo ?? true,
    resynchronise: options.resynchronise,
    judgeStock: options.judgeStock,
  });

  /** Load, decide, append: the body of the one transaction. */
  function judge(transaction: Transaction, contractId: string, act: Act): Outcome {
    const at = now();
    const contract = isContractId(contractId) ? transaction.contract(contractId) : undefined;
    if (contract === undefined) return refuseUnknownContract(transaction, contractId, act, at);
    const serial = serialOfAct(contract, act);
    const key = serial === undefined ? undefined : transaction.key(serial);
    const isForm = act.type === 'register' && serial !== undefined;
    const verdict = judgement(contract, act, {
      now: at,
      key,
      formFailures: isForm ? transaction.formFailures(contractId, serial) : 0,
      credentials: () => randomCredentials(random),
    });

    const attempt = attemptOf(contract, act, verdict, at);
    transaction.addAttempt(contractId, attempt);
    if (verdict.memory !== undefined && key !== undefined) transaction.saveKey({ ...key, ...verdict.memory });
    if (verdict.formFailures !== undefined && isForm) {
      transaction.setFormFailures(contractId, serial, verdict.formFailures);
    }
    saveContract(transaction, contract, verdict.contract);
    if (verdict.reason !== undefined) {
      const stops = verdict.locked === 'serial' ? undefined : verdict.locked;
      return {
        result: { ok: false, refusal: refusalOf(verdict.reason), stops },
        event: { type: 'refused', contractId, attempt },
      };
    }
    const result: ActResult = { ok: true, contract: verdict.contract, changed: verdict.record !== undefined };
    if (verdict.record === undefined) return { result, event: loginOf(contractId, act) };
    const entry = historyEntry(actorOf(contract, act), nameOfAct(act), verdict.record, at);
    addEntry(transaction, verdict.contract, entry, true);
    return { result, event: { type: 'act', contractId, entry, contract: verdict.contract } };
  }

  return {
    ...bank,
    act(contractId, act) {
      try {
        const { result, event } = store.transact((transaction) => judge(transaction, contractId, act));
        if (event !== undefined) emit(event);
        return result;
      } catch (error) {
        // Nothing was written, so nothing was done: no code is accepted that could not be marked as used.
        if (!(error instanceof StoreUnavailable)) throw error;
        onStoreError(error);
        return { ok: false, refusal: refusalOf('not-recorded') };
      }
    },
    recordRefusal(contractId, act, reason) {
      const attempt = refusedAttempt(act, reason, now());
      const log = isContractId(contractId) ? contractId : bankLog;
      store.transact((transaction) => transaction.addAttempt(log, attempt));
      emit({ type: 'refused', contractId: log, attempt });
    },
    subscribe(listener) {
      const unsubscribe = subscribe((event) => {
        try {
          listener(event);
        } catch (error) {
          unsubscribe();
          options.onListenerError?.(error);
        }
      });
      return unsubscribe;
    },
    storage: () => store.describe(),
    close: () => store.close(),
  };
}

function loginOf(contractId: string, act: Act): PortalEvent | undefined {
  if (act.type === 'adminLogin') return { type: 'login', contractId };
  return act.type === 'userLogin' ? { type: 'login', contractId, userId: act.userId } : undefined;
}

interface Outcome {
  readonly result: ActResult;
  readonly event?: PortalEvent | undefined;
}

/** There is no such contract: the same answer as for a wrong password, or as for a session that has ended. */
function refuseUnknownContract(transaction: Transaction, contractId: string, act: Act, at: number): Outcome {
  const isLogin = act.type === 'adminLogin' || act.type === 'userLogin';
  const reason = isLogin ? (loginInputProblem(contractId, act) ?? 'login-wrong') : 'no-session';
  transaction.addAttempt(bankLog, attemptOf(undefined, act, { reason }, at));
  return { result: { ok: false, refusal: refusalOf(reason) } };
}
