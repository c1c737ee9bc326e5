/** Serials and secrets of new devices, from the run's seed. PURE: the same seed gives the same tokens, in any process. */

import { createHmac } from 'node:crypto';
import { serialForm } from '../../common/token-forms.ts';
import type { TokenKind } from '../device/face.ts';

const prefixes: Record<TokenKind, string> = { hardware: 'SKTH', software: 'SKTS' };

/** Five digits (D-14): there are no more serials of a kind than these. */
export const lastNumber = 99_999;

/** `SKTH00001` … `SKTS99999` (S-34). */
export function serialOf(kind: TokenKind, number: number): string {
  return `${prefixes[kind]}${String(number).padStart(5, '0')}`;
}

/** The kind that a serial's prefix tells (S-34); undefined when it has no such form. */
export function kindOf(serial: string): TokenKind | undefined {
  const letter = serialForm.exec(serial)?.[1];
  if (letter === undefined) return undefined;
  return letter === 'H' ? 'hardware' : 'software';
}

/** 20 bytes, as RFC 4226 R6 recommends: the first 160 bits of HMAC-SHA-256(seed, serial). */
export function secretOf(seed: Uint8Array, serial: string): Uint8Array {
  return new Uint8Array(createHmac('sha256', seed).update(serial).digest().subarray(0, 20));
}
