/**
 * The desk's clock as the portal sees it: sessions, the date line and the control plane's `clock` ask this and nothing
 * else. The simulator's clock fits this shape; neither side imports the other. PURE: a type.
 */
import type { Text } from '../../common/text.ts';

export interface DeskClockState {
  readonly mode: 'system' | 'offset' | 'manual';
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly offsetMs: number;
}

export interface DeskClockChange {
  readonly mode?: 'system' | 'offset' | 'manual' | undefined;
  readonly now?: number | undefined;
  readonly advanceMs?: number | undefined;
}

export interface DeskClock {
  now(): number;
  state(): DeskClockState;
  /** Forwards only. A refusal names its reason by a stable code and changes nothing. */
  change(
    change: DeskClockChange,
  ):
    | { readonly ok: true; readonly state: DeskClockState }
    | { readonly ok: false; readonly refusal: { readonly code: string; readonly text: Text } };
}
