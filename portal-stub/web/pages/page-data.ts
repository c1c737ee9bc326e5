/** What each template draws besides what every page has: one type a template. PURE: shapes only. */
import type { Text } from '../../../common/text.ts';
import type { UsageMode, User } from '../../rules/contract.ts';

type Nothing = Readonly<Record<string, never>>;

export interface TemplateData {
  readonly top: Nothing;
  readonly 'admin-login': { readonly contractId: string };
  readonly 'user-login': { readonly contractId: string; readonly userId: string };
  readonly 'admin-status': Nothing;
  readonly 'contract-menu': Nothing;
  readonly users: Nothing;
  readonly 'user-form': UserForm | FinishedUser;
  readonly mode: { readonly chosen: UsageMode };
  readonly 'mode-confirm': { readonly chosen: UsageMode };
  readonly register: { readonly serial: string; readonly chosen: readonly string[] };
  readonly deregister: { readonly chosen: readonly string[] };
  readonly 'user-status': Nothing;
  readonly balance: Nothing;
  readonly transfer: { readonly asks: 'otp' | 'pin'; readonly account: string; readonly amount: string };
  /** Without `problem` the notice says what is wrong. */
  readonly problem: { readonly problem?: { readonly status: number; readonly text: Text } | undefined };
}

/** One act on one user, before it is done. */
export interface UserForm {
  readonly path: string;
  readonly asks: readonly ('userId' | 'name')[];
  readonly userId: string;
  readonly subjectName: string;
}

/** The same act, done. The stub makes a new user's PINs; somebody has to be told, and they are test data. */
export interface FinishedUser {
  readonly finished: User | undefined;
  readonly showsPins: boolean;
}
