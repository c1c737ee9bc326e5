/**
 * Three requests at once, in every order in which a server with one thread can take them. Between door and store a request
 * waits once: who comes and from which session is looked at, then its body is read, then it is judged and written down in
 * one go (site.ts). So each has two parts, and three have 90 orders. What comes of each must come of one of the six orders
 * in which they come one after the other.
 */
import { createHash } from 'node:crypto';
import { wrapped } from '../../common/wrapped.ts';
import { stockDevices } from '../../desk/stock.ts';
import type { Wrapping } from '../../desk/wrapping.ts';
import type { Contract } from '../../portal-stub/rules/contract.ts';
import { decide } from '../../portal-stub/rules/decide.ts';
import { createPortalService } from '../../portal-stub/service/service.ts';
import { memoryStore } from '../../portal-stub/store/memory.ts';
import type { FormFields } from '../../portal-stub/web/http/form-fields.ts';
import { createSessions } from '../../portal-stub/web/http/session.ts';
import { pageRoutes } from '../../portal-stub/web/pages/pages.ts';
import { createPipeline } from '../../portal-stub/web/pages/pipeline.ts';
import { sceneStart } from '../drivers/scene-start.ts';
import { secretOfToken } from './domain-world.ts';
import { codeOfStep, stepOf } from './oracle.ts';

type Fields = { readonly [name: string]: string | readonly string[] };

/** A request in its two parts, and what the person was told in the end. */
export interface Sent {
  arrive(): void;
  judge(): void;
  told(): string;
}

export interface RaceDesk {
  readonly contract: Contract;
  code(token: number): string;
  administrator(): RaceWindow;
  user(userId: string): RaceWindow;
  facts(): string;
}

export interface RaceWindow {
  /** Opens the screen now; its form is sent later. The path may have a query: `/admin/users/edit?user=user02`. */
  form(path: string, fields: Fields): Sent;
  /** One form whose button is pressed twice. */
  twice(path: string, fields: Fields): readonly [Sent, Sent];
}

export type RaceWrapping = Pick<Wrapping, 'decide' | 'store' | 'pipeline' | 'sessions' | 'service'>;

export interface Race {
  readonly name: string;
  readonly ja: string;
  readonly en: string;
  readonly mode: 'shared' | 'individual';
  readonly limit: number;
  /** The three requests, from screens that are open. */
  prepare(desk: RaceDesk): readonly Sent[];
}

export const serials = ['SKTH00001', 'SKTH00002'] as const;

export function openRaceDesk({ mode, limit }: Pick<Race, 'mode' | 'limit'>, wrap: RaceWrapping = {}): RaceDesk {
  const now = () => sceneStart;
  let drawn = 0;
  const service = wrapped(
    wrap.service,
    createPortalService({
      store: wrapped(wrap.store, memoryStore()),
      decide: wrapped(wrap.decide, decide),
      now,
      clockMode: () => 'manual',
      random: (count) => {
        drawn += 1;
        return createHash('shake256', { outputLength: count }).update(`race ${drawn}`).digest();
      },
      demo: false,
    }),
  );
  stockDevices(
    service,
    serials.map((serial, token) => ({ serial, secret: secretOfToken(token) })),
  );
  const made = service.createContract({
    users: ['user01', 'user02'].map((userId) => ({ userId, name: userId })),
    policy: { lockLimit: limit },
  });
  if (!made.ok) throw new Error(made.error.text.ja);
  const { contractId } = made.value;
  const registered = mode === 'shared' ? { serial: serials[0] } : { users: { user01: serials[0] } };
  const ready = service.setUp(contractId, { mode, ...registered });
  if (!ready.ok) throw new Error(ready.error.text.ja);
  const sessions = wrapped(wrap.sessions, createSessions(service));
  const pipeline = wrapped(wrap.pipeline, createPipeline({ service, sessions, now }));
  const contract = service.contract(contractId) as Contract;

  function window(entrance: string, login: Fields): RaceWindow {
    let id: string | undefined;
    const route = (method: 'GET' | 'POST', path: string) => {
      const found = pageRoutes.find((each) => each.path === path && each.method === method);
      if (found === undefined) throw new Error(`no page function for ${method} ${path}`);
      return found;
    };
    const handle = (method: 'GET' | 'POST', address: string, fields: Fields) => {
      const [path = '', query] = address.split('?');
      const input = { fields: formFields(fields), query: new URLSearchParams(query), tokenHolds: () => true };
      const reply = pipeline.handle(pipeline.identify(route(method, path), id), input);
      if (reply.begun) id = reply.begun.id;
      return reply;
    };
    const draw = (path: string): string => {
      const reply = handle('GET', path, {});
      if ('to' in reply || reply.form === undefined) throw new Error(`${path} shows no form`);
      return reply.form;
    };
    const entered = handle('POST', entrance, { ...login, form: draw(entrance) });
    if (!('to' in entered)) throw new Error(`${entrance}: ${entered.notice.refused}`);
    const send = (path: string, fields: Fields): Sent => {
      let told: string | undefined;
      return {
        arrive: () => {
          told = pipeline.guard(pipeline.identify(route('POST', path), id))?.notice.refused;
        },
        judge: () => {
          if (told !== undefined) return;
          const reply = handle('POST', path, fields);
          told = 'to' in reply ? 'accepted' : (reply.notice.refused ?? 'accepted');
        },
        told: () => told ?? 'nothing',
      };
    };
    const opened = (address: string, fields: Fields) => ({ ...fields, form: draw(address) });
    const bare = (address: string) => address.replace(/\?.*/, '');
    return {
      form: (address, fields) => send(bare(address), opened(address, fields)),
      twice: (address, fields) => {
        const form = opened(address, fields);
        return [send(bare(address), form), send(bare(address), form)];
      },
    };
  }

  return {
    contract,
    code: (token) => codeOfStep(secretOfToken(token), stepOf(sceneStart)),
    administrator: () => window('/admin/login', { contractId, password: contract.password }),
    user: (userId) => {
      const password = contract.users.find((user) => user.userId === userId)?.password ?? '';
      return window('/user/login', { contractId, userId, password });
    },
    facts: () => {
      const after = service.contract(contractId) as Contract;
      return JSON.stringify([
        after.mode,
        after.registration.serial,
        after.stopped,
        after.users.map(({ userId, name, registration, stopped, failures }) => [
          userId,
          name,
          registration.serial,
          stopped,
          failures,
        ]),
        serials.map((serial) => service.serial(serial)?.contractId !== undefined),
        service.history(contractId).length,
        service.mails(contractId).length,
        service.attempts(contractId).length,
      ]);
    },
  };
}

function formFields(fields: Fields): FormFields {
  const all = (name: string): readonly string[] => [fields[name] ?? []].flat();
  return { all, one: (name) => all(name)[0] ?? '', sent: (name) => Object.hasOwn(fields, name) };
}

/** Every order of two parts of each of `count` requests: 90 of three. */
export function interleavings(count: number): readonly (readonly number[])[] {
  const grow = (order: readonly number[]): readonly (readonly number[])[] => {
    if (order.length === 2 * count) return [order];
    return Array.from({ length: count }, (_, request) => request)
      .filter((request) => order.filter((each) => each === request).length < 2)
      .flatMap((request) => grow([...order, request]));
  };
  return grow([]);
}

const isSerial = (order: readonly number[]): boolean =>
  order.every((request, at) => at % 2 === 0 || request === order[at - 1]);

function play(race: Race, order: readonly number[], wrap: RaceWrapping): string {
  const desk = openRaceDesk(race, wrap);
  const requests = race.prepare(desk);
  const arrived = new Set<number>();
  for (const request of order) {
    const sent = requests[request] as Sent;
    if (arrived.has(request)) sent.judge();
    else sent.arrive();
    arrived.add(request);
  }
  return JSON.stringify([requests.map((sent) => sent.told()), desk.facts()]);
}

export interface Raced {
  readonly race: Race;
  readonly orders: number;
  /** What the right portal comes to in some serial order. */
  readonly serial: ReadonlySet<string>;
  /** Orders whose outcome is none of them. */
  readonly wrong: readonly { readonly order: readonly number[]; readonly outcome: string }[];
  readonly reached: ReadonlySet<string>;
}

/** The portal that is wrapped, in every order; the right one says what may come of it. */
export function runRace(race: Race, wrap: RaceWrapping = {}): Raced {
  const orders = interleavings(3);
  const serial = new Set(orders.filter(isSerial).map((order) => play(race, order, {})));
  const outcomes = orders.map((order) => ({ order, outcome: play(race, order, wrap) }));
  return {
    race,
    orders: orders.length,
    serial,
    wrong: outcomes.filter(({ outcome }) => !serial.has(outcome)),
    reached: new Set(outcomes.map(({ outcome }) => outcome)),
  };
}
