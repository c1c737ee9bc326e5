/** The host's hands: they type on QEMU's keyboard, and plug, touch and pull out redirected devices, as a guest asks. */
import { families } from '../../simulator/hid/families/families.ts';
import { type Ask, KEYBOARD_DEVICE, keyPress } from './asks.ts';
import type { Host } from './qemu.ts';
import { type RedirectedDevice, redirect } from './usb-redir.ts';

export interface Hands {
  do(ask: Ask, host: Host): void;
}

export function hands(now: () => number, log: (line: string) => void): Hands {
  let plugged: (RedirectedDevice & { readonly touch: () => void }) | undefined;
  return {
    do: (ask, host) => {
      switch (ask.ask) {
        case 'type':
          for (const character of ask.text) host.monitor(keyPress(character));
          return;
        case 'plug-keyboard':
          return host.monitor({ execute: 'device_add', arguments: KEYBOARD_DEVICE });
        case 'unplug-keyboard':
          return host.monitor({ execute: 'device_del', arguments: { id: KEYBOARD_DEVICE.id } });
        case 'plug': {
          plugged?.unplug();
          void families[ask.family].pretend(now).then(({ device, touch }) => {
            plugged = { ...redirect(host.usbSocket, device, log), touch };
          });
          return;
        }
        case 'touch':
          plugged?.touch();
          return;
        case 'unplug':
          plugged?.unplug();
          plugged = undefined;
          return;
      }
    },
  };
}
