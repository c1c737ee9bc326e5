/** What a guest asks of its host: one line on the console each, since the guest has no network and no agent. PURE. */
import type { FamilyName } from '../../simulator/hid/families/families.ts';

export type Ask =
  /** Type on QEMU's own USB keyboard; `\n` is Enter. */
  | { readonly ask: 'type'; readonly text: string }
  | { readonly ask: 'plug-keyboard' }
  | { readonly ask: 'unplug-keyboard' }
  /** Plug a pretended USB device in by redirection, touch it, pull it out. */
  | { readonly ask: 'plug'; readonly family: FamilyName }
  | { readonly ask: 'touch' }
  | { readonly ask: 'unplug' };

const MARK = '@@ASK ';

export const askLine = (ask: Ask): string => `${MARK}${JSON.stringify(ask)}`;

/** @returns undefined for a line that asks nothing */
export function askIn(line: string): Ask | undefined {
  return line.startsWith(MARK) ? (JSON.parse(line.slice(MARK.length)) as Ask) : undefined;
}

/** The QMP command that presses one key for a moment. */
export const keyPress = (character: string): object => ({
  execute: 'send-key',
  arguments: { keys: [{ type: 'qcode', data: character === '\n' ? 'ret' : character }], 'hold-time': 15 },
});

export const KEYBOARD_DEVICE = { driver: 'usb-kbd', id: 'kbd0', bus: 'xhci.0' } as const;
