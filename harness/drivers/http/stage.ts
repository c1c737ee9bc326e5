/** The assembly `http`: a real desk on free ports or one that is running, forms over HTTP, codes over the control WebSocket. */

import { createBrowser } from '../../../browser/browser.ts';
import { bothLanguages } from '../../../common/text.ts';
import { readDeskFile } from '../../../desk/net/desk-file.ts';
import { startDesk } from '../../../desk/start-desk.ts';
import type { Wrapping } from '../../../desk/wrapping.ts';
import { connectControl } from '../../../simulator/control/client.ts';
import type { Assembly } from '../../ports.ts';
import type { StageOptions } from '../../stage-options.ts';
import { sceneStart } from '../scene-start.ts';
import { adminHttp } from './admin.ts';
import { bankHttp } from './bank.ts';
import { openWindows, type PagesWindow } from './open-windows.ts';
import { clockControl, tokenControl } from './tokens.ts';
import { userHttp } from './user.ts';

export const openHttpStage = async (options?: StageOptions, wrap?: Wrapping): Promise<Assembly> =>
  pagesStage(await deskOf(options, wrap), createBrowser);

/** The desk behind a stage, as far as its portal and its control server are concerned. */
export interface DeskBehind {
  readonly portalUrl: string;
  readonly controlUrl: string;
  readonly secret: string;
  stop(): Promise<void>;
}

/** One of its own, in this process, unless a running one is named. */
export const deskOf = async (options: StageOptions = {}, wrap?: Wrapping): Promise<DeskBehind> =>
  options.desk === undefined ? ownDesk(options, wrap) : runningDesk(options.desk);

/** @param window opens one on the portal of that address. */
export async function pagesStage(desk: DeskBehind, window: (origin: string) => PagesWindow): Promise<Assembly> {
  const { portalUrl: portal, controlUrl: control, secret } = desk;
  const client = await connectControl({ url: control, secret, silent: true });
  const { mode } = await client.call('clock.get', {});
  const windows = openWindows();
  return {
    bank: bankHttp(portal, secret),
    tokens: tokenControl(client),
    clock: clockControl(client, mode !== 'manual'),
    admin: (contract) => adminHttp(portal, contract, windows.add('管理者', window(portal))),
    user: (contract, userId) => userHttp(portal, contract, userId, windows.add(`利用者「${userId}」`, window(portal))),
    shown: windows.shown,
    at: { portal, control, secret },
    // Nobody moves the time of day: a scenario takes the step as it comes.
    ...(mode === 'system' ? { begin: async () => undefined } : {}),
    end: async () => windows.forget(),
    close: async () => {
      await client.close();
      await desk.stop();
    },
  };
}

/** The same seed, the same tokens: a verdict that depends on luck is none. */
const ownDesk = ({ seed = 1, now = sceneStart }: StageOptions, wrap: Wrapping | undefined): Promise<DeskBehind> =>
  startDesk({ now, demo: false, seed, wrap });

/** Somebody else's: it runs on when the scenarios are over. */
function runningDesk(file: string): DeskBehind {
  const address = readDeskFile(file);
  if (address?.control === undefined) {
    throw new Error(
      bothLanguages({
        ja: `「${file}」はデスクのファイル（desk.json、--ready-file）ではありません。`,
        en: `${file} is not the file of a desk (desk.json or --ready-file)`,
      }),
    );
  }
  const { portal, control, secret } = address;
  return { portalUrl: portal, controlUrl: control, secret, stop: async () => undefined };
}
