/** Runs one part of the gate in a process of its own, and counts what came of it. */
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { systemParts } from '../../cli/parts/system-parts.ts';
import { type Counts, oneFailed, onePassed } from './counts.ts';
import { type Part, root } from './parts.ts';

export interface Outcome {
  readonly part: Part;
  readonly counts: Counts;
  readonly seconds: number;
  /** What to show when something failed. */
  readonly output: string;
}

export async function runPart(part: Part, env: NodeJS.ProcessEnv, limitMs: number): Promise<Outcome> {
  const missing = (part.needs ?? []).filter(
    (name) => systemParts.find((each) => each.name === name)?.find() === undefined,
  );
  if (missing.length > 0) {
    const skipped = [`${part.name} (${missing.join(', ')} missing)`];
    return { part, counts: { passed: 0, failed: 0, skipped }, seconds: 0, output: '' };
  }
  const startedAt = performance.now();
  if (part.report !== undefined) rmSync(part.report, { force: true });
  const { output, exitCode } = await run(part.words, env, limitMs);
  return { part, counts: countOf(part, output, exitCode), seconds: (performance.now() - startedAt) / 1000, output };
}

function countOf(part: Part, output: string, exitCode: number): Counts {
  if (part.count === undefined) return exitCode === 0 ? onePassed : oneFailed;
  try {
    return part.count(output, exitCode);
  } catch {
    return oneFailed; // it left no report
  }
}

/** Runs a script with this Node; stdout and stderr in the order in which they came. */
function run(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  limitMs: number,
): Promise<{ readonly output: string; readonly exitCode: number }> {
  const child = spawn(process.execPath, [...words], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const limit = setTimeout(() => {
    chunks.push(Buffer.from('\nno end within the limit of the gate: killed\n'));
    child.kill('SIGKILL');
  }, limitMs);
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve({ output: Buffer.concat(chunks).toString('utf8'), exitCode: code ?? 1 });
    });
  });
}
