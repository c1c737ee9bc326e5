/**
 * Recordings of what a reader and a device said to each other, as NDJSON: a header, then one line a report with its
 * time offset, direction and bytes. Fixtures and bug reports are made of them, so nothing that is worth keeping secret
 * may be in one. PURE.
 *
 * What is left out: every frame that carries a PIN or what is derived from one (also its CRC's echo), session keys,
 * the device's own serial number, and every key of a keyboard line that is not a one-time code. What stays: codes and
 * HMAC answers. An HMAC-SHA1 answer to a step's number is worth that one step's code, which is dead after a minute or
 * so, and tells nothing of the key's secret.
 */
import { hex, unhex } from '../bytes.ts';
import { type HidFailure, isFailure } from '../failure.ts';
import type { HidDeviceInfo, HidResult } from '../port.ts';
import type { Act, Answer, Conversation } from './conversation.ts';
import { fail } from './conversation.ts';

export interface RecordedAct {
  readonly t: number;
  readonly act: Act;
  readonly answer: Answer;
}

export interface RecordingHeader {
  readonly family: string;
  readonly device: Pick<HidDeviceInfo, 'vendorId' | 'productId' | 'usagePage' | 'usage' | 'release'>;
  /** What was asked of the reader: slot, name, digits, period. */
  readonly request: { readonly [key: string]: string | number | boolean };
}

export interface RecordingLine {
  /** Milliseconds since the beginning. */
  readonly t: number;
  readonly dir: 'in' | 'out' | 'note';
  readonly kind: 'feature' | 'report' | 'clock' | 'random' | 'touch' | 'pin' | 'end';
  readonly id?: number;
  /** Undefined in an `in report` line = none came in time; undefined with `masked` = left out; otherwise the keys are. */
  readonly hex?: string;
  readonly masked?: true;
  /** The hidden echo was the one of the frame just sent. */
  readonly echoed?: boolean;
  readonly now?: number;
  readonly wanted?: boolean;
  /** Of the last line, when no code was read. */
  readonly failure?: HidFailure;
}

export const MAGIC = 'ichido-hid-recording';

export const headerLine = (header: RecordingHeader): string => `${JSON.stringify({ [MAGIC]: 1, ...header })}\n`;

/** Keeps out of a recording what is no code: reports are held back until it is known what they were. */
export interface Withholding {
  /** Folds a report in; `more` = it is not known yet. */
  take(report: Uint8Array): 'more' | 'keep' | 'mask';
  /** None came in time: what was begun is over, and no code. */
  silence(): void;
  /** The shape of a report without what is in it. */
  mask(report: Uint8Array): Uint8Array;
}

/** Turns acts into lines. `end` writes out what was held back, and why there is no code; called once, at the end. */
export function createRecorder(withholding: Withholding | undefined, write: (line: string) => void) {
  let began: number | undefined;
  let t = 0;
  let held: RecordingLine[] = [];
  const put = (line: RecordingLine): void => write(`${JSON.stringify(line)}\n`);
  const release = (clean: boolean): void => {
    for (const line of held) put(clean || withholding === undefined ? line : masked(line, withholding));
    held = [];
  };

  return {
    record: (recorded: RecordedAct): void => {
      began ??= recorded.t;
      t = Math.max(0, Math.round(recorded.t - began));
      const line = lineOf(recorded, t);
      if (line === undefined) return;
      if (withholding === undefined || line.dir !== 'in') {
        put(line);
      } else if (line.hex === undefined) {
        release(false);
        withholding.silence();
        put(line);
      } else {
        held.push(line);
        const known = withholding.take(unhex(line.hex));
        if (known !== 'more') release(known === 'keep');
      }
    },
    end: (failure?: HidFailure): void => {
      release(false);
      if (failure !== undefined) put({ t, dir: 'note', kind: 'end', failure });
    },
  };
}

function lineOf(recorded: RecordedAct, t: number): RecordingLine | undefined {
  const { act, answer } = recorded;
  switch (act.act) {
    case 'getFeature': {
      const bytes = answer as Uint8Array;
      if (act.hide === undefined) return { t, dir: 'in', kind: 'feature', id: act.reportId, hex: hex(bytes) };
      const { echo, echoAt, ranges } = act.hide;
      const echoed = echo.every((byte, at) => bytes[echoAt + at] === byte);
      const clean = bytes.map((byte, at) => (ranges.some(([from, to]) => at >= from && at < to) ? 0 : byte));
      return { t, dir: 'in', kind: 'feature', id: act.reportId, hex: hex(clean), echoed };
    }
    case 'setFeature':
    case 'write': {
      const kind = act.act === 'write' ? 'report' : 'feature';
      if (act.mask) return { t, dir: 'out', kind, id: act.reportId, masked: true };
      return { t, dir: 'out', kind, id: act.reportId, hex: hex(act.data) };
    }
    case 'nextReport':
      return answer === undefined
        ? { t, dir: 'in', kind: 'report' }
        : { t, dir: 'in', kind: 'report', hex: hex(answer as Uint8Array) };
    case 'now':
      return { t, dir: 'note', kind: 'clock', now: answer as number };
    case 'random':
      return act.mask
        ? { t, dir: 'note', kind: 'random', masked: true }
        : { t, dir: 'note', kind: 'random', hex: hex(answer as Uint8Array) };
    case 'touch':
      return { t, dir: 'note', kind: 'touch', wanted: act.wanted };
    case 'askPin':
      return { t, dir: 'note', kind: 'pin', ...(answer === undefined ? {} : { masked: true as const }) };
    case 'pause':
      return undefined;
  }
}

const masked = (line: RecordingLine, withholding: Withholding): RecordingLine => ({
  ...line,
  hex: hex(withholding.mask(unhex(line.hex ?? ''))),
  masked: true,
});

export interface Recording {
  readonly header: RecordingHeader;
  readonly lines: readonly RecordingLine[];
}

/** Throws with the number of the line that is not one of ours. */
export function parseRecording(text: string): Recording {
  const [first = '', ...rest] = text.split('\n').filter((line) => line !== '');
  const header = parseJson(first, 1) as { [MAGIC]?: unknown } & RecordingHeader;
  if (header[MAGIC] !== 1 || typeof header.family !== 'string') throw new RecordingError(1);
  const lines = rest.map((line, at) => {
    const parsed = parseJson(line, at + 2) as RecordingLine;
    if (!['in', 'out', 'note'].includes(parsed.dir) || typeof parsed.kind !== 'string')
      throw new RecordingError(at + 2);
    if (parsed.hex !== undefined && !/^(?:[0-9a-f]{2})*$/.test(parsed.hex)) throw new RecordingError(at + 2);
    if (parsed.kind === 'end' && !isFailure(parsed.failure)) throw new RecordingError(at + 2);
    return parsed;
  });
  return { header, lines };
}

export class RecordingError extends Error {
  readonly line: number;
  constructor(line: number) {
    super(`line ${line} is not a line of an ichido HID recording`);
    this.line = line;
  }
}

function parseJson(text: string, line: number): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {}
  throw new RecordingError(line);
}

export interface Replayed<T> {
  readonly result: HidResult<T>;
  /** The line of the file (from 1) at which the reader said something else than it had said then. */
  readonly divergedAt?: number | undefined;
}

/** Plays the device's part from a recording: the same reader must say the same and come to the same. */
export function replay<T>(conversation: Conversation<T>, lines: readonly RecordingLine[]): Replayed<T> {
  let at = 0;
  let answer: Answer;
  // Keys that were left out cannot be followed: how it ended then is what the recording says.
  let blind = false;
  const ended = lines.at(-1)?.failure;
  for (;;) {
    const step = conversation.next(answer);
    if (step.done) {
      if (ended === undefined || (!step.value.ok && step.value.failure === ended)) return { result: step.value };
      return blind ? { result: fail(ended) } : { result: fail('nonsense'), divergedAt: lines.length + 1 };
    }
    if (step.value.act === 'pause') {
      answer = undefined;
      continue;
    }
    const line = lines[at++];
    if (line === undefined) return { result: fail('gone'), divergedAt: undefined };
    if (line.kind === 'end') return { result: fail(line.failure ?? 'gone') };
    blind ||= line.dir === 'in' && line.masked === true;
    const played = play(step.value, line);
    if (played === undefined && blind && ended !== undefined) return { result: fail(ended) };
    if (played === undefined) return { result: fail('nonsense'), divergedAt: at + 1 };
    answer = played.answer;
  }
}

function play(act: Act, line: RecordingLine): { answer: Answer } | undefined {
  const is = (dir: string, kind: string): boolean => line.dir === dir && line.kind === kind;
  switch (act.act) {
    case 'getFeature': {
      if (!is('in', 'feature')) return undefined;
      const bytes = unhex(line.hex ?? '');
      if (act.hide && line.echoed && bytes.length >= act.hide.echoAt + act.hide.echo.length)
        bytes.set(act.hide.echo, act.hide.echoAt);
      return { answer: bytes };
    }
    case 'setFeature':
    case 'write':
      if (!is('out', act.act === 'write' ? 'report' : 'feature')) return undefined;
      return line.masked || line.hex === hex(act.data) ? { answer: undefined } : undefined;
    case 'nextReport':
      return is('in', 'report') ? { answer: line.hex === undefined ? undefined : unhex(line.hex) } : undefined;
    case 'now':
      return is('note', 'clock') && line.now !== undefined ? { answer: line.now } : undefined;
    case 'random':
      return is('note', 'random')
        ? { answer: line.masked ? new Uint8Array(act.length) : unhex(line.hex ?? '') }
        : undefined;
    case 'touch':
      return is('note', 'touch') && line.wanted === act.wanted ? { answer: undefined } : undefined;
    case 'askPin':
      return is('note', 'pin') ? { answer: line.masked ? '0' : undefined } : undefined;
    case 'pause':
      return { answer: undefined };
  }
}
