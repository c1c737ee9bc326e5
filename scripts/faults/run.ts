/**
 * `npm run faults [-- --quick] [--level domain|http] [NAME…]`: do the features tell every wrong portal and every wrong
 * token? Writes the matrix to reports/faults/ and fails when one survives, when only scenarios without its id tell it, or
 * (in the whole matrix) when a Then is the failing step of none.
 *
 * `--quick` is the gate's: each fault meets only the scenarios that carry its id, and no further than the first that tells
 * it; at http only those that need pages, unless `--level http` asks for all.
 */
import { fork } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Fault } from '../../harness/faults/fault.ts';
import { faultNamed, faults } from '../../harness/faults/faults.ts';
import type { Telling } from '../../harness/faults/tell.ts';
import type { LevelName } from '../../harness/levels.ts';
import { type Judgement, judge, matrixPage, neverFailing } from './matrix.ts';

/** What a process answers: its Then steps once, then a telling for each job. */
export type Answer = { readonly thens: readonly string[] } | { readonly telling: Telling };

export interface Job {
  readonly level: LevelName;
  /** undefined: the right portal, which no scenario may tell. */
  readonly fault: string | undefined;
  readonly quick: boolean;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, level: { type: 'string', multiple: true } },
});

const chosen = positionals.length === 0 ? faults : positionals.map(faultNamed);
const levels = (values.level ?? ['domain', 'http']) as LevelName[];
/** At a level that was asked for by name, `--quick` leaves out no fault. */
const named = values.level !== undefined;
const jobs = levels.flatMap((level) => jobsAt(level, chosen, values.quick));
const { tellings, thens } = await runAll(jobs);
process.exitCode = report();

function jobsAt(level: LevelName, asked: readonly Fault[], quick: boolean): Job[] {
  const there = asked.filter(({ at }) =>
    level === 'domain' ? at === 'everywhere' : !quick || named || at === 'pages',
  );
  return [
    ...(quick ? [] : [{ level, fault: undefined, quick }]),
    ...there.map(({ name }) => ({ level, fault: name, quick })),
  ];
}

/** As many processes as cores; each takes the next job when it is done with one. */
async function runAll(all: readonly Job[]): Promise<{ tellings: Telling[]; thens: readonly string[] }> {
  const waiting = [...all];
  const tellings: Telling[] = [];
  let thens: readonly string[] = [];
  const worker = () =>
    new Promise<void>((resolve, reject) => {
      const child = fork(join(root, 'scripts/faults/worker.ts'), [], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      const next = () => {
        const job = waiting.shift();
        if (job === undefined) child.disconnect();
        else child.send(job);
      };
      child.on('message', (answer: Answer) => {
        if ('thens' in answer) thens = answer.thens;
        else tellings.push(answer.telling);
        next();
      });
      child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
    });
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), 4, all.length) }, worker));
  return { tellings, thens };
}

function report(): number {
  const judgements = tellings.map((telling) =>
    judge(
      telling,
      faults.find(({ name }) => name === telling.fault),
    ),
  );
  const failed = judgements.filter(({ verdict }) => verdict !== 'told' && verdict !== 'right');
  const whole = !values.quick && positionals.length === 0;
  const empty = whole ? neverFailing(tellings, thens) : [];
  for (const each of failed) process.stdout.write(`${line(each)}\n`);
  for (const step of empty) process.stdout.write(`no wrong portal fails at: ${step}\n`);
  if (!values.quick) {
    const folder = join(root, 'reports', 'faults');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'matrix.json'), `${JSON.stringify(tellings, undefined, 1)}\n`);
    writeFileSync(join(folder, 'matrix.html'), matrixPage(faults, tellings));
  }
  const passed = judgements.length - failed.length + (whole ? thens.length - empty.length : 0);
  process.stdout.write(`${passed} passed, ${failed.length + empty.length} failed\n`);
  return failed.length + empty.length === 0 ? 0 : 1;
}

function line({ telling, verdict }: Judgement): string {
  const { level, fault, ran, told } = telling;
  const by = told.map(({ at }) => at).slice(0, 5);
  return `${level} ${fault || '(right portal)'}: ${verdict} (${ran} scenarios ran${by.length === 0 ? '' : `; ${by.join(', ')}`})`;
}
