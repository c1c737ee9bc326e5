import { describe, expect, test } from 'vitest';
import type { StockedKey } from '../../portal-stub/rules/stock.ts';
import type { Reader, Transaction } from '../../portal-stub/store/store.ts';
import { faultNamed } from '../faults/faults.ts';
import { raceFaults, races, raceTable } from './race-list.ts';
import { interleavings, type Race, type RaceWrapping, runRace, serials } from './races.ts';

const named = (name: string) => races.find((race) => race.name === name) as Race;

test('three requests of two parts have 90 orders', () => {
  expect(new Set(interleavings(3).map(String)).size).toBe(90);
});

describe.each(races)('$name', { timeout: 60_000 }, (race) => {
  test('comes to exactly what some serial order comes to', () => {
    const { wrong, reached, serial, orders } = runRace(race);
    expect(orders).toBe(90);
    expect(wrong).toEqual([]);
    expect(reached).toEqual(serial);
    // There is something to win: not every order comes to the same.
    expect(serial.size).toBeGreaterThan(1);
  });
});

/** Looks up a key when the request arrives, and trusts it when the body is there: the classic race. */
function lookedUpOnArrival(): RaceWrapping {
  let atArrival: ReadonlyMap<string, StockedKey | undefined> | undefined;
  const bySession = new Map<unknown, typeof atArrival>();
  let read: ((serial: string) => StockedKey | undefined) | undefined;
  const seen = <R extends Reader | Transaction>(right: R): R => ({
    ...right,
    key: (serial: string) => (atArrival?.has(serial) ? atArrival.get(serial) : right.key(serial)),
  });
  return {
    store: (right) => {
      read = (serial) => right.read((reader) => reader.key(serial));
      return {
        ...right,
        transact: (work) => right.transact((transaction) => work(seen(transaction))),
        read: (work) => right.read((reader) => work(seen(reader))),
      };
    },
    pipeline: (right) => ({
      ...right,
      guard: (identified) => {
        bySession.set(identified.held?.session, new Map(serials.map((serial) => [serial, read?.(serial)])));
        return right.guard(identified);
      },
      handle: (identified, input) => {
        atArrival = identified.route.method === 'POST' ? bySession.get(identified.held?.session) : undefined;
        try {
          return right.handle(identified, input);
        } finally {
          atArrival = undefined;
        }
      },
    }),
  };
}

test('a portal that trusts what it looked up on arrival is told, by orders that are no serial ones', () => {
  const { wrong } = runRace(named('one-code-two-users'), lookedUpOnArrival());
  expect(wrong.length).toBeGreaterThan(0);
  expect(wrong.every(({ order }) => order.some((request, at) => at % 2 === 1 && request !== order[at - 1]))).toBe(true);
});

test.each(raceFaults)('%s tells %s', { timeout: 60_000 }, (race, fault) => {
  const { wrap } = faultNamed(fault);
  expect(runRace(named(race), wrap as RaceWrapping).wrong.length).toBeGreaterThan(0);
});

test('the table says how many orders there were', () => {
  const table = raceTable([runRace(named('lock-at-the-limit'))], 0, 0);
  expect(table).toMatchObject({
    success: true,
    rows: [[expect.any(String), 90, expect.any(Number), expect.any(Number), 0]],
  });
});
