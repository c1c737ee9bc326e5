/** The desk's devices in memory, in the order they came, and what was ever given out. Changed by `apply` alone. */
import type { TokenKind } from '../device/face.ts';
import type { StoredTray } from '../store/store.ts';
import type { Change, Device } from '../tray/tray.ts';

export interface Inventory {
  get(serial: string): Device | undefined;
  /** In the inventory now, or once (an uninstalled app's serial). */
  taken(serial: string): boolean;
  readonly issued: { readonly [kind in TokenKind]: number };
  readonly serials: readonly string[];
  devices(): IterableIterator<Device>;
  apps(): number;
  apply(change: Change): void;
}

export function createInventory(loaded: StoredTray): Inventory {
  const devices = new Map(loaded.devices.map((device) => [device.serial, device]));
  const serials = [...devices.keys()];
  const gone = new Set(loaded.gone);
  const issued = { ...loaded.issued };
  let apps = loaded.devices.filter(({ source }) => source === 'app').length;

  const put = (device: Device): void => {
    if (!devices.has(device.serial)) {
      serials.push(device.serial);
      if (device.source === 'app') apps += 1;
    }
    devices.set(device.serial, device);
  };
  const remove = (serial: string): void => {
    if (devices.get(serial)?.source === 'app') apps -= 1;
    if (devices.delete(serial)) serials.splice(serials.indexOf(serial), 1);
    gone.add(serial);
  };

  return {
    get: (serial) => devices.get(serial),
    taken: (serial) => devices.has(serial) || gone.has(serial),
    issued,
    serials,
    devices: () => devices.values(),
    apps: () => apps,
    apply(change) {
      if (change.type === 'put') put(change.device);
      else if (change.type === 'remove') remove(change.serial);
      else issued[change.kind] = change.last;
    },
  };
}
