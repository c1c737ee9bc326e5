/**
 * JSON-RPC 2.0 on the desk: text in, text out, whatever carried it. Every message is judged by its schema before it
 * reaches the desk; an unexpected error is told as such, without its text (it might hold what nobody may read).
 */

import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { bothLanguages, type Text } from '../../common/text.ts';
import type { Clock, ClockChange } from '../cell/clock.ts';
import type { Answer, LiveTray } from '../cell/live-tray.ts';
import { readCode } from '../cell/read-code.ts';
import type { TokenSummary } from '../device/face.ts';
import type { RealTokens } from '../hid/binding/real-tokens.ts';
import type { Timers } from '../hid/talk/timers.ts';
import { type TrayRefusalCode, trayRefusal } from '../tray/refusals.ts';
import type { Message } from '../tray/tray.ts';
import { hidHandlers } from './hid-methods.ts';
import { createLeases } from './leases.ts';
import { type ControlMethods, type ErrorName, errorNumbers, type MethodName, methods, openRpc } from './protocol.ts';

export interface Answerer {
  /** The answer to one message or batch as text; undefined when nothing but notifications came. Never rejects. */
  answer(text: string): Promise<string | undefined>;
}

export interface AnswererOptions {
  readonly tray: LiveTray;
  /** The tray's secrets as PSKC; undefined when it holds none. */
  readonly exportStock: () => string | undefined;
  /** Resolves when a bank of somebody's own has every secret so far. */
  readonly delivered?: (() => Promise<void>) | undefined;
  readonly version: string;
  /** The desk's hand for real tokens; without it their methods say that they are not supported here. */
  readonly hid?: RealTokens | undefined;
  /** Real time, for leases. */
  readonly timers: Timers;
}

export function createAnswerer(options: AnswererOptions): Answerer {
  const handlers = handlersFor(options);
  return {
    async answer(text) {
      let message: unknown;
      try {
        // Some clients begin a text with a byte order mark.
        message = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
      } catch {
        return JSON.stringify(failure(null, 'parse-error', { ja: 'JSONとして読めません。', en: 'this is not JSON' }));
      }
      if (!Array.isArray(message)) return stringified(await one(message));
      if (message.length === 0) return JSON.stringify(invalidRequest(null));
      const answers = (await Promise.all(message.map(one))).filter((answer) => answer !== undefined);
      return answers.length === 0 ? undefined : JSON.stringify(answers);
    },
  };

  async function one(message: unknown): Promise<Response | undefined> {
    if (isResponse(message)) return undefined;
    const parsed = request.safeParse(message);
    if (!parsed.success) return invalidRequest(idOf(message));
    const { id, method, params } = parsed.data;
    // By position means nothing here, but no parameters are none in either way.
    const given = Array.isArray(params) && params.length === 0 ? {} : (params ?? {});
    const response = await call(id ?? null, method, given);
    // A notification is never answered, not even when it is refused (JSON-RPC 2.0 §4.1).
    return id === undefined ? undefined : response;
  }

  async function call(id: Id, method: string, params: unknown): Promise<Response> {
    if (!Object.hasOwn(methods, method)) {
      return failure(id, 'method-not-found', {
        ja: 'その名前のメソッドはありません。',
        en: 'there is no such method',
      });
    }
    const name = method as MethodName;
    const parsed = methods[name].params.safeParse(params);
    if (!parsed.success) return failure(id, 'invalid-params', describe(parsed.error));
    try {
      const handler = handlers[name] as (params: unknown) => unknown;
      return { jsonrpc: '2.0', id, result: await handler(parsed.data) };
    } catch (error) {
      if (error instanceof Refused) return failure(id, error.code, error.text);
      return failure(id, 'internal-error', { ja: '内部エラーです。', en: 'an error inside the desk' });
    }
  }
}

/** What an error is, in both languages, for whoever can show more than the one line of its `message`. */
interface ErrorData extends Text {
  readonly code: ErrorName;
}

type Id = string | number | null;
type Response =
  | { readonly jsonrpc: '2.0'; readonly id: Id; readonly result: unknown }
  | {
      readonly jsonrpc: '2.0';
      readonly id: Id;
      readonly error: { readonly code: number; readonly message: string; readonly data: ErrorData };
    };

// Members beyond these four are refused: a client that sends them means something that nobody here would do.
const request = z.strictObject({
  jsonrpc: z.literal('2.0'),
  id: z.union([z.string().max(200), z.number().refine(isKept), z.null()]).optional(),
  method: z.string().max(200),
  // Whole, for the method's own schema to judge: a record would pass `__proto__` over, unseen.
  params: z.custom<object>((params) => typeof params === 'object' && params !== null).optional(),
});

class Refused extends Error {
  readonly code: ErrorName;
  readonly text: Text;
  constructor(code: ErrorName, text: Text) {
    super(code);
    this.code = code;
    this.text = text;
  }
}

/** A change that can't be saved has not happened. */
function savedChange(clock: Clock, change: ClockChange): ReturnType<Clock['change']> {
  try {
    return clock.change(change);
  } catch {
    const { code, text } = trayRefusal('store-failed');
    throw new Refused(code, text);
  }
}

type Handlers = {
  [M in MethodName]: (
    params: z.output<(typeof methods)[M]['params']>,
  ) => ControlMethods[M]['result'] | Promise<ControlMethods[M]['result']>;
};

function handlersFor({ tray, exportStock, delivered, version, hid, timers }: AnswererOptions): Handlers {
  let description: Record<string, unknown> | undefined;
  const send = (message: Message): TokenSummary[] => {
    const answer = tray.send(message);
    if (!answer.ok) throw new Refused(answer.refusal.code, answer.refusal.text);
    return answer.value.map((serial) => tray.summary(serial)).filter((token) => token !== undefined);
  };
  const one = (message: Message): TokenSummary => send(message)[0]!;
  /** A new token is told of when every bank has its secret. */
  const issued = async (tokens: TokenSummary[]): Promise<TokenSummary[]> => {
    await delivered?.().catch(() => refuse('not-delivered'));
    return tokens;
  };
  const oneIssued = async (message: Message): Promise<TokenSummary> => (await issued(send(message)))[0]!;
  const changeClock = (change: ControlMethods['clock.set']['params']) => {
    const changed = savedChange(tray.clock, change);
    if (!changed.ok) throw new Refused(changed.refusal.code, changed.refusal.text);
    return changed.state;
  };
  const leases = createLeases({
    lendable: (kind) =>
      tray
        .list()
        .filter((each) => each.state === 'ok' && (kind ?? each.kind) === each.kind)
        .map(({ serial }) => serial),
    timers,
    name: () => randomBytes(16).toString('base64url'),
  });
  return {
    'tokens.list': ({ kind, state, after, limit }) => {
      const all = tray.list();
      const start = after === undefined ? 0 : all.findIndex(({ serial }) => serial === after) + 1;
      // After a serial that is not there stands nothing; a reader who pages must not begin anew.
      if (after !== undefined && start === 0) return refuse('unknown-serial');
      return all
        .slice(start)
        .filter((each) => (kind ?? each.kind) === each.kind && (state ?? each.state) === each.state)
        .slice(0, limit);
    },
    'tokens.issue': ({ kind, profile, count }) => issued(send({ type: 'issue', kind, profile, count })),
    'tokens.press': async ({ serial }) => value(await tray.press(serial)),
    'tokens.code': async ({ serial, fresh }) => value(await readCode(tray, serial, { fresh: fresh ?? false })),
    'tokens.lease': async ({ kind, count = 1, holdMs = 600_000, waitMs = 0 }) =>
      (await leases.take({ kind, count, holdMs, waitMs })) ?? refuse('none-free'),
    'tokens.giveBack': ({ lease }) => ({ serials: [...(leases.giveBack(lease) ?? refuse('lease-unknown'))] }),
    'tokens.face': ({ serial }) => tray.face(serial) ?? refuse('unknown-serial'),
    'tokens.setBattery': ({ serial, percent }) => one({ type: 'setBattery', serial, percent }),
    'tokens.drift': ({ serial, ppm, offsetMs }) => one({ type: 'drift', serial, ppm, offsetMs }),
    'tokens.fail': ({ serial, as }) => one({ type: 'fail', serial, as }),
    'apps.install': () => oneIssued({ type: 'installApp' }),
    'apps.changePhone': ({ serial }) => oneIssued({ type: 'changePhone', serial }),
    'apps.backup': ({ serial }) => ({ backup: value(tray.backup(serial)) }),
    'apps.restore': ({ backup }) => oneIssued({ type: 'restoreApp', backup }),
    'apps.uninstall': ({ serial }) => {
      send({ type: 'uninstallApp', serial });
      return { serial };
    },
    ...hidHandlers(hid, (code, text) => {
      throw new Refused(code as ErrorName, text);
    }),
    'clock.get': () => tray.clock.state(),
    'clock.set': (change) => changeClock(change),
    'clock.advance': ({ advanceMs }) => changeClock({ advanceMs }),
    'stock.export': () => exportStock() ?? refuse('nothing-to-export'),
    'rpc.discover': () => {
      description ??= openRpc(version);
      return description;
    },
  };
}

function value<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Refused(answer.refusal.code, answer.refusal.text);
  return answer.value;
}

function refuse(code: TrayRefusalCode): never {
  throw new Refused(code, trayRefusal(code).text);
}

function failure(id: Id, code: ErrorName, { ja, en }: Text): Response {
  const message = bothLanguages({ ja, en });
  return { jsonrpc: '2.0', id, error: { code: errorNumbers[code], message, data: { code, ja, en } } };
}

function invalidRequest(id: Id): Response {
  return failure(id, 'invalid-request', {
    ja: 'JSON-RPC 2.0の要求ではありません。',
    en: 'this is not a JSON-RPC 2.0 request',
  });
}

function idOf(message: unknown): Id {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, 'id')) return null;
  const { id } = message as { id: unknown };
  return (typeof id === 'string' && id.length <= 200) || (typeof id === 'number' && isKept(id)) ? id : null;
}

/** A whole number beyond 2^53 would come back as another one. */
function isKept(id: number): boolean {
  return Number.isFinite(id) && Math.abs(id) <= Number.MAX_SAFE_INTEGER;
}

/** Nothing was asked of whoever sends it, and two servers would answer each other for ever. */
function isResponse(message: unknown): boolean {
  if (typeof message !== 'object' || message === null || Object.hasOwn(message, 'method')) return false;
  return Object.hasOwn(message, 'result') || Object.hasOwn(message, 'error');
}

/** Where and what was expected, never the value that came. */
function describe(error: z.ZodError): Text {
  const places = error.issues
    .slice(0, 5)
    .map(({ path, code }) => `${path.join('.').slice(0, 40) || 'params'} (${code})`);
  const named = places.join(', ');
  return { ja: `パラメーターが正しくありません: ${named}`, en: `invalid params: ${named}` };
}

function stringified(response: Response | undefined): string | undefined {
  return response === undefined ? undefined : JSON.stringify(response);
}
