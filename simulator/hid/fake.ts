/**
 * A pretended device, free of any transport: functions that answer feature reports, take output reports and emit
 * input reports. The in-memory port, /dev/uhid and a USB redirection all carry the same one. PURE.
 */

import { createHmac } from 'node:crypto';
import { createListeners } from '../../common/listeners.ts';
import { unhex } from './bytes.ts';

export interface FakeIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly usagePage: number;
  readonly usage: number;
  readonly manufacturer: string;
  readonly product: string;
  readonly serial: string;
  /** bcdDevice */
  readonly release: number;
  readonly descriptor: Uint8Array;
}

export interface FakeDevice {
  readonly identity: FakeIdentity;
  /** Data without the report id, `length` bytes at most. */
  getFeature(reportId: number, length: number): Uint8Array;
  setFeature(reportId: number, data: Uint8Array): void;
  output(reportId: number, data: Uint8Array): void;
  /** Input reports as the device sends them; a numbered one begins with its id. Returns the unsubscribe. */
  onInput(listener: (report: Uint8Array) => void): () => void;
}

export interface InputSource {
  emit(report: Uint8Array): void;
  onInput(listener: (report: Uint8Array) => void): () => void;
}

export function inputSource(): InputSource {
  const { subscribe, emit } = createListeners<Uint8Array>();
  return {
    emit,
    // A copy for each: a driver may write into its buffer.
    onInput: (listener) => subscribe((report) => listener(report.slice())),
  };
}

export const hmacSha1 = (secret: Uint8Array, message: Uint8Array): Uint8Array =>
  Uint8Array.from(createHmac('sha1', secret).update(message).digest());

export const descriptorOf = (hexText: string): Uint8Array => unhex(hexText);

/** The secret of the RFC 4226 and RFC 6238 tables. */
export const RFC_SECRET = Uint8Array.from(Buffer.from('12345678901234567890', 'ascii'));

/** RFC 6238 appendix B, SHA-1: seconds and the 8-digit code. */
export const RFC_6238: readonly (readonly [seconds: number, code: string])[] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
];
