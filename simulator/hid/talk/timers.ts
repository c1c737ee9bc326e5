/** Real time for those who talk to real devices: a key waits for nobody's manual clock. SHELL: the real one only. */
import { setTimeout as wait } from 'node:timers/promises';

export interface Timers {
  /** Milliseconds from any beginning; goes up only. */
  elapsed(): number;
  /** Resolves after `ms`, or as soon as the signal aborts. Never rejects. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** @param elapsed a monotonic clock in milliseconds, asked by the composition root (performance.now). */
export function realTimers(elapsed: () => number): Timers {
  return {
    elapsed,
    sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => undefined),
  };
}
