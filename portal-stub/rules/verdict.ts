/** What a decision takes besides contract and act, and what it gives back. PURE: shapes, and how verdicts are made. */
import type { Stop } from './acts.ts';
import type { Contract, Credentials } from './contract.ts';
import type { Guess } from './locks.ts';
import type { Reason } from './refusal.ts';
import type { StockedKey } from './stock.ts';
import type { VerifierMemory } from './verification.ts';

/** What the service looked up before it asked. */
export interface Facts {
  readonly now: number;
  /** The key of the typed serial (register) or of the user's registered serial (transfer), when it is in stock. */
  readonly key: StockedKey | undefined;
  /** Wrong OTPs so far for this contract and the typed serial (D-09c). */
  readonly formFailures: number;
  /** For a user to be added. */
  readonly credentials: () => Credentials;
}

/** What history and mail tell of a committed act. */
export interface ActRecord {
  readonly users: readonly string[];
  readonly oldSerials: readonly string[];
  readonly newSerial: string | undefined;
}

export interface Verdict {
  /** undefined = accepted */
  readonly reason: Reason | undefined;
  /** After the act. A refused act moves failure counters and the stops they cause, nothing else (D-06). */
  readonly contract: Contract;
  /** What the bank remembers of `facts.key` from now on; undefined = as before. */
  readonly memory?: VerifierMemory | undefined;
  /** Wrong OTPs for this contract and the typed serial from now on; undefined = as before. */
  readonly formFailures?: number | undefined;
  /** The lock that fell with this attempt. */
  readonly locked?: Stop | 'serial' | undefined;
  /** A committed act: one history entry, one mail (D-17). */
  readonly record?: ActRecord | undefined;
}

export function refused(contract: Contract, reason: Reason, more: Partial<Verdict> = {}): Verdict {
  return { ...more, contract, reason };
}

/** A wrong guess: its charge, and the lock that fell with it. */
export function wrongGuess(guess: Guess, reason: Reason): Verdict {
  return { reason, contract: guess.contract, locked: guess.locked };
}

/** Accepted, and nothing to be written down but the attempt. */
export function accepted(contract: Contract, more: Partial<Verdict> = {}): Verdict {
  return { ...more, contract, reason: undefined };
}

/** An act of the administrator that changed something: the revision rises by one. */
export function committed(
  contract: Contract,
  change: (revision: number) => Partial<Contract>,
  record: Partial<ActRecord>,
  more: Partial<Verdict> = {},
): Verdict {
  const revision = contract.revision + 1;
  return accepted(
    { ...contract, ...change(revision), revision },
    { ...more, record: { users: [], oldSerials: [], newSerial: undefined, ...record } },
  );
}

/** The form was drawn before the mode or one of its targets changed, or claims a revision that never was (D-10, D-16). */
export function isStale(contract: Contract, seen: number, ...changedAt: readonly number[]): boolean {
  if (!Number.isSafeInteger(seen) || seen < 0 || seen > contract.revision) return true;
  return [contract.modeChangedAt, ...changedAt].some((revision) => revision > seen);
}
