/**
 * `npm test`: the gate. Fastest part first; each prints its time; what fails prints its output; the last line is
 * `N passed, N failed(, N skipped)`. As root on Debian without a terminal it installs the system parts that it needs.
 * `npm test -- lint unit` runs the parts that are named.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canInstall, installPackages, systemParts } from '../../cli/system-parts.ts';
import {
  addCounts,
  type Counts,
  countsText,
  featureCounts,
  oneFailed,
  onePassed,
  printedCounts,
  vitestCounts,
} from './counts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'ichido-check-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
/** No part may hold the gate for ever. */
const partLimitMs = 8 * 60_000;

interface Part {
  readonly name: string;
  readonly words: readonly string[];
  /** Names of system parts without which it can't run. */
  readonly needs?: readonly string[];
  /** A report that an earlier run may have left. */
  readonly report?: string;
  /** How its counts are read; by its exit code alone unless given. */
  readonly count?: (output: string, exitCode: number) => Counts;
}

const tool = (...path: string[]) => join(root, 'node_modules', ...path);
const script = (name: string) => join(root, 'scripts', name);
const vitestReport = join(scratch, 'vitest.json');

const features = (level: string, needs: readonly string[] = []): Part => ({
  name: `bdd ${level}`,
  words: [join(root, 'cli', 'ichido.ts'), 'bdd', '-p', level],
  needs,
  report: join(root, 'reports', level, 'summary.json'),
  count: (_output, exitCode) =>
    featureCounts(readFileSync(join(root, 'reports', level, 'summary.json'), 'utf8'), exitCode),
});

/** Fastest first. */
const parts: readonly Part[] = [
  { name: 'lint', words: [tool('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings'] },
  { name: 'types', words: [tool('typescript', 'bin', 'tsc'), '-p', '.'] },
  features('domain'),
  features('http'),
  { name: 'verdicts', words: [script('gate/compare-levels.ts')] },
  { name: 'package', words: [script('gate/check-package.ts')], count: printedCounts },
  {
    name: 'unit',
    words: [
      tool('vitest', 'vitest.mjs'),
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${vitestReport}`,
    ],
    count: (_output, exitCode) =>
      existsSync(vitestReport) ? vitestCounts(readFileSync(vitestReport, 'utf8'), exitCode) : oneFailed,
  },
  { name: 'hid-vm', words: [script('hid-vm/run.ts')], count: printedCounts },
];

process.exitCode = await check(process.argv.slice(2));

async function check(names: readonly string[]): Promise<number> {
  const unknown = names.filter((name) => !parts.some((part) => part.name === name || part.name.startsWith(`${name} `)));
  if (unknown.length > 0) {
    process.stderr.write(`ichido: そのような検査はありません / no such part: ${unknown.join(', ')}\n`);
    process.stderr.write(`ichido: ${parts.map((part) => part.name).join(', ')}\n`);
    return 2;
  }
  const chosen = parts.filter(
    (part) => names.length === 0 || names.some((name) => part.name === name || part.name.startsWith(`${name} `)),
  );
  const startedAt = performance.now();
  if (names.length === 0) provideSystemParts();
  let total: Counts = { passed: 0, failed: 0, skipped: [] };
  for (const part of chosen) total = addCounts(total, await runPart(part));
  for (const name of total.skipped) process.stdout.write(`skipped: ${name}\n`);
  process.stdout.write(`total ${seconds(startedAt)}\n${countsText(total)}\n`);
  return total.failed === 0 ? 0 : 1;
}

async function runPart(part: Part): Promise<Counts> {
  const missing = (part.needs ?? []).filter(
    (name) => systemParts.find((each) => each.name === name)?.find() === undefined,
  );
  if (missing.length > 0) {
    const skipped = [`${part.name} (${missing.join(', ')} missing)`];
    process.stdout.write(`${part.name.padEnd(12)} skipped: ${missing.join(', ')} missing\n`);
    return { passed: 0, failed: 0, skipped };
  }
  const startedAt = performance.now();
  if (part.report !== undefined) rmSync(part.report, { force: true });
  const { output, exitCode } = await run(part.words);
  const counts = countOf(part, output, exitCode);
  if (counts.failed > 0) process.stdout.write(`${output.trimEnd()}\n`);
  process.stdout.write(`${part.name.padEnd(12)} ${seconds(startedAt).padStart(7)}  ${countsText(counts)}\n`);
  return counts;
}

function countOf(part: Part, output: string, exitCode: number): Counts {
  if (part.count === undefined) return exitCode === 0 ? onePassed : oneFailed;
  try {
    return part.count(output, exitCode);
  } catch {
    return oneFailed; // it left no report
  }
}

/** Runs a script with this Node; stdout and stderr in the order in which they came. The person's own desk is kept out of it. */
function run(words: readonly string[]): Promise<{ readonly output: string; readonly exitCode: number }> {
  const child = spawn(process.execPath, [...words], {
    cwd: root,
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const limit = setTimeout(() => {
    chunks.push(Buffer.from(`\nno end after ${partLimitMs / 60_000} minutes: killed\n`));
    child.kill('SIGKILL');
  }, partLimitMs);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ output: Buffer.concat(chunks).toString('utf8'), exitCode: code ?? 1 });
    });
  });
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('ICHIDO_') && name !== 'NO_COLOR' && name !== 'FORCE_COLOR',
  );
  return { ...Object.fromEntries(own), XDG_STATE_HOME: join(scratch, 'state'), NO_COLOR: '1' };
}

/** Installs what is missing where that may be done; a failure only means that its tests are skipped, by name. */
function provideSystemParts(): void {
  const missing = systemParts.filter((part) => part.debian !== undefined && part.find() === undefined);
  if (missing.length === 0) return;
  const names = missing.map((part) => part.debian ?? '');
  if (process.stdin.isTTY === true || !canInstall()) {
    process.stdout.write(
      `missing: ${missing.map((part) => part.name).join(', ')} (\`npm run doctor\` says how to get them)\n`,
    );
    return;
  }
  const startedAt = performance.now();
  const trouble = installPackages(names);
  const result = trouble === undefined ? 'installed' : `could not install (${trouble})`;
  process.stdout.write(`${'system'.padEnd(12)} ${seconds(startedAt).padStart(7)}  ${result}: ${names.join(' ')}\n`);
}

function seconds(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
