/**
 * For stock-import-cost.test.ts: imports one file in a process of its own and prints what that cost, since memory is
 * counted by the process. Argument: the file.
 */
import { readFileSync, writeSync } from 'node:fs';
import { resourceUsage } from 'node:process';
import { testBank } from './test-bank.ts';

export interface Cost {
  readonly answer: number | string;
  /** Of the processor. */
  readonly ms: number;
  /** How far the process's peak of memory rose. */
  readonly mebibytes: number;
}

if (process.argv[1] === import.meta.filename) {
  const { service } = testBank(['SKTH00001']);
  const xml = readFileSync(process.argv[2] as string);
  const before = resourceUsage();
  const result = await service.importStockInTurns(xml, {});
  const after = resourceUsage();
  const cost: Cost = {
    answer: result.ok ? result.value.imported : result.error.code,
    ms: (after.userCPUTime + after.systemCPUTime - before.userCPUTime - before.systemCPUTime) / 1000,
    mebibytes: (after.maxRSS - before.maxRSS) / 1024,
  };
  writeSync(1, JSON.stringify(cost));
}
