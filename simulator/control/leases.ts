/**
 * Tokens lent to one user of a shared desk at a time: parallel workers must not type codes of the same token. Who dies with
 * a lease loses it after a time of the real clock, since a desk's own clock may stand. Serials come in the order in which
 * they were given back, so that a fresh code is waited for as briefly as can be.
 */
import type { TokenKind } from '../device/face.ts';
import type { Timers } from '../hid/talk/timers.ts';

export interface Lease {
  /** Gives it back. */
  readonly lease: string;
  readonly serials: string[];
}

export interface LeaseWish {
  readonly kind?: TokenKind | undefined;
  readonly count: number;
  /** Longest that it is kept, in real milliseconds. */
  readonly holdMs: number;
  /** How long to wait until enough are free, in real milliseconds. */
  readonly waitMs: number;
}

export interface Leases {
  /** Undefined when there were not enough within `waitMs`. */
  take(wish: LeaseWish): Promise<Lease | undefined>;
  /** The serials that are free again; undefined for a lease that is not, or no longer, held. */
  giveBack(lease: string): readonly string[] | undefined;
}

export interface LeaseOptions {
  /** Serials that can be lent now. */
  readonly lendable: (kind: TokenKind | undefined) => readonly string[];
  readonly timers: Timers;
  /** A name that nobody guesses. */
  readonly name: () => string;
}

export function createLeases({ lendable, timers, name }: LeaseOptions): Leases {
  const held = new Map<string, { readonly serials: readonly string[]; readonly until: number }>();
  /** Serial → which giving back freed it. */
  const freed = new Map<string, number>();
  let turn = 0;
  let changed = new AbortController();

  const release = (lease: string): readonly string[] | undefined => {
    const serials = held.get(lease)?.serials;
    held.delete(lease);
    turn += 1;
    for (const serial of serials ?? []) freed.set(serial, turn);
    changed.abort();
    changed = new AbortController();
    return serials;
  };
  const forgetLate = (): void => {
    for (const [lease, { until }] of held) if (until <= timers.elapsed()) release(lease);
  };
  const free = (kind: TokenKind | undefined): readonly string[] => {
    const lent = new Set([...held.values()].flatMap(({ serials }) => serials));
    return lendable(kind)
      .filter((serial) => !lent.has(serial))
      .sort((a, b) => (freed.get(a) ?? 0) - (freed.get(b) ?? 0));
  };

  return {
    async take({ kind, count, holdMs, waitMs }) {
      const deadline = timers.elapsed() + waitMs;
      for (;;) {
        forgetLate();
        const serials = free(kind).slice(0, count);
        if (serials.length === count) {
          const lease = name();
          held.set(lease, { serials, until: timers.elapsed() + holdMs });
          return { lease, serials };
        }
        const now = timers.elapsed();
        if (now >= deadline) return undefined;
        const next = Math.min(deadline, ...[...held.values()].map(({ until }) => until));
        await timers.sleep(Math.max(1, next - now), changed.signal);
      }
    },
    giveBack(lease) {
      forgetLate();
      return release(lease);
    },
  };
}
