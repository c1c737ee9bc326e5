/**
 * A contract of the bank: its administrator, its users, its usage mode and what is registered. PURE.
 *
 * Staleness (D-10, D-16) is one number: every committed administrative act raises `revision`, and whatever it changed
 * remembers that revision in `changedAt`. A form carries the revision that it was drawn from (`seen`); it is stale when
 * the mode, or one of ITS targets, changed later. So two sessions that register different users both succeed.
 */
import type { Policy } from './policy.ts';

export type UsageMode = 'shared' | 'individual';

/** What is registered in one place: the contract's (shared mode) or a user's (individual mode). */
export interface Registration {
  readonly serial: string | undefined;
  /** The contract revision that last changed it. */
  readonly changedAt: number;
}

/** What the bank hands to a person: test data of the stub. */
export interface Credentials {
  /** 利用者暗証番号 or ご契約先暗証番号 */
  readonly password: string;
  /** 利用者確認暗証番号 or ご契約先確認暗証番号 */
  readonly confirmationPin: string;
}

export interface User extends Credentials {
  readonly userId: string;
  readonly name: string;
  readonly registration: Registration;
  /** 利用中止 (D-09a) */
  readonly stopped: boolean;
  /** Consecutive failures, each counted apart (D-09a). */
  readonly failures: { readonly otp: number; readonly password: number; readonly confirmationPin: number };
  /** The contract revision that last changed this user's own data (name, stop). */
  readonly changedAt: number;
}

export interface Contract extends Credentials {
  /** ご契約先ID, 11 digits */
  readonly contractId: string;
  /** ご契約先Eメールアドレス */
  readonly email: string;
  readonly mode: UsageMode;
  readonly modeChangedAt: number;
  /** Used in shared mode only. */
  readonly registration: Registration;
  readonly users: readonly User[];
  /** The revision that last deleted a user: a form for a new user drawn before it could bring them back unasked (D-16). */
  readonly userDeletedAt: number;
  readonly policy: Policy;
  /** 契約利用中止 (D-09b) */
  readonly stopped: boolean;
  readonly failures: { readonly password: number; readonly confirmationPin: number };
  readonly revision: number;
}

export const maxUsers = 99;

const noUserFailures: User['failures'] = { otp: 0, password: 0, confirmationPin: 0 };

/** A user as they join: covered at once in shared mode, unregistered in individual mode (D-11). */
export function newUser(person: { userId: string; name: string }, credentials: Credentials, revision: number): User {
  return {
    userId: person.userId,
    name: person.name,
    ...credentials,
    registration: { serial: undefined, changedAt: revision },
    stopped: false,
    failures: noUserFailures,
    changedAt: revision,
  };
}

/** 利用中止解除: the stop and every count go, the token stays registered (D-09a). */
export function releasedUser(user: User, revision: number): User {
  return { ...user, stopped: false, failures: noUserFailures, changedAt: revision };
}

export function userOf(contract: Contract, userId: string): User | undefined {
  return contract.users.find((user) => user.userId === userId);
}

/** The serial whose codes this user's transactions take; undefined = 未登録 (S-24). */
export function serialOf(contract: Contract, user: User): string | undefined {
  return contract.mode === 'shared' ? contract.registration.serial : user.registration.serial;
}

/** Every serial registered in this contract, each once (S-33: several users may hold the same). */
export function heldSerials(contract: Contract | undefined): ReadonlySet<string> {
  if (contract === undefined) return new Set();
  const serials =
    contract.mode === 'shared'
      ? [contract.registration.serial]
      : contract.users.map((user) => user.registration.serial);
  return new Set(serials.filter((serial) => serial !== undefined));
}
