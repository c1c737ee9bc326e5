/**
 * Nitrokey Pro, Nitrokey Storage and Librem Key: 64-byte feature reports of a vendor collection, so no system treats
 * them as a keyboard. PURE. Source: Nitrokey/libnitrokey device_proto.h, stick10_commands*.h; the firmware's
 * report_protocol.c and hotp.c.
 */
import { concat, padded, readU32le, u32le, u64le } from '../../bytes.ts';

export const REPORT_LENGTH = 64;
const CRC_AT = 60;
const DATA_AT = 7;

/** The vendor collection (64 in, 64 out, 64 feature; only feature reports are used). */
export const DESCRIPTOR = '0600ff0901a1010901150026ff007508954081020902150026ff00750895409102090275089540b102c0';

export const command = {
  getStatus: 0x00,
  readSlotName: 0x02,
  readSlot: 0x03,
  getCode: 0x04,
  setTime: 0x0b,
  userAuthenticate: 0x0e,
  userPinRetries: 0x0f,
  userAuthorize: 0x10,
} as const;

export const commandStatus = {
  ok: 0,
  wrongCrc: 1,
  wrongSlot: 2,
  notProgrammed: 3,
  wrongPassword: 4,
  notAuthorized: 5,
  timestampWarning: 6,
} as const;

export const TOTP_SLOTS = 15;
export const totpSlot = (number: number): number => 0x20 + number;

/**
 * The STM32's CRC unit: 32-bit little-endian words fed most significant bit first, polynomial 04c11db7, start
 * ffffffff, no reflection, no final xor. `bytes` must be a multiple of four long.
 */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let at = 0; at < bytes.length; at += 4) {
    crc ^= readU32le(bytes, at);
    for (let bit = 0; bit < 32; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}

/** A host report: command, payload of at most 59 bytes, CRC. */
export function frame(commandId: number, payload: Uint8Array = new Uint8Array(0)): Uint8Array {
  const body = padded(concat(Uint8Array.of(commandId), payload), CRC_AT);
  return concat(body, u32le(crc32(body)));
}

export const crcOf = (report: Uint8Array): number => readU32le(report, CRC_AT);

/** Flag 0 lets the clock go forwards only; a colleague's key is never forced back in time (flag 1 is not offered). */
export const setTimePayload = (unixSeconds: bigint): Uint8Array => concat(Uint8Array.of(0), u64le(unixSeconds));

/** The key uses only the slot and, from Pro 0.8 and Storage 0.54, the temporary password; the rest is sent as libnitrokey does. */
export function getCodePayload(
  slot: number,
  unixSeconds: bigint,
  periodSeconds: number,
  temporaryPassword?: Uint8Array,
): Uint8Array {
  return concat(
    Uint8Array.of(slot),
    u64le(unixSeconds / BigInt(periodSeconds)),
    u64le(unixSeconds),
    Uint8Array.of(periodSeconds & 0xff),
    temporaryPassword ?? new Uint8Array(0),
  );
}

export const authenticatePayload = (pin: Uint8Array, temporaryPassword: Uint8Array): Uint8Array =>
  concat(padded(pin, PASSWORD_LENGTH), temporaryPassword);

export const authorizePayload = (crc: number, temporaryPassword: Uint8Array): Uint8Array =>
  concat(u32le(crc), temporaryPassword);

export const PASSWORD_LENGTH = 25;

export type DeviceAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly data: Uint8Array /** Some commands answer with a wrong CRC. */;
      readonly crcRight: boolean;
    }
  /** Busy, or still the answer to an earlier command: ask again. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'nonsense' };

/** Reads a device report as the answer to the host report whose command and CRC are given. */
export function parseAnswer(report: Uint8Array, sent: { command: number; crc: number }): DeviceAnswer {
  if (report.length !== REPORT_LENGTH) return { kind: 'nonsense' };
  const deviceStatus = report[0] ?? 0;
  if (deviceStatus === 1 || deviceStatus === 3) return { kind: 'wait' };
  if (deviceStatus !== 0) return { kind: 'nonsense' };
  if (report[1] !== sent.command || readU32le(report, 2) !== sent.crc) return { kind: 'wait' };
  return {
    kind: 'answer',
    status: report[6] ?? 0,
    data: report.slice(DATA_AT, CRC_AT),
    crcRight: crc32(report.slice(0, CRC_AT)) === readU32le(report, CRC_AT),
  };
}

export interface KeyStatus {
  readonly major: number;
  readonly minor: number;
  readonly cardSerial: number;
  /** OTP slots are protected by the user PIN. */
  readonly pinProtected: boolean;
}

export function parseStatus(data: Uint8Array): KeyStatus {
  return { minor: data[0] ?? 0, major: data[1] ?? 0, cardSerial: readU32le(data, 2), pinProtected: data[9] === 1 };
}

export interface SlotInfo {
  readonly name: string;
  readonly digits: 6 | 8;
  readonly periodSeconds: number;
}

/** The answer to READ_SLOT of a TOTP slot; undefined when it is none that a key would give. */
export function parseTotpSlot(data: Uint8Array): SlotInfo | undefined {
  const name = nameOf(data.slice(0, 15));
  const periodSeconds = (data[29] ?? 0) | ((data[30] ?? 0) << 8);
  if (periodSeconds < 1) return undefined;
  return { name, digits: (data[15] ?? 0) & 1 ? 8 : 6, periodSeconds };
}

export function nameOf(bytes: Uint8Array): string {
  const end = bytes.findIndex((byte) => byte === 0 || byte === 0xff);
  return Buffer.from(end < 0 ? bytes : bytes.slice(0, end)).toString('utf8');
}

/** The answer to GET_CODE; undefined when the number does not fit the digits it claims. */
export function parseCode(data: Uint8Array): { readonly code: string; readonly digits: 6 | 8 } | undefined {
  const value = readU32le(data, 0);
  const digits = (data[4] ?? 0) & 1 ? 8 : 6;
  if (value >= 10 ** digits) return undefined;
  return { code: String(value).padStart(digits, '0'), digits };
}

/** Pro up to 0.7 and Storage up to 0.53 take USER_AUTHORIZE; newer ones the temporary password inside GET_CODE. */
export const authorizesByCrc = (status: KeyStatus, storage: boolean): boolean =>
  status.major === 0 && status.minor <= (storage ? 53 : 7);
