/** The portal of a desk in another process, by its control plane: its contracts as they are, then every event. */

import type { z } from 'zod';
import { createListeners } from '../../common/listeners.ts';
import { demoContractId } from '../../portal-stub/service/demo.ts';
import type { Serial } from '../../portal-stub/web/control/schemas.ts';
import type { DeskReply, PastFact, PortalFact, PortalPort } from '../../simulator/tui/desk-port.ts';
import type { ContractJson } from '../contract-json.ts';
import { beforeLookingAgain } from '../net/look-again.ts';
import { getJson, openEvents, type PlaneAddress, postAct } from '../net/plane-reader.ts';
import { changesContract, createPortalIndex, type PortalEventJson, pastFacts } from './portal-index.ts';
import { deskGone } from './remote-failure.ts';

type SerialJson = z.infer<typeof Serial>;

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
  let plane: PlaneAddress | undefined;
  let demoId: string | undefined;
  let past: readonly PastFact[] | undefined;

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
      past: () => past,
      async bank(act) {
        if (plane === undefined) return { ok: false, text: deskGone };
        if (act.type === 'look')
          return lookAt(plane, act.serial).catch((): DeskReply => ({ ok: false, text: deskGone }));
        const path = act.type === 'unlock' ? `contracts/${act.contractId}/unlock` : `serials/${act.serial}/reset`;
        return postAct(plane, `/__admin/${path}`).catch((): DeskReply => ({ ok: false, text: deskGone }));
      },
      subscribe,
      // The secrets are in the other process, and it tells nobody.
      whoMade: () => Promise.resolve(undefined),
    },
    async listen(address, signal) {
      plane = address;
      let lastId: string | undefined;
      while (!signal.aborted) {
        const attempt = new AbortController();
        try {
          // Opened first: an act between the reading and the stream would go unheard.
          const events = await openEvents(address, AbortSignal.any([signal, attempt.signal]), lastId);
          await contracts(address, signal);
          past ??= demoId === undefined ? [] : await pastOf(address, demoId, signal);
          url = address.portal;
          status = 'up';
          emit({ type: 'changed' });
          for await (const message of events) {
            lastId = message.id ?? lastId;
            const event = JSON.parse(message.data) as PortalEventJson;
            // The event names the contract only.
            if (event.type === 'contract-added') await contracts(address, signal);
            if (changesContract(event)) index.put(await contractOf(address, event.contractId, signal));
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

async function lookAt(plane: PlaneAddress, serial: string): Promise<DeskReply> {
  const path = `/__admin/serials/${encodeURIComponent(serial)}`;
  const { lock, driftSteps } = (await getJson(plane, path, AbortSignal.timeout(lookMs))) as SerialJson;
  return { ok: true, standing: { locked: lock, driftSteps } };
}

/** A person waits for it. */
const lookMs = 5000;

type Facts = Parameters<typeof pastFacts>;

async function pastOf(plane: PlaneAddress, contractId: string, signal: AbortSignal): Promise<readonly PastFact[]> {
  const asked = (what: string) => getJson(plane, `/__admin/contracts/${contractId}/${what}`, signal);
  const [history, attempts] = await Promise.all([asked('history'), asked('attempts')]);
  return pastFacts(contractId, history as Facts[1], attempts as Facts[2]);
}

const contractOf = async (plane: PlaneAddress, contractId: string, signal: AbortSignal): Promise<ContractJson> =>
  (await getJson(plane, `/__admin/contracts/${contractId}`, signal)) as ContractJson;
