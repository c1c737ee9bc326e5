/** Devices in process: the simulator's own desk. */
import type { Answer, LiveTray } from '../../../simulator/cell/live-tray.ts';
import type { Message } from '../../../simulator/tray/tray.ts';
import type { SceneClock, TokenDevice } from '../../device-port.ts';

export function tokenDesk(tray: LiveTray): TokenDevice {
  const send = (message: Message): readonly string[] => demand(tray.send(message));
  /** The one serial that an act led to. */
  const one = (message: Message): string => {
    const [serial] = send(message);
    if (serial === undefined) throw new Error(`${message.type} answered with no token`);
    return serial;
  };
  return {
    issue: async (kind, profile) => one({ type: 'issue', kind, profile }),
    face: async (serial) => {
      const face = tray.face(serial);
      if (face === undefined) throw new Error(`no token ${serial} on the desk`);
      return face;
    },
    press: async (serial) => demand(await tray.press(serial)),
    setBattery: async (serial, percent) => {
      const answer = tray.send({ type: 'setBattery', serial, percent });
      if (!answer.ok && answer.refusal.code === 'battery-cannot-rise') return false;
      return demand(answer).length > 0;
    },
    battery: async (serial) => {
      const token = tray.summary(serial);
      if (token === undefined) throw new Error(`no token ${serial} on the desk`);
      return { percent: token.battery, state: token.state };
    },
    fail: async (serial, as) => void send({ type: 'fail', serial, as }),
    drift: async (serial, change) => void send({ type: 'drift', serial, ...change }),
    changePhone: async (serial) => one({ type: 'changePhone', serial }),
    backup: async (serial) => demand(tray.backup(serial)),
    restore: async (backup) => one({ type: 'restoreApp', backup }),
    uninstall: async (serial) => void send({ type: 'uninstallApp', serial }),
  };
}

export function clockDesk(tray: LiveTray): SceneClock {
  return {
    now: async () => tray.clock.now(),
    advance: async (advanceMs) => {
      const changed = tray.clock.change({ advanceMs });
      if (!changed.ok) throw new Error(changed.refusal.text.ja);
    },
  };
}

function demand<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(`${answer.refusal.code}: ${answer.refusal.text.ja}`);
  return answer.value;
}
