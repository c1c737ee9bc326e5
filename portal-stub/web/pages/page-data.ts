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
  readonly history: { readonly entries: readonly ShownEntry[] };
  readonly mails: { readonly mails: readonly ShownMail[] };
  readonly 'user-status': Nothing;
  readonly balance: Nothing;
  readonly transfer: {
    readonly asks: 'otp' | 'pin';
    readonly account: string;
    readonly amount: string;
    readonly receipt?: readonly ReceiptLine[] | undefined;
  };
  /** Without `problem` the notice says what is wrong. */
  readonly problem: { readonly problem?: { readonly status: number; readonly text: Text } | undefined };
}

/** 受付番号 and the like of a transfer that was taken. */
export interface ReceiptLine {
  readonly label: string;
  readonly value: string;
}

/** A line of 操作履歴照会, as it is read. */
export interface ShownEntry {
  readonly at: string;
  readonly who: string;
  readonly what: string;
  readonly users: string;
  readonly before: string;
  readonly after: string;
}

export interface ShownMail {
  readonly at: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
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
