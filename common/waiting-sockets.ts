/**
 * Sockets that ask for nothing, or take their time over it, must not shut out those that do: no more than `most` of them
 * are kept, and the oldest goes first, so that whoever comes last always gets in. Each has a moment in which to say
 * something: in a storm of sockets an owner's own would otherwise be the oldest before a busy machine has read it. Used by
 * both servers of a desk.
 */
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** For `createServer`: a first deadline that is short, and looked at in time. */
export const requestDeadlines = { headersTimeout: 5_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000 };

/** How long a socket may stay that is more than `most`. */
const graceMs = 1_000;
/** So many in that moment, and not one more: each takes a file of the process. */
const mostInGrace = 4_000;

export interface WaitingSockets {
  /** It is being served, or trusted: it is no longer counted. */
  leave(socket: Socket): void;
  /** It waits again for a request. */
  enter(socket: Socket): void;
}

export function boundWaiting(server: Server, most: number): WaitingSockets {
  // Both in the order in which they came; a young one has its moment still, and all grown ones are older.
  const young = new Map<Socket, NodeJS.Timeout>();
  const grown = new Set<Socket>();
  const leave = (socket: Socket): void => {
    clearTimeout(young.get(socket));
    young.delete(socket);
    grown.delete(socket);
  };
  const drop = ([oldest]: Iterable<Socket>): void => {
    if (oldest === undefined) return;
    leave(oldest);
    oldest.destroy();
  };
  const grow = (socket: Socket): void => {
    young.delete(socket);
    grown.add(socket);
    if (young.size + grown.size > most) drop(grown);
  };
  const enter = (socket: Socket): void => {
    if (socket.destroyed) return;
    leave(socket);
    young.set(socket, setTimeout(grow, graceMs, socket).unref());
    if (young.size + grown.size > most) drop(grown);
    if (young.size > most + mostInGrace) drop(young.keys());
  };
  server.on('connection', (socket: Socket) => {
    enter(socket);
    socket.once('close', () => leave(socket));
  });
  return { leave, enter };
}
