/**
 * For stock-import-kill.test.ts: a process that imports a file and kills itself after so many turns of others. It says
 * `imported` when the import was first. Arguments: the database file, the number of tokens, the turns.
 */
import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { sqliteStore } from '../store/sqlite.ts';
import { pskcOf, testBank, testSeal } from './test-bank.ts';

export const importedSerials = (count: number) =>
  Array.from({ length: count }, (_, n) => `SKTS${String(n + 10_000).padStart(5, '0')}`);

if (process.argv[1] === import.meta.filename) {
  const [file = '', count = '0', turns = '0'] = process.argv.slice(2);
  const { service } = testBank(['SKTH00001'], { store: sqliteStore(file, testSeal) });
  void service.importStockInTurns(pskcOf(importedSerials(Number(count))), {}).then((result) => {
    writeSync(1, result.ok ? 'imported' : result.error.code);
  });
  for (let turn = 0; turn < Number(turns); turn += 1) await setImmediate();
  process.kill(process.pid, 'SIGKILL');
}
