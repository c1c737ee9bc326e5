/**
 * The desk: the one mutable cell of the simulator. Everything that happens to a device goes through `send`.
 * It asks no wall clock; it is given a `Clock`.
 */
import type { Clock, ClockState } from './clock.ts';
import type { Face, PressResult, TokenSummary } from './face.ts';
import type { TrayStore } from './store/store.ts';
import type { Device, IssuedDevice, Message, TrayRefusal } from './tray.ts';

export interface DeskOptions {
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
  /** Runs `act` after `ms` of real time; returns the cancel. Default: setTimeout, not keeping the process alive. */
  readonly after?: ((ms: number, act: () => void) => () => void) | undefined;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: TrayRefusal };

export type DeskEvent =
  | { readonly type: 'token.added'; readonly token: TokenSummary }
  | { readonly type: 'token.removed'; readonly serial: string }
  /** The face changed, by a press or by itself when the time came; battery and state are in the summary. */
  | { readonly type: 'face.changed'; readonly token: TokenSummary }
  /** Something else of the summary changed (battery, state). */
  | { readonly type: 'token.changed'; readonly token: TokenSummary }
  | { readonly type: 'clock.changed'; readonly state: ClockState };

export interface Desk {
  readonly clock: Clock;
  /** The one door. Answers with the serials the message was about, new ones included. On disk when it returns. */
  send(message: Message): Answer<readonly string[]>;
  /** Sends a press and tells what the display then shows. For a real token it waits for the person's answer. */
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
  subscribe(listener: (event: DeskEvent) => void): () => void;
  close(): void;
}

export function createDesk(_options: DeskOptions): Desk {
  throw new Error('createDesk: being written');
}
