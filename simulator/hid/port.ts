/** The one door to HID devices: what the desk asks of the operating system, and nothing more. PURE: shapes only. */
import type { HidFailure } from './failure.ts';

/** Expected failures are values; each carries one failure that `advice` turns into one sentence. */
export type HidResult<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly failure: HidFailure /** What the system said, for a log; never shown as advice. */;
      readonly detail?: string | undefined;
    };

/** Texts come from the device: foreign, so they may hold anything. Whoever shows them cleans them. */
export interface HidDeviceInfo {
  /** How to open it NOW. Paths are re-used after a re-plug: never remember a device by this. */
  readonly openBy: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly usagePage: number;
  readonly usage: number;
  readonly serial?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
  /** bcdDevice; 0 when the system does not tell (uhid). */
  readonly release: number;
}

/** An open device. Every promise settles; none rejects. */
export interface HidHandle {
  /** `length` data bytes without the report id, whether the device numbers its reports or not. */
  getFeature(reportId: number, length: number): Promise<HidResult<Uint8Array>>;
  setFeature(reportId: number, data: Uint8Array): Promise<HidResult<void>>;
  write(reportId: number, data: Uint8Array): Promise<HidResult<void>>;
  /** Input reports as the system hands them over: a numbered report begins with its id. Returns the unsubscribe. */
  onReport(listener: (report: Uint8Array) => void): () => void;
  /** Called once, whatever went wrong first; at once if it already has. No report comes after it. */
  onGone(listener: (failure: HidFailure) => void): () => void;
  /** May be called any number of times. */
  close(): Promise<void>;
}

export interface HidPort {
  list(): Promise<HidResult<readonly HidDeviceInfo[]>>;
  open(device: HidDeviceInfo): Promise<HidResult<HidHandle>>;
}

/** Who a device is, over unplugging: kind, collection and, when it has one, its own serial number. */
export function identityOf(device: HidDeviceInfo): string {
  const hex = (value: number) => value.toString(16).padStart(4, '0');
  return `${hex(device.vendorId)}:${hex(device.productId)}:${hex(device.usagePage)}/${hex(device.usage)}:${device.serial ?? ''}`;
}
