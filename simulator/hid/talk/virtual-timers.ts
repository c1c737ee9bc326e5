/** Time for tests of readers: a sleep takes no real time, and what was planned for its course happens in order. */
import type { Timers } from './timers.ts';

export interface VirtualTimers extends Timers {
  /** Runs `act` when somebody has slept until `atMs`. */
  at(atMs: number, act: () => void): void;
}

export function virtualTimers(): VirtualTimers {
  let elapsed = 0;
  const plan: { at: number; act: () => void }[] = [];
  const sleepers = new Set<{ until: number; wake: () => void }>();
  let turning = false;

  // One event at a time; everybody who can go on does so before time moves again (promises settle before an immediate).
  const turn = async (): Promise<void> => {
    if (turning) return;
    turning = true;
    while (sleepers.size > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      const first = [...sleepers].sort((one, other) => one.until - other.until)[0];
      if (first === undefined) break;
      const due = plan.filter((item) => item.at <= first.until).sort((one, other) => one.at - other.at)[0];
      if (due !== undefined) {
        plan.splice(plan.indexOf(due), 1);
        elapsed = Math.max(elapsed, due.at);
        due.act();
        continue;
      }
      elapsed = Math.max(elapsed, first.until);
      sleepers.delete(first);
      first.wake();
    }
    turning = false;
  };

  return {
    elapsed: () => elapsed,
    at: (atMs, act) => void plan.push({ at: atMs, act }),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const sleeper = { until: elapsed + ms, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          resolve();
        });
        void turn();
      }),
  };
}
