/** Answering for the tokens of the tray that are real: a press asks, and a device, or a person typing, answers. */
import type { Text } from '../../../common/text.ts';
import type { LiveTray } from '../../cell/live-tray.ts';
import { advice } from '../failure.ts';
import { families } from '../families/families.ts';
import { parseTyped } from '../families/keyboard/text.ts';
import type { HidResult } from '../port.ts';
import type { Timers } from '../talk/timers.ts';
import { type HidBinding, matching, readBinding } from './binding.ts';
import type { Prompts } from './prompts.ts';
import type { HidReading, Readable, Readings } from './readings.ts';
import { type Because, readLine } from './typed-line.ts';

export interface Answers {
  /** The serials of the tray that are real. */
  readonly serials: Set<string>;
  /** What stands for a serial; undefined when nothing, or a person typing, does. */
  binding(serial: string): HidBinding | undefined;
  /** A line typed into the desk's input field. True when it was the answer that a real token was asked for. */
  typed(line: string): boolean;
  /** Resolves when nobody is waited for any more. */
  close(): Promise<void>;
}

export interface AnswersOptions {
  readonly tray: Pick<LiveTray, 'clock' | 'device' | 'send' | 'onAsk' | 'serials'>;
  readonly timers: Timers;
  readonly prompts: Prompts;
  readonly readings: Readings;
  readonly list: () => Promise<HidResult<readonly Readable[]>>;
  readonly deadlineMs: number;
  /** How many steps of 30 s a code is off the token's own time; `none` = not its code; undefined = nobody knows its secret. */
  readonly stepsOff?: ((serial: string, code: string) => number | 'none' | undefined) | undefined;
}

const lookForPlugMs = 500;

export function createAnswers(options: AnswersOptions): Answers {
  const { tray, timers, prompts, readings, list, deadlineMs, stepsOff = () => undefined } = options;
  const over = new AbortController();
  // The tray may hold 100,000 others, so it is looked through once.
  const serials = new Set(tray.serials().filter((serial) => tray.device(serial)?.source === 'real'));
  const answering = new Map<string, Promise<void>>();
  /** By serial: takes a line; false when it was no answer. */
  const typing = new Map<string, (line: string) => boolean>();

  const binding = (serial: string): HidBinding | undefined => {
    const device = tray.device(serial);
    return device?.source === 'real' ? readBinding(device.reader) : undefined;
  };

  const offAsk = tray.onAsk((serial) => {
    serials.add(serial);
    // A second press while the first is waited for gets the same answer.
    if (!answering.has(serial)) answering.set(serial, answer(serial));
  });

  const answer = async (serial: string): Promise<void> => {
    const bound = binding(serial);
    const read = bound === undefined ? await typedCode(serial) : await deviceCode(serial, bound);
    answering.delete(serial);
    if (read.ok && tray.send({ type: 'answer', serial, code: read.value.code }).ok) return;
    const { ja, en } = read.ok ? notSixDigits : advice[read.failure];
    tray.send({ type: 'unanswered', serial, reason: { ja, en } });
  };

  const deviceCode = async (serial: string, bound: HidBinding): Promise<HidReading> => {
    const found = await plugged(serial, bound);
    if (!found.ok) return found;
    if (families[found.value.token.family].answersBy === 'typing') return typedCode(serial, found.value.id);
    return readings.read(found.value, { slot: bound.slot, name: bound.name }, serial);
  };

  /** The bound device, once it is there; a person may have it in a drawer. */
  const plugged = async (serial: string, bound: HidBinding): Promise<HidResult<Readable>> => {
    const until = timers.elapsed() + deadlineMs;
    for (let asked = false; ; asked = true) {
      const listed = await list();
      const found = listed.ok ? listed.value.filter((each) => matching(bound, [each.device]).length > 0) : [];
      const waiting = listed.ok && found.length === 0 && !over.signal.aborted && timers.elapsed() < until;
      if (!waiting) {
        if (asked) prompts.emit(undefined);
        if (!listed.ok) return listed;
        if (found.length > 1) return { ok: false, failure: 'ambiguous' };
        if (found[0] !== undefined) return { ok: true, value: found[0] };
        return { ok: false, failure: over.signal.aborted ? 'cancelled' : 'not-found' };
      }
      if (!asked) prompts.emit({ serial, ask: 'plug' });
      await timers.sleep(lookForPlugMs, over.signal);
    }
  };

  const typedCode = async (serial: string, id?: string): Promise<HidReading> => {
    const typed = new AbortController();
    let code: string | undefined;
    const take = (found: string | undefined): true => {
      code = found;
      typed.abort();
      return true;
    };
    typing.set(serial, id === undefined ? byEye(serial, take) : (line) => byKeyboard(line, take));
    prompts.emit({ id, serial, ask: 'type' });
    const signal = AbortSignal.any([typed.signal, over.signal]);
    await timers.sleep(deadlineMs, signal);
    typing.delete(serial);
    prompts.emit(undefined);
    if (code !== undefined) return { ok: true, value: { code, readAt: tray.clock.now() } };
    return { ok: false, failure: signal.aborted ? 'cancelled' : 'not-touched' };
  };

  /** A token that types by itself: whatever is no code came from another hand. */
  const byKeyboard = (line: string, take: (code: string) => true): boolean => {
    const code = parseTyped(line)?.code;
    return code !== undefined && take(code);
  };

  /** A display that only eyes can read: people mistype, look too late, and know better when they say it twice. */
  const byEye = (serial: string, take: (code: string | undefined) => true): ((line: string) => boolean) => {
    let before: string | undefined;
    return (line) => {
      const read = readLine(line);
      if (read.kind === 'give-up') return take(undefined);
      const doubt = read.kind === 'code' ? (read.code === before ? undefined : doubtOf(serial, read.code)) : read.kind;
      if (read.kind === 'code' && doubt === undefined) return take(read.code);
      if (read.kind === 'code') before = read.code;
      prompts.emit({ serial, ask: 'type', because: doubt });
      return true;
    };
  };

  /** One step to either side is a person's time. */
  const doubtOf = (serial: string, code: string): Because | undefined => {
    const off = stepsOff(serial, code);
    if (off === 'none') return 'wrong';
    if (off === undefined || Math.abs(off) <= 1) return undefined;
    return off < 0 ? 'late' : 'early';
  };

  return {
    serials,
    binding,
    typed: (line) => {
      const [first] = typing.values();
      return first?.(line) ?? false;
    },
    close: async () => {
      over.abort();
      offAsk();
      await Promise.allSettled([...answering.values()]);
    },
  };
}

const notSixDigits: Text = {
  ja: 'トークンのコードが 6 桁ではありません。この銀行のトークンは 6 桁です。',
  en: "The token's code does not have six digits, as this bank's tokens have.",
};
