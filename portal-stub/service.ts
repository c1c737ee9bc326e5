/**
 * The one path that every act takes, whether it comes from a page, the control plane or the domain driver:
 * load, decide (pure), append facts and the serial's replay step in one transaction.
 * Everything is synchronous: an answered act is on disk, and acts on one process are linear by construction.
 */
import type { Contract, UsageMode } from './contract.ts';
import type { Policy } from './policy.ts';
import type { Refusal } from './refusal.ts';

/** What an administrator, a user or the bank asks for. `seen` is the revision the form was drawn from (see contract.ts). */
export type Act =
  | { readonly type: 'adminLogin'; readonly password: string }
  | { readonly type: 'changeMode'; readonly mode: UsageMode | undefined; readonly pin?: string | undefined; readonly seen: number }
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
  | { readonly type: 'deregister'; readonly userIds: readonly string[]; readonly pin: string; readonly mode: UsageMode; readonly seen: number }
  | { readonly type: 'addUser'; readonly userId: string; readonly name: string; readonly pin: string; readonly seen: number }
  | { readonly type: 'renameUser'; readonly userId: string; readonly name: string; readonly pin: string; readonly seen: number }
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

export type ActResult =
  | { readonly ok: true; readonly contract: Contract; /** D-02: an accepted act that changed nothing says so. */ readonly changed: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

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

/** One attempt with its one bank-side reason; `undefined` reason means accepted. */
export interface Attempt {
  readonly at: number;
  readonly who: string;
  readonly act: Act['type'];
  readonly serial: string | undefined;
  readonly reason: Refusal['reason'] | undefined;
  readonly reasonText: { readonly ja: string; readonly en: string };
}

export interface SerialStatus {
  readonly serial: string;
  readonly contractId: string | undefined;
  /** Users it is registered for; in shared mode every user of the contract. */
  readonly userIds: readonly string[];
  readonly locked: boolean;
  /** Steps the bank remembers the device to be off (D-04). */
  readonly driftSteps: number;
}

export interface NewContract {
  readonly mode?: UsageMode | undefined;
  readonly users?: readonly { readonly userId: string; readonly name: string }[] | undefined;
  readonly policy?: Partial<Policy> | undefined;
}

export interface SetUp {
  readonly mode: UsageMode;
  readonly serial?: string | undefined;
  readonly users?: { readonly [userId: string]: string } | undefined;
}

/** What the desk watches (control plane `events`, and the port that the TUI listens to). */
export type PortalEvent =
  | { readonly type: 'act'; readonly contractId: string; readonly entry: HistoryEntry; readonly contract: Contract }
  | { readonly type: 'refused'; readonly contractId: string; readonly attempt: Attempt }
  | { readonly type: 'stock'; readonly imported: readonly string[] }
  | { readonly type: 'contract-added' | 'contract-removed'; readonly contractId: string };

export type ControlResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };

export interface PortalService {
  act(contractId: string, act: Act): ActResult;

  /** The bank's side: control plane and composition root only. */
  contracts(): readonly Contract[];
  contract(contractId: string): Contract | undefined;
  createContract(request: NewContract): ControlResult<Contract>;
  deleteContract(contractId: string): boolean;
  setUp(contractId: string, setUp: SetUp): ControlResult<Contract>;
  history(contractId: string): readonly HistoryEntry[];
  mails(contractId: string): readonly Mail[];
  attempts(contractId: string): readonly Attempt[];
  /** Clears every stop and failure count of the contract, its administrator and its users. */
  unlock(contractId: string): ControlResult<Contract>;
  /** A PSKC file, whole or not at all; the same key again is no change (contract.md, `POST stock`). */
  importStock(pskcXml: string, protection: { readonly key?: Uint8Array | undefined; readonly password?: string | undefined }): ControlResult<{ readonly imported: number }>;
  serial(serial: string): SerialStatus | undefined;
  resetSerial(serial: string): ControlResult<SerialStatus>;
  resync(serial: string, otp1: string, otp2: string): ControlResult<SerialStatus>;
  /** As at start; replay memory too, on a manual clock only. */
  reset(): ControlResult<undefined>;
  subscribe(listener: (event: PortalEvent) => void): () => void;
  close(): void;
}
