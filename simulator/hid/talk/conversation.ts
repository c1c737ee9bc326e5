/**
 * What a reader says to a device, as values: a reader is a generator that yields acts and is given their answers.
 * So it knows no transport, no timer and no terminal, and the same one runs over node-hid, over a
 * recording and over fakes in memory. PURE.
 */

import type { HidFailure } from '../failure.ts';
import type { HidResult } from '../port.ts';

/** Why a frame is never written to a recording. The PIN and what is derived from it could be guessed from its CRC. */
export type Mask = 'pin';

/** Parts of an answer that would give a masked frame away: the echo of its CRC, and the CRC that covers the echo. */
export interface Hide {
  readonly ranges: readonly (readonly [from: number, to: number])[];
  /** What the device puts there when it answers THIS frame; a recording says only whether it did. */
  readonly echoAt: number;
  readonly echo: Uint8Array;
}

export type Act =
  | {
      readonly act: 'getFeature';
      readonly reportId: number;
      readonly length: number;
      readonly hide?: Hide | undefined;
    }
  | {
      readonly act: 'setFeature';
      readonly reportId: number;
      readonly data: Uint8Array;
      readonly mask?: Mask | undefined;
    }
  | { readonly act: 'write'; readonly reportId: number; readonly data: Uint8Array; readonly mask?: Mask | undefined }
  /** Answer: the next input report, or undefined when none came in time. */
  | { readonly act: 'nextReport'; readonly withinMs: number }
  | { readonly act: 'pause'; readonly ms: number }
  /** Answer: the desk's instant in milliseconds. */
  | { readonly act: 'now' }
  /** Answer: random bytes; masked ones are keys of a session. */
  | { readonly act: 'random'; readonly length: number; readonly mask?: Mask | undefined }
  /** The token wants a finger, or no longer does. */
  | {
      readonly act: 'touch';
      readonly wanted: boolean;
      /** What has gone wrong when the time is over before it comes; a token that was not touched unless said. */
      readonly orElse?: HidFailure | undefined;
    }
  /** Answer: what the person typed, or undefined when nobody can be asked. */
  | { readonly act: 'askPin'; readonly attemptsLeft?: number | undefined };

/** Answers by act; the generator's helpers below give each its type back. */
export type Answer = Uint8Array | number | string | undefined;

export type Conversation<T> = Generator<Act, HidResult<T>, Answer>;

/** A part of a conversation that cannot fail by itself. */
export type Step<T> = Generator<Act, T, Answer>;

export const fail = (
  failure: HidFailure,
  detail?: string,
): { ok: false; failure: HidFailure; detail?: string | undefined } => ({
  ok: false,
  failure,
  detail,
});

export function* getFeature(reportId: number, length: number, hide?: Hide): Step<Uint8Array> {
  return (yield { act: 'getFeature', reportId, length, hide }) as Uint8Array;
}

export function* setFeature(reportId: number, data: Uint8Array, mask?: Mask): Step<void> {
  yield { act: 'setFeature', reportId, data, mask };
}

export function* write(reportId: number, data: Uint8Array, mask?: Mask): Step<void> {
  yield { act: 'write', reportId, data, mask };
}

export function* nextReport(withinMs: number): Step<Uint8Array | undefined> {
  return (yield { act: 'nextReport', withinMs }) as Uint8Array | undefined;
}

export function* pause(ms: number): Step<void> {
  yield { act: 'pause', ms };
}

export function* now(): Step<number> {
  return (yield { act: 'now' }) as number;
}

export function* random(length: number, mask?: Mask): Step<Uint8Array> {
  return (yield { act: 'random', length, mask }) as Uint8Array;
}

export function* touch(wanted: boolean, orElse?: HidFailure): Step<void> {
  yield { act: 'touch', wanted, orElse };
}

export function* askPin(attemptsLeft?: number): Step<string | undefined> {
  return (yield { act: 'askPin', attemptsLeft }) as string | undefined;
}

/** A code that a device gave, and the instant it was asked for. */
export interface TokenReading {
  /** 6 to 8 ASCII digits. */
  readonly code: string;
  /** The desk's instant at which the device was asked. */
  readonly readAt: number;
  /** TOTP step and period, when the code is of a step that the desk named. */
  readonly step?: bigint | undefined;
  readonly periodSeconds?: number | undefined;
}
