/**
 * Tells when a face changes by itself: a display goes dark, a notice gives way to the code, an app shows its next code.
 *
 * Nothing ticks. On a manual clock the question is asked when the clock is moved; on a running clock one timer waits for
 * the earliest such instant.
 */

import type { Face } from '../device/face.ts';
import { sameFace } from '../tray/summary.ts';
import type { Clock } from './clock.ts';
import { createTimerQueue } from './timer-queue.ts';

export interface Watch {
  /** Something was done to the device at `now`: takes its face as known and waits for the next change. */
  look(serial: string, now: number): void;
  /** Announces whatever has changed by itself until now. */
  catchUp(): void;
  /** Nobody watches any more: nothing is waited for until the next `look`. */
  forget(): void;
  /** As `catchUp`, after the clock was moved: what real time is left to wait is reckoned anew. */
  clockMoved(): void;
  stop(): void;
}

export interface Watched {
  /** The face at `now` and the instant of its next change; undefined when the device has left. */
  faceAt(serial: string, now: number): { readonly face: Face; readonly next: number | undefined } | undefined;
  changed(serial: string, now: number): void;
}

/** No timer waits longer: a wall clock that is set forwards meanwhile is noticed within this time. */
const longestWaitMs = 60_000;

export function createWatch(clock: Clock, after: (ms: number, act: () => void) => () => void, watched: Watched): Watch {
  let timers = createTimerQueue();
  /** The face last seen of each device that will change by itself. */
  const seen = new Map<string, Face>();
  /** The instant that is in `timers` for a device: a token pressed a thousand times in one instant is waited for once. */
  const queued = new Map<string, number>();
  let timer: { readonly at: number; readonly cancel: () => void } | undefined;
  let stopped = false;

  const arm = (): void => {
    const at = timers.next();
    if (stopped || clock.state().mode === 'manual' || at === undefined) {
      timer?.cancel();
      timer = undefined;
      return;
    }
    if (timer !== undefined && timer.at <= at) return;
    timer?.cancel();
    const wait = Math.min(Math.max(0, at - clock.now()), longestWaitMs);
    timer = {
      at,
      cancel: after(wait, () => {
        timer = undefined;
        catchUp();
      }),
    };
  };

  const remember = (serial: string, now: number): Face | undefined => {
    const found = watched.faceAt(serial, now);
    if (found?.next === undefined) {
      seen.delete(serial);
      return found?.face;
    }
    seen.set(serial, found.face);
    if ((queued.get(serial) ?? Number.POSITIVE_INFINITY) > found.next) {
      queued.set(serial, found.next);
      timers.add(found.next, serial);
    }
    return found.face;
  };

  const catchUp = (): void => {
    const now = clock.now();
    for (const serial of timers.take(now)) {
      const before = seen.get(serial);
      queued.delete(serial);
      const face = remember(serial, now);
      if (before !== undefined && face !== undefined && !sameFace(before, face)) watched.changed(serial, now);
    }
    arm();
  };

  return {
    look(serial, now) {
      remember(serial, now);
      arm();
    },
    catchUp,
    forget() {
      timers = createTimerQueue();
      seen.clear();
      queued.clear();
      arm();
    },
    clockMoved() {
      timer?.cancel();
      timer = undefined;
      catchUp();
    },
    stop() {
      stopped = true;
      arm();
    },
  };
}
