/** The control plane, `/__admin/*`: the bank's own hand, for set-up and for looking behind the screen. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ControlResult } from '../../rules/acts.ts';
import type { Contract } from '../../rules/contract.ts';
import type { DeskClock } from '../../service/clock.ts';
import { bankLog } from '../../service/ledger.ts';
import type { PortalService } from '../../service/portal-service.ts';
import { planeTexts } from '../../texts/control.ts';
import { contractPage } from './contract-page.ts';
import type { EventStreams } from './events.ts';
import { ControlProblem, refused } from './problem.ts';
import * as schemas from './schemas.ts';
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

export interface ControlRoute {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** After `/__admin/`. */
  readonly path: string;
  readonly summary: string;
  /** JSON of this shape must come. */
  readonly body?: z.ZodType | undefined;
  /** Bytes of one of these types must come. */
  readonly rawBody?: readonly string[] | undefined;
  /** The query's parameters, judged by this; where there is none, a query is not looked at. */
  readonly query?: z.ZodObject | undefined;
  readonly headers?: { readonly [name: string]: string } | undefined;
  readonly answers: {
    readonly status: number;
    readonly schema?: z.ZodType | undefined;
    readonly mediaType?: string | undefined;
    readonly raw?: object | undefined;
  };
  /** The answer's JSON; undefined when there is none or it has been sent. */
  handle(call: ControlCall): unknown;
}

export interface ControlDeps {
  readonly service: PortalService;
  readonly clock: DeskClock;
  readonly events: EventStreams;
  document(): object;
}

const stockTypes = ['application/pskc+xml', 'application/xml', 'text/xml', 'application/octet-stream'];

export function controlRoutes({ service, clock, events, document }: ControlDeps): readonly ControlRoute[] {
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

  return [
    {
      name: 'health',
      method: 'GET',
      path: 'health',
      summary: 'Whether the portal answers, its time, and how its facts are kept.',
      answers: { status: 200, schema: schemas.Health },
      handle: () => ({ status: 'ok', now: clock.now(), store: service.storage() }),
    },
    {
      name: 'getBankHistory',
      method: 'GET',
      path: 'history',
      summary: 'The bank’s own log, oldest first: contracts made and deleted, stock imported, serials reset.',
      answers: { status: 200, schema: z.array(schemas.HistoryEntry) },
      handle: () => service.history(bankLog),
    },
    {
      name: 'getBankAttempts',
      method: 'GET',
      path: 'attempts',
      summary: 'Attempts that belong to no contract, oldest first.',
      answers: { status: 200, schema: z.array(schemas.Attempt) },
      handle: () => service.attempts(bankLog).map(attemptJson),
    },
    {
      name: 'listContracts',
      method: 'GET',
      path: 'contracts',
      summary: 'Every contract, those of one mode, or a page of them after a contract.',
      query: schemas.ContractsQuery,
      answers: { status: 200, schema: z.array(schemas.Contract) },
      handle({ query }) {
        const page = contractPage(service.contracts(), query as z.infer<typeof schemas.ContractsQuery>);
        if (page === undefined) throw unknown('contract-unknown');
        return page.map(contractJson);
      },
    },
    {
      name: 'createContract',
      method: 'POST',
      path: 'contracts',
      summary: 'A new contract with ids and PINs of its own.',
      body: schemas.NewContract,
      answers: { status: 201, schema: schemas.Contract },
      handle({ body, response }) {
        const contract = granted(service.createContract(body as z.infer<typeof schemas.NewContract>));
        response.location(`/__admin/contracts/${contract.contractId}`);
        return contractJson(contract);
      },
    },
    {
      name: 'getContract',
      method: 'GET',
      path: 'contracts/:id',
      summary: 'One contract.',
      answers: { status: 200, schema: schemas.Contract },
      handle: (call) => contractJson(contractOf(call)),
    },
    {
      name: 'deleteContract',
      method: 'DELETE',
      path: 'contracts/:id',
      summary: 'Deletes a contract: its serials are free again; stock and replay memory stay.',
      answers: { status: 204 },
      handle: (call) => void service.deleteContract(contractOf(call).contractId),
    },
    {
      name: 'setUpRegistrations',
      method: 'PUT',
      path: 'contracts/:id/registrations',
      summary: 'For a Given: mode and registrations at once, without codes or screens; marked so in the history.',
      body: schemas.SetUp,
      answers: { status: 200, schema: schemas.Contract },
      handle(call) {
        const setUp = call.body as z.infer<typeof schemas.SetUp>;
        return contractJson(granted(service.setUp(contractOf(call).contractId, setUp)));
      },
    },
    {
      name: 'getHistory',
      method: 'GET',
      path: 'contracts/:id/history',
      summary: 'Committed acts, oldest first.',
      answers: { status: 200, schema: z.array(schemas.HistoryEntry) },
      handle: (call) => service.history(contractOf(call).contractId),
    },
    {
      name: 'getMails',
      method: 'GET',
      path: 'contracts/:id/mails',
      summary: 'The outbox to the contract’s e-mail address, oldest first.',
      answers: { status: 200, schema: z.array(schemas.Mail) },
      handle: (call) => service.mails(contractOf(call).contractId),
    },
    {
      name: 'getAttempts',
      method: 'GET',
      path: 'contracts/:id/attempts',
      summary: 'Every attempt with its one bank-side reason, oldest first.',
      answers: { status: 200, schema: z.array(schemas.Attempt) },
      handle: (call) => service.attempts(contractOf(call).contractId).map(attemptJson),
    },
    {
      name: 'unlockContract',
      method: 'POST',
      path: 'contracts/:id/unlock',
      summary: 'The bank clears every stop and failure count of the contract, its administrator and its users.',
      answers: { status: 200, schema: schemas.Contract },
      handle: (call) => contractJson(granted(service.unlock(contractOf(call).contractId))),
    },
    {
      name: 'importStock',
      method: 'POST',
      path: 'stock',
      summary: 'A PSKC file (RFC 6030), whole or not at all. A known key takes other validity dates at most.',
      rawBody: stockTypes,
      headers: {
        'Ichido-Pskc-Key': 'The pre-shared AES key, in hex.',
        'Ichido-Pskc-Password': 'The password, percent-encoded UTF-8.',
      },
      answers: { status: 200, schema: schemas.Imported },
      async handle({ raw, request }) {
        const protection = { key: pskcKey(request), password: pskcPassword(request) };
        return granted(await service.importStockInTurns(raw, protection));
      },
    },
    {
      name: 'getSerial',
      method: 'GET',
      path: 'serials/:serial',
      summary: 'Where a serial is registered, for whom, and whether it is locked.',
      answers: { status: 200, schema: schemas.Serial },
      handle: (call) => serialJson(serialOf(call)),
    },
    {
      name: 'resetSerial',
      method: 'POST',
      path: 'serials/:serial/reset',
      summary: 'The bank clears the lock that registration forms have put on a serial.',
      answers: { status: 200, schema: schemas.Serial },
      handle: (call) => serialJson(granted(service.resetSerial(serialOf(call).serial))),
    },
    {
      name: 'resyncSerial',
      method: 'POST',
      path: 'serials/:serial/resync',
      summary: 'Learns a device’s drift from two consecutive codes, newer than any accepted.',
      body: schemas.Resync,
      answers: { status: 200, schema: schemas.Serial },
      handle(call) {
        const { otp1, otp2 } = call.body as z.infer<typeof schemas.Resync>;
        return serialJson(granted(service.resync(serialOf(call).serial, otp1, otp2)));
      },
    },
    {
      name: 'watchEvents',
      method: 'GET',
      path: 'events',
      summary: 'Server-sent events: acts, logins, refusals, stock, contracts. Last-Event-ID resumes.',
      headers: { 'Last-Event-ID': 'The last event seen.' },
      answers: { status: 200, mediaType: 'text/event-stream' },
      handle: ({ request, response }) => events.open(request, response),
    },
    {
      name: 'getClock',
      method: 'GET',
      path: 'clock',
      summary: 'The desk’s one clock.',
      answers: { status: 200, schema: schemas.Clock },
      handle: () => clock.state(),
    },
    {
      name: 'changeClock',
      method: 'PUT',
      path: 'clock',
      summary: 'Moves the desk’s clock, forwards only.',
      body: schemas.ClockChange,
      answers: { status: 200, schema: schemas.Clock },
      handle({ body }) {
        const result = clock.change(body as z.infer<typeof schemas.ClockChange>);
        if (result.ok) return result.state;
        const { code, text } = result.refusal;
        throw new ControlProblem(code === 'clock-invalid' ? 422 : 409, code, text);
      },
    },
    {
      name: 'reset',
      method: 'POST',
      path: 'reset',
      summary: 'Everything as at start; replay memory and drift too, on a manual clock only.',
      answers: { status: 204 },
      handle() {
        granted(service.reset());
      },
    },
    {
      name: 'describe',
      method: 'GET',
      path: 'openapi.json',
      summary: 'This description.',
      answers: { status: 200, mediaType: 'application/json', raw: { type: 'object' } },
      handle: document,
    },
  ];
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
