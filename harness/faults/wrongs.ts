/** Ways of being wrong that several faults share. PURE. */
import type { Wrapping } from '../../desk/wrapping.ts';
import type { Act } from '../../portal-stub/rules/acts.ts';
import type { Contract, User } from '../../portal-stub/rules/contract.ts';
import type { Decide } from '../../portal-stub/rules/decide.ts';
import type { Policy } from '../../portal-stub/rules/policy.ts';
import type { Reason } from '../../portal-stub/rules/refusal.ts';
import type { StockedKey } from '../../portal-stub/rules/stock.ts';
import { type Facts, refused, type Verdict } from '../../portal-stub/rules/verdict.ts';
import type { Store, Transaction } from '../../portal-stub/store/store.ts';
import type { Fault } from './fault.ts';

export type ActType = Act['type'];
export type ActOf<T extends ActType> = Extract<Act, { readonly type: T }>;

/** The acts that take a code. */
export const codeActs = ['register', 'transfer'] as const;

/** What becomes of the right verdict on acts of one kind. `right` judges once more, on what it is given. */
export type Spoil<T extends ActType> = (
  verdict: Verdict,
  asked: { readonly contract: Contract; readonly act: ActOf<T>; readonly facts: Facts; readonly right: Decide },
) => Verdict;

/** Rules that judge acts of one kind, or of several, wrongly and all others rightly. */
export const deciding =
  <T extends ActType>(types: T | readonly T[], spoil: Spoil<T>) =>
  (right: Decide): Decide =>
  (contract, act, facts) => {
    const verdict = right(contract, act, facts);
    if (!([types].flat() as readonly ActType[]).includes(act.type)) return verdict;
    return spoil(verdict, { contract, act: act as ActOf<T>, facts, right });
  };

/** Rules that go by another policy than the contract's own, which stays written as it is. */
export const withPolicy =
  (wrong: Partial<Policy>, types?: readonly ActType[]) =>
  (right: Decide): Decide =>
  (contract, act, facts) => {
    if (types !== undefined && !types.includes(act.type)) return right(contract, act, facts);
    const verdict = right({ ...contract, policy: { ...contract.policy, ...wrong } }, act, facts);
    return { ...verdict, contract: { ...verdict.contract, policy: contract.policy } };
  };

/** Rules that see the act, the contract or the facts otherwise than they are. */
export const seeing =
  <T extends ActType>(
    type: T,
    see: (asked: { contract: Contract; act: ActOf<T>; facts: Facts }) => {
      contract?: Contract;
      act?: ActOf<T>;
      facts?: Facts;
    },
  ) =>
  (right: Decide): Decide =>
  (contract, act, facts) => {
    if (act.type !== type) return right(contract, act, facts);
    const seen = see({ contract, act: act as ActOf<T>, facts });
    return right(seen.contract ?? contract, seen.act ?? act, seen.facts ?? facts);
  };

export const refusedFor = (verdict: Verdict, ...reasons: readonly Verdict['reason'][]): boolean =>
  verdict.reason !== undefined && reasons.includes(verdict.reason);

/** A bank whose writing, or looking up while it writes, goes wrong in one place. */
export const writing =
  (wrong: (right: Transaction) => Partial<Transaction>) =>
  (right: Store): Store => ({
    ...right,
    transact: (work) => right.transact((transaction) => work({ ...transaction, ...wrong(transaction) })),
  });

/** Rules that go past one reason: what they refused for it is judged again on what `past` makes of it. */
export const overlooking =
  <T extends ActType>(
    types: T | readonly T[],
    reason: Reason,
    past: (asked: { contract: Contract; act: ActOf<T>; facts: Facts }) => {
      contract?: Contract;
      act?: ActOf<T>;
      facts?: Facts;
    },
  ) =>
  (right: Decide): Decide =>
    deciding(types, (verdict, { contract, act, facts }) => {
      if (verdict.reason !== reason) return verdict;
      const seen = past({ contract, act, facts });
      return right(seen.contract ?? contract, seen.act ?? act, seen.facts ?? facts);
    })(right);

/** The user of an act as `change` makes them, everybody else as they are. */
export const withUser = (contract: Contract, userId: string, change: (user: User) => Partial<User>): Contract => ({
  ...contract,
  users: contract.users.map((user) => (user.userId === userId ? { ...user, ...change(user) } : user)),
});

/** Faults everywhere, one a line. */
export const wrong = (name: string, breaks: string, ja: string, en: string, wrap: Fault['wrap']): Fault => ({
  name,
  breaks: breaks.split(' '),
  text: { ja, en },
  at: 'everywhere',
  wrap,
});
/** The same for what only pages show. */
export const wrongPage = (...given: Parameters<typeof wrong>): Fault => ({ ...wrong(...given), at: 'pages' });

/** Judged once more, otherwise, where the right rules refuse for one of these reasons. */
export const retrying =
  <T extends ActType>(
    types: T | readonly T[],
    reasons: readonly Verdict['reason'][],
    change: (asked: {
      contract: Contract;
      act: ActOf<T>;
      facts: Facts;
    }) => { readonly policy?: Partial<Policy>; readonly key?: Partial<StockedKey> } | undefined,
  ) =>
  (right: Decide): Decide =>
    deciding(types, (verdict, { contract, act, facts }) => {
      const other = refusedFor(verdict, ...reasons) ? change({ contract, act, facts }) : undefined;
      if (other === undefined || facts.key === undefined) return verdict;
      const key = { ...facts.key, ...other.key };
      return withPolicy(other.policy ?? {})(right)(contract, act, { ...facts, key });
    })(right);

/** Refused where the right rules accept. */
export const refusing = <T extends ActType>(
  types: T | readonly T[],
  reason: (verdict: Verdict, asked: { readonly act: ActOf<T>; readonly facts: Facts }) => Verdict['reason'],
) =>
  deciding(types, (verdict, { contract, act, facts }) => {
    const why = verdict.reason === undefined ? reason(verdict, { act, facts }) : undefined;
    return why === undefined ? verdict : refused(contract, why);
  });

/** A store that writes keys otherwise than it is told. */
export const savingKey = (change: (key: StockedKey, before: StockedKey) => StockedKey) =>
  writing((right) => ({ saveKey: (key) => right.saveKey(change(key, right.key(key.serial) ?? key)) }));

/** A bank that loses `memory` when this act frees a serial. */
export function forgetting(by: ActType | 'deleteContract', memory: Partial<StockedKey>): Wrapping {
  let last: string | undefined;
  const freed = savingKey((key, before) =>
    last === by && before.contractId !== undefined && key.contractId === undefined ? { ...key, ...memory } : key,
  );
  return {
    decide: (right) => (contract, act, facts) => {
      last = act.type;
      return right(contract, act, facts);
    },
    store: freed,
    service: (right) => ({
      ...right,
      deleteContract: (contractId) => {
        last = 'deleteContract';
        return right.deleteContract(contractId);
      },
    }),
  };
}
