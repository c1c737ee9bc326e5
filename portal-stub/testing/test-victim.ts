/**
 * For kill.test.ts: a process that acts on a database without pause and says each answer on stdout at once, until it is
 * killed. Arguments: the database file, the number of this run, whether it imports stock too.
 */
import { writeSync } from 'node:fs';
import type { ActResult } from '../rules/acts.ts';
import { stepMs } from '../rules/otp.ts';
import { sqliteStore } from '../store/sqlite.ts';
import { pskcKey, pskcOf, reasonOf, startAt, testBank, testSeal } from './test-bank.ts';
import { drawer } from './test-drive.ts';

/** One answer as it was given. */
export interface Answer {
  readonly at: number;
  readonly contractId: string;
  readonly act: string;
  readonly reason: string;
  readonly serial?: string | undefined;
  readonly otp?: string | undefined;
}

/** Tokens in one imported file. */
export const batchSize = 20;
export const victimSerials = ['SKTH00001', 'SKTH00002', 'SKTS00001'];
/** Each run has a day of its own, so no two acts have the same instant. */
export const startOfRun = (run: number) => startAt + run * 24 * 3600 * 1000;

if (process.argv[1] === import.meta.filename) {
  const [file = '', run = '0'] = process.argv.slice(2);
  live(file, Number(run));
}

function live(file: string, run: number): void {
  const draw = drawer(run);
  const bank = testBank(victimSerials, {
    store: sqliteStore(file, testSeal),
    start: startOfRun(run),
    seed: `run ${run}`,
  });
  // A contract of this run, in individual mode, beside those of earlier runs: their serials are taken over by freeing them.
  for (const { contractId } of bank.service.contracts()) bank.service.setUp(contractId, { mode: 'shared' });
  const contractId = bank.contract({ mode: 'individual' });
  const answer = (act: string, result: ActResult, serial?: string, otp?: string) => {
    const line: Answer = { at: bank.now(), contractId, act, reason: reasonOf(result), serial, otp };
    writeSync(1, `${JSON.stringify(line)}\n`);
  };
  for (let n = 0; ; n += 1) {
    bank.move(stepMs);
    const serial = victimSerials[draw(victimSerials.length)] as string;
    const otp = draw(5) === 0 ? '000000' : bank.code(serial);
    const userIds = [`user0${1 + draw(3)}`];
    const kind = draw(6);
    if (kind <= 2) answer('register', bank.register(contractId, serial, { userIds, otp }), serial, otp);
    else if (kind === 3) answer('deregister', bank.deregister(contractId, { userIds }));
    else if (kind === 4) answer('changeMode', bank.changeMode(contractId, n % 2 ? 'shared' : 'individual'));
    else {
      const first = 1000 + run * 500 + n * batchSize;
      const keys = Array.from({ length: batchSize }, (_, k) => pskcKey(`SKTS${String(10_000 + first + k).slice(-5)}`));
      const imported = first + batchSize < 90_000 ? bank.service.importStock(pskcOf(keys), {}) : undefined;
      if (imported?.ok) writeSync(1, `${JSON.stringify({ batch: keys.map((key) => key.serial), at: bank.now() })}\n`);
      bank.service.unlock(contractId);
    }
  }
}
