/** The tokens of a desk in another process, by its control socket. What was heard last is remembered: drawing never waits. */

import { createListeners } from '../../common/listeners.ts';
import type { ClockState } from '../../simulator/cell/clock.ts';
import type { ControlClient, ControlMethods, MethodName } from '../../simulator/control/client.ts';
import type { Face, TokenSummary } from '../../simulator/device/face.ts';
import { differenceOf, profiles } from '../../simulator/device/profiles.ts';
import type { DeskCommand, DeskEvent, DeskPort, DeskReply } from '../../simulator/tui/desk-port.ts';
import { deskGone, textOf } from './remote-failure.ts';

export interface RemoteDesk {
  readonly port: DeskPort;
  /** Asks for everything once, then hears what changes. Rejects when the client has gone already. */
  use(client: ControlClient): Promise<void>;
  lost(): void;
}

const dark: Face = { kind: 'dark', text: '' };

/** @param wall milliseconds since the epoch. */
export function createRemoteDesk(wall: () => number): RemoteDesk {
  const tokens = new Map<string, TokenSummary>();
  const asking = new Set<string>();
  const { subscribe, emit } = createListeners<DeskEvent>();
  let serials: readonly string[] | undefined;
  let client: ControlClient | undefined;
  let clock: ClockState = { mode: 'system', now: wall(), offsetMs: 0 };
  let heardAt = wall();

  const setClock = (state: ClockState): void => {
    clock = state;
    heardAt = wall();
  };
  const now = (): number => (clock.mode === 'manual' ? clock.now : clock.now + wall() - heardAt);

  /** An app's code goes on by itself; where nobody announces it, it is asked for when the old one is over. */
  const refresh = (serial: string): void => {
    const current = client;
    if (current === undefined || asking.has(serial)) return;
    asking.add(serial);
    current.call('tokens.face', { serial }).then(
      (face) => {
        asking.delete(serial);
        const token = tokens.get(serial);
        if (token === undefined) return;
        const shown = { ...token, face };
        tokens.set(serial, shown);
        emit({ type: 'face.changed', token: shown });
      },
      () => asking.delete(serial),
    );
  };

  const port: DeskPort = {
    serials: () => {
      serials ??= [...tokens.keys()];
      return serials;
    },
    info: (serial) => tokens.get(serial),
    face(serial, at) {
      const token = tokens.get(serial);
      if (token === undefined) return dark;
      if (token.kind === 'software' && token.face.kind === 'code' && at >= token.face.validUntil) refresh(serial);
      return token.face;
    },
    clock: () => ({ ...clock, now: now() }),
    profiles: () => profiles.map((profile) => ({ name: profile.name, difference: differenceOf(profile) })),
    async send(command) {
      if (client === undefined) return { ok: false, text: deskGone };
      try {
        return await carryOut(client, command);
      } catch (error) {
        return { ok: false, text: textOf(error) };
      }
    },
    subscribe,
  };

  return {
    port,
    async use(next) {
      next.onNotification(({ method, params }) => {
        switch (method) {
          case 'face.changed':
          case 'token.changed':
            tokens.set(params.serial, params);
            emit({ type: method, token: params });
            break;
          case 'token.added':
            tokens.set(params.serial, params);
            serials = undefined;
            emit({ type: 'token.added', token: params });
            break;
          case 'token.removed':
            tokens.delete(params.serial);
            serials = undefined;
            emit({ type: 'token.removed', serial: params.serial });
            break;
          case 'clock.changed':
            setClock(params);
            emit({ type: 'clock.changed', state: params });
            break;
        }
      });
      const [list, state] = await Promise.all([next.call('tokens.list', {}), next.call('clock.get', {})]);
      tokens.clear();
      for (const token of list) tokens.set(token.serial, token);
      serials = undefined;
      setClock(state);
      client = next;
      emit({ type: 'link', up: true });
    },
    lost() {
      client = undefined;
      emit({ type: 'link', up: false });
    },
  };
}

async function carryOut(client: ControlClient, command: DeskCommand): Promise<DeskReply> {
  const made = async <M extends MethodName>(method: M, params: ControlMethods[M]['params']): Promise<DeskReply> => {
    const result = (await client.call(method, params)) as TokenSummary | TokenSummary[];
    return { ok: true, serial: (Array.isArray(result) ? result.at(-1) : result)?.serial };
  };
  switch (command.type) {
    case 'press':
      await client.call('tokens.press', { serial: command.serial });
      return { ok: true };
    case 'issue':
      return made('tokens.issue', { kind: 'hardware', profile: command.profile });
    case 'install':
      return made('apps.install', {});
    case 'changePhone':
      return made('apps.changePhone', { serial: command.serial });
    case 'restore':
      return made('apps.restore', { backup: command.backup });
    case 'uninstall':
      await client.call('apps.uninstall', { serial: command.serial });
      return { ok: true };
    case 'backup':
      return { ok: true, content: (await client.call('apps.backup', { serial: command.serial })).backup };
    case 'setBattery':
      await client.call('tokens.setBattery', { serial: command.serial, percent: command.percent });
      return { ok: true };
    case 'drift':
      await client.call('tokens.drift', { serial: command.serial, ppm: command.ppm, offsetMs: command.offsetMs });
      return { ok: true };
    case 'clock':
      await client.call('clock.set', command.change);
      return { ok: true };
    case 'exportStock':
      return { ok: true, content: await client.call('stock.export', {}) };
  }
}
