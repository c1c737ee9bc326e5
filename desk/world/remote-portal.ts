/** The portal of a desk in another process, by its control plane: its contracts as they are, then every event. */

import { createListeners } from '../../common/listeners.ts';
import { demoContractId } from '../../portal-stub/service/demo.ts';
import type { PortalFact, PortalPort } from '../../simulator/tui/desk-port.ts';
import type { ContractJson } from '../contract-json.ts';
import { beforeLookingAgain } from '../net/look-again.ts';
import { getJson, openEvents, type PlaneAddress } from '../net/plane-reader.ts';
import { createPortalIndex, type PortalEventJson } from './portal-index.ts';

export interface RemotePortal {
  readonly port: PortalPort;
  /** Opens the stream of events, reads the contracts, then hears, until the signal; starts again when the stream ends. */
  listen(plane: PlaneAddress, signal: AbortSignal): Promise<void>;
  lost(): void;
}

export function createRemotePortal(): RemotePortal {
  const index = createPortalIndex();
  const { subscribe, emit } = createListeners<PortalFact>();
  let status: PortalPort['status'] = 'starting';
  let url: string | undefined;
  let demoId: string | undefined;

  const contracts = async (plane: PlaneAddress, signal: AbortSignal): Promise<void> => {
    const list = (await getJson(plane, '/__admin/contracts', signal)) as ContractJson[];
    for (const contract of list) index.put(contract);
    demoId ??= (list.find(({ contractId }) => contractId === demoContractId) ?? list[0])?.contractId;
  };

  const gone = (): void => {
    status = 'gone';
    emit({ type: 'changed' });
  };

  return {
    port: {
      get status() {
        return status;
      },
      url: () => url,
      demo: () => (demoId === undefined ? undefined : index.contract(demoId)),
      holders: index.holders,
      subscribe,
      // The secrets are in the other process, and it tells nobody.
      whoMade: () => Promise.resolve(undefined),
    },
    async listen(plane, signal) {
      let lastId: string | undefined;
      while (!signal.aborted) {
        const attempt = new AbortController();
        try {
          // Opened first: an act between the reading and the stream would go unheard.
          const events = await openEvents(plane, AbortSignal.any([signal, attempt.signal]), lastId);
          await contracts(plane, signal);
          url = plane.portal;
          status = 'up';
          emit({ type: 'changed' });
          for await (const message of events) {
            lastId = message.id ?? lastId;
            const event = JSON.parse(message.data) as PortalEventJson;
            // The event names the contract only.
            if (event.type === 'contract-added') await contracts(plane, signal);
            emit(index.apply(event));
          }
        } catch {
          // Cut, refused, or not there: tried again while the desk itself answers.
        } finally {
          attempt.abort();
        }
        if (signal.aborted) return;
        gone();
        await beforeLookingAgain(signal);
      }
    },
    lost: gone,
  };
}
