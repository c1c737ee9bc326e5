/**
 * The port behind the desk's memory. PURE: shapes only.
 * `write` is one transaction: when it returns, the changes are on disk, and a SIGKILL before that leaves none of them.
 */
import type { ClockState } from '../cell/clock.ts';
import type { TokenKind } from '../device/face.ts';
import type { Change, Device } from '../tray/tray.ts';

export interface StoredTray {
  /** In the order they came to the desk. */
  readonly devices: readonly Device[];
  /** Serials that were uninstalled: never given to another device. */
  readonly gone: readonly string[];
  readonly issued: { readonly [kind in TokenKind]: number };
}

export interface TrayStore {
  load(): StoredTray;
  write(changes: readonly Change[]): void;
  /** Keeps what is about to be promised to the bank, in place of an earlier intent; nothing of it is done yet. */
  intend(changes: readonly Change[]): void;
  /** What was intended and neither settled nor abandoned, as after a crash; empty when there is nothing. */
  intended(): readonly Change[];
  /** Does what was intended and forgets the intent, in one transaction. */
  settle(): void;
  abandon(): void;
  /** The clock is part of the state. Undefined when none was saved. */
  loadClock(): ClockState | undefined;
  saveClock(state: ClockState): void;
  close(): void;
}
