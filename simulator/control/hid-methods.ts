/** Real tokens over the control server: which are plugged in, and which serial of the tray each stands for. PURE. */

import { z } from 'zod';
import type { Text } from '../../common/text.ts';
import type { RealTokens } from '../hid/binding/real-tokens.ts';
import { advice, type HidFailure } from '../hid/failure.ts';
import { families } from '../hid/families/families.ts';
import { recognise } from '../hid/families/readers.ts';

const serial = z.string().max(64);
const bilingual = z.strictObject({ ja: z.string(), en: z.string() });

export const hidMethods = {
  'hid.list': {
    summary: 'Real tokens that are plugged in at the desk; their texts are foreign',
    params: z.strictObject({}),
    result: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        token: z.string(),
        can: bilingual,
        failure: bilingual.optional(),
        serial: serial.optional(),
      }),
    ),
  },
  'tokens.enroll': {
    summary: 'Lets a real token stand for a serial; its secret reaches the portal by the person’s own PSKC file',
    params: z.strictObject({
      serial,
      id: z.string().max(300),
      slot: z.int().min(1).max(15).optional(),
      name: z.string().min(1).max(127).optional(),
    }),
    result: z.strictObject({ serial, label: z.string() }),
  },
  'tokens.adopt': {
    summary: 'Lets a token that only eyes can read stand for a serial; a press asks a person for what it shows',
    params: z.strictObject({ serial }),
    result: z.strictObject({ serial, label: z.string() }),
  },
  'tokens.typed': {
    summary: 'What a person types who was asked by a press; taken = somebody had asked',
    params: z.strictObject({ line: z.string().max(100) }),
    result: z.strictObject({ taken: z.boolean() }),
  },
  'tokens.release': {
    summary: 'Takes a real token off the desk',
    params: z.strictObject({ serial }),
    result: z.strictObject({ serial }),
  },
} as const;

const numbers = {
  'no-library': 1201,
  'no-permission': 1202,
  'input-monitoring': 1203,
  administrator: 1204,
  'keyboard-unreadable': 1205,
  busy: 1206,
  gone: 1207,
  'not-found': 1208,
  ambiguous: 1209,
  unsupported: 1210,
  'no-answer': 1211,
  'not-touched': 1212,
  'pin-needed': 1213,
  'pin-wrong': 1214,
  'pin-blocked': 1215,
  'slot-empty': 1216,
  'name-unknown': 1217,
  'name-needed': 1218,
  'not-a-totp': 1219,
  'clock-ahead': 1220,
  'desk-clock': 1221,
  nonsense: 1222,
  cancelled: 1223,
  failed: 1224,
  'typed-yubico-otp': 1225,
  'typed-no-enter': 1226,
  'typed-cut': 1227,
  'typed-no-code': 1228,
  'no-package': 1229,
} as const satisfies Record<HidFailure, number>;

/** A failure's name on the wire. */
export type HidErrorName = `hid-${HidFailure}`;

export const hidErrorNumbers = Object.fromEntries(
  Object.entries(numbers).map(([failure, number]) => [`hid-${failure}`, number]),
) as Record<HidErrorName, number>;

type Params<M extends keyof typeof hidMethods> = z.output<(typeof hidMethods)[M]['params']>;
type Result<M extends keyof typeof hidMethods> = z.output<(typeof hidMethods)[M]['result']>;

/** @param refuse throws; `code` is a failure's name on the wire or one of the tray's refusals. */
export function hidHandlers(hid: RealTokens | undefined, refuse: (code: string, text: Text) => never) {
  const there = (): RealTokens => hid ?? failure('unsupported');
  const failure = (which: HidFailure): never => refuse(`hid-${which}`, advice[which]);
  const name = (code: string): string => (Object.hasOwn(numbers, code) ? `hid-${code}` : code);
  return {
    'hid.list': async (): Promise<Result<'hid.list'>> => {
      const listed = await there().list();
      if (!listed.ok) return failure(listed.failure);
      return listed.value.map((row) => ({
        id: row.id,
        name: row.device.product ?? row.token.name,
        token: recognise(row.device)?.name ?? '',
        can: { ...families[row.token.family].canDo },
        ...(row.failure === undefined ? {} : { failure: { ...advice[row.failure] } }),
        ...(row.serial === undefined ? {} : { serial: row.serial }),
      }));
    },
    'tokens.enroll': async (request: Params<'tokens.enroll'>): Promise<Result<'tokens.enroll'>> => {
      const enrolled = await there().enroll(request);
      if (!enrolled.ok) return refuse(name(enrolled.code), enrolled.text);
      return { serial: request.serial, label: enrolled.label };
    },
    'tokens.adopt': (request: Params<'tokens.adopt'>): Result<'tokens.adopt'> => {
      const adopted = there().adopt(request.serial);
      if (!adopted.ok) return refuse(name(adopted.code), adopted.text);
      return { serial: request.serial, label: adopted.label };
    },
    'tokens.typed': ({ line }: Params<'tokens.typed'>): Result<'tokens.typed'> => ({ taken: there().typed(line) }),
    'tokens.release': (request: Params<'tokens.release'>): Result<'tokens.release'> => {
      const released = there().release(request.serial);
      if (!released.ok) return refuse(name(released.code), released.text);
      return { serial: request.serial };
    },
  };
}
