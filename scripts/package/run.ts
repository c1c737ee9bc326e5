/**
 * Is the package whole? Packs it, installs the tarball in projects elsewhere and uses it as strangers would (clients.ts).
 * `--all` or names: more than the gate's. Prints a line a step and `N passed, N failed` last.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, clients, type Step } from './clients.ts';
import { chromium, commandIn, install, npm, project, type Run, root, run, scratch, weight, write } from './consumer.ts';

let passed = 0;
let failed = 0;

/** Counts a step; what it printed is shown when it failed. */
function count(
  name: string,
  { status, printed }: Run,
  { status: wanted = 0, says = /(?:)/ }: Partial<Step> = {},
): boolean {
  const ok = status === wanted && says.test(printed);
  process.stdout.write(`${ok ? 'ok' : 'FAILED'} ${name}\n`);
  if (!ok) process.stdout.write(`${printed}\n(exit code ${status})\n`);
  if (ok) passed += 1;
  else failed += 1;
  return ok;
}

function runStep({ words: [command, ...rest], cwd = '' }: Step, folder: string): Run {
  const where = join(folder, cwd);
  if (command === 'npm') return npm(rest, where);
  if (command === 'node') return run(process.execPath, rest, where);
  return run(command === 'sh' ? command : commandIn(folder, command), rest, where);
}

function tryClient(client: Client, tarball: string): void {
  const folder = project(client.name.replaceAll(' ', '-'), client.example);
  write(folder, client.files ?? {});
  if (!count(`${client.name}: npm install`, install(folder, tarball, client.packages))) return;
  process.stdout.write(`   ${weight(folder)}\n`);
  for (const step of client.steps) count(`${client.name}: ${step.name}`, runStep(step, folder), step);
}

function chosen(words: readonly string[]): readonly Client[] {
  if (words.includes('--all')) return clients;
  const named = clients.filter(({ name }) => words.includes(name));
  const unknown = words.find((word) => !clients.some(({ name }) => name === word));
  if (unknown !== undefined)
    throw new Error(`no such client: ${unknown} (${clients.map(({ name }) => name).join(', ')})`);
  return words.length === 0 ? clients.filter(({ gate }) => gate) : named;
}

const wanted = chosen(process.argv.slice(2));
if (count('npm pack', npm(['pack', '--silent', '--pack-destination', scratch], root))) {
  const tarball = readdirSync(scratch).find((name) => name.endsWith('.tgz')) ?? '';
  for (const client of wanted) {
    // A browser is a system part: without one the gate names what it leaves out.
    if (client.name === 'playwright' && chromium === undefined)
      process.stdout.write('skipped: playwright (no browser)\n');
    else tryClient(client, join(scratch, tarball));
  }
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
