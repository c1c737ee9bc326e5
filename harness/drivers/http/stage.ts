/** The assembly `http`: a real desk on free ports, forms over HTTP, codes over the control WebSocket. */

import { startDesk } from '../../../desk/start-desk.ts';
import type { Wrapping } from '../../../desk/wrapping.ts';
import { connectControl } from '../../../simulator/control/client.ts';
import type { Assembly, StageOptions } from '../../ports.ts';
import { sceneStart } from '../scene-start.ts';
import { adminHttp } from './admin.ts';
import { bankHttp } from './bank.ts';
import { clockControl, tokenControl } from './tokens.ts';
import { userHttp } from './user.ts';

export async function openHttpStage(
  { seed = 1, now = sceneStart }: StageOptions = {},
  wrap?: Wrapping,
): Promise<Assembly> {
  // The same seed, the same tokens: a verdict that depends on luck is none.
  const desk = await startDesk({ now, demo: false, seed, wrap });
  const client = await connectControl({ url: desk.controlUrl, secret: desk.secret });
  return {
    bank: bankHttp(desk.portalUrl, desk.secret),
    tokens: tokenControl(client),
    clock: clockControl(client),
    admin: (contract) => adminHttp(desk.portalUrl, contract),
    user: (contract, userId) => userHttp(desk.portalUrl, contract, userId),
    close: async () => {
      await client.close();
      await desk.stop();
    },
  };
}
