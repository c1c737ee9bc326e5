/**
 * Sockets that ask for nothing, or take their time over it, must not shut out those that do: no more than `most` of them
 * are kept, and the oldest goes first, so that whoever comes last always gets in. Used by both servers of a desk.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** For `createServer`: a first deadline that is short, and looked at in time. */
export const requestDeadlines = { headersTimeout: 5_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000 };

export interface WaitingSockets {
  /** It is being served, or trusted: it is no longer counted. */
  leave(socket: Socket): void;
  /** It waits again for a request. */
  enter(socket: Socket): void;
}

export function boundWaiting(server: Server, most: number): WaitingSockets {
  // In the order in which they came.
  const waiting = new Set<Socket>();
  const enter = (socket: Socket): void => {
    if (socket.destroyed) return;
    waiting.add(socket);
    if (waiting.size <= most) return;
    const [oldest] = waiting;
    waiting.delete(oldest as Socket);
    oldest?.destroy();
  };
  const leave = (socket: Socket): void => void waiting.delete(socket);
  server.on('connection', (socket: Socket) => {
    enter(socket);
    socket.once('close', () => leave(socket));
  });
  return { leave, enter };
}
