/** Devices and clock over the simulator's control WebSocket. */
import { type ControlClient, ControlError } from '../../../simulator/control/client.ts';
import type { SceneClock, TokenDevice } from '../../device-port.ts';
import { NotSupported } from '../../ports.ts';

export function tokenControl(client: ControlClient): TokenDevice {
  return {
    issue: async (kind, profile) => {
      if (kind === 'software') return (await client.call('apps.install', {})).serial;
      const [issued] = await client.call('tokens.issue', { kind, ...(profile === undefined ? {} : { profile }) });
      if (issued === undefined) throw new Error('tokens.issue answered with no token');
      return issued.serial;
    },
    face: (serial) => client.call('tokens.face', { serial }),
    press: (serial) => client.call('tokens.press', { serial }),
    setBattery: (serial, percent) =>
      client.call('tokens.setBattery', { serial, percent }).then(
        () => true,
        (error: unknown) => {
          if (error instanceof ControlError && error.code === 'battery-cannot-rise') return false;
          throw error;
        },
      ),
    battery: async (serial) => {
      const token = (await client.call('tokens.list', {})).find((each) => each.serial === serial);
      if (token === undefined) throw new Error(`no token ${serial} on the desk`);
      return { percent: token.battery, state: token.state };
    },
    fail: async (serial, as) => void (await client.call('tokens.fail', { serial, as })),
    drift: async (serial, change) => void (await client.call('tokens.drift', { serial, ...change })),
    changePhone: async (serial) => (await client.call('apps.changePhone', { serial })).serial,
    backup: async (serial) => (await client.call('apps.backup', { serial })).backup,
    restore: async (backup) => (await client.call('apps.restore', { backup })).serial,
    uninstall: async (serial) => void (await client.call('apps.uninstall', { serial })),
  };
}

export function clockControl(client: ControlClient, runs: boolean): SceneClock {
  return {
    runs,
    now: async () => (await client.call('clock.get', {})).now,
    advance: (advanceMs) =>
      client.call('clock.advance', { advanceMs }).then(
        () => undefined,
        (error: unknown) => {
          if (!(error instanceof ControlError && error.code === 'clock-system')) throw error;
          throw new NotSupported('このデスクの時計はシステムの時計なので、時間は進められません');
        },
      ),
  };
}
