/** The assembly `http`: a real desk on free ports, forms over HTTP, codes over the control WebSocket. */

import { type Browser, createBrowser } from '../../../browser/browser.ts';
import { startDesk } from '../../../desk/start-desk.ts';
import type { Wrapping } from '../../../desk/wrapping.ts';
import { connectControl } from '../../../simulator/control/client.ts';
import type { Assembly, StageOptions } from '../../ports.ts';
import { sceneStart } from '../scene-start.ts';
import { adminHttp } from './admin.ts';
import { bankHttp } from './bank.ts';
import { clockControl, tokenControl } from './tokens.ts';
import { userHttp } from './user.ts';

export const openHttpStage = async (options?: StageOptions, wrap?: Wrapping): Promise<Assembly> =>
  pagesStage(await startOwnDesk(options, wrap), createBrowser);

/** The desk behind a stage, as far as its portal and its control server are concerned. */
export interface DeskBehind {
  readonly portalUrl: string;
  readonly controlUrl: string;
  readonly secret: string;
  stop(): Promise<void>;
}

/** In this process. The same seed, the same tokens: a verdict that depends on luck is none. */
export const startOwnDesk = (
  { seed = 1, now = sceneStart }: StageOptions = {},
  wrap: Wrapping | undefined,
): Promise<DeskBehind> => startDesk({ now, demo: false, seed, wrap });

/** @param window opens one on the portal of that address. */
export async function pagesStage(desk: DeskBehind, window: (origin: string) => Browser): Promise<Assembly> {
  const client = await connectControl({ url: desk.controlUrl, secret: desk.secret, silent: true });
  return {
    bank: bankHttp(desk.portalUrl, desk.secret),
    tokens: tokenControl(client),
    clock: clockControl(client),
    admin: (contract) => adminHttp(desk.portalUrl, contract, window(desk.portalUrl)),
    user: (contract, userId) => userHttp(desk.portalUrl, contract, userId, window(desk.portalUrl)),
    close: async () => {
      await client.close();
      await desk.stop();
    },
  };
}
