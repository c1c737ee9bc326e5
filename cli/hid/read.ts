/** `ichido hid read`: one code of one token, live or from a recording. */
import { readFileSync, statSync } from 'node:fs';
import { clean } from '../../common/text-width.ts';
import { families } from '../../simulator/hid/families/families.ts';
import { planFromHeader, planReading, recognise } from '../../simulator/hid/families/readers.ts';
import type { HidDeviceInfo, HidResult } from '../../simulator/hid/port.ts';
import type { TokenReading } from '../../simulator/hid/talk/conversation.ts';
import {
  createRecorder,
  headerLine,
  parseRecording,
  RecordingError,
  replay,
} from '../../simulator/hid/talk/recording.ts';
import { talkTo } from '../../simulator/hid/talk/talk-to.ts';
import { failed, wrongUsage } from '../exit.ts';
import { chooseDevice, exitFor, type Place, shownId, surroundings, thisPlace } from './surroundings.ts';

export interface ReadCommandOptions {
  readonly device?: string;
  readonly slot?: number;
  readonly name?: string;
  readonly digits?: number;
  readonly keyboard?: boolean;
  /** Milliseconds; default one minute. */
  readonly timeout?: number;
  readonly record?: string;
  readonly replay?: string;
  readonly json?: boolean;
}

/** Largest recording that is read: an hour of keepalives is less. */
const MOST_BYTES = 16 * 1024 * 1024;

export async function read(options: ReadCommandOptions, place: Place = thisPlace()): Promise<void> {
  const reading = options.replay === undefined ? await live(options, place) : replayed(options.replay);
  if (options.json !== true) {
    place.out(`${reading.code}\n`);
    return;
  }
  const { code, readAt, step, periodSeconds } = reading;
  const valid =
    step === undefined || periodSeconds === undefined
      ? {}
      : {
          step: Number(step),
          validFrom: Number(step) * periodSeconds * 1000,
          validUntil: (Number(step) + 1) * periodSeconds * 1000,
        };
  place.out(`${JSON.stringify({ code, readAt, ...valid })}\n`);
}

async function live(options: ReadCommandOptions, place: Place): Promise<TokenReading> {
  if (options.keyboard === true && options.device === undefined) {
    // Whoever opens a keyboard reads what is typed on it: only the one that is named.
    throw wrongUsage(
      '--keyboard には --device が必要です。',
      '--keyboard wants --device: only a keyboard that is named is read',
    );
  }
  const device = await chooseDevice(place, options.device, options.keyboard === true);
  const planned = planReading(device, {
    slot: options.slot,
    name: options.name,
    digits: options.digits,
    keyboard: options.keyboard,
    keyboardWithinMs: options.timeout ?? 60_000,
  });
  if (!planned.ok) {
    if (planned.failure === 'name-needed') await sayChoices(device, options, place);
    throw exitFor(planned.failure);
  }
  const plan = planned.value;
  if (families[plan.family].answersBy === 'typing') {
    place.say({
      ja: 'トークンが打つ文字は、いま入力先になっている端末にも届きます。',
      en: 'what the token types also reaches the terminal that has the focus',
    });
  }
  const { vendorId, productId, usagePage, usage, release } = device;
  const save = options.record === undefined ? undefined : await recordTo(options.record);
  const recorder = createRecorder(families[plan.family].withholds?.(), (line) => save?.(line));
  save?.(
    headerLine({
      family: plan.family,
      device: { vendorId, productId, usagePage, usage, release },
      request: plan.request,
    }),
  );
  let result: HidResult<TokenReading> = { ok: false, failure: 'failed' };
  try {
    const around = surroundings(place, options.timeout ?? 60_000);
    result = await talkTo(
      place.port,
      device,
      plan.start(),
      save === undefined ? around : { ...around, record: recorder.record },
    );
  } finally {
    recorder.end(result.ok ? undefined : result.failure);
  }
  if (result.ok) return result.value;
  if (result.failure === 'slot-empty' || result.failure === 'name-unknown') await sayChoices(device, options, place);
  throw exitFor(result.failure);
}

function replayed(file: string): TokenReading {
  let text: string;
  try {
    if (statSync(file).size > MOST_BYTES) throw failed('記録が大きすぎます。', 'the recording is too large');
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    throw failed(`記録「${file}」を読めません（${code}）。`, `can't read the recording ${file} (${code})`);
  }
  try {
    const recording = parseRecording(text);
    const plan = planFromHeader(recording.header);
    if (plan === undefined) throw new RecordingError(1);
    const { result, divergedAt } = replay(plan.start(), recording.lines);
    if (divergedAt !== undefined) {
      throw failed(
        `記録の ${divergedAt} 行目で、いまの読み取り方と食い違いました。`,
        `at line ${divergedAt} of the recording this version says something else than was said then`,
      );
    }
    if (!result.ok) throw exitFor(result.failure);
    return result.value;
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    throw failed(`${error.line} 行目が HID の記録ではありません。`, `line ${error.line} is no line of a HID recording`);
  }
}

/** A new file of mode 0600, never over an existing one. Each line is on disk when the next report comes. */
async function recordTo(file: string): Promise<(line: string) => void> {
  const { openSync, writeSync } = await import('node:fs');
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    return (line) => void writeSync(descriptor, line);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw failed(`記録「${file}」を作れません（${code}）。`, `can't make the recording ${file} (${code})`);
  }
}

/** What there is to choose from, for a person who chose nothing or what is not there. */
async function sayChoices(device: HidDeviceInfo, options: ReadCommandOptions, place: Place): Promise<void> {
  const family = recognise(device)?.family;
  const choices = family === undefined ? undefined : families[family].choices?.();
  if (choices === undefined) return;
  const listed = await talkTo(place.port, device, choices, surroundings(place, options.timeout ?? 60_000));
  if (!listed.ok) throw exitFor(listed.failure);
  for (const choice of listed.value) {
    const name = clean(choice.name, 130);
    if (choice.slot === undefined) place.say({ ja: `名前: ${name}`, en: `name: ${name}` });
    else place.say({ ja: `スロット ${choice.slot}: ${name}`, en: `slot ${choice.slot}: ${name}` });
  }
  if (listed.value.length === 0) {
    place.say({ ja: '認証情報がありません。', en: `no credentials on ${shownId(device)}` });
  }
}
