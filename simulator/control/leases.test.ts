import { expect, test } from 'vitest';
import { createLeases } from './leases.ts';

/** Time that a test moves; whoever sleeps is woken when its end is reached. */
function pool(...serials: string[]) {
  let now = 0;
  let names = 0;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  const leases = createLeases({
    lendable: (kind) =>
      serials.filter((serial) => kind === undefined || serial.startsWith(kind === 'hardware' ? 'H' : 'S')),
    name: () => `lease ${++names}`,
    timers: {
      elapsed: () => now,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          const sleeper = {
            at: now + ms,
            wake: () => {
              sleepers.delete(sleeper);
              resolve();
            },
          };
          sleepers.add(sleeper);
          signal?.addEventListener('abort', sleeper.wake);
        }),
    },
  });
  const pass = (ms: number): void => {
    now += ms;
    for (const sleeper of sleepers) if (sleeper.at <= now) sleeper.wake();
  };
  return { leases, pass };
}
const wish = { count: 1, holdMs: 1000, waitMs: 0 };

test('nobody gets what another holds; there is none when all are lent', async () => {
  const { leases } = pool('H1', 'H2');
  const [first, second] = [await leases.take(wish), await leases.take(wish)];
  expect([first?.serials, second?.serials]).toEqual([['H1'], ['H2']]);
  expect(await leases.take(wish)).toBeUndefined();
  expect(leases.giveBack(first?.lease ?? '')).toEqual(['H1']);
  expect(leases.giveBack(first?.lease ?? '')).toBeUndefined();
  expect((await leases.take(wish))?.serials).toEqual(['H1']);
});

test('one kind, and several at once or none', async () => {
  const { leases } = pool('H1', 'S1', 'S2');
  expect((await leases.take({ ...wish, kind: 'software', count: 2 }))?.serials).toEqual(['S1', 'S2']);
  expect(await leases.take({ ...wish, count: 2 })).toBeUndefined();
  expect((await leases.take(wish))?.serials).toEqual(['H1']);
});

test('who waits gets what is given back', async () => {
  const { leases } = pool('H1');
  const first = await leases.take(wish);
  const waiting = leases.take({ ...wish, waitMs: 500 });
  leases.giveBack(first?.lease ?? '');
  expect((await waiting)?.serials).toEqual(['H1']);
});

test('a lease that is held too long is free again, and can’t be given back over the next one', async () => {
  const { leases, pass } = pool('H1');
  const dead = await leases.take(wish);
  const waiting = leases.take({ ...wish, waitMs: 5000 });
  pass(1000);
  expect((await waiting)?.serials).toEqual(['H1']);
  expect(leases.giveBack(dead?.lease ?? '')).toBeUndefined();
  expect(await leases.take(wish)).toBeUndefined();
});

test('waiting ends', async () => {
  const { leases, pass } = pool('H1');
  await leases.take({ ...wish, holdMs: 10_000 });
  const waiting = leases.take({ ...wish, waitMs: 500 });
  pass(500);
  expect(await waiting).toBeUndefined();
});

test('the one that rested longest comes first', async () => {
  const { leases } = pool('H1', 'H2', 'H3');
  const all = await Promise.all([1, 2, 3].map(() => leases.take(wish)));
  for (const at of [2, 0, 1]) leases.giveBack(all[at]?.lease ?? '');
  expect((await leases.take({ ...wish, count: 3 }))?.serials).toEqual(['H3', 'H1', 'H2']);
});
