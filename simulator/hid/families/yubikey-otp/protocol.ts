/**
 * YubiKey OTP application (OnlyKey speaks it too): HMAC-SHA1 challenge-response over 8-byte feature reports of the
 * keyboard's collection. PURE. Source: Yubico/yubikey-manager yubikit/core/otp.py, yubikit/yubiotp.py;
 * yubikey-personalization ykcore/ykdef.h; the device's side in polhenarejos/pico-fido src/fido/otp.c.
 */
import { concat, padded } from '../../bytes.ts';

export const REPORT_LENGTH = 8;
const PART = 7;
const PAYLOAD = 64;
const PARTS = 10;

export const flag = {
  /** The key has not taken the last write yet. */
  writePending: 0x80,
  /** This report carries a part of the answer; the low five bits are its number. */
  response: 0x40,
  /** Waiting for a touch; the low five bits are the seconds left. */
  touch: 0x20,
  low: 0x1f,
} as const;

/** Slot commands of HMAC-SHA1 challenge-response. */
export const hmacSlot = (slot: 1 | 2): number => (slot === 1 ? 0x30 : 0x38);

/** Ends or aborts a transfer. */
export const RESET = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0xff);

/** CRC-16 as the key reckons it: start ffff, reflected polynomial 8408, no final xor. */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0x8408 : crc >> 1;
  }
  return crc;
}

/** What the CRC over data and its appended complement comes to. */
export const CRC_RESIDUE = 0xf0b8;

/**
 * A challenge shorter than 64 bytes: the key strips trailing bytes equal to the last one (HMAC_LT64), so the padding
 * must differ from the challenge's last byte. TOTP counters end in 00 every 256 steps, which is every 2 h 8 min.
 */
export function padChallenge(challenge: Uint8Array): Uint8Array {
  return padded(challenge, PAYLOAD, challenge.at(-1) === 0 ? 1 : 0);
}

/** The 70-byte frame as feature reports; all-zero parts are skipped, but for the first and the last. */
export function frameReports(payload: Uint8Array, slotCommand: number): readonly Uint8Array[] {
  const crc = crc16(payload);
  const frame = concat(payload, Uint8Array.of(slotCommand, crc & 0xff, crc >> 8, 0, 0, 0));
  const reports: Uint8Array[] = [];
  for (let seq = 0; seq < PARTS; seq++) {
    const part = frame.slice(seq * PART, seq * PART + PART);
    if (seq > 0 && seq < PARTS - 1 && part.every((byte) => byte === 0)) continue;
    reports.push(concat(part, Uint8Array.of(0x80 | seq)));
  }
  return reports;
}

export interface OtpStatus {
  readonly version: readonly [number, number, number];
  /** Goes up by one with each change of a slot; 0 = nothing programmed. */
  readonly programmingSequence: number;
  readonly configured: readonly [one: boolean, two: boolean];
  readonly touchTriggered: readonly [one: boolean, two: boolean];
}

export type KeyReport =
  | { readonly kind: 'status'; readonly status: OtpStatus }
  | { readonly kind: 'part'; readonly seq: number; readonly bytes: Uint8Array }
  | { readonly kind: 'touch'; readonly secondsLeft: number }
  | { readonly kind: 'write-pending' }
  | { readonly kind: 'nonsense' };

export function parseReport(report: Uint8Array): KeyReport {
  if (report.length !== REPORT_LENGTH) return { kind: 'nonsense' };
  const flags = report[7] ?? 0;
  if (flags & flag.writePending) return { kind: 'write-pending' };
  if (flags & flag.response) return { kind: 'part', seq: flags & flag.low, bytes: report.slice(0, PART) };
  if (flags & flag.touch) return { kind: 'touch', secondsLeft: flags & flag.low };
  // Low bits without a flag: the key is reckoning.
  if (flags !== 0 || report[0] !== 0) return { kind: 'nonsense' };
  const touch = report[5] ?? 0;
  return {
    kind: 'status',
    status: {
      version: [report[1] ?? 0, report[2] ?? 0, report[3] ?? 0],
      programmingSequence: report[4] ?? 0,
      configured: [(touch & 1) !== 0, (touch & 2) !== 0],
      touchTriggered: [(touch & 4) !== 0, (touch & 8) !== 0],
    },
  };
}

export type Assembly =
  | { readonly kind: 'more'; readonly parts: readonly Uint8Array[] }
  | { readonly kind: 'whole'; readonly data: Uint8Array }
  | { readonly kind: 'nonsense' };

export const emptyAssembly: Assembly = { kind: 'more', parts: [] };

/** Folds one part in. Parts come in order 0, 1, 2, …; number 0 again ends the answer, whose CRC must be right. */
export function assemble(soFar: Assembly, seq: number, bytes: Uint8Array): Assembly {
  if (soFar.kind !== 'more') return { kind: 'nonsense' };
  if (seq === 0 && soFar.parts.length > 0) return checkAnswer(concat(...soFar.parts));
  if (seq !== soFar.parts.length || seq > 9) return { kind: 'nonsense' };
  return { kind: 'more', parts: [...soFar.parts, bytes] };
}

const HMAC_LENGTH = 20;

/** Twenty bytes of HMAC, two of CRC, the rest padding. */
function checkAnswer(bytes: Uint8Array): Assembly {
  if (bytes.length !== 4 * PART) return { kind: 'nonsense' };
  if (crc16(bytes.slice(0, HMAC_LENGTH + 2)) !== CRC_RESIDUE) return { kind: 'nonsense' };
  return { kind: 'whole', data: bytes.slice(0, HMAC_LENGTH) };
}
