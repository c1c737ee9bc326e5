/** The bank's side of an outside portal: companies that are lent, and whatever facts its adapter can tell. */
import { defaultPolicy } from '../../portal-stub/rules/policy.ts';
import { type Bank, type BankPolicy, NotSupported, UnknownFact } from '../ports.ts';
import { type Hands, putInOrder } from './clear.ts';
import { contractOfCompany, type Held } from './company.ts';
import { look, type OutsideDesk } from './desk.ts';
import type { Company } from './portal.ts';
import { createStops } from './stops.ts';

export function bankOutside<W>(desk: OutsideDesk<W>, hands: Hands, worker: number): Bank {
  const { portal } = desk;
  const heldAs = (contractId: string): Held<W> => {
    const found = desk.held.find(({ company }) => company.id === contractId);
    if (found === undefined) throw new Error(`ご契約先 ${contractId} はこの場面のものではありません`);
    return found;
  };
  const fact = <T>(name: 'history' | 'mails' | 'attempts', ask: ((company: Company) => Promise<T>) | undefined) => {
    return async (contractId: string): Promise<T> => {
      if (ask === undefined) throw new UnknownFact(name);
      return ask.call(portal, heldAs(contractId).company);
    };
  };
  const cannot = (what: string) => async (): Promise<never> => {
    throw new NotSupported(`ほかのポータルでは${what}ことができません`);
  };
  const unknown = (name: ConstructorParameters<typeof UnknownFact>[0]) => async (): Promise<never> => {
    throw new UnknownFact(name);
  };

  return {
    ...(portal.contract === undefined ? { contractFrom: 'screens' as const } : {}),
    createContract: async ({ users, policy = {} }) => {
      const differs = differences(policy, portal.policy ?? {});
      if (differs.length > 0 && portal.agree === undefined) {
        throw new NotSupported(`この銀行の取り決めとは違います（${differs.join('、')}）`);
      }
      const company = await portal.lease({ users: users.length, nth: desk.held.length + 1, worker });
      if (company.users.length < users.length) {
        throw new NotSupported(`この会社の利用者は ${company.users.length} 人です（${users.length} 人必要）`);
      }
      const agreed = { ...portal.policy, ...policy };
      const held: Held<W> = { company, names: users.map(({ userId }) => userId), policy: agreed, latest: undefined };
      if (!desk.stops.has(company.id)) {
        desk.stops.set(
          company.id,
          createStops(agreed.lockLimit ?? defaultPolicy.lockLimit, portal.unlock !== undefined),
        );
      }
      desk.held.push(held);
      await putInOrder(desk, held, hands);
      if (differs.length > 0) await portal.agree?.(company, policy);
      return contractOfCompany(held, { mode: 'shared', serial: undefined, users: new Map() });
    },
    contract: async (contractId) => {
      const held = heldAs(contractId);
      return contractOfCompany(held, await look(desk, held));
    },
    history: fact('history', portal.history),
    mails: fact('mails', portal.mails),
    attempts: fact('attempts', portal.attempts),
    strangers: unknown('attempts'),
    bankLog: unknown('history'),
    serial: unknown('serials'),
    unlock: async (contractId) => {
      if (portal.unlock === undefined) throw new NotSupported('この銀行は、契約利用中止を解除してくれません（unlock）');
      await portal.unlock(heldAs(contractId).company);
      desk.stops.get(contractId)?.clear();
    },
    setUp: unknown('hands'),
    deleteContract: cannot('ご契約先を削除する'),
    resetSerial: cannot('登録画面でのロックを銀行に解除させる'),
    resync: cannot('銀行に時刻を補正させる'),
    importStock: cannot('銀行の在庫への取り込みを試す'),
  };
}

/** What a scenario wishes and this bank has decided otherwise. */
function differences(wished: BankPolicy, decided: BankPolicy): readonly string[] {
  const bank = { ...defaultPolicy, ...decided };
  return (Object.keys(wished) as (keyof BankPolicy)[]).filter((key) => wished[key] !== bank[key]);
}
