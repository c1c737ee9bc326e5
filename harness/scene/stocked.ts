/**
 * Tokens that a scenario brings to the bank's stock by a file of its own and that lie on no desk: it made their secrets,
 * so it computes their codes. Time is an argument.
 */
import { createHash } from 'node:crypto';
import type { PskcKey } from '../../pskc/model.ts';
import { writePskc } from '../../pskc/write.ts';
import type { Face } from '../../simulator/device/face.ts';
import { codeFace } from '../../simulator/device/hardware-token.ts';
import { stepAt } from '../../simulator/device/otp.ts';

export interface StockedToken {
  readonly key: PskcKey;
  /** Steps that the device is ahead of the clock. */
  readonly aheadSteps: number;
}

/** Six digits, 30 s, a secret of its own for each serial: what the bank of this family takes. */
export function soundKey(serial: string, about: Partial<PskcKey> = {}): PskcKey {
  return {
    id: serial,
    serial,
    algorithm: 'TOTP',
    hash: 'SHA1',
    digits: 6,
    periodSeconds: 30,
    secret: secretOf(serial),
    ...about,
  };
}

/** Twenty bytes that only this word gives. */
export const secretOf = (word: string): Uint8Array =>
  Uint8Array.from(createHash('sha256').update(`ichido scenario ${word}`).digest().subarray(0, 20));

/** The keys as a plain file. */
export function fileOf(keys: readonly PskcKey[]): string {
  const written = writePskc(keys, { kind: 'plain' }, { random: (length) => new Uint8Array(length) });
  if (!written.ok) throw new Error(written.error.text.ja);
  return written.value;
}

export function codeOfStocked({ key, aheadSteps }: StockedToken, now: number): Extract<Face, { kind: 'code' }> {
  const face = codeFace(key.secret, stepAt(now) + aheadSteps);
  if (face.kind !== 'code') throw new Error('a stocked token always shows a code');
  return face;
}
