/** One clock for the whole desk: devices, portal and browser (architecture, principle 4). */
export type ClockMode = 'system' | 'offset' | 'manual';

export interface ClockState {
  readonly mode: ClockMode;
  /** The desk's instant, milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds added to real time; 0 unless the mode is `offset`. */
  readonly offsetMs: number;
}

export interface ClockChange {
  readonly mode?: ClockMode | undefined;
  readonly now?: number | undefined;
  readonly advanceMs?: number | undefined;
}

export type ClockRefusal = {
  readonly code: 'clock-backwards' | 'clock-system' | 'clock-invalid';
  readonly message: string;
};

export interface Clock {
  now(): number;
  state(): ClockState;
  /** Moves forwards only. The system clock refuses to be moved: ask for `offset` or `manual` first or in the same change. */
  change(
    change: ClockChange,
  ): { readonly ok: true; readonly state: ClockState } | { readonly ok: false; readonly refusal: ClockRefusal };
  /** Called after each accepted change. Returns the unsubscribe. */
  onChange(listener: (state: ClockState) => void): () => void;
}

export interface ClockOptions {
  /** The wall clock, milliseconds since the epoch: only a composition root has one to give. */
  readonly wall: () => number;
  /** As it was saved, or as the person asked for at start. Default: system. */
  readonly state?: ClockState | undefined;
  /** Called before a change is announced; when it throws, the change has not happened. */
  readonly save?: ((state: ClockState) => void) | undefined;
}

export function createClock(_options: ClockOptions): Clock {
  throw new Error('createClock: being written');
}
