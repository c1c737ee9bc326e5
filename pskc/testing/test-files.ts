/** Material of the PSKC tests: fixtures, a small file to spoil, keys, seeded randomness. For tests only. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Protection, PskcFile, PskcKey, PskcResult } from '../model.ts';
import { writePskc } from '../write.ts';

export function fixture(path: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/${path}`, import.meta.url));
}

export function opened<T>(result: PskcResult<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.error.code}: ${result.error.text.en}`);
  return result.value;
}

export const codeOf = (result: PskcResult<unknown>): string => (result.ok ? 'accepted' : result.error.code);

/** Bytes that differ with the label and never with the run. */
export function bytes(length: number, label: string): Uint8Array {
  return new Uint8Array(createHash('shake256', { outputLength: length }).update(label).digest());
}

/** A source that gives the same bytes in the same order, and never the same bytes twice. */
export function seeded(seed: string): (length: number) => Uint8Array {
  let count = 0;
  return (length) => {
    count += 1;
    return bytes(length, `${seed} ${count}`);
  };
}

export const preShared: Protection = { kind: 'key', key: bytes(16, 'pre-shared') };
/** The fewest iterations that the reader takes: enough for a test. */
export const password: Protection = { kind: 'password', password: 'pass 言葉', iterations: 1000 };

export function totp(id: string): PskcKey {
  return {
    id,
    serial: id,
    manufacturer: 'ichido',
    algorithm: 'TOTP',
    hash: 'SHA1',
    digits: 6,
    checkDigits: false,
    periodSeconds: 30,
    time: 0,
    secret: bytes(20, id),
    policy: { keyUsages: ['OTP'], unknown: false },
  };
}

export function written(keys: readonly PskcKey[], protection: Protection, seed = 'test'): string {
  return opened(writePskc(keys, protection, { random: seeded(seed) }));
}

/** What survives a round trip, without the undefined fields that a reader spells out and the lines that it counts. */
export function plainly(file: PskcFile): readonly unknown[] {
  return file.keys.map((key) => strip({ ...key, line: undefined }));
}

export function strip(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, it]) => it !== undefined);
  return Object.fromEntries(entries.map(([key, it]) => [key, strip(it)]));
}
