/**
 * A tray and its clock without a portal of ours beside them: new devices are brought, as PSKC, to whoever asked for them.
 * The composition root of the simulator where the bank is somebody else's.
 */
import { createHash, randomBytes } from 'node:crypto';
import { createClock } from '../simulator/cell/clock.ts';
import { createLiveTray, type LiveTray } from '../simulator/cell/live-tray.ts';
import { createDelivery } from './delivery.ts';
import { trayDevices } from './stock.ts';

export interface OpenTrayOptions {
  /** The same seed, the same serials and secrets; otherwise nobody can know them. */
  readonly seed?: number | undefined;
  /** 'manual': the clock stands until it is moved, and begins now unless told otherwise. */
  readonly clock: 'manual' | 'system';
  readonly now?: number | undefined;
  /** Takes new secrets as a plain PSKC file; it may not leave this process. */
  readonly stock: (pskc: string) => Promise<void>;
}

export interface OpenedTray {
  readonly tray: LiveTray;
  /** Brings what was issued since to the stock; an issue is done when this is. */
  deliver(): Promise<void>;
}

export function openTray({ seed, clock: mode, now, stock }: OpenTrayOptions): OpenedTray {
  const wall = (): number => Date.now();
  const start = now ?? wall();
  const tray = createLiveTray({
    clock: createClock({ wall, state: { mode, now: start, offsetMs: 0 } }),
    seed: seed === undefined ? randomBytes(32) : createHash('sha256').update(`ichido tray ${seed}`).digest(),
    onIssued: (devices) => delivery.take(devices),
    // Nobody watches this tray, so nothing needs to be woken when a light goes out.
    after: () => () => {},
  });
  const delivery = createDelivery(stock, () => trayDevices(tray), undefined);
  return { tray, deliver: delivery.done };
}
