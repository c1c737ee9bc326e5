/** Ways of leaving registrations otherwise than the rules do. PURE. */
import type { Contract, User } from '../../../portal-stub/rules/contract.ts';
import { refused, type Verdict } from '../../../portal-stub/rules/verdict.ts';
import { type ActOf, type ActType, deciding } from '../wrongs.ts';

type Asked<T extends ActType> = { readonly contract: Contract; readonly act: ActOf<T> };

/** An accepted act after which some users are otherwise than the rules left them. */
export const leavingUsers = <T extends ActType>(
  type: T,
  change: (user: User, before: User, asked: Asked<T> & { readonly index: number; readonly after: Contract }) => User,
) =>
  deciding(type, (verdict, { contract, act }) => {
    if (verdict.reason !== undefined || verdict.record === undefined) return verdict;
    const after = verdict.contract;
    const users = after.users.map((user, index) =>
      change(user, contract.users.find(({ userId }) => userId === user.userId) ?? user, {
        contract,
        act,
        index,
        after,
      }),
    );
    return { ...verdict, contract: { ...after, users } };
  });

export const leaving = (type: ActType, change: (verdict: Verdict, before: Contract) => Partial<Contract>) =>
  deciding(type, (verdict, { contract }) =>
    verdict.reason === undefined && verdict.record !== undefined
      ? { ...verdict, contract: { ...verdict.contract, ...change(verdict, contract) } }
      : verdict,
  );

/** Refused where the right rules accept. */
export const refusingWhere = <T extends ActType>(
  type: T,
  reason: Verdict['reason'] & string,
  where: (asked: Asked<T>) => boolean,
) =>
  deciding(type, (verdict, { contract, act }) =>
    verdict.reason === undefined && where({ contract, act }) ? refused(contract, reason) : verdict,
  );

export const chosenAt = (userIds: readonly string[], user: User) => userIds.indexOf(user.userId);
export const unregistered = (user: User, changedAt: number): User => ({
  ...user,
  registration: { serial: undefined, changedAt },
});
export const serialsOf = ({ users }: Contract) => users.map(({ registration }) => registration.serial);
