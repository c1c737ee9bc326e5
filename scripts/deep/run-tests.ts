/** Test files with a larger count than the gate's, as a deep part: their output, then `N passed, N failed(, N skipped)`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countsText, oneFailed, vitestCounts } from '../gate/counts.ts';
import { root } from '../gate/parts.ts';

/** @param environment asks the tests for their counts. Returns the exit code. */
export function runTests(files: readonly string[], environment: NodeJS.ProcessEnv): number {
  const scratch = mkdtempSync(join(tmpdir(), 'ichido-deep-'));
  try {
    const report = join(scratch, 'vitest.json');
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const { status } = spawnSync(
      process.execPath,
      [vitest, 'run', ...files, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
      { cwd: root, env: { ...process.env, ...environment }, stdio: ['ignore', 'inherit', 'inherit'] },
    );
    const counts = status === null ? oneFailed : vitestCounts(readFileSync(report, 'utf8'), status);
    for (const name of counts.skipped) process.stdout.write(`skipped: ${name}\n`);
    process.stdout.write(`${countsText(counts)}\n`);
    return counts.failed === 0 ? 0 : 1;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
