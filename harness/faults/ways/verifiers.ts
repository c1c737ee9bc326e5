/** Verifiers that several faults share. PURE. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import type { Decide } from '../../../portal-stub/rules/decide.ts';
import { codeOf, stepAt } from '../../../portal-stub/rules/otp.ts';
import type { StockedKey } from '../../../portal-stub/rules/stock.ts';
import type { Facts, Verdict } from '../../../portal-stub/rules/verdict.ts';
import type { Store } from '../../../portal-stub/store/store.ts';
import { type ActType, codeActs, deciding, retrying, savingKey } from '../wrongs.ts';

/** Steps that an accepted code was off what the bank expected; positive = early. */
export const offBy = ({ memory }: Verdict, { key, now }: Facts): number =>
  memory === undefined || key === undefined ? 0 : Number(memory.lastStep) - (stepAt(now) + key.driftSteps);

/** What a refused code would have taught. */
export function seenDrift({ key, now }: Facts, otp: string | undefined): number {
  const offsets = Array.from({ length: 21 }, (_, index) => index - 10);
  return offsets.find((offset) => key !== undefined && codeOf(key.secret, stepAt(now) + offset) === otp) ?? 0;
}

export const isEarly = ({ act, facts }: { act: { readonly otp?: string | undefined }; facts: Facts }): boolean =>
  seenDrift(facts, act.otp) > (facts.key?.driftSteps ?? 0);

export const keepingDrift = (verdict: Verdict, { facts }: { readonly facts: Facts }): Verdict =>
  verdict.memory === undefined
    ? verdict
    : { ...verdict, memory: { ...verdict.memory, driftSteps: facts.key?.driftSteps ?? 0 } };

/** The accepted step has the digits of the step before it. */
export const hasTwinBefore = ({ secret, lastStep }: StockedKey): boolean =>
  lastStep !== undefined && codeOf(secret, lastStep) === codeOf(secret, lastStep - 1);

/** Who used a serial last; anybody else may use the same code. */
export function perUser(right: Decide): Decide {
  const lastUser = new Map<string, string>();
  const judged = retrying('transfer', ['otp-used', 'otp-old'], ({ act, facts }) =>
    lastUser.get(facts.key?.serial ?? '') === act.userId ? undefined : { key: { lastStep: undefined } },
  )(right);
  return (contract, act, facts) => {
    const verdict = judged(contract, act, facts);
    if (act.type === 'transfer' && verdict.memory !== undefined) lastUser.set(facts.key?.serial ?? '', act.userId);
    return verdict;
  };
}

/** What one kind of act used, the other kind may use again. */
export function remembering(used: 'register' | 'transfer'): Wrapping {
  const usedBy = new Map<string, ActType>();
  const other = used === 'register' ? 'transfer' : 'register';
  return {
    decide: (right) => {
      const judged = retrying(other, ['otp-used'], ({ facts }) =>
        usedBy.get(facts.key?.serial ?? '') === used ? { key: { lastStep: undefined } } : undefined,
      )(right);
      return (contract, act, facts) => {
        const verdict = judged(contract, act, facts);
        if (verdict.memory !== undefined) usedBy.set(facts.key?.serial ?? '', act.type);
        return verdict;
      };
    },
  };
}

/** Rules that know the store of their bank, and so keys that they are not shown. */
function knowingStore(decide: (right: Decide, keyOf: (serial: string) => StockedKey | undefined) => Decide): Wrapping {
  let keyOf: (serial: string) => StockedKey | undefined = () => undefined;
  return {
    store: (right: Store) => ({
      ...right,
      transact: (work) =>
        right.transact((transaction) => {
          keyOf = (serial) => transaction.key(serial);
          return work(transaction);
        }),
    }),
    decide: (right) => decide(right, (serial) => keyOf(serial)),
  };
}

/** A code of one of the serials that `by` took from the contract pays. */
export function oldTokenPays(by: 'register' | 'changeMode'): Wrapping {
  return knowingStore((right, keyOf) => {
    const old = new Map<string, readonly string[]>();
    const remembered = deciding(by, (verdict) => {
      if (verdict.record !== undefined) old.set(verdict.contract.contractId, verdict.record.oldSerials);
      return verdict;
    })(right);
    return (contract, act, facts) => {
      const verdict = remembered(contract, act, facts);
      if (act.type !== 'transfer' || verdict.reason === undefined) return verdict;
      for (const serial of old.get(contract.contractId) ?? []) {
        const other = right(contract, act, { ...facts, key: keyOf(serial) });
        if (other.reason === undefined) return { ...other, memory: undefined };
      }
      return verdict;
    };
  });
}

/** A code of any free token of a kind pays. */
export function unregisteredPays(prefix: string): Wrapping {
  return knowingStore((right, keyOf) => (contract, act, facts) => {
    const verdict = right(contract, act, facts);
    if (act.type !== 'transfer' || verdict.reason !== 'otp-wrong') return verdict;
    for (let number = 1; ; number += 1) {
      const key = keyOf(`${prefix}${String(number).padStart(5, '0')}`);
      if (key === undefined) return verdict;
      if (key.contractId !== undefined) continue;
      const other = right(contract, act, { ...facts, key });
      if (other.reason === undefined) return { ...other, memory: undefined };
    }
  });
}

/** The last drift that was seen on any device. */
export function driftForAll(): Wrapping {
  let last = 0;
  return {
    store: savingKey((key, before) => {
      if (key.lastStep !== before.lastStep) last = key.driftSteps;
      return key;
    }),
    decide: (right) => (contract, act, facts) =>
      right(contract, act, facts.key === undefined ? facts : { ...facts, key: { ...facts.key, driftSteps: last } }),
  };
}

/** The latest step that any device used. */
export function stepForAll(): Wrapping {
  let last = 0;
  return {
    decide: (right) => (contract, act, facts) => {
      const key = facts.key && { ...facts.key, lastStep: Math.max(last, facts.key.lastStep ?? 0) };
      const verdict = right(contract, act, { ...facts, key });
      last = Math.max(last, verdict.memory?.lastStep ?? 0);
      return verdict;
    },
  };
}

/** The second code in a row that was outside the window is taken. */
export function correctingItself(): Wrapping {
  const outside = new Map<string, number>();
  return {
    decide: retrying('transfer', ['otp-outside-window'], ({ facts }) => {
      const serial = facts.key?.serial ?? '';
      const times = (outside.get(serial) ?? 0) + 1;
      outside.set(serial, times);
      return times > 1 ? { policy: { windowSteps: 10 } } : undefined;
    }),
  };
}

/** What another contract learned of a serial is not known here. */
export const perContract =
  (lost: Partial<StockedKey>) =>
  (right: Decide): Decide => {
    const learnedBy = new Map<string, string>();
    return (contract, act, facts) => {
      const serial = facts.key?.serial ?? '';
      const known = (learnedBy.get(serial) ?? contract.contractId) === contract.contractId;
      const verdict = right(
        contract,
        act,
        known || facts.key === undefined ? facts : { ...facts, key: { ...facts.key, ...lost } },
      );
      if (verdict.memory !== undefined && codeActs.some((type) => type === act.type))
        learnedBy.set(serial, contract.contractId);
      return verdict;
    };
  };
