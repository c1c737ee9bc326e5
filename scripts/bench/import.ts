/**
 * How long others wait while a PSKC file is imported: the longest hold of the event loop, beside the whole time.
 * The stock is in SQLite, as on a desk with a state folder. Medians of several rounds, and the worst hold of all.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { createSeal } from '../../desk/state/seal.ts';
import type { GivenProtection } from '../../portal-stub/service/portal-service.ts';
import { createPortalService } from '../../portal-stub/service/service.ts';
import { sqliteStore } from '../../portal-stub/store/sqlite.ts';
import type { Protection, PskcKey } from '../../pskc/model.ts';
import { writePskc } from '../../pskc/write.ts';

const key = randomBytes(16);
const password = randomBytes(12).toString('hex');
const root = '<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">';

const rounds = 5;

/** What is imported; the last column, when there is one, is in stock before. */
const files: readonly (readonly [string, () => string, GivenProtection, before?: (xml: string) => string])[] = [
  ['2,000 keys', () => fileOf(2_000, { kind: 'plain' }), {}],
  ['10,000 keys', () => fileOf(10_000, { kind: 'plain' }), {}],
  ['15,000 keys (8 MiB)', () => fileOf(15_000, { kind: 'plain' }), {}],
  ['the same with other dates', () => fileOf(15_000, { kind: 'plain' }, 2), {}, (xml) => dated(xml, 1)],
  ['5,000 keys, encrypted', () => fileOf(5_000, { kind: 'key', key }), { key }],
  ['password, 600,000 rounds', () => fileOf(1, { kind: 'password', password }), { password }],
  ['600,000 empty CDATA', () => `${root}<Extensions><a xmlns="urn:a">${'<![CDATA[]]>'.repeat(600_000)}`, {}],
  ['8 MiB of signatures', () => `${root}<KeyPackage/>${'<Signature/>'.repeat(690_000)}`, {}],
];

/** Prints the table; figures are shown, never asserted. */
async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ichido-bench-'));
  process.stdout.write(`Import: what others wait for (ms, medians of ${rounds})\n`);
  const heads = ['MiB', 'whole', 'longest hold', 'worst'].map((head, index) => head.padStart(widths[index] as number));
  process.stdout.write(`${'file'.padEnd(26)}${heads.join('')}  answer\n`);
  try {
    for (const [index, [name, make, given, before]] of files.entries()) {
      const xml = make();
      const taken: Measured[] = [];
      for (let round = 0; round < rounds; round += 1) {
        taken.push(await measured(join(folder, `${index}-${round}.sqlite`), xml, given, before?.(xml)));
      }
      const holds = taken.map(({ hold }) => hold);
      const figures = [
        xml.length / 1024 / 1024,
        median(taken.map(({ whole }) => whole)),
        median(holds),
        Math.max(...holds),
      ];
      const cells = figures.map((figure, at) => figure.toFixed(at === 0 ? 1 : 0).padStart(widths[at] as number));
      process.stdout.write(`${name.padEnd(26)}${cells.join('')}  ${taken[0]?.answer}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const widths = [6, 8, 14, 8];

interface Measured {
  readonly whole: number;
  readonly hold: number;
  readonly answer: string;
}

async function measured(file: string, xml: string, given: GivenProtection, before?: string): Promise<Measured> {
  const service = createPortalService({
    store: sqliteStore(file, createSeal(randomBytes(32))),
    now: () => Date.now(),
    clockMode: () => 'system',
    random: randomBytes,
  });
  if (before !== undefined) service.importStock(before, {});
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await setTimeout(20);
  delay.reset();
  const start = performance.now();
  const result = await service.importStockInTurns(xml, given);
  const whole = performance.now() - start;
  // The monitor is a timer itself: it tells of a hold when it has its turn again.
  await setTimeout(5);
  delay.disable();
  service.close();
  const answer = result.ok ? `${result.value.imported} + ${result.value.updated}` : result.error.code;
  return { whole, hold: delay.max / 1e6, answer };
}

function median(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[figures.length >> 1] as number;
}

/** The file's keys, valid for so many years from now on. */
function dated(xml: string, years: number): string {
  return xml.replaceAll(/<pskc:ExpiryDate>[^<]*/g, `<pskc:ExpiryDate>${expiry(years)}`);
}

function expiry(years: number): string {
  return new Date(Date.UTC(new Date().getUTCFullYear() + years, 0, 2)).toISOString();
}

function fileOf(count: number, protection: Protection, years?: number): string {
  const keys = Array.from({ length: count }, (_, n): PskcKey => {
    const serial = `SKTS${String(n).padStart(5, '0')}`;
    const totp = { algorithm: 'TOTP', hash: 'SHA1', digits: 6, periodSeconds: 30 } as const;
    const policy = { keyUsages: [], unknown: false, expiryDate: Date.parse(expiry(years ?? 1)) };
    return { id: serial, serial, ...totp, secret: randomBytes(20), ...(years === undefined ? {} : { policy }) };
  });
  const written = writePskc(keys, protection, { random: randomBytes });
  if (!written.ok) throw new Error(written.error.text.en);
  return written.value;
}

await run();
