import { createListeners } from '../../common/listeners.ts';
import type { Text } from '../../common/text.ts';

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
  readonly text: Text;
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

/** 9999-12-31T23:59:59.999Z, the last instant that ISO 8601 writes with four digits; a Date's own last has no Japanese time. */
const lastInstant = 253_402_300_799_999;

export function createClock({ wall, state, save }: ClockOptions): Clock {
  let current: ClockState = state ?? { mode: 'system', now: wall(), offsetMs: 0 };
  const { subscribe, emit } = createListeners<ClockState>();

  // The wall clock of a machine is sometimes set back; the desk's never is.
  const now = (): number => {
    if (current.mode === 'manual') return current.now;
    const read = wall() + current.offsetMs;
    if (read > current.now) current = { ...current, now: read };
    return current.now;
  };
  now();

  const clock: Clock = {
    now,
    state: () => ({ ...current, now: now() }),
    change(change) {
      const decided = decide(clock.state(), change, wall());
      if (!decided.ok) return decided;
      save?.(decided.state);
      current = decided.state;
      emit(clock.state());
      return { ok: true, state: clock.state() };
    },
    onChange: subscribe,
  };
  return clock;
}

/** PURE: what a change makes of the clock, with the wall clock at `wall`. */
function decide(before: ClockState, change: ClockChange, wall: number): ReturnType<Clock['change']> {
  const { mode = before.mode, now, advanceMs } = change;
  if (change.mode === undefined && now === undefined && advanceMs === undefined) return no('clock-invalid', 'empty');
  if (now !== undefined && advanceMs !== undefined) return no('clock-invalid', 'both');
  if ((now ?? advanceMs) !== undefined && !Number.isSafeInteger(now ?? advanceMs)) return no('clock-invalid', 'whole');
  if (advanceMs !== undefined && advanceMs < 0) return no('clock-backwards');
  if (mode === 'system' && (now !== undefined || advanceMs !== undefined)) return no('clock-system');
  const target = mode === 'system' ? wall : (now ?? before.now + (advanceMs ?? 0));
  if (target < before.now) return no('clock-backwards');
  if (target > lastInstant) return no('clock-invalid', 'far');
  return { ok: true, state: { mode, now: target, offsetMs: mode === 'offset' ? target - wall : 0 } };
}

const invalid = {
  empty: { ja: '時計をどう変えるかが指定されていません。', en: 'say what to change: mode, now or advanceMs' },
  both: { ja: 'now と advanceMs は同時に指定できません。', en: 'now and advanceMs exclude each other' },
  whole: { ja: '時刻はミリ秒の整数で指定してください。', en: 'an instant is a whole number of milliseconds' },
  far: { ja: '指定された時刻は未来すぎます。', en: 'that instant is too far in the future' },
};

const refusals: Record<Exclude<ClockRefusal['code'], 'clock-invalid'>, Text> = {
  'clock-backwards': { ja: '時計を戻すことはできません。', en: 'the clock moves forwards only' },
  'clock-system': {
    ja: 'システム時計は動かせません。mode に offset または manual を指定してください。',
    en: 'the system clock cannot be moved: ask for mode offset or manual',
  },
};

function no(code: ClockRefusal['code'], detail: keyof typeof invalid = 'empty'): { ok: false; refusal: ClockRefusal } {
  return { ok: false, refusal: { code, text: code === 'clock-invalid' ? invalid[detail] : refusals[code] } };
}
