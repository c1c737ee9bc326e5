/** The assembly `domain`: simulator and portal in one process, in memory, without server, socket or page template. */
import { createHash, randomBytes } from 'node:crypto';
import { wrapped } from '../../../common/wrapped.ts';
import { stockDevices } from '../../../desk/stock.ts';
import type { Wrapping } from '../../../desk/wrapping.ts';
import { decide } from '../../../portal-stub/rules/decide.ts';
import { judgeStockStepwise } from '../../../portal-stub/rules/stock.ts';
import { resynchronise } from '../../../portal-stub/rules/verification.ts';
import { createPortalService } from '../../../portal-stub/service/service.ts';
import { memoryStore } from '../../../portal-stub/store/memory.ts';
import { createSessions } from '../../../portal-stub/web/http/session.ts';
import { createPipeline } from '../../../portal-stub/web/pages/pipeline.ts';
import { createClock } from '../../../simulator/cell/clock.ts';
import { createLiveTray } from '../../../simulator/cell/live-tray.ts';
import { physics } from '../../../simulator/cell/physics.ts';
import type { Assembly } from '../../ports.ts';
import type { StageOptions } from '../../stage-options.ts';
import { sceneStart } from '../scene-start.ts';
import { bankDomain } from './bank.ts';
import { adminDomain, userDomain } from './portal.ts';
import { clockDesk, tokenDesk } from './tokens.ts';

export async function openDomainStage(
  { seed, now: start = sceneStart }: StageOptions = {},
  wrap: Wrapping = {},
): Promise<Assembly> {
  const clock = createClock({ wall: () => start, state: { mode: 'manual', now: start, offsetMs: 0 } });
  const now = () => clock.now();
  const right = createPortalService({
    store: wrapped(wrap.store, memoryStore()),
    decide: wrapped(wrap.decide, decide),
    resynchronise: wrapped(wrap.resynchronise, resynchronise),
    judgeStock: wrapped(wrap.judgeStock, judgeStockStepwise),
    now,
    clockMode: () => 'manual',
    random: randomBytes,
    demo: false,
  });
  const service = wrapped(wrap.service, right);
  const tray = createLiveTray({
    clock,
    physics: wrapped(wrap.physics, physics),
    // Always the same tokens: a verdict that depends on luck is none.
    seed: createHash('sha256')
      .update(`ichido domain stage${seed === undefined ? '' : ` ${seed}`}`)
      .digest(),
    // By PSKC like everywhere, but plain: it goes from one variable to the next.
    onIssued: (devices) => stockDevices(service, devices),
    // Nobody watches this desk, so nothing needs to be woken when a light goes out.
    after: () => () => {},
  });
  const sessions = wrapped(wrap.sessions, createSessions(service));
  const pipeline = wrapped(wrap.pipeline, createPipeline({ service, sessions, now }));
  return {
    bank: bankDomain(service),
    tokens: tokenDesk(tray),
    clock: clockDesk(tray),
    admin: (contract) => adminDomain(pipeline, contract),
    user: (contract, userId) => userDomain(pipeline, contract, userId),
    close: async () => {
      sessions.close();
      tray.close();
      right.close();
    },
  };
}
