/** What can be asked of the portal, by pages, the control plane and the composition root. PURE: shapes only. */

import type { PskcNotice } from '../../pskc/model.ts';
import type {
  Act,
  ActResult,
  Attempt,
  ControlResult,
  HistoryEntry,
  Mail,
  NewContract,
  PortalEvent,
  SerialStatus,
  SetUp,
} from '../rules/acts.ts';
import type { Contract } from '../rules/contract.ts';
import type { Reason } from '../rules/refusal.ts';
import type { StoreDescription } from '../store/store.ts';

/** One of the two, or none for a plain file. */
export interface GivenProtection {
  readonly key?: Uint8Array | undefined;
  readonly password?: string | undefined;
}

/** What an import did. `updated` were known and took other validity dates. */
export interface ImportedStock {
  readonly imported: number;
  readonly updated: number;
  readonly notices: readonly PskcNotice[];
}

/** The bank's side: control plane and composition root only. */
export interface Bank {
  contracts(): readonly Contract[];
  contract(contractId: string): Contract | undefined;
  createContract(request: NewContract): ControlResult<Contract>;
  deleteContract(contractId: string): boolean;
  setUp(contractId: string, setUp: SetUp): ControlResult<Contract>;
  /** Oldest first. `''` is the bank's own log: contracts made and deleted, stock imported, serials reset. */
  history(contractId: string): readonly HistoryEntry[];
  mails(contractId: string): readonly Mail[];
  /** `''`: logins to contracts that do not exist. */
  attempts(contractId: string): readonly Attempt[];
  /** Clears every stop and failure count of the contract, its administrator and its users. */
  unlock(contractId: string): ControlResult<Contract>;
  /** A PSKC file, whole or not at all; the same key again is no change, but for its validity dates (D-24). */
  importStock(pskcXml: string | Uint8Array, protection: GivenProtection): ControlResult<ImportedStock>;
  /** The same in slices, each in a turn of its own, so that a long file never holds the others. */
  importStockInTurns(pskcXml: string | Uint8Array, protection: GivenProtection): Promise<ControlResult<ImportedStock>>;
  serial(serial: string): SerialStatus | undefined;
  /** How many steps a code is off, for a person who reads a token; undefined = no such serial. Nothing is judged by it. */
  stepsOff(serial: string, otp: string): number | 'none' | undefined;
  resetSerial(serial: string): ControlResult<SerialStatus>;
  resync(serial: string, otp1: string, otp2: string): ControlResult<SerialStatus>;
  /** As at start; replay memory too, on a manual clock only. */
  reset(): ControlResult<undefined>;
}

export interface PortalService extends Bank {
  act(contractId: string, act: Act): ActResult;
  /** An attempt that the guard refused before it became an act (no-session, not-administrator, form-token): recorded, no more. */
  recordRefusal(contractId: string, act: Act['type'], reason: Reason): void;
  /** Called after the commit, in order. A listener that throws is dropped. */
  subscribe(listener: (event: PortalEvent) => void): () => void;
  /** Where the facts are kept, and the PRAGMAs they are kept under. */
  storage(): StoreDescription;
  close(): void;
}
