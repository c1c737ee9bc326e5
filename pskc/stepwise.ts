/**
 * Long work in steps: between two of them whoever runs it may do something else, and a key that PBKDF2 has to make is
 * asked for, so that it can be made elsewhere. No I/O: how to pause is an argument.
 */
import { pbkdf2, pbkdf2Sync } from 'node:crypto';
import { promisify } from 'node:util';
import type { Pbkdf2 } from './encryption.ts';

export interface KeyWish extends Pbkdf2 {
  readonly password: string;
}

/** Yields between slices of a few milliseconds; a yielded wish is answered with the key. */
export type Stepwise<T> = Generator<KeyWish | undefined, T, Uint8Array | undefined>;

/** All of it, now. */
export function atOnce<T>(work: Stepwise<T>): T {
  for (let step = work.next(); ; ) {
    if (step.done === true) return step.value;
    step = work.next(step.value && deriveNow(step.value));
  }
}

/** A slice a turn. `turn` resolves when others have had theirs (`setImmediate` of node:timers/promises). */
export async function inTurns<T>(work: Stepwise<T>, turn: () => Promise<unknown>): Promise<T> {
  for (let step = work.next(); ; ) {
    if (step.done === true) return step.value;
    const key = step.value && (await derive(step.value));
    await turn();
    step = work.next(key);
  }
}

export function deriveNow({ password, salt, iterations, keyLength, hash }: KeyWish): Uint8Array {
  return pbkdf2Sync(Buffer.from(password, 'utf8'), salt, iterations, keyLength, hash);
}

const pbkdf2Elsewhere = promisify(pbkdf2);

/** In libuv's pool of threads. */
async function derive({ password, salt, iterations, keyLength, hash }: KeyWish): Promise<Uint8Array> {
  return pbkdf2Elsewhere(Buffer.from(password, 'utf8'), salt, iterations, keyLength, hash);
}
