/**
 * `npm run bench -- levels`: what a level costs beside Cucumber itself.
 *
 * The floor is a whole process that runs the same features with the same step expressions and empty bodies, generated
 * into a temporary folder. Every figure is a whole process, start to exit, median of several runs taken in turn.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cucumber = join(root, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
const ichido = join(root, 'cli/ichido.ts');

interface Contender {
  readonly name: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly runs: number;
}

/** @param rounds how often each contender is timed. */
export function bench(rounds = 5): void {
  const folder = mkdtempSync(join(tmpdir(), 'ichido-bench-'));
  try {
    emptySteps(folder);
    const reports = ['html:e.html', 'junit:e.xml', 'message:e.ndjson'].flatMap((format) => ['--format', format]);
    const empty = [cucumber, '--import', 'empty.mjs', '--language', 'ja', '--format', 'progress'];
    const contenders: Contender[] = [
      { name: 'empty steps, same reports', args: [...empty, ...reports], cwd: folder, runs: rounds },
      { name: 'empty steps, no reports', args: empty, cwd: folder, runs: rounds },
      { name: 'domain', args: [ichido, 'bdd', '--level', 'domain'], cwd: root, runs: rounds },
      { name: 'http', args: [ichido, 'bdd', '--level', 'http'], cwd: root, runs: Math.min(3, rounds) },
      {
        name: 'http, one worker',
        args: [ichido, 'bdd', '--level', 'http', '--parallel', '0', '--order', 'defined'],
        cwd: root,
        runs: Math.min(3, rounds),
      },
    ];
    print(contenders, measure(contenders));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In turn, so that a busy minute of the machine falls on everybody. */
function measure(contenders: readonly Contender[]): Map<string, { seconds: number[]; counted: string }> {
  const results = new Map<string, { seconds: number[]; counted: string }>();
  for (let round = 0; round < Math.max(...contenders.map(({ runs }) => runs)); round += 1) {
    for (const { name, args, cwd, runs } of contenders) {
      if (round >= runs) continue;
      const before = process.hrtime.bigint();
      const ended = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', maxBuffer: 1 << 28 });
      const seconds = Number(process.hrtime.bigint() - before) / 1e9;
      if (ended.status !== 0)
        throw new Error(`${name} failed:\n${ended.stdout.slice(-2000)}\n${ended.stderr.slice(-2000)}`);
      const counted = /\d+ scenarios?[^\n]*\n\d+ steps[^\n]*/.exec(ended.stdout)?.[0].replace('\n', ', ') ?? '';
      results.set(name, { seconds: [...(results.get(name)?.seconds ?? []), seconds], counted });
    }
  }
  return results;
}

function print(contenders: readonly Contender[], results: Map<string, { seconds: number[]; counted: string }>): void {
  const medianOf = (name: string): number => median(results.get(name)?.seconds ?? []);
  const floor = medianOf('empty steps, same reports');
  console.log('| run | median s | fastest s | slowest s | × empty | counted |');
  console.log('| --- | ---: | ---: | ---: | ---: | --- |');
  for (const { name } of contenders) {
    const { seconds = [], counted = '' } = results.get(name) ?? {};
    const figures = [median(seconds), Math.min(...seconds), Math.max(...seconds)].map((value) => value.toFixed(2));
    console.log(`| ${name} | ${figures.join(' | ')} | ${(median(seconds) / floor).toFixed(2)} | ${counted} |`);
  }
  console.log(
    `\ndomain / empty steps: ${(medianOf('domain') / floor).toFixed(2)} with the same reports (aim: at most 2), ` +
      `${(medianOf('domain') / medianOf('empty steps, no reports')).toFixed(2)} beside a run that writes none. ` +
      `http: ${medianOf('http').toFixed(1)} s (aim: at most 15 s on 2 cores).`,
  );
}

/** A step as it is defined: its expression, and what it takes (a table beside the words). */
const stepForm = /^(?:Given|When|Then)\(\s*'([^']+)'(?:,\s*(?:async )?function \(([^)]*)\))?/gm;

/** The same features and expressions, nothing behind them. */
function emptySteps(folder: string): void {
  mkdirSync(join(folder, 'features'), { recursive: true });
  cpSync(join(root, 'features'), join(folder, 'features'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const steps = join(root, 'harness/steps');
  const expressions = readdirSync(steps, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .flatMap((name) => [...readFileSync(join(steps, name), 'utf8').matchAll(stepForm)])
    .map((match) => ({ expression: match[1] ?? '', table: match[2]?.includes('DataTable') === true }));
  const empty = expressions.map(({ expression, table }) => {
    const names = [...expression.matchAll(/\{[^}]*\}/g), ...(table ? ['table'] : [])].map((_, index) => `_${index}`);
    return `Given(${JSON.stringify(expression)}, function (${names.join(', ')}) {});`;
  });
  const types = pathToFileURL(join(root, 'harness/steps/parameter-types.ts')).href;
  writeFileSync(
    join(folder, 'empty.mjs'),
    ["import { Given } from '@cucumber/cucumber';", `import ${JSON.stringify(types)};`, ...empty, ''].join('\n'),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

if (import.meta.main) bench();
