/**
 * `npm run faults [-- --quick] [--level domain|http] [--pages] [NAME…]`: do the features tell every wrong portal and every wrong
 * token? Prints which scenarios told each, writes the matrix to reports/faults/, and fails when one survives, when only
 * scenarios without its id tell it, or (in the whole matrix) when a Then is the failing step of none.
 *
 * `--quick` is the gate's: each fault meets only the scenarios that carry its id, and no further than the first that tells
 * it; at http only those that need pages, unless `--level http` asks for all. `--pages` leaves the others out at any level.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { faultNamed, faults } from '../../harness/faults/faults.ts';
import type { Telling } from '../../harness/faults/tell.ts';
import type { LevelName } from '../../harness/levels.ts';
import { domainJobs, pageJobs, quickJobs } from './jobs.ts';
import { type Judgement, judge, matrixPage, neverFailing } from './matrix.ts';
import { startWorkers } from './workers.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    pages: { type: 'boolean', default: false },
    level: { type: 'string', multiple: true },
  },
});

const say = (text: string) => void process.stdout.write(`${text}\n`);
const named = positionals.length === 0 ? faults : positionals.map(faultNamed);
const chosen = values.pages ? named.filter(({ at }) => at === 'pages') : named;
const levels = (values.level ?? ['domain', 'http']) as LevelName[];
const judged = (telling: Telling): Judgement =>
  judge(
    telling,
    faults.find(({ name }) => name === telling.fault),
  );

const workers = startWorkers();
const tellings: Telling[] = [];
for (const level of levels) {
  const jobs = values.quick
    ? quickJobs(level, chosen, values.level !== undefined)
    : level === 'domain'
      ? domainJobs(chosen)
      : pageJobs(level, chosen, tellings);
  const told = values.quick ? undefined : (telling: Telling) => say(line(judged(telling)));
  tellings.push(...(await workers.run(jobs, told)));
}
workers.close();
process.exitCode = report();

function report(): number {
  const judgements = tellings.map(judged);
  const failed = judgements.filter(({ verdict }) => verdict !== 'told' && verdict !== 'right');
  const whole = !values.quick && !values.pages && positionals.length === 0 && values.level === undefined;
  const thens = whole ? workers.thens() : [];
  const empty = neverFailing(tellings, thens);
  say('');
  for (const each of failed) say(line(each));
  for (const step of empty) say(`no wrong portal fails at: ${step}`);
  if (!values.quick) {
    const folder = join(root, 'reports', 'faults');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'matrix.json'), `${JSON.stringify(tellings, undefined, 1)}\n`);
    writeFileSync(join(folder, 'matrix.html'), matrixPage(chosen, tellings));
  }
  const passed = judgements.length - failed.length + thens.length - empty.length;
  say(`${passed} passed, ${failed.length + empty.length} failed`);
  return failed.length + empty.length === 0 ? 0 : 1;
}

function line({ telling, verdict }: Judgement): string {
  const { level, fault, ran, told } = telling;
  const by = told.map(({ at }) => at);
  const places = by.length <= 12 ? by.join(', ') : `${by.slice(0, 12).join(', ')} and ${by.length - 12} more`;
  return `${level} ${fault || '(right portal)'}: ${verdict} (${ran} scenarios ran${by.length === 0 ? '' : `; ${places}`})`;
}
