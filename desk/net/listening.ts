/** Servers on loopback ports: a busy port becomes a sentence, and closing cuts what is still connected. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DeskError } from '../desk-error.ts';
import { portOwner } from './port-owner.ts';

export const host = '127.0.0.1';

/** Runs what listens on `port`; a busy port becomes a `DeskError` that names its owner where the system tells. */
export async function listening<T>(port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw busy(port);
    if (code === 'EACCES') {
      throw new DeskError('port-forbidden', {
        ja: `ポート ${port} を使う権限がありません。`,
        en: `no permission to listen on port ${port}`,
      });
    }
    throw error;
  }
}

function busy(port: number): DeskError {
  const owner = portOwner(port);
  const ja = owner === undefined ? '別のプログラム' : ` ${owner.name}（pid ${owner.pid}）`;
  const en = owner === undefined ? 'another program' : `${owner.name} (pid ${owner.pid})`;
  return new DeskError('port-in-use', {
    ja: `ポート ${port} は${ja}が使用中です。`,
    en: `port ${port} is in use by ${en}`,
  });
}

/** Resolves with the port it got. Rejects with Node's own error. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Open connections are cut: a keep-alive socket or an event stream must not hold the desk. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
