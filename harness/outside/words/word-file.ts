/**
 * A table of words as a JSON file, for portals that need nothing else: where it is, its words, its test companies, and where
 * new seeds are sent.
 */
import { z } from 'zod';
import { exchange } from '../../../browser/exchange.ts';
import { NotSupported } from '../../ports.ts';
import type { WordPortal } from './word-portal.ts';

const text = z.string().min(1);
const texts = z.record(z.string(), z.string());
const refusal = z.union([text, z.strictObject({ texts: z.array(text), differs: z.literal(true) })]);
const company = z.strictObject({
  id: text,
  password: text,
  pin: text,
  users: z.array(z.strictObject({ id: text, name: text, password: text, pin: text.optional() })).min(1),
});
const file = z.strictObject({
  name: text,
  version: text.optional(),
  origin: z.url(),
  paths: texts.optional(),
  words: texts,
  beside: z.array(text).optional(),
  refusals: z.record(z.string(), refusal),
  halfWidth: text.optional(),
  sessions: z.enum(['one', 'several']).optional(),
  watch: z.enum(['same-window', 'own-window', 'off']).optional(),
  policy: z
    .strictObject({
      confirmModeChange: z.boolean(),
      windowSteps: z.number().int(),
      unregisteredUser: z.enum(['refuse', 'confirmationPin']),
      lockLimit: z.number().int(),
      mixKinds: z.boolean(),
      idleMinutes: z.number(),
    })
    .partial()
    .optional(),
  companies: z.array(company).min(1),
  /** Takes a PSKC file by POST. Plain seeds leave this computer for nobody. */
  stockTo: z.url().refine((url) => ['127.0.0.1', '[::1]', 'localhost'].includes(new URL(url).hostname), {
    error: 'must be on this computer: seeds are sent as plain text',
  }),
});

/** Throws with the places of what is wrong; a file that holds passwords is never quoted. */
export function readWordFile(json: string): WordPortal {
  const read = file.safeParse(JSON.parse(json));
  if (!read.success) {
    throw new Error(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  }
  const { companies, stockTo, ...table } = read.data as z.infer<typeof file>;
  return {
    ...(table as Omit<WordPortal, 'lease' | 'stock'>),
    lease: async ({ nth, worker, users }) => {
      // Two for each parallel worker: one of its own, and another beside it.
      const found = companies.filter((each) => each.users.length >= users)[worker * 2 + nth - 1];
      if (found === undefined) throw new NotSupported(`試験用の会社が足りません（${companies.length} 社）`);
      return found as Awaited<ReturnType<WordPortal['lease']>>;
    },
    stock: async (pskc) => {
      const { status } = await exchange(stockTo, {
        method: 'POST',
        headers: { 'content-type': 'application/pskc+xml' },
        body: pskc,
        deadlineMs: 10_000,
      });
      if (status >= 300) throw new Error(`銀行の在庫が受け取りません（HTTP ${status}）`);
    },
  };
}
