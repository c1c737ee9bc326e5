/** The world before the servers are there: the first frame is drawn from it. PURE but for the clock it is given. */
import type { World } from '../desk-port.ts';
import { menuTexts } from '../texts/menus.ts';

/** @param wall milliseconds since the epoch, asked for each drawing. */
export function startingWorld(wall: () => number): World {
  const nothing = () => () => {};
  return {
    desk: {
      serials: () => none,
      info: () => undefined,
      face: () => ({ kind: 'dark', text: '' }),
      clock: () => ({ mode: 'system', now: wall(), offsetMs: 0 }),
      profiles: () => [],
      send: () => Promise.resolve({ ok: false, text: menuTexts.notReady }),
      subscribe: nothing,
    },
    portal: {
      status: 'starting',
      url: () => undefined,
      demo: () => undefined,
      holders: () => undefined,
      past: () => undefined,
      bank: () => Promise.resolve({ ok: false, text: menuTexts.notReady }),
      subscribe: nothing,
      whoMade: () => Promise.resolve(undefined),
    },
    hid: noHid,
    owns: true,
    wouldLose: () => undefined,
    saveFile: () => Promise.resolve({ ok: false, text: menuTexts.notReady }),
  };
}

const none: readonly string[] = [];

/** The HID panel's place before its readers come. */
export const noHid: World['hid'] = {
  unavailable: () => undefined,
  rows: () => [],
  read: () => Promise.resolve({ ok: false, text: menuTexts.noHidDevice }),
  bind: () => Promise.resolve({ ok: false, text: menuTexts.noHidDevice }),
  release: () => Promise.resolve({ ok: false, text: menuTexts.noHidDevice }),
  subscribe: () => () => {},
};
