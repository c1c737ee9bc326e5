/** Where any window can go, and what it can send, without the screens that lead there (S-01, D-16). PURE: shapes only. */
import type { Outcome, UsageMode } from './outcome.ts';

/** Every screen behind the entrances, the administrator's first. */
export type ScreenName =
  | 'adminStatus'
  | 'contractMenu'
  | 'users'
  | 'mode'
  | 'confirm'
  | 'register'
  | 'deregister'
  | UserScreenKind
  | 'history'
  | 'mails'
  | 'userStatus'
  | 'inquiry'
  | 'transfer';
export type UserScreenKind = 'add' | 'rename' | 'delete' | 'unlock';

/** What is open to everybody. */
export type Entrance = 'top' | 'adminLogin' | 'userLogin';

/** What is sent to a screen that was never opened. */
export type ForgedAct =
  | { readonly to: 'mode'; readonly mode: UsageMode }
  | { readonly to: 'confirm'; readonly pin: string }
  | ({ readonly to: 'register' } & RegistrationForm)
  | { readonly to: 'deregister'; readonly userIds: readonly string[]; readonly pin: string }
  | { readonly to: 'add'; readonly userId: string; readonly name: string; readonly pin: string }
  | { readonly to: 'rename'; readonly name: string; readonly pin: string }
  | { readonly to: 'delete' | 'unlock'; readonly pin: string }
  | ({ readonly to: 'transfer' } & Transfer);

/** What any window can try, whosever it is, logged in or not. */
export interface Wanderer {
  /** Goes to a screen by its address (S-01); `userId` where the screen is about one user. */
  goTo(screen: ScreenName | Entrance, userId?: string): Promise<Outcome>;
  /** Sends an act to its address without having opened its screen (D-16). */
  forge(act: ForgedAct): Promise<Outcome>;
}

export interface RegistrationForm {
  /** Individual mode only: the users ticked. */
  readonly userIds: readonly string[];
  readonly serial: string;
  readonly otp: string;
  /** ご契約先確認暗証番号 */
  readonly pin: string;
}

export interface Transfer {
  readonly account: string;
  readonly amount: string;
  readonly otp?: string | undefined;
  /** 利用者確認暗証番号, where the policy asks for it instead (D-08). */
  readonly pin?: string | undefined;
}
