/** E9: an import that is killed after each of its turns, in another process each time: all or nothing, and it can be repeated. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sqliteStore } from '../store/sqlite.ts';
import { pskcOf, testBank, testSeal } from '../testing/test-bank.ts';
import { importedSerials } from '../testing/test-import-victim.ts';

/** Three slices of keys, and some seventy turns with the reading. */
const count = 250;
const every = Array.from({ length: 200 }, (_, turn) => turn);
/** `ICHIDO_DEEP=1`: after each turn; otherwise a few, the last of them after the end. */
const killedAfter = process.env['ICHIDO_DEEP'] === undefined ? [0, 1, 4, 8, 10, 12, 13, 14, 15, 16, 200] : every;

let folder: string;
const open: { close(): void }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-import-kill-'));
});
afterEach(() => {
  for (const each of open.splice(0)) each.close();
  rmSync(folder, { recursive: true });
});

/** What the process said before it killed itself. */
function killed(file: string, turns: number): Promise<string> {
  const victim = join(import.meta.dirname, '../testing/test-import-victim.ts');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [victim, file, String(count), String(turns)], (error, stdout) => {
      if (error?.signal === 'SIGKILL') resolve(stdout);
      else reject(error ?? new Error('the victim lives'));
    });
  });
}

test(`${killedAfter.length} kills in the middle of an import`, { timeout: killedAfter.length * 30_000 }, async () => {
  const ends = new Set<string>();
  for (const turns of killedAfter) {
    const file = join(folder, `${turns}.db`);
    const said = await killed(file, turns);
    const store = sqliteStore(file, testSeal);
    open.push(store);
    const { service } = testBank(['SKTH00001'], { store });
    const there = importedSerials(count).filter((serial) => service.serial(serial) !== undefined).length;
    expect([0, count]).toContain(there);
    if (said === 'imported') expect(there).toBe(count);
    ends.add(`${said} ${there}`);
    const logged = service.history('').filter(({ what }) => what === `在庫の取込（${count}件）`);
    expect(logged).toHaveLength(there / count);
    const again = service.importStock(pskcOf(importedSerials(count)), {});
    expect(again).toMatchObject({ ok: true, value: { imported: count - there, updated: 0 } });
    expect(store.read((reader) => reader.keyCount())).toBe(count + 1);
  }
  // Some were killed before the keys entered, and some after.
  expect(ends).toContain(' 0');
  expect(ends).toContain(`imported ${count}`);
});
