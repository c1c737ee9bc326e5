/** What is plugged in, asked again and again: no system tells node-hid of it. */

import { createListeners } from '../../../common/listeners.ts';
import type { HidFailure } from '../failure.ts';
import type { HidDeviceInfo, HidPort, HidResult } from '../port.ts';
import { identityOf } from '../port.ts';
import type { Timers } from '../talk/timers.ts';

/** 700 ms: a re-plugged key is there before the hand has left it, and enumerating is dear on real machines. */
export const POLL_MS = 700;

export interface Plugging {
  /** The last list; the same array while nothing changed. */
  devices(): readonly HidDeviceInfo[];
  /** Why there is none, or undefined. */
  failure(): HidFailure | undefined;
  /** Asks now instead of at the next turn. */
  refresh(): Promise<void>;
  subscribe(listener: () => void): () => void;
  /** Ends the polling; resolves when no call is under way any more. */
  close(): Promise<void>;
}

export function watchPlugging(port: HidPort, timers: Timers, pollMs: number = POLL_MS): Plugging {
  const stop = new AbortController();
  const { subscribe, emit } = createListeners<void>();
  let devices: readonly HidDeviceInfo[] = [];
  let failure: HidFailure | undefined;
  let fingerprint = '';
  let asking: Promise<void> | undefined;

  const take = (listed: HidResult<readonly HidDeviceInfo[]>): void => {
    // The path is part of the fingerprint, so that a re-plug between two polls is seen when the path changed.
    const next = listed.ok
      ? listed.value.map((device) => `${identityOf(device)}@${device.openBy}`).join('\n')
      : listed.failure;
    if (next === fingerprint) return;
    fingerprint = next;
    devices = listed.ok ? listed.value : [];
    failure = listed.ok ? undefined : listed.failure;
    emit();
  };
  const ask = (): Promise<void> => {
    asking ??= port
      .list()
      .then((listed) => {
        if (!stop.signal.aborted) take(listed);
      })
      .finally(() => {
        asking = undefined;
      });
    return asking;
  };
  const loop = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      await ask();
      // A library that cannot be loaded now will not be there a moment later: look again, but seldom.
      await timers.sleep(failure === 'no-library' ? pollMs * 40 : pollMs, stop.signal);
    }
  };
  const running = loop();

  return {
    devices: () => devices,
    failure: () => failure,
    // A list that is under way may have been begun before what the caller wants to see.
    refresh: () => (asking === undefined ? ask() : asking.then(ask)),
    subscribe,
    close: async () => {
      stop.abort();
      await running;
    },
  };
}
