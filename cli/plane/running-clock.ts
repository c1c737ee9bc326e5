/** The clock of whatever runs: by the desk's control server or, of a portal alone, by its control plane. */

import type { PortalAddress } from '../../desk/net/desk-file.ts';
import type { ClockMode, ClockState } from '../../simulator/cell/clock.ts';
import { findPortal } from '../find-desk.ts';
import { withDesk } from '../with-desk.ts';
import { askPlane } from './ask-plane.ts';

export interface RunningClock {
  get(): Promise<ClockState>;
  set(change: { readonly mode?: ClockMode | undefined; readonly now?: number | undefined }): Promise<ClockState>;
  advance(advanceMs: number): Promise<ClockState>;
}

/** Each answer rejects with `ExitError` 1 where the move is refused. Throws it when nothing runs, or more than one thing. */
export function clockOfRunning(): RunningClock {
  const running = findPortal();
  if (running.control === undefined) return ofPlane(running);
  return {
    get: () => withDesk((client) => client.call('clock.get', {})),
    set: (change) => withDesk((client) => client.call('clock.set', change)),
    advance: (advanceMs) => withDesk((client) => client.call('clock.advance', { advanceMs })),
  };
}

function ofPlane(portal: PortalAddress): RunningClock {
  return {
    get: () => askPlane(portal, 'GET', 'clock'),
    set: (change) => askPlane(portal, 'PUT', 'clock', change),
    advance: (advanceMs) => askPlane(portal, 'PUT', 'clock', { advanceMs }),
  };
}
