/** A history: what was done, and what had to come of each act. PURE. */
import type { Mode, WorldAct } from './acts.ts';
import type { ModelPolicy } from './model.ts';

/** Three in a row stop: random acts get there in weeks and not in centuries. */
export const historyPolicy: ModelPolicy = { limit: 3, unregistered: 'refuse' };

/** What people can see of a contract: its mode, and what is registered: for all, or user by user. */
export interface SeenContract {
  readonly mode: Mode;
  readonly serials: readonly (number | undefined)[];
}

export interface Told {
  readonly reason: string | undefined;
  /** Entries of history and mails. */
  readonly written: number;
  readonly contract: SeenContract;
}

/** One act as it was done, and what had to come of it. */
export interface Done {
  readonly act: WorldAct;
  readonly wanted: Told;
}

export interface Played {
  readonly done: readonly Done[];
  /** The first so many acts may have gone right: what they lead to is all that the difference needs. */
  readonly ready: number;
  /** What came of the last act, where it is not what had to come of it. */
  readonly got: Told | undefined;
}

/** What the bank does to its own things, and what time and devices do, no screen answers. */
export const answered = ({ type }: WorldAct): boolean =>
  !['bankUnlock', 'resetSerial', 'resync', 'wait', 'flatten', 'changePhone'].includes(type);
