/** The bank's side of a desk and the one clock, on what the state remembers. A composition root: asks the wall clock. */
import { randomBytes } from 'node:crypto';
import type { Reach } from '../common/reach.ts';
import { wrapped } from '../common/wrapped.ts';
import { decide } from '../portal-stub/rules/decide.ts';
import { judgeStockStepwise } from '../portal-stub/rules/stock.ts';
import { resynchronise } from '../portal-stub/rules/verification.ts';
import { demoContractId } from '../portal-stub/service/demo.ts';
import type { PortalService } from '../portal-stub/service/portal-service.ts';
import { createPortalService } from '../portal-stub/service/service.ts';
import { memoryStore as portalMemory } from '../portal-stub/store/memory.ts';
import { sqliteStore as portalSqlite, verifySqlite } from '../portal-stub/store/sqlite.ts';
import { StoreUnavailable } from '../portal-stub/store/store.ts';
import { createApp } from '../portal-stub/web/app.ts';
import { contractJson } from '../portal-stub/web/control/shapes.ts';
import { createPortalServer } from '../portal-stub/web/server.ts';
import { type Clock, type ClockState, createClock } from '../simulator/cell/clock.ts';
import { memoryStore as trayMemory } from '../simulator/store/memory.ts';
import { sqliteStore as traySqlite } from '../simulator/store/sqlite.ts';
import type { TrayStore } from '../simulator/store/store.ts';
import type { Closing } from './closing.ts';
import type { ContractJson } from './contract-json.ts';
import { DeskError } from './desk-error.ts';
import { home, listen, listening } from './net/listening.ts';
import { naming } from './state/named-failure.ts';
import type { State } from './state/state-folder.ts';
import type { Wrapping } from './wrapping.ts';

export interface BankOptions {
  /** Parts to be had otherwise. */
  readonly wrap?: Wrapping | undefined;
  /** A manual clock that stands there, milliseconds since the epoch. */
  readonly now?: number | undefined;
  readonly demo?: boolean | undefined;
}

export interface Bank {
  readonly clock: Clock;
  readonly service: PortalService;
  /** The tray's memory, which keeps the clock too. */
  readonly trayStore: TrayStore;
  /** The demo contract as it is now. */
  contract(): ContractJson | undefined;
}

/** Stores, clock and portal service; both stores are closed with it. The clock is saved by who opened all of the state. */
export function openBank(options: BankOptions, state: State, closing: Closing): Bank {
  const onDisk = state.folder !== undefined;
  const { tray, portal } = { tray: state.database('tray'), portal: state.database('portal') };
  if (state.isComplete()) naming(portal, () => verifySqlite(portal, state.seal));
  const trayStore = onDisk ? naming(tray, () => traySqlite(tray, state.seal)) : trayMemory();
  closing.add(() => trayStore.close());
  const clock = naming(tray, () => openClock(options.now, trayStore));
  const { wrap } = options;
  const store = onDisk ? naming(portal, () => portalSqlite(portal, state.seal)) : portalMemory();
  closing.add(() => store.close());
  const right = naming(portal, () =>
    createPortalService({
      store: wrapped(wrap?.store, store),
      decide: wrapped(wrap?.decide, decide),
      resynchronise: wrapped(wrap?.resynchronise, resynchronise),
      judgeStock: wrapped(wrap?.judgeStock, judgeStockStepwise),
      now: () => clock.now(),
      clockMode: () => clock.state().mode,
      random: randomBytes,
      demo: options.demo,
    }),
  );
  const service = wrapped(wrap?.service, right);
  return {
    clock,
    service,
    trayStore,
    contract() {
      const contract = service.contract(demoContractId);
      return contract === undefined ? undefined : contractJson(contract);
    },
  };
}

export interface PortalOptions {
  /** 0 takes any free port. */
  readonly port: number;
  readonly secret: string;
  readonly reach?: Reach | undefined;
  readonly log?: ((line: string) => void) | undefined;
  readonly wrap?: Wrapping | undefined;
}

/** The pages and the control plane on their port. Resolves with the URL, no slash at the end. */
export async function openPortal(bank: Bank, options: PortalOptions, closing: Closing): Promise<string> {
  const app = createApp({
    service: bank.service,
    clock: failingClosed(bank.clock),
    secret: options.secret,
    demo: demoContractId,
    log: options.log,
    reach: options.reach,
    wrap: options.wrap,
  });
  closing.add(() => app.close());
  const server = createPortalServer(app);
  const { port, close } = await listening(options.port, (wanted) => listen(server, wanted, options.reach?.host));
  closing.add(close);
  return `http://${home}:${port}`;
}

/** An instant that can't be saved is refused as an act is: 503, and nothing has moved. */
const failingClosed = (clock: Clock): Clock => ({
  ...clock,
  change(change) {
    try {
      return clock.change(change);
    } catch (cause) {
      throw new StoreUnavailable('the clock cannot be saved', { cause });
    }
  },
});

/** The clock as the state left it, or standing at `now`; forwards only, because replay memory lives in the past. */
function openClock(now: number | undefined, store: TrayStore): Clock {
  const saved = store.loadClock();
  if (now !== undefined && saved !== undefined && saved.now > now) {
    const latest = new Date(saved.now).toISOString();
    throw new DeskError('clock-backwards', {
      ja: `--now は、この状態が最後に見た時刻（${latest}）より前にはできません。`,
      en: `--now can't be before the latest instant that this state has seen (${latest})`,
    });
  }
  const state: ClockState | undefined = now === undefined ? saved : { mode: 'manual', now, offsetMs: 0 };
  return createClock({ wall: () => Date.now(), state, save: (next) => store.saveClock(next) });
}
