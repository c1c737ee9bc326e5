/**
 * The VM tier: Debian's kernel under QEMU without KVM, the project mounted read-only, real hidraw.
 * Prints a line a test and last `N passed, N failed, N skipped`; a tier that cannot run here is skipped by name.
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

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const LIMIT_MS = 150_000;
/** Compiled code and stripped types, made at the host's speed; the guest reads them and cannot write. */
const COMPILE_CACHE = join(cacheFolder(), 'compiled');
const TAP = /^(not )?ok \d+ - (.*?)( # SKIP.*)?$/;
const NEEDED = ['qemu-system-x86_64', 'dpkg-deb', 'apt-get', 'xz', 'tar'];

interface Count {
  passed: number;
  failed: number;
}

async function runSuite(kernel: Kernel, suite: Suite): Promise<Count> {
  const count: Count = { passed: 0, failed: 0 };
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
      const result = TAP.exec(line);
      if (result !== null) {
        const failed = result[1] !== undefined;
        count[failed ? 'failed' : 'passed'] += 1;
        say(`${failed ? 'FAILED' : 'ok'} ${result[2]}`);
      } else if (line.trim() !== '' && !line.startsWith('TAP version')) context.push(line);
    },
  });
  // A guest that stopped early, or that ran nothing, has failed whatever it printed before.
  if (exitCode !== 0 && count.failed === 0) count.failed = 1;
  if (exitCode === 0 && count.passed === 0) count.failed += 1;
  if (count.failed > 0) {
    say(`the guest ended with ${exitCode ?? 'no word (limit reached, or the kernel stopped)'}; its console:`);
    for (const line of context.slice(-200)) say(`| ${line}`);
  }
  return count;
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
const chosen = suites.filter((suite) => wanted.length === 0 || wanted.includes(suite.name));
const kernel = await kernelOrReason();
const total: Count = { passed: 0, failed: 0 };
if (typeof kernel === 'string') {
  for (const suite of chosen) console.log(`  skipped: hid-vm ${suite.name} (${kernel})`);
} else {
  warmUp();
  for (const suite of chosen) {
    const count = await runSuite(kernel, suite);
    total.passed += count.passed;
    total.failed += count.failed;
  }
}
const skipped = typeof kernel === 'string' ? `, ${chosen.length} skipped` : '';
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;
