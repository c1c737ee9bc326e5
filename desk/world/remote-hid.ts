/**
 * The HID panel of a desk in another process. Devices are listed, bound and released there; a code is read by pressing
 * the token that the device stands for, since the control server hands out codes of the tray only.
 */

import { createListeners } from '../../common/listeners.ts';
import type { Text } from '../../common/text.ts';
import { type ControlClient, ControlError, type ControlMethods } from '../../simulator/control/client.ts';
import type { Face } from '../../simulator/device/face.ts';
import type { DeskReply, HidPanelPort, HidRow } from '../../simulator/tui/desk-port.ts';
import { beforeLookingAgain } from '../net/look-again.ts';
import { deskGone, textOf } from './remote-failure.ts';

export interface RemoteHid {
  readonly port: HidPanelPort;
  /** Asks again and again what is plugged in, until the signal. Never rejects. */
  watch(client: ControlClient, signal: AbortSignal): Promise<void>;
}

type Listed = ControlMethods['hid.list']['result'];

/** @param face what the tray shows for a serial: a code that a device gave is seen there. */
export function createRemoteHid(face: (serial: string) => Face): RemoteHid {
  const { subscribe, emit } = createListeners<void>();
  const pressed = new Set<string>();
  let client: ControlClient | undefined;
  let listed: Listed = [];
  let heard = '';
  let why: Text | undefined;

  const keep = (rows: Listed, failure: Text | undefined): void => {
    const now = JSON.stringify([rows, failure]);
    if (now === heard) return;
    [heard, listed, why] = [now, rows, failure];
    emit();
  };
  const look = async (from: ControlClient): Promise<void> => {
    try {
      keep(await from.call('hid.list', {}), undefined);
    } catch (error) {
      keep([], refusalOf(error));
    }
  };

  const rowOf = (row: Listed[number]): HidRow => {
    const shown = row.serial === undefined ? undefined : face(row.serial);
    return {
      id: row.id,
      name: row.name,
      can: row.can,
      missing: row.failure,
      prompt: row.serial !== undefined && pressed.has(row.serial) ? waiting : undefined,
      serial: row.serial,
      code: shown?.kind === 'code' ? shown.code : undefined,
    };
  };

  const asked = async (act: (to: ControlClient) => Promise<unknown>): Promise<DeskReply> => {
    const to = client;
    if (to === undefined) return { ok: false, text: deskGone };
    try {
      await act(to);
      await look(to);
      return { ok: true };
    } catch (error) {
      return { ok: false, text: textOf(error) };
    }
  };

  const press = async (serial: string): Promise<DeskReply> => {
    pressed.add(serial);
    emit();
    const reply = await asked((to) => to.call('tokens.press', { serial }));
    pressed.delete(serial);
    emit();
    return reply;
  };

  return {
    port: {
      unavailable: () => why,
      rows: () => listed.map(rowOf),
      read(id) {
        const serial = listed.find((row) => row.id === id)?.serial;
        return serial === undefined ? Promise.resolve({ ok: false, text: bindFirst }) : press(serial);
      },
      bind: (id, serial, which) =>
        asked((to) => to.call('tokens.enroll', { id, serial, slot: which?.slot, name: which?.name })),
      release: (serial) => asked((to) => to.call('tokens.release', { serial })),
      subscribe,
    },
    async watch(next, signal) {
      client = next;
      while (!signal.aborted) {
        await look(next);
        await beforeLookingAgain(signal);
      }
      if (client !== next) return;
      client = undefined;
      keep([], undefined);
    },
  };
}

const waiting: Text = {
  ja: 'トークンに触れてください（PINはデスクの画面で）',
  en: 'touch the token (a PIN is typed at the desk itself)',
};
const bindFirst: Text = {
  ja: '接続中のデスクでは、割り当てたデバイスだけ読めます（b で割り当て）',
  en: 'on an attached desk a device is read once it is bound (b)',
};

/** A connection that ended is told by the desk itself. */
const refusalOf = (error: unknown): Text | undefined =>
  error instanceof ControlError && error.code !== 'closed' ? error.text : undefined;
