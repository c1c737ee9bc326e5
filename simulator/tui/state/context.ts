/** What `update` may read besides the model, and what it returns. PURE. */
import type { Text } from '../../../common/text.ts';
import type { DeskReader, HidRow, PortalReader, World } from '../desk-port.ts';
import type { Effect } from './message.ts';
import type { Model } from './model.ts';

/** What `update` may read besides the model. */
export interface Context {
  readonly desk: DeskReader;
  readonly portal: PortalReader;
  readonly hid: { rows(): readonly HidRow[]; unavailable(): Text | undefined };
  wouldLose(): Text | undefined;
  readonly owns: boolean;
  /** The desk's instant. */
  readonly now: number;
  /** Milliseconds of a clock that always runs, for what moves on the screen. */
  readonly ui: number;
}

export interface Updated {
  readonly model: Model;
  readonly effects: readonly Effect[];
}

export const withoutEffects = (model: Model): Updated => ({ model, effects: [] });

/** @param ui see `Context`. */
export const contextOf = (world: World, ui: number): Context => ({
  desk: world.desk,
  portal: world.portal,
  hid: world.hid,
  wouldLose: () => world.wouldLose(),
  owns: world.owns,
  now: world.desk.clock().now,
  ui,
});
