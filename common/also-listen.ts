/** One HTTP server at a second address of its port: what connects there is the server's as if it had come by the first. */
import type { Server } from 'node:http';
import { createServer } from 'node:net';

/** For all addresses of this computer at once. */
export const isEveryAddress = (host: string): boolean => host === '0.0.0.0' || host === '::';

/** Resolves with how to stop; connections are the server's to close. Rejects with Node's own error. */
export function alsoListen(server: Server, host: string, port: number): Promise<() => Promise<void>> {
  const door = createServer((socket) => server.emit('connection', socket));
  return new Promise((resolve, reject) => {
    door.once('error', reject);
    door.listen({ host, port, exclusive: true }, () => {
      door.off('error', reject);
      resolve(() => new Promise((closed) => door.close(() => closed())));
    });
  });
}
