/**
 * What the control plane takes and gives, once: zod judges with it at the edge, and openapi.json is generated from it.
 * Bodies are strict: an unknown name is an error, not a hint. PURE.
 */
import { z } from 'zod';
import type { Policy as PolicySwitches } from '../../rules/policy.ts';

const instant = z.int().describe('Milliseconds since the epoch.');
const mode = z.enum(['shared', 'individual']).describe('全ての利用者が同じ／異なるトークンを使用する');

/** A switch that is added to the policy is missing here until it stands here. */
const policySwitches = {
  confirmModeChange: z.boolean(),
  windowSteps: z.int(),
  unregisteredUser: z.enum(['refuse', 'confirmationPin']),
  lockLimit: z.int(),
  mixKinds: z.boolean(),
  idleMinutes: z.int(),
} satisfies { readonly [name in keyof PolicySwitches]: z.ZodType<PolicySwitches[name]> };
export const Policy = z.strictObject(policySwitches);

export const User = z.strictObject({
  userId: z.string(),
  name: z.string(),
  password: z.string().describe('利用者暗証番号 (test data)'),
  confirmationPin: z.string().describe('利用者確認暗証番号 (test data)'),
  serial: z.string().optional().describe('What is registered for this user, in individual mode.'),
  stopped: z.boolean().describe('利用中止'),
});

export const Contract = z.strictObject({
  contractId: z.string(),
  password: z.string().describe('ご契約先暗証番号 (test data)'),
  confirmationPin: z.string().describe('ご契約先確認暗証番号 (test data)'),
  mode,
  users: z.array(User),
  serial: z.string().optional().describe('What is registered for the contract, in shared mode.'),
  stopped: z.boolean().describe('契約利用中止'),
  policy: Policy,
});

export const ContractsQuery = z.strictObject({
  mode: mode.optional(),
  after: z.string().optional().describe('ご契約先ID of the contract before the first that is wanted.'),
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
});

export const NewContract = z.strictObject({
  mode: mode.optional(),
  users: z.array(z.strictObject({ userId: z.string(), name: z.string() })).optional(),
  policy: z.strictObject(policySwitches).partial().optional(),
});

export const SetUp = z.strictObject({
  mode,
  serial: z.string().optional(),
  users: z.record(z.string(), z.string()).optional().describe('利用者ID → シリアル番号'),
});

export const HistoryEntry = z.strictObject({
  at: instant,
  who: z.string(),
  what: z.string(),
  users: z.array(z.string()),
  oldSerials: z.array(z.string()),
  newSerial: z.string().optional(),
});

export const Mail = z.strictObject({ at: instant, to: z.string(), subject: z.string(), body: z.string() });

export const Attempt = z.strictObject({
  at: instant,
  who: z.string(),
  act: z.string(),
  serial: z.string().optional(),
  reason: z.string().optional().describe('The one bank-side reason; absent when accepted.'),
  reasonText: z.strictObject({ ja: z.string(), en: z.string() }),
  locked: z.enum(['contract', 'user', 'serial']).optional().describe('The lock that fell with this attempt.'),
});

export const Serial = z.strictObject({
  serial: z.string(),
  contract: z.string().optional().describe('ご契約先ID of the contract it is registered in; absent when free.'),
  users: z.array(z.string()).describe('Those it is registered for; in shared mode every user of the contract.'),
  lock: z.boolean().describe('Refused on a registration form until the bank resets it.'),
  driftSteps: z.int().describe('Steps that the bank remembers the device to be off.'),
});

const contractId = z.string();
export const PortalEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('act'), contractId, entry: HistoryEntry, contract: Contract }),
  z.strictObject({ type: z.literal('refused'), contractId, attempt: Attempt }),
  z.strictObject({
    type: z.literal('login'),
    contractId,
    userId: z.string().optional().describe('Absent when the administrator came in.'),
  }),
  z.strictObject({ type: z.literal('stock'), imported: z.array(z.string()) }),
  z.strictObject({ type: z.enum(['contract-added', 'contract-removed']), contractId }),
]);

export const Resync = z.strictObject({ otp1: z.string(), otp2: z.string() });
export const Imported = z.strictObject({
  imported: z.int().describe('Keys that are new in the stock.'),
  updated: z.int().describe('Known keys that took other validity dates.'),
  notices: z
    .array(z.strictObject({ code: z.string(), text: z.strictObject({ ja: z.string(), en: z.string() }) }))
    .describe('What was read but not acted upon, such as a signature that nobody verified.'),
});

export const Clock = z.strictObject({
  mode: z.enum(['system', 'offset', 'manual']),
  now: instant,
  offsetMs: z.int(),
});
export const ClockChange = z.strictObject({
  mode: z.enum(['system', 'offset', 'manual']).optional(),
  now: instant.optional(),
  advanceMs: z.int().optional(),
});

export const Health = z.strictObject({
  status: z.literal('ok'),
  now: instant,
  store: z.strictObject({
    kind: z.enum(['memory', 'sqlite']),
    schemaVersion: z.int(),
    pragmas: z.record(z.string(), z.union([z.string(), z.number()])).describe('As the open database answers them.'),
  }),
});
export const Nothing = z.strictObject({});

/** RFC 9457, with the stable `code` of this API. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().describe('Both languages on one line.'),
  ja: z.string(),
  en: z.string(),
});
