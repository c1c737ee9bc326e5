/** What can be asked of the portal and what comes of it, in plain data. PURE: shapes only. */
import type { Text } from '../../common/text.ts';
import type { Contract, UsageMode } from './contract.ts';
import type { Policy } from './policy.ts';
import type { Refusal } from './refusal.ts';

/** What an administrator, a user or the bank asks for. `seen` is the revision the form was drawn from (see contract.ts). */
export type Act =
  | { readonly type: 'adminLogin'; readonly password: string }
  | {
      readonly type: 'changeMode';
      /** undefined when the form was sent without a choice. */
      readonly mode: UsageMode | undefined;
      /** Asked for by the policy `confirmModeChange` only (D-01). */
      readonly pin?: string | undefined;
      readonly seen: number;
    }
  | {
      readonly type: 'register';
      /** Individual mode: the chosen users (D-03). Ignored in shared mode. */
      readonly userIds: readonly string[];
      readonly serial: string;
      readonly otp: string;
      readonly pin: string;
      /** The mode of the screen that was filled, so that a skipped or stale screen is caught (D-16). */
      readonly mode: UsageMode;
      readonly seen: number;
    }
  | {
      readonly type: 'deregister';
      readonly userIds: readonly string[];
      readonly pin: string;
      readonly mode: UsageMode;
      readonly seen: number;
    }
  | {
      readonly type: 'addUser';
      readonly userId: string;
      readonly name: string;
      readonly pin: string;
      readonly seen: number;
    }
  | {
      readonly type: 'renameUser';
      /** `''` when nobody was chosen. */
      readonly userId: string;
      readonly name: string;
      readonly pin: string;
      readonly seen: number;
    }
  | { readonly type: 'deleteUser'; readonly userId: string; readonly pin: string; readonly seen: number }
  | { readonly type: 'unlockUser'; readonly userId: string; readonly pin: string; readonly seen: number }
  | { readonly type: 'userLogin'; readonly userId: string; readonly password: string }
  | { readonly type: 'inquiry'; readonly userId: string }
  | {
      readonly type: 'transfer';
      readonly userId: string;
      readonly account: string;
      readonly amount: string;
      /** ワンタイムパスワード; undefined when the page asked for 利用者確認暗証番号 instead (D-08). */
      readonly otp?: string | undefined;
      readonly pin?: string | undefined;
    };

/** Who was stopped by the failed attempt itself: the screen adds a sentence. A locked serial is never told (D-12). */
export type Stop = 'contract' | 'user';

export type ActResult =
  | {
      readonly ok: true;
      readonly contract: Contract;
      /** False when an accepted act changed nothing, and the screen says so (D-02). */
      readonly changed: boolean;
    }
  | { readonly ok: false; readonly refusal: Refusal; readonly stops?: Stop | undefined };

/** One committed act (D-17). Never an OTP or PIN. */
export interface HistoryEntry {
  readonly at: number;
  /** `管理者`, a 利用者ID, `銀行` (control plane) or `準備` (a Given's set-up route, marked as such). */
  readonly who: string;
  readonly what: string;
  readonly users: readonly string[];
  readonly oldSerials: readonly string[];
  readonly newSerial: string | undefined;
}

export interface Mail {
  readonly at: number;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** One attempt with its one bank-side reason, not its words; `undefined` reason means accepted. Never an OTP or PIN. */
export interface Attempt {
  readonly at: number;
  /** `管理者`, a 利用者ID of this contract, or `不明` (what an unknown person typed may be a password). */
  readonly who: string;
  readonly act: Act['type'];
  /** What was typed when it has a serial's form; a transaction's is the registered one. */
  readonly serial: string | undefined;
  readonly reason: Refusal['reason'] | undefined;
  /** The lock that fell with this attempt (D-09). */
  readonly locked?: Stop | 'serial' | undefined;
}

export interface SerialStatus {
  readonly serial: string;
  readonly contractId: string | undefined;
  /** Users it is registered for; in shared mode every user of the contract. */
  readonly userIds: readonly string[];
  /** Refused on some contract's registration form until the bank resets it (D-09c). */
  readonly locked: boolean;
  /** Steps the bank remembers the device to be off (D-04). */
  readonly driftSteps: number;
}

export interface NewContract {
  readonly mode?: UsageMode | undefined;
  /** 1 to 99 (D-10); three users as the demo's when absent. */
  readonly users?: readonly { readonly userId: string; readonly name: string }[] | undefined;
  readonly policy?: Partial<Policy> | undefined;
}

/** Everything that is to be registered: who is not named is unregistered afterwards. */
export interface SetUp {
  readonly mode: UsageMode;
  /** Shared mode only. */
  readonly serial?: string | undefined;
  /** Individual mode only. */
  readonly users?: { readonly [userId: string]: string } | undefined;
}

/** What the desk watches (control plane `events`, and the port that the TUI listens to). */
export type PortalEvent =
  | { readonly type: 'act'; readonly contractId: string; readonly entry: HistoryEntry; readonly contract: Contract }
  | { readonly type: 'refused'; readonly contractId: string; readonly attempt: Attempt }
  /** Somebody came in: the administrator, or the user of that id. It changes nothing and is no entry of the history. */
  | { readonly type: 'login'; readonly contractId: string; readonly userId?: string | undefined }
  | { readonly type: 'stock'; readonly imported: readonly string[] }
  | { readonly type: 'contract-added' | 'contract-removed'; readonly contractId: string };

/** A refusal of the bank's side: a stable code (of texts/control.ts, or of the PSKC reader), and what it says. */
export interface ControlError {
  readonly code: string;
  readonly text: Text;
}

export type ControlResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ControlError };
