/**
 * The features at one level, five times in a row and each time in another order: a run that fails once has a flake. The
 * fourth shares the machine with itself (`--parallel 2`), the fifth with two processes that only compute.
 * `node scripts/deep/repeat.ts LEVEL`; a line a run, and `N passed, N failed` of the runs last.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../gate/parts.ts';

const runs = 5;
const [level = 'http'] = process.argv.slice(2);
let passed = 0;
for (let run = 1; run <= runs; run++) {
  const words = [join(root, 'cli', 'ichido.ts'), 'bdd', '--level', level, '--order', `random:${run}`];
  if (run === 4) words.push('--parallel', '2');
  const load = run === runs ? [computing(), computing()] : [];
  const startedAt = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  for (const each of load) each.kill('SIGKILL');
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (status === 0) passed += 1;
  else process.stdout.write(`${stdout}\n`);
  process.stdout.write(`run ${run}: ${seconds} s, ${stderr.trim().split('\n').at(-1)}\n`);
}
process.stdout.write(`${passed} passed, ${runs - passed} failed\n`);
process.exitCode = passed === runs ? 0 : 1;

function computing(): ChildProcess {
  return spawn(process.execPath, ['--eval', 'for (;;);'], { stdio: 'ignore' });
}
