/** What the pipeline is given and what it answers, without HTTP. PURE: shapes only. */
import type { Contract, User } from '../../rules/contract.ts';
import type { FormFields } from '../http/form-fields.ts';
import type { Found, Owner, Session, Sessions } from '../http/session.ts';
import type { Notice, PageRoute } from './request-context.ts';
import type { Shown } from './screens.ts';

/** A request whose session has been looked up, at `at`. */
export interface Identified {
  readonly route: PageRoute;
  readonly at: number;
  /** Of a session, as the browser brought it. */
  readonly id: string | undefined;
  readonly found: Found;
  readonly held: Held | undefined;
}
type Held = Extract<Found, { state: 'live' | 'stopped' }>;

export interface RequestInput {
  /** `form` names the one-time form. */
  readonly fields: FormFields;
  readonly query: URLSearchParams;
  /** Whether a POST's form token is the session's own; asked only of whoever may come in. */
  tokenHolds(): boolean;
}

/** What every page is drawn from, whatever its screen. */
export interface PageFrame {
  readonly at: number;
  readonly notice: Notice;
  readonly contract?: Contract | undefined;
  readonly user?: User | undefined;
  /** Whose menu stands on the page. */
  readonly role?: Owner['role'] | undefined;
  /** The id of the one-time form on the screen. */
  readonly form?: string | undefined;
}

/** A session that began with the reply. The browser has to keep its id from now on. */
type Begun = ReturnType<Sessions['begin']>;

export type ShownPage = Shown &
  PageFrame & {
    /** What the form token belongs to. */
    readonly session: Session | undefined;
    readonly begun?: Begun | undefined;
  };

export type Reply =
  | ShownPage
  /** `leave`: the session has ended. */
  | { readonly to: string; readonly leave: boolean; readonly begun: Begun | undefined };
