/**
 * The desk's hand for real tokens: what is plugged in, what each can do, reading a code for a person at the panel, and
 * answering for the tokens of the tray that are real. It never sees a secret: a device gives codes and nothing else.
 */
import { createListeners } from '../../../common/listeners.ts';
import type { Text } from '../../../common/text.ts';
import type { LiveTray } from '../../cell/live-tray.ts';
import { advice, type HidFailure } from '../failure.ts';
import { families } from '../families/families.ts';
import type { ReadOptions } from '../families/family.ts';
import { planReading, recognise } from '../families/readers.ts';
import { type HidDeviceInfo, type HidPort, type HidResult, identityOf } from '../port.ts';
import type { Timers } from '../talk/timers.ts';
import { createAnswers } from './answers.ts';
import { bindingOf, labelOf, matching, writeBinding } from './binding.ts';
import { type Plugging, watchPlugging } from './plugging.ts';
import { createPrompts, type Prompt } from './prompts.ts';
import { createReadings, type HidReading, type Note, type Readable } from './readings.ts';

export type { Prompt } from './prompts.ts';
export type { HidReading } from './readings.ts';

export interface RealTokensOptions {
  readonly port: HidPort;
  readonly timers: Timers;
  readonly random: (length: number) => Uint8Array;
  readonly tray: Pick<LiveTray, 'clock' | 'device' | 'send' | 'onAsk' | 'serials'>;
  /** Real time for one reading, the person's part included. Default one minute. */
  readonly deadlineMs?: number | undefined;
  /** For tokens that a person reads: how many steps a code is off the token's own time, where somebody knows its secret. */
  readonly stepsOff?: ((serial: string, code: string) => number | 'none' | undefined) | undefined;
}

/** `id` stays the same over unplugging, as long as no second device of the very same kind is there. */
export interface RealTokenRow extends Readable, Note {
  /** The serial of the tray that it answers for. */
  readonly serial?: string | undefined;
}

export type Enrolled =
  | { readonly ok: true; readonly label: string }
  | { readonly ok: false; readonly code: string; readonly text: Text };

export interface EnrollRequest {
  readonly serial: string;
  readonly id: string;
  readonly slot?: number | undefined;
  readonly name?: string | undefined;
}

export interface RealTokens {
  /** Asks the system now. */
  list(): Promise<HidResult<readonly RealTokenRow[]>>;
  /** The last known rows; the same array while nothing changed. The first call begins to look at what is plugged in. */
  rows(): readonly RealTokenRow[];
  failure(): HidFailure | undefined;
  read(id: string, options?: ReadOptions): Promise<HidReading>;
  /** A serial that is real already is bound anew; a virtual token's serial is refused. */
  enroll(request: EnrollRequest): Promise<Enrolled>;
  /** A token that only eyes can read stands for a serial: a press asks the person to type what it shows. */
  adopt(serial: string): Enrolled;
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

export function createRealTokens(options: RealTokensOptions): RealTokens {
  const { port, timers, tray, deadlineMs = 60_000 } = options;
  const { subscribe, emit, clear } = createListeners<void>();
  const prompts = createPrompts();
  let plugging: Plugging | undefined;
  let rows: readonly RealTokenRow[] = [];
  let stale = true;

  const changed = (): void => {
    stale = true;
    emit();
  };
  const readings = createReadings({ ...options, clock: tray.clock, prompts, deadlineMs, changed });

  const list = async (): Promise<HidResult<readonly RealTokenRow[]>> => {
    const listed = await port.list();
    if (!listed.ok) return listed;
    const found = rowsOf(listed.value);
    readings.present(found.map((row) => row.id));
    return { ok: true, value: found };
  };
  const answers = createAnswers({ tray, timers, prompts, readings, list, deadlineMs, stepsOff: options.stepsOff });

  const rowsOf = (devices: readonly HidDeviceInfo[]): readonly RealTokenRow[] => {
    const seen = new Map<string, number>();
    return devices.flatMap((device) => {
      const token = recognise(device);
      if (token === undefined) return [];
      const identity = identityOf(device);
      const count = (seen.get(identity) ?? 0) + 1;
      seen.set(identity, count);
      const id = count === 1 ? identity : `${identity}#${count}`;
      return [{ id, device, token, serial: boundTo(device), ...readings.note(id) }];
    });
  };
  const boundTo = (device: HidDeviceInfo): string | undefined =>
    [...answers.serials].find((serial) => {
      const binding = answers.binding(serial);
      return binding !== undefined && matching(binding, [device]).length > 0;
    });

  const watching = (): Plugging => {
    if (plugging !== undefined) return plugging;
    const watch = watchPlugging(port, timers);
    watch.subscribe(() => {
      readings.present(rowsOf(watch.devices()).map((row) => row.id));
      changed();
    });
    plugging = watch;
    return watch;
  };

  const enroll = async ({ serial, id, slot, name }: EnrollRequest): Promise<Enrolled> => {
    const listed = await list();
    if (!listed.ok) return refused(listed.failure);
    const row = listed.value.find((each) => each.id === id);
    if (row === undefined) return refused('not-found');
    // What types its codes needs no plan: a person answers for it in the input field.
    const types = families[row.token.family].answersBy === 'typing';
    const plan = types ? undefined : planReading(row.device, { slot, name });
    if (plan !== undefined && !plan.ok) return refused(plan.failure);
    const binding = bindingOf(row.device, { slot, name });
    const label = labelOf(binding);
    if (tray.device(serial)?.source === 'real') tray.send({ type: 'release', serial });
    const sent = tray.send({ type: 'enroll', serial, label, reader: writeBinding(binding) });
    if (!sent.ok) return { ok: false, code: sent.refusal.code, text: sent.refusal.text };
    answers.serials.add(serial);
    changed();
    return { ok: true, label };
  };

  return {
    list,
    rows: () => {
      const devices = watching().devices();
      if (stale) rows = rowsOf(devices);
      stale = false;
      return rows;
    },
    failure: () => watching().failure(),
    read: async (id, wanted = {}) => {
      const listed = await list();
      if (!listed.ok) return listed;
      const row = listed.value.find((each) => each.id === id);
      if (row === undefined) return { ok: false, failure: 'not-found' };
      const binding = row.serial === undefined ? undefined : answers.binding(row.serial);
      const { slot = binding?.slot, name = binding?.name } = wanted;
      return readings.read(row, { ...wanted, slot, name }, undefined);
    },
    enroll,
    adopt: (serial) => {
      const sent = tray.send({ type: 'enroll', serial, label: byEyeLabel });
      if (!sent.ok) return { ok: false, code: sent.refusal.code, text: sent.refusal.text };
      answers.serials.add(serial);
      changed();
      return { ok: true, label: byEyeLabel };
    },
    release: (serial) => {
      const device = tray.device(serial);
      const sent = tray.send({ type: 'release', serial });
      if (!sent.ok) return { ok: false, code: sent.refusal.code, text: sent.refusal.text };
      answers.serials.delete(serial);
      changed();
      return { ok: true, label: device?.source === 'real' ? device.label : serial };
    },
    givePin: prompts.givePin,
    typed: answers.typed,
    onPrompt: (listener, answersPins = false) => prompts.listen(listener, answersPins),
    subscribe,
    close: async () => {
      const closed = [answers.close(), readings.close()];
      prompts.close();
      await Promise.allSettled(closed);
      await plugging?.close();
      clear();
    },
  };
}

/** No reader: the hand is a person's. */
const byEyeLabel = 'read by eye';

const refused = (failure: HidFailure): Enrolled => ({ ok: false, code: failure, text: advice[failure] });
