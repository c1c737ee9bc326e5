/**
 * The world of a TUI that is attached to a desk in another process: its tokens by the control socket, its portal by the
 * control plane's events. What was heard last is remembered, so that drawing never waits; a desk that goes away is
 * looked for until it is back.
 */
import type { ClockState } from '../simulator/clock.ts';
import {
  type ControlClient,
  type ControlMethods,
  connectControl,
  type MethodName,
} from '../simulator/control/client.ts';
import type { Face, TokenSummary } from '../simulator/face.ts';
import { profiles } from '../simulator/profiles.ts';
import type {
  DeskCommand,
  DeskEvent,
  DeskPort,
  DeskReply,
  HidPanelPort,
  PortalFact,
  PortalPort,
  World,
} from '../simulator/tui/desk-port.ts';
import { noHid } from '../simulator/tui/starting.ts';
import type { ContractJson } from './contract-json.ts';
import { createPortalIndex, factOf, type HeardEvent } from './portal-index.ts';
import { saveExport } from './save-export.ts';

export interface Address {
  readonly portal: string;
  readonly control: string;
  readonly secret: string;
}

export interface Attached {
  readonly world: World;
  close(): Promise<void>;
}

/** How long to wait before a desk that went away is looked for again. */
const againMs = 1000;

/**
 * Rejects when the first connection fails; later ones are tried again and again.
 * @param find where the desk is now: after a restart it may have another secret. Undefined or throwing: not there.
 * @param wall milliseconds since the epoch.
 */
export async function attach(
  find: () => Address | undefined,
  wall: () => number,
  hid: HidPanelPort = noHid,
): Promise<Attached> {
  const address = find();
  if (address === undefined) throw new Error('no desk to attach to');
  const desk = createRemoteDesk(wall);
  const portal = createRemotePortal();
  const closing = new AbortController();
  let client = await connectControl({ url: address.control, secret: address.secret });
  await desk.use(client);
  let listening = new AbortController();
  void portal.listen(address, listening.signal);

  const stay = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await client.closed;
      if (closing.signal.aborted) return;
      listening.abort();
      desk.lost();
      portal.lost();
      while (!closing.signal.aborted) {
        await pause(againMs, closing.signal);
        const next = closing.signal.aborted ? undefined : tried(find);
        if (next === undefined) continue;
        try {
          client = await connectControl({ url: next.control, secret: next.secret });
          await desk.use(client);
          listening = new AbortController();
          void portal.listen(next, listening.signal);
          break;
        } catch {
          // Not back yet.
        }
      }
    }
  };
  const staying = stay();

  return {
    world: {
      desk: desk.port,
      portal: portal.port,
      hid,
      owns: false,
      // The other process keeps everything.
      wouldLose: () => undefined,
      saveFile: saveExport,
    },
    async close() {
      closing.abort();
      listening.abort();
      await client.close();
      await staying;
    },
  };
}

/** Ends early, and quietly, when there is nothing more to wait for. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });

function tried(find: () => Address | undefined): Address | undefined {
  try {
    return find();
  } catch {
    return undefined;
  }
}

interface RemoteDesk {
  readonly port: DeskPort;
  use(client: ControlClient): Promise<void>;
  lost(): void;
}

const dark: Face = { kind: 'dark', text: '' };

function createRemoteDesk(wall: () => number): RemoteDesk {
  const tokens = new Map<string, TokenSummary>();
  const asking = new Set<string>();
  const listeners = new Set<(event: DeskEvent) => void>();
  let serials: readonly string[] | undefined;
  let client: ControlClient | undefined;
  let clock: ClockState = { mode: 'system', now: wall(), offsetMs: 0 };
  let heardAt = wall();

  const tell = (event: DeskEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
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
        if (token !== undefined) tokens.set(serial, { ...token, face });
        tell({ type: 'face', serial, face });
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
    profiles: () => profiles.map((profile) => profile.name),
    async send(command) {
      if (client === undefined) return { ok: false, message: '机との接続が切れています / the desk is gone' };
      try {
        return await carryOut(client, command);
      } catch (error) {
        return { ok: false, message: error instanceof Error ? error.message : String(error) };
      }
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };

  return {
    port,
    async use(next) {
      next.onNotification(({ method, params }) => {
        switch (method) {
          case 'face.changed':
            tokens.set(params.serial, params);
            tell({ type: 'face', serial: params.serial, face: params.face });
            // The battery went down by the press, too.
            tell({ type: 'changed', serial: params.serial });
            break;
          case 'token.changed':
            tokens.set(params.serial, params);
            tell({ type: 'changed', serial: params.serial });
            break;
          case 'token.added':
            tokens.set(params.serial, params);
            serials = undefined;
            tell({ type: 'added', serial: params.serial });
            break;
          case 'token.removed':
            tokens.delete(params.serial);
            serials = undefined;
            tell({ type: 'removed', serial: params.serial });
            break;
          case 'clock.changed':
            setClock(params);
            tell({ type: 'clock', clock: params });
            break;
        }
      });
      const [list, state] = await Promise.all([next.call('tokens.list', {}), next.call('clock.get', {})]);
      tokens.clear();
      for (const token of list) tokens.set(token.serial, token);
      serials = undefined;
      setClock(state);
      client = next;
      tell({ type: 'link', up: true });
    },
    lost() {
      client = undefined;
      tell({ type: 'link', up: false });
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
      return { ok: true, text: (await client.call('apps.backup', { serial: command.serial })).backup };
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
      return { ok: true, text: await client.call('stock.export', {}) };
  }
}

interface RemotePortal {
  readonly port: PortalPort;
  /** Reads the contracts, then the events, until the signal; starts again when the stream ends. */
  listen(address: Address, signal: AbortSignal): Promise<void>;
  lost(): void;
}

function createRemotePortal(): RemotePortal {
  const index = createPortalIndex();
  const listeners = new Set<(fact: PortalFact) => void>();
  let status: PortalPort['status'] = 'starting';
  let url: string | undefined;
  let demoId: string | undefined;
  const tell = (fact: PortalFact): void => {
    for (const listener of [...listeners]) listener(fact);
  };

  const contracts = async (address: Address, signal: AbortSignal): Promise<void> => {
    const list = (await getJson(address, '/__admin/contracts', signal)) as ContractJson[];
    for (const contract of list) index.put(contract);
    demoId ??= list[0]?.contractId;
  };

  const hear = async (
    address: Address,
    signal: AbortSignal,
    event: HeardEvent & { contractId?: string },
  ): Promise<void> => {
    if (event.type === 'act') index.put(event.contract);
    if (event.type === 'contract-removed' && event.contractId !== undefined) index.remove(event.contractId);
    if (event.type === 'contract-added') await contracts(address, signal);
    const fact = factOf(event);
    if (fact !== undefined) tell(fact);
  };

  return {
    port: {
      get status() {
        return status;
      },
      url: () => url,
      demo: () => (demoId === undefined ? undefined : index.contract(demoId)),
      holders: (serial) => index.holders(serial),
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      // The secrets are in the other process, and it tells nobody.
      whoMade: () => Promise.resolve(undefined),
    },
    async listen(address, signal) {
      let lastId: string | undefined;
      while (!signal.aborted) {
        try {
          await contracts(address, signal);
          url = address.portal;
          status = 'up';
          tell({ type: 'changed' });
          for await (const message of eventStream(address, signal, lastId)) {
            lastId = message.id ?? lastId;
            await hear(address, signal, JSON.parse(message.data) as HeardEvent);
          }
        } catch {
          // Cut, refused, or not there: tried again while the desk itself answers.
        }
        if (signal.aborted) return;
        status = 'gone';
        tell({ type: 'changed' });
        await pause(againMs, signal);
      }
    },
    lost() {
      status = 'gone';
      tell({ type: 'changed' });
    },
  };
}

async function getJson(address: Address, path: string, signal: AbortSignal): Promise<unknown> {
  const response = await fetch(address.portal + path, { headers: bearer(address), signal });
  if (!response.ok) throw new Error(`GET ${path}: ${response.status}`);
  return response.json();
}

const bearer = (address: Address): Record<string, string> => ({ authorization: `Bearer ${address.secret}` });

interface StreamMessage {
  readonly id: string | undefined;
  readonly data: string;
}

/** Server-sent events (WHATWG HTML §9.2), as much of them as the portal sends. */
async function* eventStream(
  address: Address,
  signal: AbortSignal,
  lastId: string | undefined,
): AsyncGenerator<StreamMessage> {
  const headers = { ...bearer(address), ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
  const response = await fetch(`${address.portal}/__admin/events`, { headers, signal });
  if (!response.ok || response.body === null) throw new Error(`GET /__admin/events: ${response.status}`);
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    let end = text.indexOf('\n\n');
    while (end >= 0) {
      const lines = text.slice(0, end).split('\n');
      text = text.slice(end + 2);
      const of = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = of('data');
      if (data !== undefined) yield { id: of('id'), data };
      end = text.indexOf('\n\n');
    }
  }
}
