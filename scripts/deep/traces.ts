/**
 * J7: the same seed, the same trace. Two processes drive the bank through the same seeds and their traces, with all that
 * the store holds at the end, must be equal to the byte. `traces.ts [SEEDS]`: a thousand unless told.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { memoryStore } from '../../portal-stub/store/memory.ts';
import { driveAtRandom, snapshot } from '../../portal-stub/testing/test-drive.ts';

const [asked = '1000', role] = process.argv.slice(2);
const seeds = Number(asked);
if (role === 'digests') {
  for (let seed = 1; seed <= seeds; seed += 1) process.stdout.write(`${digestOf(seed)}\n`);
} else {
  const [one = [], other = []] = await Promise.all([digests(), digests()]);
  const same = one.filter((digest, index) => digest !== '' && digest === other[index]).length;
  const distinct = new Set(one).size;
  process.stdout.write(`${seeds} seeds twice: ${same} equal traces, ${distinct} different ones among them\n`);
  // Were they all alike, equality would show nothing.
  const right = one.length === seeds && same === seeds && distinct === seeds;
  process.stdout.write(right ? `${same} passed, 0 failed\n` : `${same} passed, ${Math.max(1, seeds - same)} failed\n`);
  process.exitCode = right ? 0 : 1;
}

function digestOf(seed: number): string {
  const store = memoryStore();
  const { trace, serials } = driveAtRandom(store, seed, 200);
  return createHash('sha256')
    .update(JSON.stringify([trace, snapshot(store, serials)]))
    .digest('hex');
}

async function digests(): Promise<readonly string[]> {
  const child = spawn(process.execPath, [import.meta.filename, asked, 'digests'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (await text(child.stdout)).trimEnd().split('\n');
}
