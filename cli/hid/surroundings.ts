/** What the `hid` commands stand on: the system's devices, real time, a person at the terminal. A composition root. */
import { randomBytes } from 'node:crypto';
import { bothLanguages, type Text } from '../../common/text.ts';
import { clean } from '../../common/text-width.ts';
import { advice, type HidFailure } from '../../simulator/hid/failure.ts';
import { recognise } from '../../simulator/hid/families/readers.ts';
import { nodeHid } from '../../simulator/hid/io/node-hid.ts';
import { type HidDeviceInfo, type HidPort, identityOf } from '../../simulator/hid/port.ts';
import type { Surroundings } from '../../simulator/hid/talk/run-conversation.ts';
import { realTimers, type Timers } from '../../simulator/hid/talk/timers.ts';
import { type ExitError, failed, missingPart } from '../exit.ts';
import { askHidden } from './ask-hidden.ts';

export interface Place {
  readonly port: HidPort;
  readonly timers: Timers;
  readonly now: () => number;
  /** Data. */
  readonly out: (text: string) => void;
  /** Prose; one line at a time. */
  readonly say: (text: Text) => void;
  /** Undefined where nobody can be asked. */
  readonly askPin?: ((attemptsLeft?: number) => Promise<string | undefined>) | undefined;
}

export function thisPlace(): Place {
  return {
    port: nodeHid({ platform: process.platform }),
    timers: realTimers(() => performance.now()),
    now: () => Date.now(),
    out: (text) => void process.stdout.write(text),
    say: (text) => void process.stderr.write(`ichido: ${bothLanguages(text)}\n`),
    askPin: process.stdin.isTTY && process.stderr.isTTY ? askPin : undefined,
  };
}

export function surroundings(place: Place, deadlineMs: number): Surroundings {
  return {
    timers: place.timers,
    now: place.now,
    random: (length) => Uint8Array.from(randomBytes(length)),
    deadlineMs,
    onTouch: (wanted) => {
      if (wanted) place.say({ ja: 'トークンに触れてください。', en: 'touch the token' });
    },
    askPin: place.askPin,
  };
}

/** A missing library is a missing part (69); everything else is a failure (1). */
export function exitFor(failure: HidFailure): ExitError {
  const { ja, en } = advice[failure];
  return failure === 'no-library' ? missingPart(ja, en) : failed(ja, en);
}

/**
 * The one device that is meant: `wanted` is a VID:PID, an id of `hid list`, or undefined for the only token there is.
 * Throws `ExitError` when there is none or more than one.
 */
export async function chooseDevice(place: Place, wanted: string | undefined, anyKind: boolean): Promise<HidDeviceInfo> {
  const listed = await place.port.list();
  if (!listed.ok) throw exitFor(listed.failure);
  const named = wanted?.toLowerCase();
  const fits = (device: HidDeviceInfo): boolean => {
    if (named === undefined) return recognise(device) !== undefined;
    const identity = identityOf(device).toLowerCase();
    return (anyKind || recognise(device) !== undefined) && (identity === named || identity.startsWith(`${named}:`));
  };
  const found = listed.value.filter(fits);
  const [only, another] = found;
  if (only === undefined) throw exitFor('not-found');
  if (another !== undefined) {
    for (const device of found) place.say({ ja: `候補: ${shownId(device)}`, en: `one of them: ${shownId(device)}` });
    throw exitFor('ambiguous');
  }
  return only;
}

/** The id as it may be printed: a device's serial number is foreign text. */
export const shownId = (device: HidDeviceInfo): string => clean(identityOf(device), 200);

export const shownName = (device: HidDeviceInfo): string => {
  const said = [device.manufacturer, device.product].filter((text) => text !== undefined).join(' ');
  return clean(said === '' ? (recognise(device)?.name ?? '?') : said, 60);
};

const askPin = (attemptsLeft?: number): Promise<string | undefined> => {
  const left =
    attemptsLeft === undefined
      ? ''
      : `（${bothLanguages({ ja: `残り ${attemptsLeft} 回`, en: `${attemptsLeft} tries left` })}）`;
  return askHidden(`${bothLanguages({ ja: 'トークンの PIN', en: 'PIN of the token' })}${left}: `);
};
