/** What the control server understands: methods, notifications and error codes, as schemas. PURE. */

import { z } from 'zod';
import { otpForm } from '../../common/token-forms.ts';
import { type TrayRefusalCode, trayRefusal, trayRefusalCodes } from '../tray/refusals.ts';
import { hidErrorNumbers, hidMethods } from './hid-methods.ts';

const none = z.strictObject({});
// Whether a serial has the right form is not asked here: an odd one is simply not on the desk.
const serial = z.string().max(64);
const instant = z.number();

const codeFace = z.strictObject({
  kind: z.literal('code'),
  text: z.string(),
  code: z.string().regex(otpForm),
  step: z.int(),
  validFrom: instant,
  validUntil: instant,
});
const face = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dark'), text: z.literal('') }),
  codeFace,
  z.strictObject({ kind: z.literal('battery'), text: z.string() }),
  z.strictObject({ kind: z.literal('garbage'), text: z.string() }),
]);

const kind = z.enum(['hardware', 'software']);
const state = z.enum(['ok', 'low', 'flat', 'failed', 'retired']);

const token = z.strictObject({
  serial,
  kind,
  profile: z.string(),
  battery: z.int().min(0).max(100).nullable(),
  state,
  /** Of the device: `offsetMs` ahead at `setAt`, then at its own rate. */
  clock: z.strictObject({ offsetMs: z.number(), driftPpm: z.number(), setAt: instant }).nullable(),
  face,
});

const clock = z.strictObject({ mode: z.enum(['system', 'offset', 'manual']), now: instant, offsetMs: z.number() });

/** One entry a method. No method takes or gives a secret in clear. */
export const methods = {
  'tokens.list': {
    summary: 'The tokens on the desk: all, of one kind or state, or a page of them after a serial',
    params: z.strictObject({
      kind: kind.optional(),
      state: state.optional(),
      after: serial.optional(),
      limit: z.int().min(1).max(10_000).optional(),
    }),
    result: z.array(token),
  },
  'tokens.issue': {
    summary: 'New tokens; the portal’s stock has them when this answers',
    params: z.strictObject({ kind, profile: z.string().max(64).optional(), count: z.number().optional() }),
    result: z.array(token),
  },
  'tokens.press': {
    summary: 'Presses button ①; on an app: its face',
    params: z.strictObject({ serial }),
    result: z.strictObject({ face, next: z.strictObject({ face, at: instant }).optional() }),
  },
  'tokens.code': {
    summary: 'Presses as needed until a code is there; fresh: waits for a step whose code was not shown before',
    params: z.strictObject({ serial, fresh: z.boolean().optional() }),
    result: codeFace,
  },
  'tokens.face': { summary: 'What the display shows', params: z.strictObject({ serial }), result: face },
  'tokens.setBattery': {
    summary: 'Lets the battery fall to a percentage',
    params: z.strictObject({ serial, percent: z.number() }),
    result: token,
  },
  'tokens.drift': {
    summary: 'Sets the rate of the quartz (the offset gathered stays), the offset, or both',
    params: z.strictObject({ serial, ppm: z.number().optional(), offsetMs: z.number().optional() }),
    result: token,
  },
  'tokens.fail': {
    summary: 'Lets a hardware token die: nothing is shown any more, or garbage',
    params: z.strictObject({ serial, as: z.enum(['dark', 'garbage']) }),
    result: token,
  },
  'tokens.lease': {
    summary:
      'Lends tokens to one worker at a time; given back, or free again after holdMs of real time (default 600,000)',
    params: z.strictObject({
      kind: kind.optional(),
      count: z.int().min(1).max(1000).optional(),
      holdMs: z.int().min(1).max(86_400_000).optional(),
      waitMs: z.int().min(0).max(600_000).optional(),
    }),
    result: z.strictObject({ lease: z.string(), serials: z.array(serial) }),
  },
  'tokens.giveBack': {
    summary: 'Ends a lease',
    params: z.strictObject({ lease: z.string().max(64) }),
    result: z.strictObject({ serials: z.array(serial) }),
  },
  'apps.install': { summary: 'A new app', params: none, result: token },
  'apps.changePhone': {
    summary: 'A new app on a new phone; the old one stays readable until it is uninstalled',
    params: z.strictObject({ serial }),
    result: token,
  },
  'apps.backup': {
    summary: 'A backup of an app, without its secret',
    params: z.strictObject({ serial }),
    result: z.strictObject({ backup: z.string() }),
  },
  'apps.restore': {
    summary: 'A new app from a backup: never the old serial',
    params: z.strictObject({ backup: z.string().max(1000) }),
    result: token,
  },
  'apps.uninstall': {
    summary: 'Takes an app off its phone',
    params: z.strictObject({ serial }),
    result: z.strictObject({ serial }),
  },
  ...hidMethods,
  'clock.get': { summary: 'The desk’s clock', params: none, result: clock },
  'clock.set': {
    summary: 'Sets mode and instant; forwards only',
    params: z.strictObject({
      mode: z.enum(['system', 'offset', 'manual']).optional(),
      now: z.number().optional(),
      advanceMs: z.number().optional(),
    }),
    result: clock,
  },
  'clock.advance': {
    summary: 'Moves an offset or manual clock forwards',
    params: z.strictObject({ advanceMs: z.number() }),
    result: clock,
  },
  'stock.export': {
    summary: 'The tray’s secrets as PSKC (RFC 6030), encrypted with the desk’s key',
    params: none,
    result: z.string(),
  },
  'rpc.discover': {
    summary: 'This description (OpenRPC)',
    params: none,
    result: z.record(z.string(), z.unknown()),
  },
} as const;

export type MethodName = keyof typeof methods;
export type ControlMethods = {
  [M in MethodName]: {
    params: z.input<(typeof methods)[M]['params']>;
    result: z.output<(typeof methods)[M]['result']>;
  };
};

/** What the server tells by itself. `token.changed`: battery, state or clock, while the face stayed. */
export const notifications = {
  'face.changed': token,
  'token.changed': token,
  'token.added': token,
  'token.removed': z.strictObject({ serial }),
  'clock.changed': clock,
} as const;
export type ControlNotification = {
  [N in keyof typeof notifications]: {
    readonly method: N;
    readonly params: z.output<(typeof notifications)[N]>;
  };
}[keyof typeof notifications];

/** Names of errors are stable, and so are their numbers: those of JSON-RPC 2.0 §5.1, and from 1001 on the desk's own. */
export const errorNumbers = {
  'parse-error': -32700,
  'invalid-request': -32600,
  'method-not-found': -32601,
  'invalid-params': -32602,
  'internal-error': -32603,
  'unknown-serial': 1001,
  'unknown-profile': 1002,
  'battery-cannot-rise': 1003,
  'battery-invalid': 1004,
  'no-battery': 1005,
  'drift-invalid': 1006,
  'not-an-app': 1007,
  'not-changeable': 1008,
  'backup-invalid': 1009,
  'count-invalid': 1010,
  'serials-exhausted': 1011,
  'serial-invalid': 1012,
  'serial-taken': 1013,
  'secret-invalid': 1014,
  'code-invalid': 1015,
  'not-asked': 1016,
  'press-unanswered': 1017,
  'stock-refused': 1018,
  'store-failed': 1019,
  'no-code': 1020,
  'clock-stopped': 1021,
  'nothing-to-export': 1022,
  'none-free': 1023,
  'lease-unknown': 1024,
  'not-delivered': 1025,
  ...hidErrorNumbers,
  'clock-backwards': 1101,
  'clock-system': 1102,
  'clock-invalid': 1103,
} as const satisfies Record<TrayRefusalCode, number> & Record<string, number>;
export type ErrorName = keyof typeof errorNumbers;

/** The OpenRPC document that `rpc.discover` answers with. */
export function openRpc(version: string): Record<string, unknown> {
  const json = (schema: z.ZodType): unknown => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema) as Record<string, unknown>;
    return rest;
  };
  return {
    openrpc: '1.3.2',
    info: {
      title: 'ichido control server',
      version,
      description: 'JSON-RPC 2.0 over WebSocket and POST /rpc. Instants are milliseconds since the epoch.',
      license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    },
    methods: Object.entries(methods).map(([name, method]) => ({
      name,
      summary: method.summary,
      paramStructure: 'by-name',
      params: Object.entries(method.params.shape).map(([param, schema]) => ({
        name: param,
        required: !(schema as z.ZodType).safeParse(undefined).success,
        schema: json(schema as z.ZodType),
      })),
      result: { name: 'result', schema: json(method.result) },
    })),
    components: {
      errors: Object.fromEntries(
        Object.entries(errorNumbers).map(([name, code]) => [name, { code, message: text(name), data: { code: name } }]),
      ),
    },
    'x-notifications': Object.entries(notifications).map(([name, schema]) => ({ name, params: json(schema) })),
  };
}

function text(name: string): string {
  return trayRefusalCodes.includes(name as TrayRefusalCode) ? trayRefusal(name as TrayRefusalCode).text.en : name;
}
