/** Servers on their ports, at home and where they were told: a busy port becomes a sentence, and closing cuts what is still connected. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { alsoListen, isEveryAddress } from '../../common/also-listen.ts';
import { DeskError } from '../desk-error.ts';
import { portOwner } from './port-owner.ts';

/** Whoever is at this computer finds a stub here, wherever else it listens. */
export const home = '127.0.0.1';

/** Runs what listens on `port`; a busy port becomes a `DeskError` that names its owner where the system tells. */
export async function listening<T>(port: number, start: (port: number) => Promise<T>): Promise<T> {
  try {
    return await start(port);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') throw busy(port);
    if (code === 'EADDRNOTAVAIL') {
      throw new DeskError('no-such-address', {
        ja: 'このコンピューターには、--host に指定されたアドレスがありません。',
        en: 'this computer has no such address as --host names',
      });
    }
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

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens at home, and at `outside` too where an address is named. Rejects with Node's own error. */
export async function listen(server: Server, wanted: number, outside?: string): Promise<Listening> {
  const everywhere = outside !== undefined && isEveryAddress(outside);
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: everywhere ? outside : home, port: wanted, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
  const closeAtHome = () => closeServer(server);
  if (outside === undefined || everywhere) return { port, close: closeAtHome };
  try {
    const closeOutside = await alsoListen(server, outside, port);
    return { port, close: async () => void (await Promise.all([closeOutside(), closeAtHome()])) };
  } catch (error) {
    await closeAtHome();
    throw error;
  }
}

/** Open connections are cut: a keep-alive socket or an event stream must not hold the desk. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
