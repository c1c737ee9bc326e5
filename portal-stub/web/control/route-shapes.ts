/** What the control plane answers to, `/__admin/*`: one entry a route, for the server, for openapi.json and for typed clients. PURE. */
import { z } from 'zod';
import * as schemas from './schemas.ts';

export interface RouteShape {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** After `/__admin/`. */
  readonly path: string;
  readonly summary: string;
  /** JSON of this shape must come. */
  readonly body?: z.ZodType;
  /** Bytes of one of these types must come. */
  readonly rawBody?: readonly string[];
  /** The query's parameters, judged by this; where there is none, a query is not looked at. */
  readonly query?: z.ZodObject;
  readonly headers?: { readonly [name: string]: string };
  readonly answers: {
    readonly status: number;
    readonly schema?: z.ZodType;
    readonly mediaType?: string;
    readonly raw?: object;
  };
}

const stockTypes = ['application/pskc+xml', 'application/xml', 'text/xml', 'application/octet-stream'];

export const routeShapes = {
  health: {
    method: 'GET',
    path: 'health',
    summary: 'Whether the portal answers, its time, and how its facts are kept.',
    answers: { status: 200, schema: schemas.Health },
  },
  getBankHistory: {
    method: 'GET',
    path: 'history',
    summary: 'The bank’s own log, oldest first: contracts made and deleted, stock imported, serials reset.',
    answers: { status: 200, schema: z.array(schemas.HistoryEntry) },
  },
  getBankAttempts: {
    method: 'GET',
    path: 'attempts',
    summary: 'Attempts that belong to no contract, oldest first.',
    answers: { status: 200, schema: z.array(schemas.Attempt) },
  },
  listContracts: {
    method: 'GET',
    path: 'contracts',
    summary: 'Every contract, those of one mode, or a page of them after a contract.',
    query: schemas.ContractsQuery,
    answers: { status: 200, schema: z.array(schemas.Contract) },
  },
  createContract: {
    method: 'POST',
    path: 'contracts',
    summary: 'A new contract with ids and PINs of its own.',
    body: schemas.NewContract,
    answers: { status: 201, schema: schemas.Contract },
  },
  getContract: {
    method: 'GET',
    path: 'contracts/:id',
    summary: 'One contract.',
    answers: { status: 200, schema: schemas.Contract },
  },
  deleteContract: {
    method: 'DELETE',
    path: 'contracts/:id',
    summary: 'Deletes a contract: its serials are free again; stock and replay memory stay.',
    answers: { status: 204 },
  },
  setUpRegistrations: {
    method: 'PUT',
    path: 'contracts/:id/registrations',
    summary: 'For a Given: mode and registrations at once, without codes or screens; marked so in the history.',
    body: schemas.SetUp,
    answers: { status: 200, schema: schemas.Contract },
  },
  getHistory: {
    method: 'GET',
    path: 'contracts/:id/history',
    summary: 'Committed acts, oldest first.',
    answers: { status: 200, schema: z.array(schemas.HistoryEntry) },
  },
  getMails: {
    method: 'GET',
    path: 'contracts/:id/mails',
    summary: 'The outbox to the contract’s e-mail address, oldest first.',
    answers: { status: 200, schema: z.array(schemas.Mail) },
  },
  getAttempts: {
    method: 'GET',
    path: 'contracts/:id/attempts',
    summary: 'Every attempt with its one bank-side reason, oldest first.',
    answers: { status: 200, schema: z.array(schemas.Attempt) },
  },
  unlockContract: {
    method: 'POST',
    path: 'contracts/:id/unlock',
    summary: 'The bank clears every stop and failure count of the contract, its administrator and its users.',
    answers: { status: 200, schema: schemas.Contract },
  },
  importStock: {
    method: 'POST',
    path: 'stock',
    summary: 'A PSKC file (RFC 6030), whole or not at all. A known key takes other validity dates at most.',
    rawBody: stockTypes,
    headers: {
      'Ichido-Pskc-Key': 'The pre-shared AES key, in hex.',
      'Ichido-Pskc-Password': 'The password, percent-encoded UTF-8.',
    },
    answers: { status: 200, schema: schemas.Imported },
  },
  getSerial: {
    method: 'GET',
    path: 'serials/:serial',
    summary: 'Where a serial is registered, for whom, and whether it is locked.',
    answers: { status: 200, schema: schemas.Serial },
  },
  resetSerial: {
    method: 'POST',
    path: 'serials/:serial/reset',
    summary: 'The bank clears the lock that registration forms have put on a serial.',
    answers: { status: 200, schema: schemas.Serial },
  },
  resyncSerial: {
    method: 'POST',
    path: 'serials/:serial/resync',
    summary: 'Learns a device’s drift from two consecutive codes, newer than any accepted.',
    body: schemas.Resync,
    answers: { status: 200, schema: schemas.Serial },
  },
  watchEvents: {
    method: 'GET',
    path: 'events',
    summary: 'Server-sent events: acts, logins, refusals, stock, contracts. Last-Event-ID resumes.',
    headers: { 'Last-Event-ID': 'The last event seen.' },
    answers: { status: 200, mediaType: 'text/event-stream' },
  },
  getClock: {
    method: 'GET',
    path: 'clock',
    summary: 'The desk’s one clock.',
    answers: { status: 200, schema: schemas.Clock },
  },
  changeClock: {
    method: 'PUT',
    path: 'clock',
    summary: 'Moves the desk’s clock, forwards only.',
    body: schemas.ClockChange,
    answers: { status: 200, schema: schemas.Clock },
  },
  reset: {
    method: 'POST',
    path: 'reset',
    summary: 'Everything as at start; replay memory and drift too, on a manual clock only.',
    answers: { status: 204 },
  },
  describe: {
    method: 'GET',
    path: 'openapi.json',
    summary: 'This description.',
    answers: { status: 200, mediaType: 'application/json', raw: { type: 'object' } },
  },
} as const satisfies { readonly [name: string]: RouteShape };

export type RouteName = keyof typeof routeShapes;
