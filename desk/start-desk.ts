/// <reference lib="esnext.disposable" preserve="true" />
/**
 * The one composition root of a desk: state folder, clock, tray, portal stub, control server, each on its port.
 * `npm start`, the TUI, the tests' parallel workers and a stranger's own suite all start a desk here.
 */
import { randomBytes } from 'node:crypto';
import type { Reach } from '../common/reach.ts';
import { wrapped } from '../common/wrapped.ts';
import type { PortalService } from '../portal-stub/service/portal-service.ts';
import type { Clock } from '../simulator/cell/clock.ts';
import { createLiveTray, type LiveTray } from '../simulator/cell/live-tray.ts';
import { physics } from '../simulator/cell/physics.ts';
import { startControlServer } from '../simulator/control/server.ts';
import { createRealTokens, type RealTokens } from '../simulator/hid/binding/real-tokens.ts';
import { nodeHid } from '../simulator/hid/io/node-hid.ts';
import type { HidPort } from '../simulator/hid/port.ts';
import { realTimers } from '../simulator/hid/talk/timers.ts';
import type { TrayStore } from '../simulator/store/store.ts';
import { type Closing, createClosing } from './closing.ts';
import type { ContractJson } from './contract-json.ts';
import { createDelivery, type OnIssued } from './delivery.ts';
import { DeskError } from './desk-error.ts';
import { type BankHand, bankHand, type TrayHand, trayHand } from './in-process.ts';
import { home, listening } from './net/listening.ts';
import { openBank, openPortal } from './open-bank.ts';
import { naming } from './state/named-failure.ts';
import { openState, type State } from './state/state-folder.ts';
import { adoptTokens, stockDevices, type TokensFile, trayDevices, writeStock } from './stock.ts';
import type { Wrapping } from './wrapping.ts';

export type { Reach } from '../common/reach.ts';
export type { ContractJson, UserJson } from './contract-json.ts';
export type { OnIssued } from './delivery.ts';
export { DeskError } from './desk-error.ts';
export { RefusedByDesk } from './in-process.ts';
export type { TokensFile } from './stock.ts';

export interface StartDeskOptions {
  /** A folder, made with mode 0700 when it isn't there, or `:memory:` (the default): nothing is written to disk. */
  readonly state?: string | undefined;
  /** 0 (the default here; the command's is 8420) takes any free port. Listens on 127.0.0.1 only, unless `reach` says more. */
  readonly portalPort?: number | undefined;
  readonly controlPort?: number | undefined;
  /** From where else it may be reached, and by which names; default: nowhere. */
  readonly reach?: Reach | undefined;
  /** The same seed gives the same serials and secrets, in the same order. Without it: 32 random bytes, made once a state. */
  readonly seed?: number | undefined;
  /** A PSKC file whose tokens stand in the tray (apps as installed) and in the portal's stock. */
  readonly tokens?: TokensFile | undefined;
  /** Milliseconds since the epoch: a manual clock that stands there. Never before an instant that the state has seen. */
  readonly now?: number | undefined;
  /** False leaves the desk without the demo contract and its three tokens (a test's worker makes its own). Default true. */
  readonly demo?: boolean | undefined;
  /** The control secret; otherwise 32 random bytes a run, base64url. */
  readonly secret?: string | undefined;
  /** Told to `rpc.discover`. */
  readonly version?: string | undefined;
  /** Where real tokens are plugged in; default: this computer, whose library is loaded when one is first asked for. */
  readonly hid?: HidPort | undefined;
  /** Parts to be had otherwise: a wrong portal, wrong tokens (harness/faults). */
  readonly wrap?: Wrapping | undefined;
  /** The name of what `wrap` makes wrong: shown to whoever looks at the desk. */
  readonly fault?: string | undefined;
  /**
   * Takes the secrets of new tokens for a bank of one's own too: those that are there when the desk starts, and each new one.
   * An issue over the control API is answered when this has resolved; in process, `await desk.delivered()`.
   */
  readonly onIssued?: OnIssued | undefined;
  /** The key of the desk's PSKC files, 16, 24 or 32 bytes; default: one that the state keeps. */
  readonly pskcKey?: Uint8Array | undefined;
  /** One line of JSON per request of the portal, without its newline. */
  readonly log?: ((line: string) => void) | undefined;
}

export interface RunningDesk extends AsyncDisposable, TrayHand, BankHand {
  /** `http://127.0.0.1:8420`, no slash at the end. */
  readonly portalUrl: string;
  /** `http://127.0.0.1:8421`, no slash at the end: a WebSocket, and `POST /rpc`. */
  readonly controlUrl: string;
  /** Opens the control plane of both sides. Never logged. */
  readonly secret: string;
  /** The state folder's absolute path; undefined in memory. */
  readonly state: string | undefined;
  /** The demo contract as it is now; undefined when there is none. */
  readonly demo: ContractJson | undefined;
  /** The name of what is wrong on purpose. */
  readonly fault: string | undefined;
  readonly clock: Clock;
  readonly tray: LiveTray;
  readonly service: PortalService;
  /** The desk's hand for real tokens. */
  readonly hid: RealTokens;
  /** The tray's secrets as PSKC under the desk's key; undefined when it holds none, but real tokens at most. */
  exportStock(): string | undefined;
  /** Resolves when `onIssued` has taken every token so far; rejects where it did not. */
  delivered(): Promise<void>;
  /** Closes everything in reverse order, open connections too, and frees the ports. May be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts a desk in this process: tokens, portal stub and control server, on free ports unless told. Rejects with `DeskError`,
 * whose `code` is stable and whose `text` has both languages, for all that is not the program's fault; then nothing stays open.
 * @example
 * await using desk = await startDesk({ seed: 1, now: Date.parse('2026-04-01T09:00:00+09:00') });
 * const serial = desk.issue('hardware');
 * const code = await desk.code(serial);
 */
export async function startDesk(options: StartDeskOptions = {}): Promise<RunningDesk> {
  const closing = createClosing();
  try {
    const state = await openState(options.state ?? ':memory:', options.seed);
    closing.add(() => state.close());
    return await openDesk(options, state, closing);
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function openDesk(options: StartDeskOptions, state: State, closing: Closing): Promise<RunningDesk> {
  const secret = options.secret ?? randomBytes(32).toString('base64url');
  const bank = openBank(options, state, closing);
  const { clock, service, trayStore } = bank;
  const pskcKey = options.pskcKey ?? state.pskcKey;
  // Plain goes only to whoever stands in this process and has no key of their own.
  const delivery = options.onIssued && createDelivery(options.onIssued, () => trayDevices(tray), options.pskcKey);
  const tray = naming(state.database('tray'), () =>
    createLiveTray({
      clock,
      seed: state.runSeed,
      store: trayStore,
      onIssued: (devices) => {
        stockDevices(service, devices, pskcKey);
        delivery?.take(devices);
      },
      serialKnown: (serial) => service.serial(serial) !== undefined,
      physics: wrapped(options.wrap?.physics, physics),
    }),
  );
  closing.add(() => {
    trayStore.saveClock(clock.state()); // the latest instant that this state has seen: clocks move forwards only
    tray.close(); // and its store with it
  });
  naming(state.database('tray'), () => trayStore.saveClock(clock.state()));
  const known = trayDevices(tray);
  if (options.tokens !== undefined) adoptTokens(service, tray, options.tokens);
  else if (options.demo !== false) issueDemoTokens(tray, trayStore);
  state.complete();

  delivery?.take(known);
  await delivery?.done();

  const timers = realTimers(() => performance.now());
  const hid = createRealTokens({
    port: options.hid ?? nodeHid({ platform: process.platform }),
    timers,
    random: (length) => Uint8Array.from(randomBytes(length)),
    tray,
    stepsOff: (serial, code) => service.stepsOff(serial, code),
  });
  closing.add(() => hid.close());

  const exportStock = () => {
    const devices = trayDevices(tray);
    return devices.length === 0 ? undefined : writeStock(devices, pskcKey);
  };
  const delivered = async () => delivery?.done();
  const control = await listening(options.controlPort ?? 0, (port) =>
    startControlServer({
      tray,
      secret,
      port,
      reach: options.reach,
      exportStock,
      delivered,
      hid,
      timers,
      version: options.version,
    }),
  );
  closing.add(() => control.close());
  const controlUrl = `http://${home}:${control.port}`;
  const portalUrl = await openPortal(
    bank,
    { port: options.portalPort ?? 0, secret, reach: options.reach, log: options.log, wrap: options.wrap },
    closing,
  );

  state.writeDesk({ portal: portalUrl, control: controlUrl, secret, pid: process.pid });
  return {
    portalUrl,
    controlUrl,
    secret,
    state: state.folder,
    fault: options.fault,
    ...trayHand(tray),
    ...bankHand(service),
    get demo() {
      return bank.contract();
    },
    clock,
    tray,
    service,
    hid,
    exportStock,
    delivered,
    stop: () => closing.close(),
    [Symbol.asyncDispose]: () => closing.close(),
  };
}

/** Two hardware tokens and one app, at the first start only: a tray that a person emptied stays empty. */
function issueDemoTokens(tray: LiveTray, store: TrayStore): void {
  const { devices, issued } = store.load();
  if (devices.length > 0 || issued.hardware > 0 || issued.software > 0) return;
  for (const message of [
    { type: 'issue', kind: 'hardware', count: 2 },
    { type: 'issue', kind: 'software', count: 1 },
  ] as const) {
    const answer = tray.send(message);
    if (!answer.ok) throw new DeskError('demo-refused', answer.refusal.text);
  }
}
