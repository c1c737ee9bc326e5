/** A long import beside other work: in slices, whole or not at all. Turns of the event loop are counted, never timed. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writePskc } from '../../pskc/write.ts';
import { memoryStore } from '../store/memory.ts';
import { sqliteStore } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { pskcKey, pskcOf, reasonOf, secretOf, seededBytes, testBank, testSeal } from '../testing/test-bank.ts';

const serials = Array.from({ length: 1_000 }, (_, n) => `SKTS${String(n + 10_000)}`);
const xml = pskcOf(serials);
const all = { ok: true, value: { imported: 1_000, updated: 0, notices: [] } };

let folder: string;
const open: { close(): void }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-import-'));
});
afterEach(() => {
  for (const each of open.splice(0)) each.close();
  rmSync(folder, { recursive: true });
});

/** What others see at each turn until the work is done. */
async function seenDuring<T, S>(work: Promise<T>, look: () => S): Promise<{ readonly result: T; readonly seen: S[] }> {
  const seen: S[] = [];
  let running = true;
  const result = work.finally(() => {
    running = false;
  });
  while (running) {
    seen.push(look());
    await setImmediate();
  }
  return { result: await result, seen };
}

describe.each<readonly [string, () => Store]>([
  ['memory', memoryStore],
  ['sqlite', () => sqliteStore(join(folder, 'portal.db'), testSeal)],
])('%s', (_name, make) => {
  const bankOf = (known = ['SKTH00001']) => {
    const bank = testBank(known, { store: make() });
    open.push(bank.service);
    return bank;
  };

  test('others have a turn at least every 16 KiB and every 100 keys, and see nothing of it or all', async () => {
    const { service } = bankOf();
    const inStock = () => [0, 500, 999].filter((n) => service.serial(serials[n]!) !== undefined).length;
    const { result, seen } = await seenDuring(service.importStockInTurns(xml, {}), inStock);
    expect(result).toEqual(all);
    expect(seen.length).toBeGreaterThanOrEqual(Math.floor(xml.length / 16_384) + 10 + 10);
    expect(new Set(seen.slice(0, -2))).toEqual(new Set([0]));
    expect(inStock()).toBe(3);
  });

  test('the same file twice at once enters once', async () => {
    const { service } = bankOf();
    const both = await Promise.all([service.importStockInTurns(xml, {}), service.importStockInTurns(xml, {})]);
    expect(both.map((result) => result.ok && result.value.imported).sort()).toEqual([0, 1_000]);
  });

  test('a secret that another import brings meanwhile is found: refused whole', async () => {
    const { service } = bankOf();
    const work = service.importStockInTurns(xml, {});
    const twin = pskcKey('SKTH00900', { secret: secretOf('SKTS10999') });
    let turns = 0;
    const { result } = await seenDuring(work, () => {
      turns += 1;
      // All but the last slices have been judged by then.
      if (turns === Math.floor(xml.length / 16_384) + 15) expect(service.importStock(pskcOf([twin]), {}).ok).toBe(true);
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'stock-secret-twice' } });
    expect(service.serial('SKTS10000')).toBeUndefined();
  });

  test('a registration between two slices stays, though the file changes the key\u2019s dates', async () => {
    const bank = bankOf();
    const id = bank.contract();
    const until = { policy: { keyUsages: [], unknown: false, expiryDate: bank.now() + 86_400_000 } };
    const file = pskcOf([pskcKey('SKTH00001', until), ...serials]);
    let turns = 0;
    const { result } = await seenDuring(bank.service.importStockInTurns(file, {}), () => {
      turns += 1;
      if (turns === Math.floor(xml.length / 16_384) + 15)
        expect(reasonOf(bank.register(id, 'SKTH00001'))).toBe('accepted');
    });
    expect(result).toMatchObject({ ok: true, value: { imported: 1_000, updated: 1 } });
    expect(bank.service.serial('SKTH00001')).toMatchObject({ contractId: id });
    expect(reasonOf(bank.transfer(id, 'user01', bank.freshCode('SKTH00001')))).toBe('accepted');
    bank.move(2 * 86_400_000);
    expect(reasonOf(bank.transfer(id, 'user01', bank.freshCode('SKTH00001')))).toBe('key-not-valid');
  });

  test('PBKDF2 is made off the loop', async () => {
    const { service } = bankOf();
    const file = writePskc(
      [pskcKey('SKTH00900')],
      { kind: 'password', password: 'ひみつ', iterations: 200_000 },
      { random: seededBytes('x') },
    );
    if (!file.ok) throw new Error(file.error.text.en);
    const { result, seen } = await seenDuring(service.importStockInTurns(file.value, { password: 'ひみつ' }), () => 0);
    expect(result).toMatchObject({ ok: true, value: { imported: 1 } });
    // Far more turns than slices: the loop went on while the key was being made.
    expect(seen.length).toBeGreaterThan(50);
  });
});

test('a desk that closes in the middle of an import: a refusal by name, and nothing has entered', async () => {
  const file = join(folder, 'portal.db');
  const bank = testBank(['SKTH00001'], { store: sqliteStore(file, testSeal) });
  const work = bank.service.importStockInTurns(xml, {});
  await setImmediate();
  bank.service.close();
  expect(await work).toMatchObject({ ok: false, error: { code: 'not-recorded' } });
  const again = sqliteStore(file, testSeal);
  open.push(again);
  expect(again.read((reader) => reader.key('SKTS10000'))).toBeUndefined();
});
