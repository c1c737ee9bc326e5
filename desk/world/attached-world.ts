/**
 * The world of a TUI that is attached to a desk in another process: its tokens by the control socket, its portal by the
 * control plane's events, its HID devices by the control socket again. A desk that goes away is looked for until it is
 * back.
 */
import { type ControlClient, connectControl } from '../../simulator/control/client.ts';
import type { World } from '../../simulator/tui/desk-port.ts';
import { beforeLookingAgain } from '../net/look-again.ts';
import { createRemoteDesk } from './remote-desk.ts';
import { createRemoteHid } from './remote-hid.ts';
import { createRemotePortal } from './remote-portal.ts';
import { saveExport } from './save-export.ts';

export interface Address {
  readonly portal: string;
  readonly control: string;
  readonly secret: string;
}

export interface Attached {
  readonly world: World;
  close(): Promise<void>;
}

/**
 * Rejects when the first connection fails; later ones are tried again and again.
 * @param find where the desk is now: after a restart it may have another secret. Undefined or throwing: not there.
 * @param wall milliseconds since the epoch.
 */
export async function attach(find: () => Address | undefined, wall: () => number): Promise<Attached> {
  const first = find();
  if (first === undefined) throw new Error('no desk to attach to');
  const desk = createRemoteDesk(wall);
  const portal = createRemotePortal();
  const hid = createRemoteHid((serial) => desk.port.face(serial, desk.port.clock().now));
  const closing = new AbortController();

  const connect = async (address: Address): Promise<Line> => {
    const client = await connectControl({ url: address.control, secret: address.secret });
    const line = { client, listening: new AbortController() };
    try {
      await desk.use(client);
    } catch (error) {
      await hangUp(line);
      throw error;
    }
    void portal.listen(address, line.listening.signal);
    void hid.watch(client, line.listening.signal);
    return line;
  };

  let line = await connect(first);
  const stay = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await line.client.closed;
      line.listening.abort();
      if (closing.signal.aborted) return;
      desk.lost();
      portal.lost();
      line = (await again()) ?? line;
    }
  };
  const again = async (): Promise<Line | undefined> => {
    while (!closing.signal.aborted) {
      await beforeLookingAgain(closing.signal);
      if (closing.signal.aborted) return undefined;
      try {
        const address = find();
        if (address !== undefined) return await connect(address);
      } catch {
        // Not back yet.
      }
    }
    return undefined;
  };
  const staying = stay();

  return {
    world: {
      desk: desk.port,
      portal: portal.port,
      hid: hid.port,
      owns: false,
      // The other process keeps everything.
      wouldLose: () => undefined,
      saveFile: saveExport,
    },
    async close() {
      closing.abort();
      await hangUp(line);
      await staying;
      // The desk may have come back in between.
      await hangUp(line);
    },
  };
}

/** One connection to the desk, with what listens to its portal as long as it holds. */
interface Line {
  readonly client: ControlClient;
  readonly listening: AbortController;
}

async function hangUp({ client, listening }: Line): Promise<void> {
  listening.abort();
  await client.close();
}
