/** How far a guided exchange has come. PURE: the shape. */

import type { Text } from '../../../../common/text.ts';
import type { Holders } from '../../desk-port.ts';

/** The guided exchange of one device for another (S-26 to S-31). */
export interface Guide {
  readonly reason: 'battery' | 'phone';
  readonly old: string;
  readonly fresh: string | undefined;
  readonly phase: 'fade' | 'issue' | 'walk' | 'done' | 'failed';
  /** The battery as the fading has brought it down. */
  readonly percent: number;
  /** Presses of the last percent, and whether its notice 00 has been shown long enough to be read. */
  readonly presses: number;
  readonly held: boolean;
  /** When the next part of the fading is due (interface milliseconds). */
  readonly nextAt: number;
  /** The step of the walk that the person is at. */
  readonly step: number;
  /** Who held the old serial when it began. */
  readonly before: Holders | undefined;
  /** Whose token it is now. */
  readonly registeredFor: readonly string[];
  /** The last refusal of the portal, or why the exchange itself failed. */
  readonly failure: Text | undefined;
}
