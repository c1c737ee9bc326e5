/**
 * CTAPHID framing: 64-byte unnumbered reports, a channel for each program. PURE.
 * Source: FIDO CTAP 2.1 §11.2; Yubico/python-fido2 fido2/hid.
 */
import { concat, padded, readU16be, readU32be, u32be } from '../../bytes.ts';

export const REPORT_LENGTH = 64;
const FIRST = 57;
const NEXT = 59;
export const MAX_MESSAGE = FIRST + 128 * NEXT;
export const BROADCAST = 0xffffffff;
export const NONCE_LENGTH = 8;

/** python-fido2 tests/test_hid.py */
export const DESCRIPTOR = '06d0f10901a1010920150026ff007508954081020921150026ff00750895409102c0';

export const command = { ping: 0x01, init: 0x06, keepalive: 0x3b, error: 0x3f, nitrokeySecrets: 0x70 } as const;

export const keepalive = { processing: 1, touchNeeded: 2 } as const;

export const errorCode = {
  invalidCommand: 0x01,
  channelBusy: 0x06,
  operationDenied: 0x27,
  userActionTimeout: 0x2f,
} as const;

/** A message as reports: one initialization packet, then numbered continuations. */
export function packets(channel: number, commandId: number, data: Uint8Array): readonly Uint8Array[] {
  if (data.length > MAX_MESSAGE) throw new Error(`expected at most ${MAX_MESSAGE} bytes, got ${data.length}`);
  const head = concat(u32be(channel), Uint8Array.of(0x80 | commandId, data.length >> 8, data.length & 0xff));
  const reports = [padded(concat(head, data.slice(0, FIRST)), REPORT_LENGTH)];
  for (let at = FIRST, seq = 0; at < data.length; at += NEXT, seq++) {
    reports.push(padded(concat(u32be(channel), Uint8Array.of(seq), data.slice(at, at + NEXT)), REPORT_LENGTH));
  }
  return reports;
}

/** A message being put together; `command` undefined = nothing of it has come yet. */
export type Assembly =
  | {
      readonly kind: 'more';
      readonly command?: number;
      readonly length: number;
      readonly seq: number;
      readonly data: Uint8Array;
    }
  | { readonly kind: 'whole'; readonly command: number; readonly data: Uint8Array }
  | { readonly kind: 'nonsense' };

export const emptyAssembly: Assembly = { kind: 'more', length: 0, seq: 0, data: new Uint8Array(0) };

/**
 * Folds one input report in. Every program on the machine sees every report, so those of other channels are passed
 * over; a keepalive between the packets of an answer does not belong to it either, and comes back as its own message.
 */
export function assemble(soFar: Assembly, report: Uint8Array, channel: number): Assembly {
  if (soFar.kind !== 'more' || report.length !== REPORT_LENGTH)
    return soFar.kind === 'more' ? { kind: 'nonsense' } : soFar;
  if (readU32be(report, 0) !== channel) return soFar;
  const type = report[4] ?? 0;
  if (type & 0x80) return begin(type & 0x7f, readU16be(report, 5), report);
  if (soFar.command === undefined || type !== soFar.seq) return { kind: 'nonsense' };
  const data = concat(soFar.data, report.slice(5, 5 + Math.min(NEXT, soFar.length - soFar.data.length)));
  return settle(soFar.command, soFar.length, soFar.seq + 1, data);
}

function begin(commandId: number, length: number, report: Uint8Array): Assembly {
  if (length > MAX_MESSAGE) return { kind: 'nonsense' };
  return settle(commandId, length, 0, report.slice(7, 7 + Math.min(FIRST, length)));
}

function settle(commandId: number, length: number, seq: number, data: Uint8Array): Assembly {
  if (data.length >= length) return { kind: 'whole', command: commandId, data };
  return { kind: 'more', command: commandId, length, seq, data };
}

export interface Channel {
  readonly channel: number;
  readonly protocol: number;
  readonly version: readonly [number, number, number];
  readonly capabilities: number;
}

/** The answer to INIT; undefined when it is somebody else's (another nonce) or too short. */
export function parseInit(data: Uint8Array, nonce: Uint8Array): Channel | undefined {
  if (data.length < 17 || !nonce.every((byte, at) => data[at] === byte)) return undefined;
  return {
    channel: readU32be(data, 8),
    protocol: data[12] ?? 0,
    version: [data[13] ?? 0, data[14] ?? 0, data[15] ?? 0],
    capabilities: data[16] ?? 0,
  };
}
