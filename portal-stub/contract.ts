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

export interface User {
  readonly userId: string;
  readonly name: string;
  /** 利用者暗証番号 */
  readonly password: string;
  /** 利用者確認暗証番号 */
  readonly confirmationPin: string;
  readonly registration: Registration;
  /** 利用中止 (D-09a) */
  readonly stopped: boolean;
  /** Consecutive failures, each counted apart (D-09a). */
  readonly failures: { readonly otp: number; readonly password: number; readonly confirmationPin: number };
  /** The contract revision that last changed this user's own data (name, stop). */
  readonly changedAt: number;
}

export interface Contract {
  /** ご契約先ID, 11 digits */
  readonly contractId: string;
  /** ご契約先暗証番号 */
  readonly password: string;
  /** ご契約先確認暗証番号 */
  readonly confirmationPin: string;
  /** ご契約先Eメールアドレス */
  readonly email: string;
  readonly mode: UsageMode;
  readonly modeChangedAt: number;
  /** Used in shared mode only. */
  readonly registration: Registration;
  readonly users: readonly User[];
  readonly policy: Policy;
  /** 契約利用中止 (D-09b) */
  readonly stopped: boolean;
  readonly failures: { readonly password: number; readonly confirmationPin: number };
  /** Wrong OTPs on the registration form for a known serial (D-09c). */
  readonly formFailures: { readonly [serial: string]: number };
  readonly revision: number;
}
