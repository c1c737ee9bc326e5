/** The portal of a desk in the same process, by its service. It can tell whose code was typed: the secrets are here. */

import { createListeners } from '../../common/listeners.ts';
import { contractJson, eventJson } from '../../portal-stub/web/control/shapes.ts';
import { codeOfStep, stepAt } from '../../simulator/device/otp.ts';
import type { PortalFact, PortalPort } from '../../simulator/tui/desk-port.ts';
import type { RunningDesk } from '../start-desk.ts';
import { createPortalIndex } from './portal-index.ts';

export function localPortal({ service, desk, contract, portalUrl }: RunningDesk): PortalPort {
  const demoId = contract?.contractId;
  const index = createPortalIndex();
  for (const each of service.contracts()) index.put(contractJson(each));
  const { subscribe, emit } = createListeners<PortalFact>();
  service.subscribe((event) => {
    const added = event.type === 'contract-added' ? service.contract(event.contractId) : undefined;
    if (added !== undefined) index.put(contractJson(added));
    emit(index.hear(eventJson(event)));
  });
  return {
    status: 'up',
    url: () => portalUrl,
    demo: () => (demoId === undefined ? undefined : index.contract(demoId)),
    holders: index.holders,
    subscribe,
    async whoMade(code, now) {
      const makers: string[] = [];
      let unseen = false;
      for (const serial of index.registered()) {
        const device = desk.device(serial);
        if (device === undefined || !('secret' in device)) unseen = true;
        else if (couldMake(device.secret, code, now, service.serial(serial)?.driftSteps ?? 0)) makers.push(serial);
      }
      // A registered token whose secret is not on this desk may have made it: then "nobody" would be a lie.
      return makers.length === 0 && unseen ? undefined : makers;
    },
  };
}

/** D-04: the step that the bank expects of this serial, one early or one late. */
function couldMake(secret: Uint8Array, code: string, now: number, driftSteps: number): boolean {
  const expected = stepAt(now) + driftSteps;
  return [expected - 1, expected, expected + 1].some((step) => step >= 0 && codeOfStep(secret, step) === code);
}
