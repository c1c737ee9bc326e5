/**
 * What a team writes to have its own portal tested: nine functions and two tables of texts. Everything further is
 * optional; without it, only the scenarios that need it are skipped, each by name. PURE: shapes only.
 */
import type { ShownRegistrations, UsageMode } from '../outcome.ts';
import type { BankAttempt, BankHistory, BankPolicy, SectionLayout, ShownModeChoice } from '../ports.ts';
import type { ForgedAct, RegistrationForm, ScreenName, UserScreenKind } from '../wander-port.ts';

/**
 * A test company at the bank.
 * @example { id: '12345678901', password: 'Keiyaku1', pin: 'Kakunin1',
 *   users: [{ id: 'tanaka', name: '田中 一郎', password: 'Riyosha1' }] }
 */
export interface Company {
  /** ご契約先ID */
  readonly id: string;
  /** What the administrator logs in with. */
  readonly password: string;
  /** ご契約先確認暗証番号 */
  readonly pin: string;
  /** Those whom the scenarios call user01, user02, …, in this order. There may be more than a scenario names. */
  readonly users: readonly CompanyUser[];
}

export interface CompanyUser {
  readonly id: string;
  readonly name: string;
  readonly password: string;
  /** 利用者確認暗証番号, where the bank has one. */
  readonly pin?: string;
}

/**
 * What the portal says after an act, in its own words.
 * @example { ok: false, text: '承認番号が違います。' }
 */
export interface Told {
  readonly ok: boolean;
  /** The portal's own text, untranslated: never a code of ours. */
  readonly text: string;
  /** What the screen shows of registrations then; asked for by `registrations` where it is left out. */
  readonly shown?: ShownRegistrations;
}

/**
 * The portal's text for a refusal: the whole sentence, in which `*` stands for whatever varies (a serial, a count).
 * Several texts under one name tell an attacker which case it was (D-12), so that has to be declared.
 * @example '承認番号が違います。'
 * @example { texts: ['カード番号が違います。', 'カードの数字が違います。'], differs: true }
 */
export type RefusalText = string | { readonly texts: readonly string[]; readonly differs: true };

/** What the adapter is asked for when a scenario begins to need a company. */
export interface LeaseWish {
  /** At least so many users. */
  readonly users: number;
  /** 1 for the scenario's own company, 2 and more for others beside it. */
  readonly nth: number;
  /** 0, or the number of the parallel worker that asks: two workers must never hold one company. */
  readonly worker: number;
}

/** @typeParam W whatever the adapter calls a logged-in window: a cookie jar, a page of a browser. */
export interface OutsidePortal<W = unknown> {
  /** Printed in the report. */
  readonly name: string;
  readonly version?: string;
  /** Where it is, for the report. */
  readonly origin?: string;
  /**
   * Name of a refusal (harness/scene/refusal-names.ts) → the portal's text. One text may stand under several names; then
   * nobody can tell these apart, and the report says so.
   * @example { 確認暗証番号の誤り: '承認番号が違います。', トークン認証の誤り: 'カードを確認できません。' }
   */
  readonly refusals: { readonly [name: string]: RefusalText };
  /** What the screen says when an act was done; `*` stands for whatever varies. */
  readonly done: {
    readonly registered: string;
    readonly deregistered: string;
    /** The mode that is set already was chosen again. */
    readonly unchanged: string;
    readonly transferred: string;
  };
  /** The portal's word for 半角 in its messages, where it is another. */
  readonly halfWidth?: string;
  /** What this bank decided; a scenario that wishes otherwise is skipped by name. */
  readonly policy?: BankPolicy;
  /** 'one': a second login of the same person ends the first; scenarios with two windows of one person are skipped. */
  readonly sessions?: 'one' | 'several';
  /** Where it is looked whether a refused act changed anything (D-06): in the window that acts, unless told otherwise. */
  readonly watch?: 'same-window' | 'own-window' | 'off';

  // ─── the nine ───
  /** A company that nobody else uses now. Throws `NotSupported` when there is no more. */
  lease(wish: LeaseWish): Promise<Company>;
  /** New seeds as a PSKC file (RFC 6030, plain text): they have to be in the bank's stock when this returns. */
  stock(pskc: string): Promise<void>;
  /** Without a userId the administrator logs in. What is refused is told. */
  logIn(company: Company, userId?: string): Promise<W | Told>;
  /** What the administrator's screen shows now: the mode, and serials by the company's own user ids. */
  registrations(window: W): Promise<ShownRegistrations | Told>;
  /** `pin` is for a confirmation screen, where the bank has one. undefined = no mode chosen. */
  changeMode(window: W, mode: UsageMode | undefined, pin?: string): Promise<Told>;
  register(window: W, form: RegistrationForm): Promise<Told>;
  deregister(window: W, form: { readonly userIds: readonly string[]; readonly pin: string }): Promise<Told>;
  transfer(window: W, form: TransferForm): Promise<Told>;
  inquiry(window: W): Promise<Told>;

  // ─── each optional ───
  /** Before the first scenario of a worker: where the adapter starts what it needs, a browser for instance. */
  open?(): Promise<void>;
  /** After the last one. */
  close?(): Promise<void>;
  /** Moves the portal's clock, forwards only. Without it everything waits in real time. */
  setClock?(now: number): Promise<void>;
  /** Puts a company in order at once: shared mode, nobody registered, nobody stopped. Otherwise it is done on the screens. */
  reset?(company: Company): Promise<void>;
  /** After a scenario, a failed one too: what can't be taken back on the screens is taken back here. */
  giveBack?(company: Company): Promise<void>;
  /** Agrees on another policy for a company, until it is given back. */
  agree?(company: Company, policy: BankPolicy): Promise<void>;
  /** The bank clears every stop of a company (契約利用中止, 利用中止). Without it nobody is locked out by a scenario. */
  unlock?(company: Company): Promise<void>;
  /** 利用者登録, 利用者情報変更, 利用者登録抹消, 利用中止解除. What it changes has to be taken back by `giveBack` or `reset`. */
  manageUser?(window: W, act: UserScreenKind, form: ManagedUser): Promise<Told>;
  /** The user list, by the company's own ids. */
  users?(window: W): Promise<readonly ListedUser[]>;
  /**
   * A screen that stays open until it is sent or left, whatever is done elsewhere meanwhile. Without it, what a scenario
   * opens before another act and sends after it is skipped: `register` and its like fetch a fresh form.
   */
  openScreen?(window: W, screen: OpenedScreen): Promise<OpenScreen | Told>;
  /** The mode screen as it is drawn. */
  modeScreen?(window: W): Promise<ShownModeChoice>;
  /** How the section of the one-time passwords is laid out. */
  layout?(window: W): Promise<SectionLayout>;
  /** What 資金移動 asks for beside account and amount. */
  transferAsks?(window: W): Promise<'otp' | 'pin'>;
  logOff?(window: W): Promise<void>;
  /** A screen by its address; `window` is undefined where nobody is logged in. */
  goTo?(window: W | undefined, screen: ScreenName, userId?: string): Promise<Told>;
  /** Sends an act without its screen. */
  forge?(window: W | undefined, act: ForgedAct): Promise<Told>;

  // ─── facts of the bank: each checks more in the same scenarios ───
  history?(company: Company): Promise<readonly BankHistory[]>;
  mails?(company: Company): Promise<readonly OutsideMail[]>;
  attempts?(company: Company): Promise<readonly BankAttempt[]>;
  contract?(company: Company): Promise<ShownRegistrations>;
}

export type OpenedScreen = 'mode' | 'register' | 'deregister';

/** @example { shown: { mode: 'shared', serial: undefined, users: new Map() }, submit: (form) => send(page, form) } */
export interface OpenScreen {
  /** What it showed of registrations when it was drawn; asked for by `registrations` where it is left out. */
  readonly shown?: ShownRegistrations;
  /** Whatever of this the screen asks for. */
  submit(form: {
    readonly mode?: UsageMode | undefined;
    readonly userIds?: readonly string[];
    readonly serial?: string;
    readonly otp?: string;
    readonly pin?: string | undefined;
  }): Promise<Told>;
  /** キャンセル, where the screen has it. */
  cancel?(): Promise<void>;
}

export interface TransferForm {
  readonly account: string;
  readonly amount: string;
  readonly otp: string;
  /** 利用者確認暗証番号, where the bank asks for it instead of a code. */
  readonly pin?: string;
}

export interface ManagedUser {
  readonly userId?: string | undefined;
  readonly name?: string | undefined;
  readonly pin: string;
}

export interface ListedUser {
  readonly id: string;
  readonly name: string;
  readonly token: string | undefined;
  readonly stopped: boolean;
}

export interface OutsideMail {
  readonly at: number;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}
