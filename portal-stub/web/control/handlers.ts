/** What each call of the control plane does (route-shapes.ts): the bank's own hand, for set-up and for looking behind the screen. */
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { ControlResult } from '../../rules/acts.ts';
import type { Contract } from '../../rules/contract.ts';
import type { DeskClock } from '../../service/clock.ts';
import { bankLog } from '../../service/ledger.ts';
import type { PortalService } from '../../service/portal-service.ts';
import { planeTexts } from '../../texts/control.ts';
import { contractPage } from './contract-page.ts';
import type { EventStreams } from './events.ts';
import { ControlProblem, refused } from './problem.ts';
import type { RouteName } from './route-shapes.ts';
import type * as schemas from './schemas.ts';
import { attemptJson, contractJson, serialJson } from './shapes.ts';

export interface ControlCall {
  readonly params: { readonly [name: string]: string };
  /** Judged by the route's schema. */
  readonly body: unknown;
  readonly query: unknown;
  readonly raw: Buffer;
  readonly request: Request;
  readonly response: Response;
}

/** One route's act: the answer's JSON; undefined when there is none or it has been sent. */
export type Handler = (call: ControlCall) => unknown;

export interface ControlDeps {
  readonly service: PortalService;
  readonly clock: DeskClock;
  readonly events: EventStreams;
  document(): object;
}

export function controlHandlers({ service, clock, events, document }: ControlDeps): {
  readonly [name in RouteName]: Handler;
} {
  const contractOf = ({ params }: ControlCall): Contract => {
    const contract = service.contract(params['id'] ?? '');
    if (!contract) throw unknown('contract-unknown');
    return contract;
  };
  const serialOf = ({ params }: ControlCall) => {
    const status = service.serial(params['serial'] ?? '');
    if (!status) throw unknown('serial-unknown');
    return status;
  };

  return {
    health: () => ({ status: 'ok', now: clock.now(), store: service.storage() }),
    getBankHistory: () => service.history(bankLog),
    getBankAttempts: () => service.attempts(bankLog).map(attemptJson),
    listContracts({ query }) {
      const page = contractPage(service.contracts(), query as z.infer<typeof schemas.ContractsQuery>);
      if (page === undefined) throw unknown('contract-unknown');
      return page.map(contractJson);
    },
    createContract({ body, response }) {
      const contract = granted(service.createContract(body as z.infer<typeof schemas.NewContract>));
      response.location(`/__admin/contracts/${contract.contractId}`);
      return contractJson(contract);
    },
    getContract: (call) => contractJson(contractOf(call)),
    deleteContract: (call) => void service.deleteContract(contractOf(call).contractId),
    setUpRegistrations(call) {
      const setUp = call.body as z.infer<typeof schemas.SetUp>;
      return contractJson(granted(service.setUp(contractOf(call).contractId, setUp)));
    },
    getHistory: (call) => service.history(contractOf(call).contractId),
    getMails: (call) => service.mails(contractOf(call).contractId),
    getAttempts: (call) => service.attempts(contractOf(call).contractId).map(attemptJson),
    unlockContract: (call) => contractJson(granted(service.unlock(contractOf(call).contractId))),
    async importStock({ raw, request }) {
      const protection = { key: pskcKey(request), password: pskcPassword(request) };
      return granted(await service.importStockInTurns(raw, protection));
    },
    getSerial: (call) => serialJson(serialOf(call)),
    resetSerial: (call) => serialJson(granted(service.resetSerial(serialOf(call).serial))),
    resyncSerial(call) {
      const { otp1, otp2 } = call.body as z.infer<typeof schemas.Resync>;
      return serialJson(granted(service.resync(serialOf(call).serial, otp1, otp2)));
    },
    watchEvents: ({ request, response }) => events.open(request, response),
    getClock: () => clock.state(),
    changeClock({ body }) {
      const result = clock.change(body as z.infer<typeof schemas.ClockChange>);
      if (result.ok) return result.state;
      const { code, text } = result.refusal;
      throw new ControlProblem(code === 'clock-invalid' ? 422 : 409, code, text);
    },
    reset() {
      granted(service.reset());
    },
    describe: document,
  };
}

const unknown = (code: 'contract-unknown' | 'serial-unknown') => new ControlProblem(404, code, planeTexts[code]);

function granted<T>(result: ControlResult<T>): T {
  if (!result.ok) throw refused(result.error);
  return result.value;
}

function pskcKey(request: Request): Uint8Array | undefined {
  const hex = request.get('Ichido-Pskc-Key');
  if (hex === undefined) return undefined;
  if (!/^(?:[0-9A-Fa-f]{2}){1,64}$/.test(hex))
    throw new ControlProblem(400, 'pskc-key-form', planeTexts['pskc-key-form']);
  return Buffer.from(hex, 'hex');
}

function pskcPassword(request: Request): string | undefined {
  const text = request.get('Ichido-Pskc-Password');
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ControlProblem(400, 'pskc-password-form', planeTexts['pskc-password-form']);
  }
}
