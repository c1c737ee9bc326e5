import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { boundWaiting } from './waiting-sockets.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A server to which sockets come, and which of them are still there. */
function bench(most: number) {
  const server = new EventEmitter();
  const waiting = boundWaiting(server as unknown as Server, most);
  const come = (count: number): Socket[] =>
    Array.from({ length: count }, () => {
      const socket = Object.assign(new EventEmitter(), {
        destroyed: false,
        destroy() {
          socket.destroyed = true;
          socket.emit('close');
        },
      });
      server.emit('connection', socket);
      return socket as unknown as Socket;
    });
  return { ...waiting, come };
}
const there = (sockets: readonly Socket[]) => sockets.filter(({ destroyed }) => !destroyed).length;

test('whoever came first has a moment to speak in, however many come after', () => {
  const { come, leave } = bench(10);
  const [owner] = come(1) as [Socket];
  const storm = come(1_000);
  vi.advanceTimersByTime(900);
  leave(owner);
  vi.advanceTimersByTime(60_000);
  expect([owner.destroyed, there(storm)]).toEqual([false, 10]);
});

test('after it the oldest go, as many as are too many', () => {
  const { come } = bench(10);
  const [early, late] = [come(10), come(5)];
  vi.advanceTimersByTime(999);
  expect([there(early), there(late)]).toEqual([10, 5]);
  vi.advanceTimersByTime(2);
  expect([there(early), there(late)]).toEqual([5, 5]);
});

test('no more are kept in that moment than the process can hold', () => {
  const { come } = bench(10);
  const [early, late] = [come(3_000), come(3_000)];
  expect([there(early), there(late)]).toEqual([1_010, 3_000]);
});
