/** Devices, bank and one clock in memory, without pages: what is explored goes through the one path that every act takes. */
import { createHash } from 'node:crypto';
import { wrapped } from '../../common/wrapped.ts';
import { stockDevices } from '../../desk/stock.ts';
import type { Wrapping } from '../../desk/wrapping.ts';
import { decide } from '../../portal-stub/rules/decide.ts';
import type { Policy } from '../../portal-stub/rules/policy.ts';
import type { PortalService } from '../../portal-stub/service/portal-service.ts';
import { createPortalService } from '../../portal-stub/service/service.ts';
import { memoryStore } from '../../portal-stub/store/memory.ts';
import { createClock } from '../../simulator/cell/clock.ts';
import { createLiveTray, type LiveTray } from '../../simulator/cell/live-tray.ts';
import { physics } from '../../simulator/cell/physics.ts';
import { sceneStart } from '../drivers/scene-start.ts';

export interface SmallDesk {
  readonly service: PortalService;
  readonly tray: LiveTray;
  now(): number;
  advance(ms: number): void;
  issue(kind: 'hardware' | 'software', count?: number): readonly string[];
  secret(serial: string): Uint8Array;
  /** Presses and reads the display. */
  press(serial: string): Promise<string | undefined>;
  /** A contract with these users; its id. */
  contract(userIds: readonly string[], policy?: Partial<Policy>): string;
  close(): void;
}

export function openSmallDesk(wrap: Pick<Wrapping, 'decide' | 'physics' | 'store' | 'service'> = {}): SmallDesk {
  const clock = createClock({ wall: () => sceneStart, state: { mode: 'manual', now: sceneStart, offsetMs: 0 } });
  let drawn = 0;
  const right = createPortalService({
    store: wrapped(wrap.store, memoryStore()),
    decide: wrapped(wrap.decide, decide),
    now: () => clock.now(),
    clockMode: () => 'manual',
    // The same contracts every time: what is explored must be found again.
    random: (count) => {
      drawn += 1;
      return createHash('shake256', { outputLength: count }).update(`small desk ${drawn}`).digest();
    },
    demo: false,
  });
  const service = wrapped(wrap.service, right);
  const tray = createLiveTray({
    clock,
    physics: wrapped(wrap.physics, physics),
    seed: createHash('sha256').update('ichido small desk').digest(),
    onIssued: (devices) => stockDevices(service, devices),
    after: () => () => {},
  });
  return {
    service,
    tray,
    now: () => clock.now(),
    advance: (advanceMs) => {
      const changed = tray.clock.change({ advanceMs });
      if (!changed.ok) throw new Error(changed.refusal.text.ja);
    },
    issue: (kind, count = 1) => {
      const answer = tray.send({ type: 'issue', kind, count });
      if (!answer.ok) throw new Error(answer.refusal.text.ja);
      return answer.value;
    },
    secret: (serial) => {
      const device = tray.device(serial);
      if (device === undefined || !('secret' in device)) throw new Error(`no secret of ${serial}`);
      return device.secret;
    },
    press: async (serial) => {
      const pressed = await tray.press(serial);
      if (!pressed.ok) throw new Error(pressed.refusal.text.ja);
      const { face } = pressed.value;
      return face.kind === 'code' ? face.code : undefined;
    },
    contract: (userIds, policy = {}) => {
      const made = service.createContract({ users: userIds.map((userId) => ({ userId, name: userId })), policy });
      if (!made.ok) throw new Error(made.error.text.ja);
      return made.value.contractId;
    },
    close: () => {
      tray.close();
      right.close();
    },
  };
}
