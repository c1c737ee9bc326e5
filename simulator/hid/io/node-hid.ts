/**
 * The operating system's HID devices through node-hid. SHELL: the only file that knows it.
 *
 * HIDAsync only: the synchronous class hangs process.exit() while it reads, and blocks the loop on feature reports.
 * node-hid has no "closed" event: its first 'error' is the only sign of an unplug, and comes as a plain string.
 */

import type { EventEmitter } from 'node:events';
import { createListeners } from '../../../common/listeners.ts';
import { failureOf, type HidFailure } from '../failure.ts';
import type { HidDeviceInfo, HidHandle, HidPort, HidResult } from '../port.ts';

/** What is used of node-hid's HIDAsync. */
export interface NodeHidDevice extends EventEmitter {
  close(): Promise<void>;
  sendFeatureReport(data: Buffer): Promise<number>;
  getFeatureReport(reportId: number, length: number): Promise<Buffer>;
  write(data: Buffer): Promise<number>;
}

export interface NodeHidModule {
  devicesAsync(): Promise<readonly NodeHidListed[]>;
  readonly HIDAsync: { open(path: string, options?: { nonExclusive?: boolean }): Promise<NodeHidDevice> };
}

export interface NodeHidListed {
  readonly vendorId: number;
  readonly productId: number;
  readonly path?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
  readonly release: number;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

export interface NodeHidOptions {
  readonly platform: string;
  /** Default: node-hid itself, when it is first needed. Loading it proves nothing; its first call loads the library. */
  readonly load?: (() => Promise<NodeHidModule>) | undefined;
}

export function nodeHid(options: NodeHidOptions): HidPort {
  const load = options.load ?? (async () => (await import('node-hid')).default as unknown as NodeHidModule);
  const failedWith = (error: unknown, device?: HidDeviceInfo): { ok: false; failure: HidFailure; detail: string } => {
    const detail = messageOf(error);
    return { ok: false, failure: failureOf(detail, { platform: options.platform, ...device }), detail };
  };

  return {
    list: async () => {
      try {
        const listed = await (await load()).devicesAsync();
        return { ok: true, value: listed.flatMap(infoOf) };
      } catch (error) {
        return failedWith(error);
      }
    },
    open: async (device) => {
      try {
        const { HIDAsync } = await load();
        // macOS seizes a device unless told not to; a seized keyboard stops typing for everybody else.
        const opened = await HIDAsync.open(device.openBy, options.platform === 'darwin' ? { nonExclusive: true } : {});
        return { ok: true, value: handleOf(opened, (error) => failedWith(error, device)) };
      } catch (error) {
        return failedWith(error, device);
      }
    },
  };
}

/** Errors of HIDAsync are strings in events and Errors in promises. */
function messageOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (error instanceof Error) return 'code' in error ? `${error.message} (${String(error.code)})` : error.message;
  return String(error);
}

function infoOf(listed: NodeHidListed): HidDeviceInfo[] {
  if (listed.path === undefined || listed.path === '') return [];
  const orUndefined = (text: string | undefined): string | undefined => (text === '' ? undefined : text);
  return [
    {
      openBy: listed.path,
      vendorId: listed.vendorId,
      productId: listed.productId,
      usagePage: listed.usagePage ?? 0,
      usage: listed.usage ?? 0,
      serial: orUndefined(listed.serialNumber),
      manufacturer: orUndefined(listed.manufacturer),
      product: orUndefined(listed.product),
      release: listed.release,
    },
  ];
}

function handleOf(
  device: NodeHidDevice,
  failedWith: (error: unknown) => { ok: false; failure: HidFailure; detail: string },
): HidHandle {
  const reports = createListeners<Uint8Array>();
  const losses = createListeners<HidFailure>();
  let gone: HidFailure | undefined;
  let closing: Promise<void> | undefined;
  let reading = false;

  const lose = (failure: HidFailure): void => {
    if (gone !== undefined || closing !== undefined) return;
    gone = failure;
    losses.emit(failure);
  };
  // Without this listener an unplug would end the process (ERR_UNHANDLED_ERROR).
  device.on('error', (error: unknown) => {
    const { failure } = failedWith(error);
    lose(failure === 'failed' ? 'gone' : failure);
  });

  const guarded = async <T>(work: () => Promise<T>): Promise<HidResult<T>> => {
    if (gone !== undefined || closing !== undefined) return { ok: false, failure: gone ?? 'gone' };
    try {
      return { ok: true, value: await work() };
    } catch (error) {
      const failed = failedWith(error);
      if (failed.failure === 'gone') lose('gone');
      return gone === undefined ? failed : { ...failed, failure: gone };
    }
  };
  const withId = (reportId: number, data: Uint8Array): Buffer => Buffer.concat([Uint8Array.of(reportId), data]);

  return {
    getFeature: async (reportId, length) => {
      const got = await guarded(() => device.getFeatureReport(reportId, length + 1));
      if (!got.ok) return got;
      // hidapi puts the report id, or 0, before the data on every system.
      return { ok: true, value: Uint8Array.from(got.value.subarray(1)) };
    },
    setFeature: async (reportId, data) => done(await guarded(() => device.sendFeatureReport(withId(reportId, data)))),
    write: async (reportId, data) => done(await guarded(() => device.write(withId(reportId, data)))),
    onReport: (listener) => {
      const off = reports.subscribe(listener);
      if (!reading) {
        // Reading starts only when somebody listens: on Windows a keyboard can't be read, yet takes feature reports.
        reading = true;
        device.on('data', (report: Buffer) => {
          if (gone !== undefined || closing !== undefined) return;
          reports.emit(Uint8Array.from(report));
        });
      }
      return off;
    },
    onGone: (listener) => {
      if (gone !== undefined) listener(gone);
      return losses.subscribe(listener);
    },
    close: () => {
      // A second HIDAsync.close() rejects, and a rejection nobody awaits ends the process.
      closing ??= device.close().catch(() => undefined);
      return closing;
    },
  };
}

const done = (result: HidResult<number>): HidResult<void> => (result.ok ? { ok: true, value: undefined } : result);
