/**
 * struct uhid_event, as linux/uhid.h lays it out: native little-endian, packed, a u32 type and a union. PURE.
 * The kernel hands over the whole struct at every read and takes short writes, filling up with zeros.
 */
import type { FakeIdentity } from '../fake.ts';

/** sizeof(struct uhid_event) */
export const EVENT_LENGTH = 4380;

const type = {
  destroy: 1,
  start: 2,
  stop: 3,
  open: 4,
  close: 5,
  output: 6,
  getReport: 9,
  getReportReply: 10,
  create2: 11,
  input2: 12,
  setReport: 13,
  setReportReply: 14,
} as const;

const BUS_USB = 3;

export function create2(identity: FakeIdentity): Buffer {
  const event = Buffer.alloc(280 + identity.descriptor.length);
  event.writeUInt32LE(type.create2, 0);
  putText(event, identity.product, 4, 128);
  putText(event, 'ichido', 132, 64);
  putText(event, identity.serial, 196, 64);
  event.writeUInt16LE(identity.descriptor.length, 260);
  event.writeUInt16LE(BUS_USB, 262);
  event.writeUInt32LE(identity.vendorId, 264);
  event.writeUInt32LE(identity.productId, 268);
  event.writeUInt32LE(identity.release, 272);
  event.set(identity.descriptor, 280);
  return event;
}

export function destroy(): Buffer {
  const event = Buffer.alloc(4);
  event.writeUInt32LE(type.destroy, 0);
  return event;
}

export function input2(report: Uint8Array): Buffer {
  const event = Buffer.alloc(6 + report.length);
  event.writeUInt32LE(type.input2, 0);
  event.writeUInt16LE(report.length, 4);
  event.set(report, 6);
  return event;
}

/** `data` as the kernel wants it: the report id, or 0, comes first. `error` is an errno, 0 = none. */
export function getReportReply(id: number, error: number, data: Uint8Array): Buffer {
  const event = Buffer.alloc(12 + data.length);
  event.writeUInt32LE(type.getReportReply, 0);
  event.writeUInt32LE(id, 4);
  event.writeUInt16LE(error, 8);
  event.writeUInt16LE(data.length, 10);
  event.set(data, 12);
  return event;
}

export function setReportReply(id: number, error: number): Buffer {
  const event = Buffer.alloc(10);
  event.writeUInt32LE(type.setReportReply, 0);
  event.writeUInt32LE(id, 4);
  event.writeUInt16LE(error, 8);
  return event;
}

export type UhidEvent =
  | { readonly type: 'start' | 'stop' | 'open' | 'close' | 'other' }
  | { readonly type: 'output'; readonly data: Uint8Array }
  | { readonly type: 'getReport'; readonly id: number; readonly reportId: number; readonly feature: boolean }
  | {
      readonly type: 'setReport';
      readonly id: number;
      readonly reportId: number;
      readonly feature: boolean;
      readonly data: Uint8Array;
    };

export function parseEvent(event: Buffer): UhidEvent {
  if (event.length < 4) return { type: 'other' };
  switch (event.readUInt32LE(0)) {
    case type.start:
      return { type: 'start' };
    case type.stop:
      return { type: 'stop' };
    case type.open:
      return { type: 'open' };
    case type.close:
      return { type: 'close' };
    case type.output:
      if (event.length < 4103) return { type: 'other' };
      return { type: 'output', data: Uint8Array.from(event.subarray(4, 4 + event.readUInt16LE(4100))) };
    case type.getReport:
      if (event.length < 10) return { type: 'other' };
      return {
        type: 'getReport',
        id: event.readUInt32LE(4),
        reportId: event.readUInt8(8),
        feature: event.readUInt8(9) === 0,
      };
    case type.setReport: {
      if (event.length < 12) return { type: 'other' };
      const data = Uint8Array.from(event.subarray(12, 12 + event.readUInt16LE(10)));
      return {
        type: 'setReport',
        id: event.readUInt32LE(4),
        reportId: event.readUInt8(8),
        feature: event.readUInt8(9) === 0,
        data,
      };
    }
    default:
      return { type: 'other' };
  }
}

/** Cut at a character and ended by a zero. */
function putText(event: Buffer, text: string, at: number, room: number): void {
  let fitting = text;
  while (Buffer.byteLength(fitting) > room - 1) fitting = [...fitting].slice(0, -1).join('');
  event.write(fitting, at, 'utf8');
}

/** Whether a report descriptor numbers its reports: a Report ID item (0x85) outside of long items. */
export function numbersReports(descriptor: Uint8Array): boolean {
  for (let at = 0; at < descriptor.length; ) {
    const item = descriptor[at] ?? 0;
    if ((item & 0xfc) === 0x84) return true;
    at += item === 0xfe ? 3 + (descriptor[at + 1] ?? 0) : 1 + [0, 1, 2, 4][item & 3]!;
  }
  return false;
}
