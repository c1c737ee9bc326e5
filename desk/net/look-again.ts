/** How long something that went away is left alone before it is looked for again. */
import { setTimeout as pause } from 'node:timers/promises';

const againMs = 1000;

/** Ends early, and quietly, when there is nothing more to wait for. */
export const beforeLookingAgain = (signal: AbortSignal): Promise<void> =>
  pause(againMs, undefined, { signal }).catch(() => {});
