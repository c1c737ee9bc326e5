/**
 * Makes a pretended device a real HID device of the system, through /dev/uhid. SHELL.
 * Only read() and write() of struct uhid_event, no ioctl: plain Node can do it.
 */
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import type { FakeDevice } from '../fake.ts';
import type { Timers } from '../talk/timers.ts';
import {
  create2,
  destroy,
  EVENT_LENGTH,
  getReportReply,
  input2,
  numbersReports,
  parseEvent,
  setReportReply,
  type UhidEvent,
} from './uhid-event.ts';

export const UHID_PATH = '/dev/uhid';

/** The open /dev/uhid. */
export interface UhidFile {
  write(event: Buffer): void;
  /** The next event, or undefined when there is none. */
  read(): Buffer | undefined;
  close(): void;
}

export type UhidOpened =
  | { readonly ok: true; readonly file: UhidFile }
  | { readonly ok: false; readonly missing: 'device' | 'permission' | 'other'; readonly detail: string };

export function openUhid(path: string = UHID_PATH): UhidOpened {
  let descriptor: number;
  try {
    // Blocking reads would hold a thread of the pool, and keep the process from ending.
    descriptor = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const missing = ['ENOENT', 'ENODEV', 'ENXIO'].includes(code)
      ? 'device'
      : ['EACCES', 'EPERM'].includes(code)
        ? 'permission'
        : 'other';
    return { ok: false, missing, detail: message };
  }
  const event = Buffer.alloc(EVENT_LENGTH);
  return {
    ok: true,
    file: {
      write: (bytes) => void writeSync(descriptor, bytes),
      read: () => {
        try {
          const length = readSync(descriptor, event, 0, EVENT_LENGTH, null);
          return length > 0 ? Buffer.from(event.subarray(0, length)) : undefined;
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return undefined;
          throw error;
        }
      },
      close: () => closeSync(descriptor),
    },
  };
}

export interface KernelDevice {
  /** Resolves when the kernel has taken the device up; rejects when it refuses or does not answer in time. */
  readonly started: Promise<void>;
  /** Pulls it out. Resolves when nothing runs any more; may be called twice. */
  unplug(): Promise<void>;
}

/** While somebody talks to it the device is looked at every 2 ms, otherwise ten times less often: GETs must be answered in 5 s. */
const BUSY_MS = 2;
const IDLE_MS = 20;
const BUSY_TURNS = 200;
const EIO = 5;

export function plugIntoKernel(file: UhidFile, fake: FakeDevice, timers: Timers): KernelDevice {
  const numbered = numbersReports(fake.identity.descriptor);
  const stop = new AbortController();
  let onStart: () => void = () => undefined;
  let onFailure: (error: unknown) => void = () => undefined;
  const started = new Promise<void>((resolve, reject) => {
    onStart = resolve;
    onFailure = reject;
  });
  // Whoever does not wait for it is told by `unplug`.
  started.catch(() => undefined);

  // uhid passes unnumbered reports WITH the leading zero, which a USB device never sees.
  const withoutId = (data: Uint8Array): Uint8Array => data.slice(1);
  const serve = (event: UhidEvent): void => {
    switch (event.type) {
      case 'start':
        onStart();
        return;
      case 'output':
        fake.output(numbered ? (event.data[0] ?? 0) : 0, withoutId(event.data));
        return;
      case 'getReport': {
        if (!event.feature) {
          file.write(getReportReply(event.id, EIO, new Uint8Array(0)));
          return;
        }
        const data = fake.getFeature(event.reportId, 64);
        file.write(getReportReply(event.id, 0, Buffer.concat([Uint8Array.of(event.reportId), data])));
        return;
      }
      case 'setReport':
        if (event.feature) fake.setFeature(event.reportId, withoutId(event.data));
        else fake.output(event.reportId, withoutId(event.data));
        file.write(setReportReply(event.id, 0));
        return;
    }
  };

  const run = async (): Promise<void> => {
    let busy = 0;
    while (!stop.signal.aborted) {
      const event = file.read();
      if (event !== undefined) {
        busy = BUSY_TURNS;
        serve(parseEvent(event));
        continue;
      }
      busy -= 1;
      await timers.sleep(busy > 0 ? BUSY_MS : IDLE_MS, stop.signal);
    }
  };

  let offInput: () => void = () => undefined;
  let running: Promise<void> = Promise.resolve();
  try {
    file.write(create2(fake.identity));
    offInput = fake.onInput((report) => file.write(input2(report)));
    running = run().catch(onFailure);
  } catch (error) {
    onFailure(error);
  }

  let unplugging: Promise<void> | undefined;
  const leave = async (): Promise<void> => {
    offInput();
    stop.abort();
    await running;
    try {
      file.write(destroy());
    } catch {
      // The kernel destroys it at close all the same.
    }
    file.close();
    onFailure(new Error('the device was unplugged'));
  };
  return {
    started,
    unplug: () => {
      unplugging ??= leave();
      return unplugging;
    },
  };
}
