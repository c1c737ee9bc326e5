/**
 * How a page is written: a route is data and a synchronous function from a request context to an answer. Everything that every
 * page needs (session, role, form token, one-time form, headers, rendering) happens around it, in site.ts, once.
 */
import type { Act, ActResult, HistoryEntry, Mail, Stop } from '../../rules/acts.ts';
import type { Contract, User } from '../../rules/contract.ts';
import type { Reason, RefusalCode } from '../../rules/refusal.ts';
import type { FormFields } from '../http/form-fields.ts';
import type { OpenForm, Owner } from '../http/session.ts';
import { hiddenCharacterAt } from './hidden-character.ts';
import type { Shown } from './screens.ts';

export interface RequestContext {
  /** The revision that the posted form was drawn from; -1, older than anything, when no open form came with it (D-16). */
  readonly seen: number;
  /** What the posted form was drawn from; undefined when it was never opened, or has done its one act already. */
  readonly form: OpenForm | undefined;
  readonly fields: FormFields;
  readonly query: URLSearchParams;
  act(act: Act): ActResult;
  /** Records a refusal that the page itself decided. False when it could not be written down. */
  record(reason: Reason): boolean;
  /** What the bank wrote down of the session's contract, oldest first (D-17). */
  written(): { readonly history: readonly HistoryEntry[]; readonly mails: readonly Mail[] };
}

/** `contract` and `user` are as they were when the request came; after an act, use the act's own. */
export interface AdminContext extends RequestContext {
  readonly contract: Contract;
}
export interface UserContext extends AdminContext {
  readonly user: User;
}
export interface LoginContext extends RequestContext {
  login(contractId: string, act: Act): ActResult;
}

/** Refusals are values on their way to the screen, too. */
export interface Notice {
  /** `role="alert"` */
  readonly refused?: RefusalCode | undefined;
  /** The refused attempt was the one too many (D-09). */
  readonly stops?: Stop | undefined;
  /** Where in the refused field a character stands that nobody can see (E-INP-10, E-INP-12). */
  readonly hiddenAt?: number | undefined;
  /** `role="status"` */
  readonly done?: string | undefined;
  /** Said after `done`, in the same status. */
  readonly detail?: string | undefined;
  /** Where whoever is done goes on. */
  readonly next?: { readonly to: string; readonly label: string } | undefined;
}

/** A screen to be shown. */
export type ScreenAnswer = Shown & {
  readonly notice?: Notice | undefined;
  /** What the form on the screen is drawn from, when it has one that acts; `seen` only to carry an older one on. */
  readonly opens?: (Omit<OpenForm, 'seen' | 'mode'> & { readonly seen?: number }) | undefined;
  /** The contract that the screen shows: after an act, the act's. */
  readonly contract?: Contract | undefined;
  /** The posted form has done its act and can do no other. */
  readonly consumed?: boolean | undefined;
};

/** Another page to go to. */
export interface Redirect {
  readonly to: string;
  /** A session that begins on the way. */
  readonly enter?: Owner | undefined;
  /** The session ends. */
  readonly leave?: boolean | undefined;
}

export type Answer = ScreenAnswer | Redirect;

interface RouteBase {
  readonly path: string;
  readonly method: 'GET' | 'POST';
  /** Names of the posted fields, besides `csrf` and `form`. Any other name is refused. */
  readonly fields?: readonly string[] | undefined;
  /** Names that may come more than once. */
  readonly lists?: readonly string[] | undefined;
  /** What a POST asks for, so that what the guard refuses can be recorded as an attempt at it. */
  readonly act?: Act['type'] | undefined;
}
export type PageRoute = RouteBase &
  (
    | { readonly access: 'anyone'; readonly handle: (context: LoginContext) => Answer }
    /** Whoever has a session: log-off. */
    | { readonly access: 'either'; readonly handle: (context: RequestContext) => Answer }
    | { readonly access: 'administrator'; readonly handle: (context: AdminContext) => Answer }
    | { readonly access: 'user'; readonly handle: (context: UserContext) => Answer }
  );

/** `fields`: as they were posted, where a character in them may be the cause that nobody sees. */
export function refusedBy(result: ActResult & { readonly ok: false }, fields?: FormFields): Notice {
  const { code } = result.refusal;
  const field = code === 'E-INP-10' ? 'serial' : code === 'E-INP-12' ? 'otp' : undefined;
  const hiddenAt = field && fields && hiddenCharacterAt(fields.one(field));
  return { refused: code, stops: result.stops, hiddenAt };
}
