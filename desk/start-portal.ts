/// <reference lib="esnext.disposable" preserve="true" />
/** The portal stub alone, for people who bring their own tokens: `ichido portal`. Stock comes by PSKC only. */
import { randomBytes } from 'node:crypto';
import type { PortalService } from '../portal-stub/service/portal-service.ts';
import type { Clock } from '../simulator/cell/clock.ts';
import { createClosing } from './closing.ts';
import type { ContractJson } from './contract-json.ts';
import { type BankHand, bankHand } from './in-process.ts';
import { openBank, openPortal } from './open-bank.ts';
import type { StartDeskOptions } from './start-desk.ts';
import { naming } from './state/named-failure.ts';
import { openState } from './state/state-folder.ts';
import { importTokens } from './stock.ts';

export type StartPortalOptions = Omit<StartDeskOptions, 'controlPort' | 'seed' | 'version' | 'fault'>;

export interface RunningPortal extends AsyncDisposable, BankHand {
  /** No slash at the end. */
  readonly portalUrl: string;
  readonly secret: string;
  readonly state: string | undefined;
  /** The demo contract as it is now; undefined when there is none. */
  readonly demo: ContractJson | undefined;
  readonly clock: Clock;
  readonly service: PortalService;
  stop(): Promise<void>;
}

/**
 * As `startDesk`, without a tray and a control server; the state folder is the same, and so is its lock.
 * @example await using portal = await startPortal({ tokens: { pskc, key } });
 */
export async function startPortal(options: StartPortalOptions = {}): Promise<RunningPortal> {
  const closing = createClosing();
  try {
    const state = await openState(options.state ?? ':memory:', undefined);
    closing.add(() => state.close());
    const secret = options.secret ?? randomBytes(32).toString('base64url');
    const bank = openBank(options, state, closing);
    closing.add(() => {
      bank.trayStore.saveClock(bank.clock.state());
    });
    naming(state.database('tray'), () => bank.trayStore.saveClock(bank.clock.state()));
    if (options.tokens !== undefined) importTokens(bank.service, options.tokens);
    state.complete();
    const portalUrl = await openPortal(
      bank,
      { port: options.portalPort ?? 0, secret, reach: options.reach, log: options.log, wrap: options.wrap },
      closing,
    );
    state.writeDesk({ portal: portalUrl, secret, pid: process.pid });
    return {
      portalUrl,
      secret,
      state: state.folder,
      ...bankHand(bank.service),
      get demo() {
        return bank.contract();
      },
      clock: bank.clock,
      service: bank.service,
      stop: () => closing.close(),
      [Symbol.asyncDispose]: () => closing.close(),
    };
  } catch (error) {
    await closing.close();
    throw error;
  }
}
