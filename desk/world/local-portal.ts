/** The portal of a desk in the same process, by its service. It can tell whose code was typed: the secrets are here. */

import { createListeners } from '../../common/listeners.ts';
import { acceptedStep } from '../../portal-stub/rules/verification.ts';
import { attemptJson, contractJson, entryJson, eventJson } from '../../portal-stub/web/control/shapes.ts';
import type { PortalFact, PortalPort } from '../../simulator/tui/desk-port.ts';
import type { RunningDesk } from '../start-desk.ts';
import { changesContract, createPortalIndex, pastFacts } from './portal-index.ts';

export function localPortal({ service, tray, demo, portalUrl, fault }: RunningDesk): PortalPort {
  const demoId = demo?.contractId;
  const index = createPortalIndex();
  for (const each of service.contracts()) index.put(contractJson(each));
  const { subscribe, emit } = createListeners<PortalFact>();
  const past =
    demoId === undefined
      ? []
      : pastFacts(demoId, service.history(demoId).map(entryJson), service.attempts(demoId).map(attemptJson));
  service.subscribe((event) => {
    const told = eventJson(event);
    const changed =
      told.type === 'contract-added' || changesContract(told) ? service.contract(told.contractId) : undefined;
    if (changed !== undefined) index.put(contractJson(changed));
    emit(index.apply(told));
  });
  return {
    status: 'up',
    fault,
    url: () => portalUrl,
    demo: () => (demoId === undefined ? undefined : index.contract(demoId)),
    holders: index.holders,
    past: () => past,
    async bank(act) {
      if (act.type === 'look') {
        const { locked = false, driftSteps = 0 } = service.serial(act.serial) ?? {};
        return { ok: true, standing: { locked, driftSteps } };
      }
      const done = act.type === 'unlock' ? service.unlock(act.contractId) : service.resetSerial(act.serial);
      return done.ok ? { ok: true } : { ok: false, text: done.error.text };
    },
    subscribe,
    async whoMade(code, now) {
      const makers: string[] = [];
      let unseen = false;
      const windows = new Map<string, number>();
      const windowOf = (contractId: string): number => {
        const steps = windows.get(contractId) ?? service.contract(contractId)?.policy.windowSteps ?? 0;
        windows.set(contractId, steps);
        return steps;
      };
      for (const serial of index.registered()) {
        const device = tray.device(serial);
        const { driftSteps = 0, contractId = '' } = service.serial(serial) ?? {};
        if (device === undefined || !('secret' in device)) unseen = true;
        else {
          // A code that was accepted before was made by somebody, too: what the bank remembers of it does not matter.
          const key = { secret: device.secret, driftSteps, lastStep: undefined };
          if (acceptedStep(key, code, now, windowOf(contractId)) !== undefined) makers.push(serial);
        }
      }
      // A registered token whose secret is not on this desk may have made it: then "nobody" would be a lie.
      return makers.length === 0 && unseen ? undefined : makers;
    },
  };
}
