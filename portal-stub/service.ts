/**
 * The one path that every act takes, whether it comes from a page, the control plane or the domain driver:
 * load, decide (pure), append facts and the serial's replay step in one transaction.
 * Everything is synchronous: an answered act is on disk, and acts on one process are linear by construction.
 */
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
} from './acts.ts';
import type { Contract } from './contract.ts';
import type { Policy } from './policy.ts';
import type { RandomBytes } from './random.ts';
import type { Reason } from './refusal.ts';
import type { Store, StoreDescription } from './store/store.ts';

// The seam that pages, control plane and harness were written against.
export type {
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
} from './acts.ts';

export interface PortalServiceOptions {
  readonly store: Store;
  /** The desk's clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** `reset` forgets replay memory on a manual clock only. */
  readonly clockMode: () => 'system' | 'offset' | 'manual';
  /** What a contract's policy starts from; the rule book's own defaults (policy.ts) unless given. */
  readonly policyDefaults?: Partial<Policy> | undefined;
  /** For new contract ids, passwords and PINs. The same bytes give the same contracts. */
  readonly random: RandomBytes;
  /** Puts the demo contract into an empty store, and again on `reset`. Default true. */
  readonly demo?: boolean | undefined;
  /** Told when the store could not write and the act was refused for it (E-SYS-01). */
  readonly onStoreError?: ((error: unknown) => void) | undefined;
}

export interface PortalService {
  act(contractId: string, act: Act): ActResult;
  /** An attempt that the door refused before it became an act (no-session, not-administrator, form-token): recorded, no more. */
  refuseAtDoor(contractId: string, act: Act['type'], reason: Reason): void;

  /** The bank's side: control plane and composition root only. */
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
  /** A PSKC file, whole or not at all; the same key again is no change (contract.md, `POST stock`). */
  importStock(
    pskcXml: string | Uint8Array,
    protection: { readonly key?: Uint8Array | undefined; readonly password?: string | undefined },
  ): ControlResult<{ readonly imported: number }>;
  serial(serial: string): SerialStatus | undefined;
  resetSerial(serial: string): ControlResult<SerialStatus>;
  resync(serial: string, otp1: string, otp2: string): ControlResult<SerialStatus>;
  /** As at start; replay memory too, on a manual clock only. */
  reset(): ControlResult<undefined>;
  /** Called after the commit, in order. A listener that throws is dropped. */
  subscribe(listener: (event: PortalEvent) => void): () => void;
  /** Where the facts are kept, and the PRAGMAs they are kept under. */
  storage(): StoreDescription;
  close(): void;
}

export function createPortalService(_options: PortalServiceOptions): PortalService {
  throw new Error('createPortalService is being built');
}
