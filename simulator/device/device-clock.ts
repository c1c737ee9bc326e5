/**
 * The quartz inside a device (P-07). PURE.
 *
 * It was right, or known to be off, at one instant (`setAt`) and has run at its own rate since. Nothing accumulates in
 * the state: the offset at any instant is computed from these three numbers, so that a year costs what a second costs.
 */
export interface DeviceClock {
  /** Milliseconds that the device was ahead of the desk's clock at `setAt`. */
  readonly offsetMs: number;
  /** Rate of the quartz, parts per million: +10 gains about 26 s in 30 days. */
  readonly driftPpm: number;
  /** Desk instant from which `driftPpm` counts. */
  readonly setAt: number;
}

/** A clock that is right at `now`, but for `offsetMs`. */
export function deviceClock(now: number, offsetMs = 0): DeviceClock {
  return { offsetMs, driftPpm: 0, setAt: now };
}

/** Milliseconds the device is ahead of the desk at `now`; negative when behind. */
export function offsetAt(clock: DeviceClock, now: number): number {
  return clock.offsetMs + Math.round(((now - clock.setAt) * clock.driftPpm) / 1e6);
}

/** Whether the device now shows the desk's own time and will go on so. */
export const isRight = (clock: DeviceClock, now: number): boolean => clock.driftPpm === 0 && offsetAt(clock, now) === 0;

export const sameClock = (a: DeviceClock, b: DeviceClock): boolean =>
  a.offsetMs === b.offsetMs && a.driftPpm === b.driftPpm && a.setAt === b.setAt;

/** What the device takes for the time at desk instant `now`, ms since the epoch. A device knows no time before 1970. */
export function deviceTime(clock: DeviceClock, now: number): number {
  return Math.max(0, now + offsetAt(clock, now));
}

/** A new rate keeps the offset gathered so far; a new offset replaces it (`tokens.drift` of the control server). */
export function drift(
  clock: DeviceClock,
  change: { readonly ppm?: number | undefined; readonly offsetMs?: number | undefined },
  now: number,
): DeviceClock {
  return {
    offsetMs: change.offsetMs ?? offsetAt(clock, now),
    driftPpm: change.ppm ?? clock.driftPpm,
    setAt: now,
  };
}

/** Whole milliseconds, ten years at most: beyond that it is a slip of the keyboard. */
export function soundOffset(offsetMs: number): boolean {
  return Number.isSafeInteger(offsetMs) && Math.abs(offsetMs) <= 10 * 366 * 86_400_000;
}

/** The first desk instant at or after `now` at which the device's own time reaches `deviceInstant`. */
export function deskInstant(clock: DeviceClock, deviceInstant: number, now: number): number {
  const rate = 1 + clock.driftPpm / 1e6;
  const guess = Math.max(now, Math.ceil(now + (deviceInstant - deviceTime(clock, now)) / rate));
  // Rounding of the offset can put the guess one millisecond off, either way.
  for (const candidate of [guess - 2, guess - 1, guess, guess + 1]) {
    if (candidate >= now && deviceTime(clock, candidate) >= deviceInstant) return candidate;
  }
  return guess + 2;
}
