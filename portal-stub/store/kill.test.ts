/** J1, C3, E9: SIGKILL in the middle of everything. What was answered is there, nothing is half there, no code works twice. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { heldSerials } from '../rules/contract.ts';
import { reasonOf, testBank, testSeal } from '../testing/test-bank.ts';
import { drawer } from '../testing/test-drive.ts';
import { type Answer, batchSize, startOfRun, victimSerials } from '../testing/test-victim.ts';
import { sqliteStore } from './sqlite.ts';
import type { Store } from './store.ts';

/** `ICHIDO_DEEP=1`: a thousand; `ICHIDO_KILLS=N`: as many as that. */
const rounds = Number(process.env['ICHIDO_KILLS'] ?? (process.env['ICHIDO_DEEP'] === undefined ? 8 : 1000));

let folder: string;
let store: Store | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-kill-'));
});
afterEach(() => {
  store?.close();
  rmSync(folder, { recursive: true });
});

interface Batch {
  readonly batch: readonly string[];
}

/** Lets the victim live until it gave so many answers, kills it, and returns all that it managed to say. */
async function runAndKill(file: string, run: number, after: number): Promise<readonly (Answer | Batch)[]> {
  const victim = spawn(process.execPath, [join(import.meta.dirname, '../testing/test-victim.ts'), file, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(victim, 'close');
  const lines: string[] = [];
  for await (const line of createInterface({ input: victim.stdout })) {
    lines.push(line);
    if (lines.length === after) victim.kill('SIGKILL');
  }
  await closed;
  expect(victim.signalCode).toBe('SIGKILL');
  return lines.map((line) => JSON.parse(line) as Answer | Batch);
}

test(`${rounds} kills on one database`, { timeout: rounds * 30_000 }, async () => {
  const file = join(folder, 'portal.db');
  const draw = drawer(7);
  const committed = new Set(['register', 'deregister']);
  let accepted = 0;
  let batches = 0;
  for (let run = 0; run < rounds; run += 1) {
    const said = await runAndKill(file, run, 3 + draw(50));
    const answers = said.filter((each) => 'act' in each);
    store = sqliteStore(file, testSeal);
    // The bank comes up again where the victim's clock stood.
    const last = answers.at(-1)?.at ?? startOfRun(run);
    const bank = testBank(victimSerials, { store, start: last, seed: `after ${run}` });
    const { service } = bank;

    for (const { contractId, at, act, reason, serial, otp } of answers) {
      // Every answer is in the log, exactly once, and every accepted act in the history.
      const attempts = service.attempts(contractId).filter((each) => each.at === at);
      expect(attempts.map((each) => [each.act, each.reason ?? 'accepted'])).toEqual([[act, reason]]);
      if (reason !== 'accepted' || !committed.has(act)) continue;
      accepted += 1;
      const entries = service.history(contractId).filter((each) => each.at === at);
      expect(entries.map((each) => each.newSerial)).toEqual([serial]);
      // A code that was accepted before the kill is dead after it.
      if (serial === undefined || otp === undefined) continue;
      const again = store.read((reader) => reader.key(serial));
      expect(again?.lastStep).toBeGreaterThanOrEqual(Math.floor(at / 30_000));
    }
    const registration = answers.findLast(({ act, reason }) => act === 'register' && reason === 'accepted');
    if (registration?.serial !== undefined) {
      const { contractId, serial, otp } = registration;
      bank.move(registration.at - bank.now());
      const { mode } = bank.get(contractId);
      const result = bank.register(contractId, serial, {
        userIds: mode === 'shared' ? [] : ['user01'],
        otp: otp ?? '',
      });
      expect(['otp-used', 'otp-old']).toContain(reasonOf(result));
    }

    for (const each of said) {
      if (!('batch' in each)) continue;
      batches += 1;
      expect(each.batch.filter((serial) => service.serial(serial) === undefined)).toEqual([]);
    }
    const imports = service.history('').filter(({ what }) => what === `在庫の取込（${batchSize}件）`).length;
    const stock = keysIn(file);
    expect(stock).toBe(victimSerials.length + imports * batchSize);

    // Nothing is half there: owners and registrations agree, and each committed act has its mail.
    const contracts = service.contracts();
    for (const serial of victimSerials) {
      const holders = contracts
        .filter((contract) => heldSerials(contract).has(serial))
        .map(({ contractId }) => contractId);
      expect(holders.length).toBeLessThanOrEqual(1);
      expect(service.serial(serial)?.contractId).toBe(holders[0]);
    }
    for (const { contractId } of contracts) {
      const byPeople = service.history(contractId).filter(({ who }) => who !== '準備');
      expect(service.mails(contractId).map(({ at }) => at)).toEqual(byPeople.map(({ at }) => at));
    }
    store.close();
  }
  expect(accepted).toBeGreaterThan(rounds);
  expect(batches).toBeGreaterThan(0);
});

function keysIn(file: string): number {
  const db = new DatabaseSync(file);
  const found = db.prepare('SELECT count(*) AS n FROM keys').get() as { n: number };
  db.close();
  return found.n;
}
