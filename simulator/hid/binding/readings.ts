/** Reading codes of the devices of a desk: one reading a device at a time, and what is to be said beside each. */
import type { LiveTray } from '../../cell/live-tray.ts';
import type { HidFailure } from '../failure.ts';
import { families } from '../families/families.ts';
import type { ReadOptions } from '../families/family.ts';
import { type KnownToken, planReading } from '../families/readers.ts';
import type { HidDeviceInfo, HidPort } from '../port.ts';
import type { TokenReading } from '../talk/conversation.ts';
import type { Surroundings } from '../talk/run-conversation.ts';
import { talkTo } from '../talk/talk-to.ts';
import type { Timers } from '../talk/timers.ts';
import type { Prompt, Prompts } from './prompts.ts';

export type HidReading =
  | { readonly ok: true; readonly value: TokenReading }
  | {
      readonly ok: false;
      readonly failure: HidFailure;
      /** What there is to choose from, when a choice is missing. */
      readonly names?: readonly string[] | undefined;
    };

/** What stands beside a device in a list. */
export interface Note {
  readonly prompt?: Prompt | undefined;
  /** What the last reading stumbled over. */
  readonly failure?: HidFailure | undefined;
  readonly code?: string | undefined;
}

export interface Readable {
  readonly id: string;
  readonly device: HidDeviceInfo;
  readonly token: KnownToken;
}

export interface Readings {
  /** Whoever asks while the device is being read gets the same code. */
  read(what: Readable, options: ReadOptions, serial: string | undefined): Promise<HidReading>;
  note(id: string): Note | undefined;
  /** Only these are plugged in: a key that lost its power lost its clock, and what it showed is nobody's any more. */
  present(ids: readonly string[]): void;
  /** Resolves when no reading is under way any more. */
  close(): Promise<void>;
}

export interface ReadingsOptions {
  readonly port: HidPort;
  readonly timers: Timers;
  readonly random: (length: number) => Uint8Array;
  readonly clock: LiveTray['clock'];
  readonly prompts: Prompts;
  readonly deadlineMs: number;
  readonly changed: () => void;
}

/** SET_TIME again after this long, since a quartz drifts; each one wears the key's flash a little. */
const setTimeAgainMs = 6 * 3_600_000;
const codeShownMs = 30_000;

export function createReadings(options: ReadingsOptions): Readings {
  const { port, timers, clock, prompts } = options;
  const over = new AbortController();
  const notes = new Map<string, Note>();
  const running = new Map<string, Promise<HidReading>>();
  const timeSetAt = new Map<string, number>();

  const put = (id: string, more: Note): void => {
    notes.set(id, { ...notes.get(id), ...more });
    options.changed();
  };
  const ask = (id: string, prompt: Prompt | undefined): void => {
    put(id, { prompt });
    prompts.emit(prompt);
  };

  const around = (id: string, serial: string | undefined): Surroundings => ({
    timers,
    now: () => clock.now(),
    random: options.random,
    deadlineMs: options.deadlineMs,
    signal: over.signal,
    onTouch: (wanted) => ask(id, wanted ? { id, serial, ask: 'touch' } : undefined),
    askPin: async (attemptsLeft) => {
      const prompt: Prompt = { id, serial, ask: 'pin', attemptsLeft };
      put(id, { prompt });
      const pin = await prompts.askPin(id, prompt);
      ask(id, undefined);
      return pin;
    },
  });

  const readNow = async (what: Readable, wanted: ReadOptions, serial: string | undefined): Promise<HidReading> => {
    const surroundings = around(what.id, serial);
    const setAt = timeSetAt.get(what.id);
    const setTime = setAt === undefined || timers.elapsed() - setAt > setTimeAgainMs;
    const options: ReadOptions = { ...wanted, setTime, clockMode: clock.state().mode };
    let plan = planReading(what.device, options);
    if (!plan.ok && plan.failure === 'name-needed') {
      const chosen = await onlyName(what, surroundings);
      if (!chosen.ok) return chosen;
      plan = planReading(what.device, { ...options, name: chosen.value });
    }
    if (!plan.ok) return plan;
    const read = await talkTo(port, what.device, plan.value.start(), surroundings);
    // After a failure its clock is not to be trusted: it may have been unplugged between two looks.
    if (!read.ok) timeSetAt.delete(what.id);
    else if (plan.value.request['setTime'] === true) timeSetAt.set(what.id, timers.elapsed());
    return read;
  };

  /** The name of the only TOTP of a key that has one; with more of them a person must choose. */
  const onlyName = async (
    what: Readable,
    surroundings: Surroundings,
  ): Promise<{ ok: true; value: string | undefined } | Extract<HidReading, { ok: false }>> => {
    const choices = families[what.token.family].choices?.();
    if (choices === undefined) return { ok: false, failure: 'name-needed' };
    const listed = await talkTo(port, what.device, choices, surroundings);
    if (!listed.ok) return listed;
    const names = listed.value.filter((item) => item.totp).map((item) => item.name);
    return names.length === 1 ? { ok: true, value: names[0] } : { ok: false, failure: 'name-needed', names };
  };

  const noted = async (what: Readable, wanted: ReadOptions, serial: string | undefined): Promise<HidReading> => {
    put(what.id, { failure: undefined, code: undefined, prompt: undefined });
    const read = await readNow(what, wanted, serial);
    prompts.givePin(what.id, undefined);
    put(what.id, { prompt: undefined, ...(read.ok ? { code: read.value.code } : { failure: read.failure }) });
    if (read.ok) void fade(what.id, read.value.code);
    return read;
  };

  const fade = async (id: string, code: string): Promise<void> => {
    await timers.sleep(codeShownMs, over.signal);
    if (notes.get(id)?.code === code) put(id, { code: undefined });
  };

  return {
    read: (what, wanted, serial) => {
      const already = running.get(what.id);
      if (already !== undefined) return already;
      const reading = noted(what, wanted, serial).finally(() => running.delete(what.id));
      running.set(what.id, reading);
      return reading;
    },
    note: (id) => notes.get(id),
    present: (ids) => {
      for (const id of [...timeSetAt.keys()]) if (!ids.includes(id)) timeSetAt.delete(id);
      for (const id of [...notes.keys()]) if (!ids.includes(id) && !running.has(id)) notes.delete(id);
    },
    close: async () => {
      over.abort();
      await Promise.allSettled([...running.values()]);
    },
  };
}
