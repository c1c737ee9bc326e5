/**
 * How long others wait while a PSKC file is imported: the longest hold of the event loop, beside the whole time.
 * The stock is in SQLite, as on a desk with a state folder.
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

const files: readonly (readonly [string, () => string, GivenProtection])[] = [
  ['2,000 keys', () => fileOf(2_000, { kind: 'plain' }), {}],
  ['10,000 keys', () => fileOf(10_000, { kind: 'plain' }), {}],
  ['15,000 keys (8 MiB)', () => fileOf(15_000, { kind: 'plain' }), {}],
  ['5,000 keys, encrypted', () => fileOf(5_000, { kind: 'key', key }), { key }],
  ['password, 600,000 rounds', () => fileOf(1, { kind: 'password', password }), { password }],
  ['600,000 empty CDATA', () => `${root}<Extensions><a xmlns="urn:a">${'<![CDATA[]]>'.repeat(600_000)}`, {}],
  ['8 MiB of signatures', () => `${root}<KeyPackage/>${'<Signature/>'.repeat(690_000)}`, {}],
];

/** Prints the table; figures are shown, never asserted. */
async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ichido-bench-'));
  process.stdout.write('Import: what others wait for (ms)\n');
  process.stdout.write(
    `${'file'.padEnd(26)}${'MiB'.padStart(6)}${'whole'.padStart(8)}${'longest hold'.padStart(14)}  answer\n`,
  );
  try {
    for (const [index, [name, make, given]] of files.entries()) {
      const row = await measured(join(folder, `${index}.sqlite`), make(), given);
      process.stdout.write(`${name.padEnd(26)}${row}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measured(file: string, xml: string, given: GivenProtection): Promise<string> {
  const service = createPortalService({
    store: sqliteStore(file, createSeal(randomBytes(32))),
    now: () => Date.now(),
    clockMode: () => 'system',
    random: randomBytes,
  });
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
  const cells = [
    (xml.length / 1024 / 1024).toFixed(1).padStart(6),
    whole.toFixed(0).padStart(8),
    (delay.max / 1e6).toFixed(0).padStart(14),
  ];
  return `${cells.join('')}  ${result.ok ? result.value.imported : result.error.code}`;
}

function fileOf(count: number, protection: Protection): string {
  const keys = Array.from({ length: count }, (_, n): PskcKey => {
    const serial = `SKTS${String(n).padStart(5, '0')}`;
    const totp = { algorithm: 'TOTP', hash: 'SHA1', digits: 6, periodSeconds: 30 } as const;
    return { id: serial, serial, ...totp, secret: randomBytes(20) };
  });
  const written = writePskc(keys, protection, { random: randomBytes });
  if (!written.ok) throw new Error(written.error.english);
  return written.value;
}

await run();
