/** The world before the servers are there: the first frame is drawn from it. PURE but for the clock it is given. */
import type { World } from '../desk-port.ts';

/** @param wall milliseconds since the epoch, asked for each drawing. */
export function startingWorld(wall: () => number): World {
  const nothing = () => () => {};
  const later = { ja: 'まだ準備中です', en: 'not ready yet' };
  return {
    desk: {
      serials: () => none,
      info: () => undefined,
      face: () => ({ kind: 'dark', text: '' }),
      clock: () => ({ mode: 'system', now: wall(), offsetMs: 0 }),
      profiles: () => none,
      send: () => Promise.resolve({ ok: false, message: `${later.ja} / ${later.en}` }),
      subscribe: nothing,
    },
    portal: {
      status: 'starting',
      url: () => undefined,
      demo: () => undefined,
      holders: () => undefined,
      subscribe: nothing,
      whoMade: () => Promise.resolve(undefined),
    },
    hid: noHid,
    owns: true,
    wouldLose: () => undefined,
    saveFile: () => Promise.resolve({ ok: false, message: `${later.ja} / ${later.en}` }),
  };
}

const none: readonly string[] = [];

/** The HID panel's place before its readers come. */
export const noHid: World['hid'] = {
  unavailable: () => undefined,
  rows: () => [],
  read: () => Promise.resolve({ ok: false, message: 'HIDデバイスがありません / no HID device' }),
  bind: () => Promise.resolve({ ok: false, message: 'HIDデバイスがありません / no HID device' }),
  release: () => Promise.resolve({ ok: false, message: 'HIDデバイスがありません / no HID device' }),
  subscribe: () => () => {},
};
