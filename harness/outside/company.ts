/** A company that a scenario holds: the bank's own user ids under the names that the features use. PURE but for its window. */
import type { ShownRegistrations } from '../outcome.ts';
import type { BankContract, BankPolicy } from '../ports.ts';
import type { Company } from './portal.ts';

export interface Held<W> {
  readonly company: Company;
  /** The ids that the scenario uses, in the order of the company's users. */
  readonly names: readonly string[];
  readonly policy: BankPolicy;
  /** The administrator's last session, whoever opened it: in it is looked whether anything changed. */
  latest: W | undefined;
}

/** 利用者ID of the features → the company's own; one that is nobody's stays as it was typed. */
export const theirs = (names: readonly string[], { users }: Company, userId: string): string =>
  users[names.indexOf(userId)]?.id ?? userId;

/** What a screen shows, by the names of the scenario; whom it doesn't name is left out. */
export function named(
  { names, company }: Pick<Held<unknown>, 'names' | 'company'>,
  shown: ShownRegistrations,
): ShownRegistrations {
  const users = names.flatMap((name, at) => {
    const id = company.users[at]?.id ?? name;
    return shown.users.has(id) ? [[name, shown.users.get(id)] as const] : [];
  });
  return { ...shown, users: new Map(users) };
}

/** Whoever the scenario doesn't name: a refused act must leave them alone too (D-06). */
const others = ({ names, company }: Pick<Held<unknown>, 'names' | 'company'>, shown: ShownRegistrations) => {
  const known = new Set(names.map((_name, at) => company.users[at]?.id));
  return [...shown.users].filter(([id]) => !known.has(id));
};

export function contractOfCompany(
  held: Pick<Held<unknown>, 'names' | 'company' | 'policy'>,
  shown: ShownRegistrations,
): BankContract {
  const { company, names } = held;
  const { users } = named(held, shown);
  const beyond = others(held, shown);
  return {
    contractId: company.id,
    password: company.password,
    confirmationPin: company.pin,
    mode: shown.mode,
    users: names.flatMap((userId, at) => {
      const user = company.users[at];
      if (user === undefined) return [];
      const serial = users.get(userId);
      return [
        {
          userId,
          name: user.name,
          password: user.password,
          confirmationPin: user.pin ?? '',
          stopped: false,
          ...(serial === undefined ? {} : { serial }),
        },
      ];
    }),
    ...(shown.serial === undefined ? {} : { serial: shown.serial }),
    ...(beyond.length === 0 ? {} : { beyond }),
    stopped: false,
  };
}
