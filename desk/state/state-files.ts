/** The files that make a state, and what each of them is for. Every one is read through its schema. PURE: shapes and texts. */
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Text } from '../../common/text.ts';

export const stateVersion = 2;

/** What belongs to a whole state. `desk.json`, `lock` and `lock.pid` are a running desk's and are made anew. */
export const stateParts = ['manifest.json', 'version', 'keys.json', 'tray.sqlite', 'portal.sqlite'] as const;
export type StatePart = (typeof stateParts)[number];

/** What is gone when the file is. */
export const partsLost: Record<StatePart, Text> = {
  'manifest.json': { ja: 'トークンも登録も失われていません。', en: 'no token and no registration is lost' },
  version: { ja: 'トークンも登録も失われていません。', en: 'no token and no registration is lost' },
  'keys.json': {
    ja: 'トークンの鍵は、このファイルがないと読めません。',
    en: 'without it no secret of its tokens can be read',
  },
  'tray.sqlite': {
    ja: 'トークン、電池残量、時計がここにあります。',
    en: 'it holds the tokens, their batteries and the clock',
  },
  'portal.sqlite': {
    ja: '契約、登録、使用済みOTPの記録、在庫がここにあります。',
    en: 'it holds the contracts, registrations, used codes and the stock',
  },
};

/** Told apart from others before anything else is asked of it: a newer one may have another shape. */
export const anyManifest = z.looseObject({ version: z.int().positive() });

/**
 * Written first with `complete: false` and last with true, each in one step: what is not complete was never answered for
 * and is made again; what is complete is never made again.
 */
export const manifestSchema = z.strictObject({
  format: z.literal('ichido state'),
  version: z.literal(stateVersion),
  complete: z.boolean(),
  files: z.array(z.string()),
  /** Of keys.json: another state's keys beside these databases are found at once. */
  keys: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Manifest = z.infer<typeof manifestSchema>;

const bytes32 = z.string().regex(/^[0-9a-f]{64}$/, 'must be 32 bytes in hex');

/** The run seed of `--seed N`: its decimal digits, so that the same number gives the same tokens on every machine. */
export const seedBytes = (seed: number): Buffer => Buffer.from(`ichido seed ${seed}`, 'utf8');

export const keysSchema = z
  .strictObject({
    /** Hex. `seedNumber` is the person's number when the run seed was made from one. */
    runSeed: z.string().regex(/^([0-9a-f]{2})+$/, 'must be hex'),
    seedNumber: z.int().nullable(),
    pskc: bytes32,
    seal: bytes32,
  })
  .refine(
    ({ runSeed, seedNumber }) =>
      seedNumber === null ? runSeed.length === 64 : runSeed === seedBytes(seedNumber).toString('hex'),
    { path: ['runSeed'], message: 'must be 32 bytes, or those of seedNumber' },
  );
export type Keys = z.infer<typeof keysSchema>;

export const manifestOf = (keys: Keys, complete: boolean): Manifest => ({
  format: 'ichido state',
  version: stateVersion,
  complete,
  files: stateParts.filter((part) => part !== 'manifest.json'),
  keys: fingerprintOf(keys),
});

/** Tells nothing of the keys, and is another one when any of them is. */
export const fingerprintOf = ({ runSeed, pskc, seal }: Keys): string =>
  createHmac('sha256', Buffer.from(seal, 'hex')).update(`ichido keys ${runSeed} ${pskc}`).digest('hex');
