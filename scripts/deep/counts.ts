/** The whole counts of tests that show a sample in the gate: every test file that asks for ICHIDO_DEEP, run with it. */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countsText, oneFailed, vitestCounts } from '../gate/counts.ts';
import { root } from '../gate/parts.ts';

const folders = '{common,simulator,pskc,portal-stub,desk,harness,cli,scripts}/**/*.test.ts';
const files = globSync(folders, { cwd: root }).filter((file) =>
  readFileSync(join(root, file), 'utf8').includes("process.env['ICHIDO_DEEP']"),
);
const scratch = mkdtempSync(join(tmpdir(), 'ichido-deep-'));
try {
  const report = join(scratch, 'vitest.json');
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const { status } = spawnSync(
    process.execPath,
    [vitest, 'run', ...files, '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
    { cwd: root, env: { ...process.env, ICHIDO_DEEP: '1' }, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const counts = status === null ? oneFailed : vitestCounts(readFileSync(report, 'utf8'), status);
  for (const name of counts.skipped) process.stdout.write(`skipped: ${name}\n`);
  process.stdout.write(`${countsText(counts)}\n`);
  process.exitCode = counts.failed === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
