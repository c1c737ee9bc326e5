/** New secrets on their way to a bank that is somebody else's, one file after the other; who issued can wait for it. */
import { trayRefusal } from '../simulator/tray/refusals.ts';
import { DeskError } from './desk-error.ts';
import { type SeededDevice, writeStock } from './stock.ts';

/**
 * Takes new secrets for a bank of one's own.
 * @param pskc those of the new tokens (RFC 6030): under the desk's `pskcKey`, or plain where it has none of one's own.
 * @param whole the same of every token on the desk.
 */
export type OnIssued = (pskc: string, whole: () => string) => void | Promise<void>;

export interface Delivery {
  take(devices: readonly SeededDevice[]): void;
  /** Resolves when all that was taken is there; rejects with a `DeskError`, and what is not there is tried again next time. */
  done(): Promise<void>;
}

/** The tokens are on the desk, but the bank doesn't have them. */
class NotDelivered extends DeskError {
  constructor(cause: unknown) {
    super('not-delivered', trayRefusal('not-delivered').text, cause);
  }
}

export function createDelivery(
  onIssued: OnIssued,
  all: () => readonly SeededDevice[],
  key: Uint8Array | undefined,
): Delivery {
  let waiting: readonly SeededDevice[] = [];
  let last: Promise<void> = Promise.resolve();

  async function bring(): Promise<void> {
    const devices = waiting;
    if (devices.length === 0) return;
    waiting = [];
    try {
      await onIssued(writeStock(devices, key), () => writeStock(all(), key));
    } catch (cause) {
      waiting = [...devices, ...waiting];
      throw new NotDelivered(cause);
    }
  }

  const done = (): Promise<void> => {
    last = last.catch(() => {}).then(bring);
    return last;
  };

  return {
    take(devices) {
      waiting = [...waiting, ...devices];
      // A token that a hand issued goes too; whoever waits for it is told when it doesn't arrive.
      queueMicrotask(() => void done().catch(() => {}));
    },
    done,
  };
}
