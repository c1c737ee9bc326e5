/** A disk that is full when the clock is moved: refused as an act is, and the clock stands where it stood. */
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock } from '../simulator/cell/clock.ts';
import { createClosing } from './closing.ts';
import { openBank, openPortal } from './open-bank.ts';
import { openState } from './state/state-folder.ts';

const now = Date.UTC(2026, 3, 1);
const secret = 'ZGVzay1zZWNyZXQtb2YtYS10ZXN0';
const closing = createClosing();
afterEach(() => closing.close());

/** What SQLite meets where no page may be added. */
function full(): never {
  const db = new DatabaseSync(':memory:');
  db.exec('PRAGMA max_page_count = 1; CREATE TABLE one (x); CREATE TABLE two (x); CREATE TABLE three (x);');
  throw new Error('a page was added');
}

let url: string;
let isFull = true;
beforeEach(async () => {
  isFull = true;
  const bank = openBank({ now }, await openState(':memory:', 1), closing);
  const clock = createClock({ wall: () => now, state: bank.clock.state(), save: () => isFull && full() });
  url = await openPortal({ ...bank, clock }, { port: 0, secret }, closing);
});

const clock = async (change?: object) => {
  const response = await fetch(`${url}/__admin/clock`, {
    method: change === undefined ? 'GET' : 'PUT',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: change === undefined ? null : JSON.stringify(change),
  });
  return { status: response.status, body: (await response.json()) as { now: number; code: string; detail: string } };
};

test('PUT clock on a full disk is 503 E-SYS-01 and moves nothing; with room again it moves', async () => {
  expect(full).toThrow('full');
  expect(await clock({ advanceMs: 1000 })).toMatchObject({
    status: 503,
    body: { code: 'not-recorded', detail: expect.stringContaining('E-SYS-01') },
  });
  expect((await clock()).body.now).toBe(now);
  isFull = false;
  expect((await clock({ advanceMs: 1000 })).body.now).toBe(now + 1000);
});
