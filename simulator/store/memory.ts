/** A store that forgets with its process: `--state :memory:` and tests. */
import type { ClockState } from '../cell/clock.ts';
import type { TokenKind } from '../device/face.ts';
import type { Change, Device } from '../tray/tray.ts';
import type { TrayStore } from './store.ts';

export function memoryStore(): TrayStore {
  const devices = new Map<string, Device>();
  const gone = new Set<string>();
  const issued: { [kind in TokenKind]: number } = { hardware: 0, software: 0 };
  let clock: ClockState | undefined;
  let intent: readonly Change[] = [];
  const write = (changes: readonly Change[]): void => {
    for (const change of changes) {
      if (change.type === 'put') devices.set(change.device.serial, change.device);
      else if (change.type === 'issued') issued[change.kind] = change.last;
      else {
        devices.delete(change.serial);
        gone.add(change.serial);
      }
    }
  };
  return {
    load: () => ({ devices: [...devices.values()], gone: [...gone], issued: { ...issued } }),
    write,
    intend(changes) {
      intent = changes;
    },
    intended: () => intent,
    settle() {
      write(intent);
      intent = [];
    },
    abandon() {
      intent = [];
    },
    loadClock: () => clock,
    saveClock(state) {
      clock = state;
    },
    close() {},
  };
}
