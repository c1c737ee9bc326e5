/**
 * The desk's hand for real tokens: what is plugged in, what each can do, reading a code for a person at the panel, and
 * answering for the tokens of the tray that are real. It never sees a secret: a device gives codes and nothing else.
 */
import type { Desk } from '../desk.ts';
import { bindingOf, labelOf, matching, readBinding, writeBinding } from './binding.ts';
import type { TokenReading } from './conversation.ts';
import type { Surroundings } from './converse.ts';
import { parseTyped } from './keyboard-text.ts';
import { kind as credentialKind } from './nitrokey3-secrets.ts';
import { listSecrets } from './nitrokey3-talk.ts';
import { type Plugging, watchPlugging } from './plugging.ts';
import { type HidDeviceInfo, type HidPort, type HidResult, identityOf } from './port.ts';
import { readToken, talkTo } from './read.ts';
import { type KnownToken, planReading, type ReadOptions, recognise } from './readers.ts';
import type { Timers } from './timers.ts';
import { type Advice, advice, type HidTrouble } from './trouble.ts';

export interface HidDeskOptions {
  readonly port: HidPort;
  readonly timers: Timers;
  readonly random: (length: number) => Uint8Array;
  readonly desk: Pick<Desk, 'clock' | 'device' | 'send' | 'onAsk' | 'serials'>;
  /** Real time for one reading, the person's part included. Default one minute. */
  readonly deadlineMs?: number | undefined;
}

/** What a person is asked to do. */
export type Ask = 'plug' | 'touch' | 'pin' | 'type';

export interface Prompt {
  /** The device, when it is plugged in. */
  readonly id?: string | undefined;
  /** The serial of the tray that is waited for, when there is one. */
  readonly serial?: string | undefined;
  readonly ask: Ask;
  /** PIN tries that the token still allows, when it tells. */
  readonly attemptsLeft?: number | undefined;
}

export interface HidDeskRow {
  /** Stays the same over unplugging, as long as no second device of the very same kind is there. */
  readonly id: string;
  readonly device: HidDeviceInfo;
  readonly token: KnownToken;
  readonly prompt?: Prompt | undefined;
  /** What the last reading stumbled over. */
  readonly trouble?: HidTrouble | undefined;
  /** The serial of the tray that it answers for. */
  readonly serial?: string | undefined;
  readonly code?: string | undefined;
}

export type HidReading =
  | { readonly ok: true; readonly value: TokenReading }
  | { readonly ok: false; readonly trouble: HidTrouble; readonly names?: readonly string[] | undefined };

export type Enrolled =
  | { readonly ok: true; readonly label: string }
  | { readonly ok: false; readonly code: string; readonly text: Advice };

export interface HidDesk {
  /** Asks the system now. */
  list(): Promise<HidResult<readonly HidDeskRow[]>>;
  /** The last known rows; the same array while nothing changed. The first call begins to look at what is plugged in. */
  rows(): readonly HidDeskRow[];
  trouble(): HidTrouble | undefined;
  read(id: string, options?: ReadOptions): Promise<HidReading>;
  /** A serial that is real already is bound anew; a virtual token's serial is refused. */
  enroll(request: {
    readonly serial: string;
    readonly id: string;
    readonly slot?: number | undefined;
    readonly name?: string | undefined;
  }): Promise<Enrolled>;
  release(serial: string): Enrolled;
  /** Answers a PIN prompt; undefined = the person declines. */
  givePin(id: string, pin: string | undefined): void;
  /** A line typed into the desk's own input field. True when it was the answer that a real token was asked for. */
  typed(line: string): boolean;
  /** @param answersPins whether this listener will call `givePin`; when none does, a PIN is not asked for at all. */
  onPrompt(listener: (prompt: Prompt | undefined) => void, answersPins?: boolean): () => void;
  subscribe(listener: () => void): () => void;
  close(): Promise<void>;
}

interface Notes {
  prompt?: Prompt | undefined;
  trouble?: HidTrouble | undefined;
  code?: string | undefined;
}

/** SET_TIME again after this long, since a quartz drifts; each one wears the key's flash a little. */
const SET_TIME_AGAIN_MS = 6 * 3_600_000;
const CODE_SHOWN_MS = 30_000;
const PLUG_POLL_MS = 500;

export function createHidDesk(options: HidDeskOptions): HidDesk {
  const { port, timers, desk } = options;
  const deadlineMs = options.deadlineMs ?? 60_000;
  const over = new AbortController();
  const listeners = new Set<() => void>();
  const promptListeners = new Map<(prompt: Prompt | undefined) => void, boolean>();
  const notes = new Map<string, Notes>();
  const pinAnswers = new Map<string, (pin: string | undefined) => void>();
  const readings = new Map<string, Promise<HidReading>>();
  const timeSetAt = new Map<string, number>();
  const answering = new Map<string, { readonly type?: (code: string) => void }>();
  const busy = new Set<Promise<unknown>>();
  let plugging: Plugging | undefined;
  let rows: readonly HidDeskRow[] = [];
  let stale = true;

  const changed = (): void => {
    stale = true;
    for (const listener of [...listeners]) listener();
  };
  const tell = (prompt: Prompt | undefined): void => {
    for (const listener of [...promptListeners.keys()]) listener(prompt);
  };
  const note = (id: string, more: Notes): void => {
    notes.set(id, { ...notes.get(id), ...more });
    changed();
  };
  const track = <T>(work: Promise<T>): Promise<T> => {
    busy.add(work);
    void work.finally(() => busy.delete(work)).catch(() => undefined);
    return work;
  };

  const boundTo = (device: HidDeviceInfo): string | undefined =>
    [...answeredFor].find((serial) => {
      const bound = bindingFor(serial);
      return bound !== undefined && matching(bound, [device]).length > 0;
    });
  const bindingFor = (serial: string) => {
    const device = desk.device(serial);
    return device?.source === 'outside' ? readBinding(device.reader) : undefined;
  };
  /** The real ones: the tray may hold 100,000 others, so it is looked through once. */
  const answeredFor = new Set(desk.serials().filter((serial) => desk.device(serial)?.source === 'outside'));

  const rowsOf = (devices: readonly HidDeviceInfo[]): readonly HidDeskRow[] => {
    const seen = new Map<string, number>();
    return devices.flatMap((device) => {
      const token = recognise(device);
      if (token === undefined) return [];
      const identity = identityOf(device);
      const count = (seen.get(identity) ?? 0) + 1;
      seen.set(identity, count);
      const id = count === 1 ? identity : `${identity}#${count}`;
      return [{ id, device, token, serial: boundTo(device), ...notes.get(id) }];
    });
  };

  const watching = (): Plugging => {
    if (plugging !== undefined) return plugging;
    plugging = watchPlugging(port, timers);
    plugging.subscribe(() => {
      forgetAbsent(rowsOf(plugging?.devices() ?? []).map((row) => row.id));
      changed();
    });
    return plugging;
  };
  /** A key that lost its power lost its clock too, and what it showed is nobody's any more. */
  const forgetAbsent = (present: readonly string[]): void => {
    for (const id of [...timeSetAt.keys()]) if (!present.includes(id)) timeSetAt.delete(id);
    for (const id of [...notes.keys()]) if (!present.includes(id) && !readings.has(id)) notes.delete(id);
  };

  const list = async (): Promise<HidResult<readonly HidDeskRow[]>> => {
    const listed = await port.list();
    if (!listed.ok) return listed;
    const found = rowsOf(listed.value);
    forgetAbsent(found.map((row) => row.id));
    return { ok: true, value: found };
  };

  const around = (id: string, serial: string | undefined): Surroundings => ({
    timers,
    now: () => desk.clock.now(),
    random: options.random,
    deadlineMs,
    signal: over.signal,
    onTouch: (wanted) => {
      const prompt: Prompt | undefined = wanted ? { id, serial, ask: 'touch' } : undefined;
      note(id, { prompt });
      tell(prompt);
    },
    askPin: (attemptsLeft) => {
      if (![...promptListeners.values()].includes(true)) return Promise.resolve(undefined);
      const prompt: Prompt = { id, serial, ask: 'pin', attemptsLeft };
      return new Promise((resolve) => {
        pinAnswers.set(id, (pin) => {
          pinAnswers.delete(id);
          note(id, { prompt: undefined });
          tell(undefined);
          resolve(pin);
        });
        note(id, { prompt });
        tell(prompt);
      });
    },
  });

  /** One reading a device at a time: whoever asks meanwhile gets the same code. */
  const readRow = (row: HidDeskRow, wanted: ReadOptions, serial: string | undefined): Promise<HidReading> => {
    const running = readings.get(row.id);
    if (running !== undefined) return running;
    const reading = track(readNow(row, wanted, serial)).finally(() => readings.delete(row.id));
    readings.set(row.id, reading);
    return reading;
  };

  const readNow = async (row: HidDeskRow, wanted: ReadOptions, serial: string | undefined): Promise<HidReading> => {
    note(row.id, { trouble: undefined, code: undefined, prompt: undefined });
    const setAt = timeSetAt.get(row.id);
    const setTime = setAt === undefined || timers.elapsed() - setAt > SET_TIME_AGAIN_MS;
    const surroundings = around(row.id, serial);
    const name = wanted.name ?? (row.token.family === 'nitrokey3' ? await onlyName(row, surroundings) : undefined);
    if (typeof name === 'object') return settle(row, name);
    const plan = planReading(row.device, { ...wanted, name, setTime, clockMode: desk.clock.state().mode });
    if (!plan.ok) return settle(row, plan);
    const read = await readToken(port, row.device, plan.value, surroundings);
    if (read.ok && setTime && row.token.family === 'nitrokey-pro') timeSetAt.set(row.id, timers.elapsed());
    // Its clock is not to be trusted after a failure: it may have been unplugged between two looks.
    if (!read.ok) timeSetAt.delete(row.id);
    return settle(row, read);
  };

  const settle = (row: HidDeskRow, read: HidReading): HidReading => {
    pinAnswers.delete(row.id);
    note(row.id, { prompt: undefined, ...(read.ok ? { code: read.value.code } : { trouble: read.trouble }) });
    if (read.ok) {
      void timers.sleep(CODE_SHOWN_MS, over.signal).then(() => {
        if (notes.get(row.id)?.code === read.value.code) note(row.id, { code: undefined });
      });
    }
    return read;
  };

  /** The name of the only TOTP of a key that has one; with more of them a person must choose. */
  const onlyName = async (
    row: HidDeskRow,
    surroundings: Surroundings,
  ): Promise<string | Extract<HidReading, { ok: false }>> => {
    const listed = await talkTo(port, row.device, listSecrets(), surroundings);
    if (!listed.ok) return { ok: false, trouble: listed.trouble };
    const names = listed.value.filter((item) => item.kind === credentialKind.totp).map((item) => item.name);
    return names.length === 1 && names[0] !== undefined ? names[0] : { ok: false, trouble: 'name-needed', names };
  };

  // ─── answering for the tray ─────────────────────────────────────────────────────────────────────────────────────────

  const offAsk = desk.onAsk((serial) => {
    answeredFor.add(serial);
    if (answering.has(serial)) return;
    answering.set(serial, {});
    void track(answer(serial));
  });

  const answer = async (serial: string): Promise<void> => {
    const binding = bindingFor(serial);
    const result = binding === undefined ? await typedCode(serial) : await boundCode(serial, binding);
    answering.delete(serial);
    if (result.ok) {
      const sent = desk.send({ type: 'answer', serial, code: result.value.code });
      if (sent.ok) return;
    }
    const { ja, en } = result.ok ? NOT_SIX : advice[result.trouble];
    desk.send({ type: 'unanswered', serial, reason: { ja, en } });
  };

  const boundCode = async (
    serial: string,
    binding: NonNullable<ReturnType<typeof readBinding>>,
  ): Promise<HidReading> => {
    const found = await plugged(serial, binding);
    if (!found.ok) return found;
    if (found.value.token.family === 'keyboard') return typedCode(serial, found.value.id);
    return readRow(found.value, { slot: binding.slot, name: binding.name }, serial);
  };

  /** The bound device, once it is there; a person may have it in a drawer. */
  const plugged = async (
    serial: string,
    binding: NonNullable<ReturnType<typeof readBinding>>,
  ): Promise<HidResult<HidDeskRow>> => {
    const until = timers.elapsed() + deadlineMs;
    let asked = false;
    try {
      for (;;) {
        const listed = await list();
        if (!listed.ok) return listed;
        const found = listed.value.filter((row) => matching(binding, [row.device]).length > 0);
        if (found.length > 1) return { ok: false, trouble: 'ambiguous' };
        if (found[0] !== undefined) return { ok: true, value: found[0] };
        if (!asked) tell({ serial, ask: 'plug' });
        asked = true;
        if (over.signal.aborted) return { ok: false, trouble: 'cancelled' };
        if (timers.elapsed() >= until) return { ok: false, trouble: 'not-found' };
        await timers.sleep(PLUG_POLL_MS, over.signal);
      }
    } finally {
      if (asked) tell(undefined);
    }
  };

  const typedCode = async (serial: string, id?: string): Promise<HidReading> => {
    const waiting = new AbortController();
    let code: string | undefined;
    answering.set(serial, {
      type: (typed) => {
        code = typed;
        waiting.abort();
      },
    });
    tell({ id, serial, ask: 'type' });
    await timers.sleep(deadlineMs, AbortSignal.any([waiting.signal, over.signal]));
    tell(undefined);
    if (code !== undefined) return { ok: true, value: { code, readAt: desk.clock.now() } };
    return { ok: false, trouble: over.signal.aborted ? 'cancelled' : 'not-touched' };
  };

  // ─── the doors ──────────────────────────────────────────────────────────────────────────────────────────────────────

  return {
    list,
    rows: () => {
      const devices = watching().devices();
      if (stale) rows = rowsOf(devices);
      stale = false;
      return rows;
    },
    trouble: () => watching().trouble(),
    read: async (id, wanted = {}) => {
      const listed = await list();
      if (!listed.ok) return listed;
      const row = listed.value.find((each) => each.id === id);
      if (row === undefined) return { ok: false, trouble: 'not-found' };
      const binding = row.serial === undefined ? undefined : bindingFor(row.serial);
      return readRow(row, { slot: binding?.slot, name: binding?.name, ...wanted }, undefined);
    },
    enroll: async ({ serial, id, slot, name }) => {
      const listed = await list();
      if (!listed.ok) return { ok: false, code: listed.trouble, text: advice[listed.trouble] };
      const row = listed.value.find((each) => each.id === id);
      if (row === undefined) return { ok: false, code: 'not-found', text: advice['not-found'] };
      const plan = row.token.family === 'keyboard' ? undefined : planReading(row.device, { slot, name: name ?? 'x' });
      if (plan !== undefined && !plan.ok) return { ok: false, code: plan.trouble, text: advice[plan.trouble] };
      if (row.token.family === 'nitrokey3' && name === undefined) {
        return { ok: false, code: 'name-needed', text: advice['name-needed'] };
      }
      const binding = bindingOf(row.device, { slot, name });
      const label = labelOf(binding);
      if (desk.device(serial)?.source === 'outside') desk.send({ type: 'release', serial });
      const sent = desk.send({ type: 'enroll', serial, label, reader: writeBinding(binding) });
      if (!sent.ok) return { ok: false, code: sent.refusal.code, text: sent.refusal };
      answeredFor.add(serial);
      changed();
      return { ok: true, label };
    },
    release: (serial) => {
      const device = desk.device(serial);
      const sent = desk.send({ type: 'release', serial });
      if (!sent.ok) return { ok: false, code: sent.refusal.code, text: sent.refusal };
      answeredFor.delete(serial);
      changed();
      return { ok: true, label: device?.source === 'outside' ? device.label : serial };
    },
    givePin: (id, pin) => pinAnswers.get(id)?.(pin),
    typed: (line) => {
      const code = parseTyped(line)?.code;
      const waiting = [...answering.values()].find((each) => each.type !== undefined);
      if (code === undefined || waiting?.type === undefined) return false;
      waiting.type(code);
      return true;
    },
    onPrompt: (listener, answersPins = false) => {
      promptListeners.set(listener, answersPins);
      return () => void promptListeners.delete(listener);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      over.abort();
      offAsk();
      for (const give of [...pinAnswers.values()]) give(undefined);
      await Promise.allSettled([...busy]);
      await plugging?.close();
      listeners.clear();
      promptListeners.clear();
    },
  };
}

const NOT_SIX: Advice = {
  ja: 'トークンのコードが 6 桁ではありません。この銀行のトークンは 6 桁です。',
  en: "The token's code does not have six digits, as this bank's tokens have.",
};
