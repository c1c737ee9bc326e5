/** A HID port in memory: fakes are plugged in and pulled out, and the port behaves as node-hid does. */

import { createListeners, type Listeners } from '../../../common/listeners.ts';
import type { HidFailure } from '../failure.ts';
import type { FakeDevice } from '../fake.ts';
import type { HidDeviceInfo, HidHandle, HidPort, HidResult } from '../port.ts';

export interface MemoryHid extends HidPort {
  /** Returns the unplug. The path is the first free one: re-plugging may re-use another device's. */
  plug(fake: FakeDevice): () => void;
  /** From now on every list (or open) fails so. Undefined = works again. */
  breakList(failure: HidFailure | undefined): void;
  breakOpen(failure: HidFailure | undefined): void;
  /** Handles that were opened and not closed. */
  readonly openHandles: () => number;
  /** Listeners left on handles: a leak if anybody stays after their reading. */
  readonly listeners: () => number;
}

interface Plugged {
  readonly info: HidDeviceInfo;
  readonly fake: FakeDevice;
  readonly handles: Set<() => void>;
}

export function memoryHid(): MemoryHid {
  const plugged = new Map<string, Plugged>();
  let listFailure: HidFailure | undefined;
  let openFailure: HidFailure | undefined;
  let open = 0;
  let listeners = 0;

  const freePath = (): string => {
    for (let number = 0; ; number++) if (!plugged.has(`/dev/hidraw${number}`)) return `/dev/hidraw${number}`;
  };

  const openHandle = (device: Plugged): HidHandle => {
    let state: 'open' | 'gone' | 'closed' = 'open';
    const reports = createListeners<Uint8Array>();
    const losses = createListeners<HidFailure>();
    const early: Uint8Array[] = [];
    open += 1;

    // The kernel keeps 64 reports for a reader who is not listening yet.
    const offInput = device.fake.onInput((report) => {
      if (state !== 'open') return;
      if (reports.count() === 0) {
        if (early.length < 64) early.push(report);
        return;
      }
      reports.emit(report);
    });
    const gone = (): void => {
      if (state !== 'open') return;
      state = 'gone';
      offInput();
      losses.emit('gone');
    };
    device.handles.add(gone);

    const guarded = async <T>(work: () => T): Promise<HidResult<T>> =>
      state === 'open' ? { ok: true, value: work() } : { ok: false, failure: 'gone' };
    const added = <T>(among: Listeners<T>, listener: (told: T) => void): (() => void) => {
      const before = among.count();
      const off = among.subscribe(listener);
      listeners += among.count() - before;
      return () => {
        const standing = among.count();
        off();
        listeners -= standing - among.count();
      };
    };

    return {
      getFeature: (reportId, length) => guarded(() => device.fake.getFeature(reportId, length)),
      setFeature: (reportId, data) => guarded(() => device.fake.setFeature(reportId, data)),
      write: (reportId, data) => guarded(() => device.fake.output(reportId, data)),
      onReport: (listener) => {
        const off = added(reports, listener);
        for (const report of early.splice(0)) listener(report);
        return off;
      },
      onGone: (listener) => {
        if (state === 'gone') listener('gone');
        return added(losses, listener);
      },
      close: async () => {
        if (state === 'closed') return;
        state = 'closed';
        open -= 1;
        offInput();
        device.handles.delete(gone);
      },
    };
  };

  return {
    plug: (fake) => {
      const { descriptor: _descriptor, serial, ...identity } = fake.identity;
      const info: HidDeviceInfo = { ...identity, serial: serial === '' ? undefined : serial, openBy: freePath() };
      const device: Plugged = { info, fake, handles: new Set() };
      plugged.set(info.openBy, device);
      return () => {
        if (plugged.get(info.openBy) !== device) return;
        plugged.delete(info.openBy);
        for (const gone of [...device.handles]) gone();
      };
    },
    breakList: (failure) => {
      listFailure = failure;
    },
    breakOpen: (failure) => {
      openFailure = failure;
    },
    openHandles: () => open,
    listeners: () => listeners,
    list: async () =>
      listFailure === undefined
        ? { ok: true, value: [...plugged.values()].map((device) => device.info) }
        : { ok: false, failure: listFailure },
    open: async (wanted) => {
      if (listFailure !== undefined) return { ok: false, failure: listFailure };
      if (openFailure !== undefined) return { ok: false, failure: openFailure };
      const device = plugged.get(wanted.openBy);
      if (device === undefined) return { ok: false, failure: 'not-found' };
      return { ok: true, value: openHandle(device) };
    },
  };
}
