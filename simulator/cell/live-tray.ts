/**
 * The live tray: the one mutable cell of the simulator. Everything that happens to a device goes through `send`.
 * It asks no wall clock; it is given a `Clock`.
 */

import { createListeners } from '../../common/listeners.ts';
import type { Text } from '../../common/text.ts';
import { backupOf } from '../device/app-token.ts';
import type { Face, PressResult, TokenSummary } from '../device/face.ts';
import { memoryStore } from '../store/memory.ts';
import type { TrayStore } from '../store/store.ts';
import { type TrayRefusal, trayRefusal } from '../tray/refusals.ts';
import { sameBesidesFace, sameFace } from '../tray/summary.ts';
import type { AdoptedDevice, Change, Device, IssuedDevice, Message, Tray } from '../tray/tray.ts';
import type { Clock, ClockState } from './clock.ts';
import { createInventory } from './inventory.ts';
import { type Physics, physics } from './physics.ts';
import { createSupplyLine } from './supply-line.ts';
import { waitUntil } from './wait-until.ts';
import { createWatch } from './watch.ts';

export interface LiveTrayOptions {
  readonly clock: Clock;
  /** 32 bytes; the same seed gives the same serials and secrets (issue.ts). */
  readonly seed: Uint8Array;
  /** Default: memory. */
  readonly store?: TrayStore | undefined;
  /**
   * Brings new devices to the portal's stock (by PSKC) before the issue is answered. It throws to refuse: then the
   * issue fails with `stock-refused` and nothing stays. The same key may come twice after a crash: that is no change.
   */
  readonly onIssued?: ((devices: readonly IssuedDevice[]) => void) | undefined;
  /** True for a serial that the portal's stock knows already from elsewhere: it is skipped when issuing. */
  readonly serialKnown?: ((serial: string) => boolean) | undefined;
  /** What devices do and show; default: as real ones do (physics.ts). */
  readonly physics?: Physics | undefined;
  /** Runs `act` after `ms` of real time; returns the cancel. Default: setTimeout, not keeping the process alive. */
  readonly after?: ((ms: number, act: () => void) => () => void) | undefined;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: TrayRefusal };

export type LiveTrayEvent =
  | { readonly type: 'token.added'; readonly token: TokenSummary }
  | { readonly type: 'token.removed'; readonly serial: string }
  /** The face changed, by a press or by itself when the time came; battery and state are in the summary. */
  | { readonly type: 'face.changed'; readonly token: TokenSummary }
  /** Something else of the summary changed (battery, state, clock). */
  | { readonly type: 'token.changed'; readonly token: TokenSummary }
  | { readonly type: 'clock.changed'; readonly state: ClockState };

export interface LiveTray {
  readonly clock: Clock;
  /** The one door. Answers with the serials the message was about, new ones included. On disk when it returns. */
  send(message: Message): Answer<readonly string[]>;
  /** Devices of a person's PSKC file. @param stock brings that file to the bank; throws when it is refused: `stock-refused`. */
  adopt(devices: readonly AdoptedDevice[], stock: () => void): Answer<readonly string[]>;
  /**
   * Sends a press and tells what the display then shows. For a real token it waits for the answer of whoever listens to
   * `onAsk`; that hand has its own deadline and sends `unanswered` when it passes.
   */
  press(serial: string): Promise<Answer<PressResult>>;
  /** A backup of an app: opaque text, without its secret (S-32). */
  backup(serial: string): Answer<string>;
  /** In the order they came to the desk. A view of live state: don't keep it over a `send`. */
  serials(): readonly string[];
  /** Asked of the desk's clock now; undefined for an unknown serial. */
  summary(serial: string): TokenSummary | undefined;
  list(): TokenSummary[];
  face(serial: string): Face | undefined;
  /** What the last press leads to, as `tokens.press` tells it. */
  pressResult(serial: string): PressResult | undefined;
  /** The next instant at which the face changes by itself; undefined when it won't. */
  nextChangeAt(serial: string): number | undefined;
  /** The device itself, secret included: for the composition root's PSKC export and for nobody else. */
  device(serial: string): Device | undefined;
  /** Waits until the desk's clock reaches an instant; `stopped-clock` when it is manual and hasn't. */
  waitUntil(at: number): Promise<'reached' | 'stopped-clock' | 'closed'>;
  /** Whoever can read real tokens listens here for presses that are asked for; returns the unsubscribe. */
  onAsk(listener: (serial: string) => void): () => void;
  subscribe(listener: (event: LiveTrayEvent) => void): () => void;
  close(): void;
}

/**
 * How many apps at most are announced when their codes change at a step's end. Beyond it the desk would compute a code
 * for every app twice a minute for nobody's eyes; `validUntil` of a face says the same.
 */
export const announcedApps = 1000;

export function createLiveTray(options: LiveTrayOptions): LiveTray {
  const { clock, seed, store = memoryStore(), onIssued, after = afterRealTime } = options;
  const { update, faceOf, nextChangeOf, pressResultOf, summaryOf } = options.physics ?? physics;
  // Before anything is read: what a crash left half done is done or undone here.
  const supply = createSupplyLine({ store, onIssued, serialKnown: options.serialKnown });
  const inventory = createInventory(store.load());
  const tray: Tray = {
    get: inventory.get,
    taken: inventory.taken,
    knownElsewhere: (serial) => options.serialKnown?.(serial) ?? false,
    issued: inventory.issued,
    seed,
  };

  const listeners = createListeners<LiveTrayEvent>();
  const { emit } = listeners;
  const hands = createListeners<string>();
  const closing = new Set<() => void>();
  const waiting = new Map<string, ((answer: Answer<PressResult>) => void)[]>();

  const watch = createWatch(clock, after, {
    faceAt: (serial, now) => {
      const device = inventory.get(serial);
      return device && { face: faceOf(device, now), next: nextChangeOf(device, now) };
    },
    changed: (serial, now) => emit({ type: 'face.changed', token: summaryOf(inventory.get(serial)!, now) }),
  });
  const watchable = (device: Device): boolean => device.source !== 'app' || inventory.apps() <= announcedApps;

  const announce = (change: Change, before: Device | undefined, now: number): void => {
    if (change.type === 'remove') emit({ type: 'token.removed', serial: change.serial });
    // Codes are reckoned for eyes: whoever comes later is told from then on.
    if (change.type !== 'put' || listeners.count() === 0) return;
    const token = summaryOf(change.device, now);
    if (watchable(change.device)) watch.look(token.serial, now);
    const was = before && summaryOf(before, now);
    if (was === undefined) emit({ type: 'token.added', token });
    else if (!sameFace(was.face, token.face)) emit({ type: 'face.changed', token });
    else if (!sameBesidesFace(was, token)) emit({ type: 'token.changed', token });
  };

  const isNew = ({ source, serial }: Device): boolean => source !== 'real' && inventory.get(serial) === undefined;
  const save = (
    changes: readonly Change[],
    made: readonly Device[],
    stock: (() => void) | undefined,
  ): 'store-failed' | 'stock-refused' | undefined => {
    try {
      supply.catchUp();
      if (made.length === 0) store.write(changes);
    } catch {
      return 'store-failed';
    }
    const brought = made.length === 0 ? 'done' : supply.bring(changes, made, stock);
    return brought === 'done' ? undefined : brought;
  };

  const send = (message: Message, stock?: () => void): Answer<readonly string[]> => {
    // Displays that went dark meanwhile are told first, so that every listener hears things in their order.
    watch.catchUp();
    const now = clock.now();
    const updated = update(tray, message, now);
    if (!updated.ok) return updated;
    const { changes } = updated;
    const fresh = changes.filter((change) => change.type === 'put').map(({ device }) => device);
    const failed = save(changes, fresh.filter(isNew), stock);
    if (failed !== undefined) return { ok: false, refusal: trayRefusal(failed) };
    const before = new Map(fresh.map(({ serial }) => [serial, inventory.get(serial)]));
    for (const change of changes) inventory.apply(change);
    for (const change of changes) {
      announce(change, change.type === 'put' ? before.get(change.device.serial) : undefined, now);
    }
    if (message.type === 'answer' || message.type === 'unanswered' || message.type === 'release') settle(message);
    return { ok: true, value: updated.serials };
  };

  const settle = (message: Extract<Message, { type: 'answer' | 'unanswered' | 'release' }>): void => {
    const answer: Answer<PressResult> =
      message.type === 'answer'
        ? { ok: true, value: pressResultOf(inventory.get(message.serial)!, clock.now()) }
        : { ok: false, refusal: unansweredBecause(message.type === 'unanswered' ? message.reason : undefined) };
    const resolvers = waiting.get(message.serial) ?? [];
    waiting.delete(message.serial);
    for (const resolve of resolvers) resolve(answer);
  };

  const stopClock = clock.onChange((state) => {
    emit({ type: 'clock.changed', state });
    watch.clockMoved();
  });

  const subscribe = (listener: (event: LiveTrayEvent) => void): (() => void) => {
    if (listeners.count() === 0) {
      for (const device of inventory.devices()) if (watchable(device)) watch.look(device.serial, clock.now());
    }
    const leave = listeners.subscribe(listener);
    return () => {
      leave();
      if (listeners.count() === 0) watch.forget();
    };
  };

  return {
    clock,
    send: (message) => send(message),
    adopt: (devices, stock) => send({ type: 'adopt', devices }, stock),
    async press(serial) {
      const device = inventory.get(serial);
      if (device?.source === 'real' && hands.count() === 0) {
        return { ok: false, refusal: trayRefusal('press-unanswered') };
      }
      const sent = send({ type: 'press', serial });
      if (!sent.ok) return sent;
      if (device?.source !== 'real') return { ok: true, value: pressResultOf(inventory.get(serial)!, clock.now()) };
      return new Promise((resolve) => {
        waiting.set(serial, [...(waiting.get(serial) ?? []), resolve]);
        hands.emit(serial);
      });
    },
    backup(serial) {
      const device = inventory.get(serial);
      if (device === undefined) return { ok: false, refusal: trayRefusal('unknown-serial') };
      if (device.source !== 'app') return { ok: false, refusal: trayRefusal('not-an-app') };
      return { ok: true, value: backupOf(device, clock.now()) };
    },
    serials: () => inventory.serials,
    summary: (serial) => asked(inventory.get(serial), (device) => summaryOf(device, clock.now())),
    list: () => {
      const now = clock.now();
      return Array.from(inventory.devices(), (device) => summaryOf(device, now));
    },
    face: (serial) => asked(inventory.get(serial), (device) => faceOf(device, clock.now())),
    pressResult: (serial) => asked(inventory.get(serial), (device) => pressResultOf(device, clock.now())),
    nextChangeAt: (serial) => asked(inventory.get(serial), (device) => nextChangeOf(device, clock.now())),
    device: inventory.get,
    waitUntil: (at) => waitUntil(at, clock, after, closing),
    onAsk: hands.subscribe,
    subscribe,
    close() {
      for (const end of [...closing]) end();
      stopClock();
      watch.stop();
      for (const serial of [...waiting.keys()]) settle({ type: 'unanswered', serial });
      listeners.clear();
      store.close();
    },
  };
}

function asked<T>(device: Device | undefined, answer: (device: Device) => T): T | undefined {
  return device === undefined ? undefined : answer(device);
}

function unansweredBecause(reason: Text | undefined): TrayRefusal {
  const { code, text } = trayRefusal('press-unanswered');
  if (reason === undefined) return { code, text };
  return { code, text: { ja: `${text.ja}${reason.ja}`, en: `${text.en}: ${reason.en}` } };
}

function afterRealTime(ms: number, act: () => void): () => void {
  const timer = setTimeout(act, ms);
  timer.unref();
  return () => clearTimeout(timer);
}
