/**
 * The VM tier: Debian's kernel under QEMU without KVM, the project mounted read-only, real hidraw.
 * Prints a line a test and last `N passed, N failed, N skipped`. Ends with 0 when what was asked for ran and passed, 1 when it
 * did not, 2 for a suite that is not there, 69 when this machine cannot run the tier.
 */
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { advice } from '../../simulator/hid/failure.ts';
import { nodeHid } from '../../simulator/hid/io/node-hid.ts';
import { askIn } from './asks.ts';
import { hands } from './hands.ts';
import { cacheFolder, type Kernel, prepareKernel } from './kernel.ts';
import { boot } from './qemu.ts';
import { type Suite, suites } from './suites.ts';
import { type Count, counted, noTests, outcomeIn, verdict } from './tap.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
/** As every command of this project ends when a part of the system is not there. */
const MISSING_PART = 69;
const LIMIT_MS = 150_000;
/** Compiled code and stripped types, made at the host's speed; the guest reads them and cannot write. */
const COMPILE_CACHE = join(cacheFolder(), 'compiled');
const NEEDED = ['qemu-system-x86_64', 'dpkg-deb', 'apt-get', 'xz', 'tar'];

async function runSuite(kernel: Kernel, suite: Suite): Promise<Count> {
  let count = noTests;
  const say = (line: string): void => console.log(`  ${suite.name}: ${line}`);
  const hand = hands(Date.now, say);
  const context: string[] = [];
  const exitCode = await boot(kernel, {
    root: ROOT,
    file: suite.file,
    compileCache: COMPILE_CACHE,
    devices: suite.devices,
    limitMs: LIMIT_MS,
    onLine: (line, host) => {
      const ask = askIn(line);
      if (ask !== undefined) return hand.do(ask, host);
      const outcome = outcomeIn(line);
      if (outcome !== undefined) {
        count = counted(count, outcome);
        if (outcome.outcome === 'skipped') console.log(`  skipped: hid-vm ${suite.name}: ${outcome.name}`);
        else say(`${outcome.outcome === 'failed' ? 'FAILED' : 'ok'} ${outcome.name}`);
      } else if (line.trim() !== '' && !line.startsWith('TAP version')) context.push(line);
    },
  });
  const judged = verdict(count, exitCode);
  if (judged.failed > 0) {
    say(`the guest ended with ${exitCode ?? 'no word (limit reached, or the kernel stopped)'}; its console:`);
    for (const line of context.slice(-200)) say(`| ${line}`);
  }
  return judged;
}

/** Loads what the guests load, once. */
function warmUp(): void {
  const modules = ['harness/run/run-features.ts', 'harness/drivers/real/stage.ts', 'cli/hid/plug.ts'];
  const loading = modules.map((file) => `await import(${JSON.stringify(pathToFileURL(join(ROOT, file)).href)});`);
  execFileSync(process.execPath, ['--input-type=module', '-e', `${loading.join('')}process.exit(0)`], {
    cwd: ROOT,
    env: { ...process.env, NODE_COMPILE_CACHE: COMPILE_CACHE },
    stdio: 'ignore',
  });
}

async function missing(): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'needs Linux on x86-64';
  const absent = NEEDED.filter((command) => {
    try {
      execFileSync('which', [command], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  if (absent.length > 0) return `${absent.join(', ')} not found (apt-get install qemu-system-x86 xz-utils)`;
  // The guest runs the host's own libraries.
  const listed = await nodeHid({ platform: process.platform }).list();
  return !listed.ok && listed.failure === 'no-library' ? advice['no-library'].en : undefined;
}

async function kernelOrReason(): Promise<Kernel | string> {
  const reason = await missing();
  if (reason !== undefined) return reason;
  try {
    return prepareKernel();
  } catch (error) {
    return `no kernel to boot: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`;
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !suites.some((suite) => suite.name === name));
if (unknown.length > 0) {
  console.error(`no suite ${unknown.join(', ')}; there are: ${suites.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const chosen = suites.filter((suite) => wanted.length === 0 || wanted.includes(suite.name));
const kernel = await kernelOrReason();
if (typeof kernel === 'string') {
  for (const suite of chosen) console.log(`  skipped: hid-vm ${suite.name} (${kernel})`);
  console.log(`0 passed, 0 failed, ${chosen.length} skipped`);
  process.exitCode = MISSING_PART;
} else {
  warmUp();
  const counts: Count[] = [];
  for (const suite of chosen) counts.push(await runSuite(kernel, suite));
  const sum = (of: (count: Count) => number): number => counts.reduce((total, count) => total + of(count), 0);
  const [failed, skipped] = [sum((count) => count.failed), sum((count) => count.skipped.length)];
  console.log(`${sum((count) => count.passed)} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`);
  process.exitCode = failed === 0 ? 0 : 1;
}
