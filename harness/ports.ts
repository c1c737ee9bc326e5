/**
 * The language that the steps speak. The assembly of a level (levels.ts) decides what stands behind each port.
 * A driver that cannot do a thing throws `NotSupported` and the scenario is skipped with that reason, never passed unseen.
 *
 * Screens are values: whoever opens one may fill it later, twice, or never, as a person with two windows can
 * (D-10, D-16). A screen answers what it showed when it was drawn; only `submit` and `cancel` act.
 * PURE: shapes only. Instants are milliseconds since the epoch.
 */

import type { Text } from '../common/text.ts';
import type { SceneClock, TokenDevice } from './device-port.ts';
import type { Outcome, ShownRegistrations, UsageMode } from './outcome.ts';
import type { Shown } from './shown.ts';
import type { StockAnswer } from './stock-answer.ts';
import type { RegistrationForm, Transfer, UserScreenKind, Wanderer } from './wander-port.ts';

export type { Face, PressResult, TokenKind, TokenState } from '../simulator/device/face.ts';
export type { Outcome, ShownRegistrations, UsageMode } from './outcome.ts';
export type { PagePart, PartKind } from './page-port.ts';
export type {
  Entrance,
  ForgedAct,
  RegistrationForm,
  ScreenName,
  Transfer,
  UserScreenKind,
  Wanderer,
} from './wander-port.ts';

/** Thrown by a driver that cannot do a thing; the message is the reason that the report prints. */
export class NotSupported extends Error {}

/** The names of what only the bank's side tells, as a report prints them. */
export type FactName = 'history' | 'mails' | 'attempts' | 'contract' | 'serials' | 'hands';

/**
 * Thrown where this bank doesn't tell a fact. A Then that wants nothing else is noted as not checked; anything else that
 * can't do without it is skipped.
 */
export class UnknownFact extends NotSupported {
  readonly fact: FactName;

  constructor(fact: FactName) {
    super(`この銀行からは${factWords[fact]}がわかりません`);
    this.fact = fact;
  }
}

export const factWords: { readonly [fact in FactName]: string } = {
  history: '履歴',
  mails: 'メール',
  attempts: '銀行の記録の理由',
  contract: '銀行の登録内容',
  serials: '銀行でのシリアル番号の状態',
  hands: '銀行の準備用の経路の答え',
};

/** Thrown when a screen can't be opened because the portal refuses; the steps take it as the act's outcome. */
export class ScreenRefused extends Error {
  readonly outcome: Extract<Outcome, { accepted: false }>;

  constructor(outcome: Extract<Outcome, { accepted: false }>) {
    super(`${outcome.code} ${outcome.text ?? ''}`.trim());
    this.outcome = outcome;
  }
}

// ─── what a person is told ────────────────────────────────────────────────────────────────────────────────────────────

/** 利用者情報選択: the user list and the OTP section below it (S-07 to S-14). */
export interface ShownOverview {
  /** 現在の設定, by its meaning: a page says it in one of the manual's two sentences and in no other. */
  readonly mode: UsageMode;
  readonly users: readonly {
    readonly userId: string;
    readonly name: string;
    readonly token: string | undefined;
    readonly stopped: boolean;
  }[];
}

/** The OTP section as it is laid out; a level without pages has none. */
export interface SectionLayout {
  readonly heading: string;
  readonly belowUserList: boolean;
  /** Text and buttons are visible only when open (S-10). */
  readonly foldable: boolean;
  readonly buttons: readonly string[];
}

/** ワンタイムパスワード利用形態設定 (S-16 to S-18). */
export interface ShownModeChoice {
  /** Both radio texts in their order. */
  readonly options: readonly string[];
  /** The text of the preselected radio. */
  readonly chosen: string | undefined;
  /** The paragraph that speaks of 解除; undefined when none does. */
  readonly note: string | undefined;
}

// ─── the administrator ────────────────────────────────────────────────────────────────────────────────────────────────

/** ワンタイムパスワード利用形態設定確認, where the policy asks for it (D-01). */
export interface ConfirmScreen {
  submit(pin: string): Promise<Outcome>;
  cancel(): Promise<void>;
}

export interface ModeScreen {
  /** What it showed when it was drawn; not supported at a level without pages. */
  shown(): ShownModeChoice;
  /** 次へ, to the confirmation screen and no further. */
  confirm(mode: UsageMode): Promise<ConfirmScreen>;
  /** 次へ, and where the policy asks for it OK on the confirmation screen with `pin` (D-01). undefined = no radio chosen. */
  submit(mode: UsageMode | undefined, pin?: string): Promise<Outcome>;
  cancel(): Promise<void>;
}

export interface RegistrationScreen {
  readonly shown: ShownRegistrations;
  /** OK */
  submit(form: RegistrationForm): Promise<Outcome>;
  cancel(): Promise<void>;
}

export interface DeregistrationScreen {
  readonly shown: ShownRegistrations;
  submit(form: { readonly userIds: readonly string[]; readonly pin: string }): Promise<Outcome>;
}

/** 利用者登録, 利用者情報変更, 利用者登録抹消, 利用中止解除. */
export interface UserScreen {
  submit(form: { readonly userId?: string; readonly name?: string; readonly pin: string }): Promise<Outcome>;
}

/** One window of an administrator: one session, from 管理者ログイン on. */
export interface AdminPortal extends Wanderer {
  logIn(password: string): Promise<Outcome>;
  logOff(): Promise<void>;
  overview(): Promise<ShownOverview>;
  sectionLayout(): Promise<SectionLayout>;
  openMode(): Promise<ModeScreen>;
  openRegistration(): Promise<RegistrationScreen>;
  openDeregistration(): Promise<DeregistrationScreen>;
  openUserScreen(kind: UserScreenKind, userId?: string): Promise<UserScreen>;
}

// ─── a user ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface TransferScreen {
  submit(transfer: Transfer): Promise<Outcome>;
}

/** One window of a user: one session, from 利用者ログイン on. */
export interface UserPortal extends Wanderer {
  logIn(password: string): Promise<Outcome>;
  inquiry(): Promise<Outcome>;
  /** What 資金移動 asks for beside account and amount. */
  transferAsks(): Promise<'otp' | 'pin'>;
  /** 資金移動, opened and sent at once. */
  transfer(transfer: Transfer): Promise<Outcome>;
  openTransfer(): Promise<TransferScreen>;
}

// ─── the bank ─────────────────────────────────────────────────────────────────────────────────────────────

export interface BankUser {
  readonly userId: string;
  readonly name: string;
  readonly password: string;
  readonly confirmationPin: string;
  readonly serial?: string | undefined;
  readonly stopped: boolean;
}

/** A contract as the bank tells it. */
export interface BankContract {
  readonly contractId: string;
  readonly password: string;
  readonly confirmationPin: string;
  readonly mode: UsageMode;
  readonly users: readonly BankUser[];
  readonly serial?: string | undefined;
  readonly stopped: boolean;
}

export interface BankPolicy {
  readonly confirmModeChange?: boolean;
  readonly windowSteps?: number;
  readonly unregisteredUser?: 'refuse' | 'confirmationPin';
  readonly lockLimit?: number;
  readonly mixKinds?: boolean;
  readonly idleMinutes?: number;
}

export interface BankHistory {
  readonly at: number;
  readonly who: string;
  readonly what: string;
  readonly users: readonly string[];
  readonly oldSerials: readonly string[];
  readonly newSerial?: string | undefined;
}

export interface BankAttempt {
  readonly who: string;
  readonly act: string;
  readonly serial?: string | undefined;
  /** The one bank-side reason; absent when accepted. */
  readonly reason?: string | undefined;
  /** The same for people. */
  readonly reasonText: Text;
  /** The lock that fell with this attempt (D-09). */
  readonly locked?: 'contract' | 'user' | 'serial' | undefined;
}

/** A serial as the bank tells it: never a step, never a secret. */
export interface BankSerial {
  /** ご契約先ID; absent when it is free (D-22). */
  readonly contract?: string | undefined;
  readonly users: readonly string[];
  /** Refused on some registration form (D-09). */
  readonly lock: boolean;
  readonly driftSteps: number;
}

export interface BankSetUp {
  readonly mode: UsageMode;
  readonly serial?: string | undefined;
  readonly users?: { readonly [userId: string]: string };
}

/** The bank's side: what a Given puts in, and the facts that a Then asks for: each throws `UnknownFact` where it can't be had. */
export interface Bank {
  /** Where `contract` is read from screens alone: then a screen can't be held against the bank. */
  readonly contractFrom?: 'screens';
  createContract(request: {
    readonly users: readonly { readonly userId: string; readonly name: string }[];
    readonly policy?: BankPolicy;
  }): Promise<BankContract>;
  deleteContract(contractId: string): Promise<void>;
  contract(contractId: string): Promise<BankContract>;
  setUp(contractId: string, setUp: BankSetUp): Promise<void>;
  /** All oldest first. */
  history(contractId: string): Promise<readonly BankHistory[]>;
  mails(
    contractId: string,
  ): Promise<readonly { readonly at: number; readonly to: string; readonly subject: string; readonly body: string }[]>;
  attempts(contractId: string): Promise<readonly BankAttempt[]>;
  /** Attempts of whoever the bank doesn't know: nobody's contract holds them. */
  strangers(): Promise<readonly BankAttempt[]>;
  serial(serial: string): Promise<BankSerial>;
  unlock(contractId: string): Promise<void>;
  resetSerial(serial: string): Promise<void>;
  /** True when the bank took the two codes (D-04). */
  resync(serial: string, otp1: string, otp2: string): Promise<boolean>;
  /** A plain PSKC file to the stock. */
  importStock(pskc: string): Promise<StockAnswer>;
  /** What the bank did to its own things: stock, serials, contracts; oldest first. */
  bankLog(): Promise<readonly BankHistory[]>;
}

/** What a level puts behind the ports; `admin` and `user` open a new window each time. */
export interface Assembly {
  readonly bank: Bank;
  readonly tokens: TokenDevice;
  readonly clock: SceneClock;
  /** 'screens': what a Given registers goes through the administrator's screens, as a person would do it. */
  readonly givens?: 'screens' | undefined;
  /** What the bank decided, where it is somebody else's: its numbers take the place of ours. */
  readonly policy?: BankPolicy | undefined;
  /** Where what was typed is remembered by something that outlives the run, such as a code that a Given used. */
  readonly typedSteps?: Map<string, number> | undefined;
  admin(contract: BankContract): AdminPortal;
  user(contract: BankContract, userId: string): UserPortal;
  /** A new scenario begins, at whatever instant it is; an assembly with few real devices takes back what the last one had. */
  begin?(): Promise<void>;
  /** What stands on the screens of the scene now, the last one last; undefined = a level without screens. */
  shown?(): readonly Shown[];
  /** Where somebody may look on. */
  readonly at?: { readonly portal: string; readonly control: string; readonly secret: string };
  /** The scenario is over: what it opened is closed. */
  end?(): Promise<void>;
  close(): Promise<void>;
}

/** Everything one worker needs: an assembly, and what outlives a scenario. */
export interface Stage extends Assembly {
  /** Serial → the last step whose code was typed somewhere. A token may serve the next scenario too, within the same step. */
  readonly typedSteps: Map<string, number>;
  /** The longest that one step may take. */
  readonly stepDeadlineMs: number;
}
