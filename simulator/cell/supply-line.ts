/**
 * New devices on both sides or on neither: the intent is kept first, then the bank's stock takes them, then the tray has
 * them. What a crash leaves between the steps is finished or undone by `mend` at the next start.
 */

import { appProfile } from '../device/profiles.ts';
import type { TrayStore } from '../store/store.ts';
import type { Change, Device, IssuedDevice } from '../tray/tray.ts';

export interface SupplyOptions {
  readonly store: TrayStore;
  readonly onIssued: ((devices: readonly IssuedDevice[]) => void) | undefined;
  readonly serialKnown: ((serial: string) => boolean) | undefined;
}

export interface SupplyLine {
  /**
   * The changes are done when it answers `done`, on disk at least as an intent. Otherwise neither side has any of it.
   * @param stock how the bank gets them where they came by a file; throws when it refuses.
   */
  bring(
    changes: readonly Change[],
    made: readonly Device[],
    stock?: (() => void) | undefined,
  ): 'done' | 'store-failed' | 'stock-refused';
  /** Does what an earlier `bring` could only intend; throws when the tray still can't be saved. */
  catchUp(): void;
}

export function createSupplyLine({ store, onIssued, serialKnown }: SupplyOptions): SupplyLine {
  let owed = false;
  const bringToStock = (
    devices: readonly Device[],
    stock = () => onIssued?.(devices.flatMap(issuedDevice)),
  ): boolean => {
    try {
      stock();
      return true;
    } catch {
      return false;
    }
  };
  const abandon = (): void => {
    try {
      store.abandon();
    } catch {
      // The stock has none of it, so the next start undoes it, or the next intent takes its place.
    }
  };

  const left = store.intended();
  if (left.length > 0) {
    const devices = left.flatMap((change) => (change.type === 'put' ? [change.device] : []));
    // The stock takes all of a file or none; an app that was replaced stands in it already, so one alone tells nothing.
    // Asked again, the stock takes the same keys as no change and refuses others.
    const taken = devices.every(({ serial }) => serialKnown?.(serial) === true);
    if (taken && bringToStock(devices)) store.settle();
    else store.abandon();
  }

  return {
    bring(changes, made, stock) {
      try {
        store.intend(changes);
      } catch {
        return 'store-failed';
      }
      if (!bringToStock(made, stock)) {
        abandon();
        return 'stock-refused';
      }
      try {
        store.settle();
      } catch {
        // The bank has them and the intent is on disk: they are the desk's, and are saved as such when it can.
        owed = true;
      }
      return 'done';
    },
    catchUp() {
      if (!owed) return;
      store.settle();
      owed = false;
    },
  };
}

function issuedDevice(device: Device): IssuedDevice[] {
  if (device.source === 'real') return [];
  const { serial, kind, secret } = device;
  return [{ serial, kind, secret, profile: device.source === 'app' ? appProfile : device.profile }];
}
