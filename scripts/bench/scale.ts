/**
 * `npm run bench -- scale`: how cost grows with desks, contracts and tokens, and five simulated years of a company of fifty.
 * `--desks`, `--contracts`, `--tokens`, `--years`: that part alone. `--suite`: workers and shards, which runs the features of
 * level http several times.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningDesk, startDesk } from '../../desk/start-desk.ts';
import { adminHttp } from '../../harness/drivers/http/admin.ts';
import { userHttp } from '../../harness/drivers/http/user.ts';
import { live } from './scale/company.ts';

const now = Date.parse('2026-04-01T09:00:00+09:00');
const root = fileURLToPath(new URL('../../', import.meta.url));

interface Cost {
  readonly wallMs: number;
  readonly cpuMs: number;
}

async function costOf(times: number, act: (time: number) => Promise<unknown>): Promise<Cost> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  for (let time = 0; time < times; time += 1) await act(time);
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: (performance.now() - wall) / times, cpuMs: (user + system) / 1000 / times };
}

const table = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]): void => {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |\n`;
  process.stdout.write(
    `${line(heads)}${line(heads.map((_, at) => (at === 0 ? '---' : '---:')))}${rows.map(line).join('')}\n`,
  );
};

/** A fresh contract: the administrator registers a token, a user transfers; eight pages and four posts over HTTP. */
async function journey(desk: RunningDesk): Promise<void> {
  const contract = desk.contract({ mode: 'shared' });
  const serial = desk.issue('hardware');
  const code = async () => {
    desk.clock.change({ advanceMs: 31_000 });
    return desk.code(serial);
  };
  const admin = adminHttp(desk.portalUrl, contract);
  await admin.logIn(contract.password);
  const screen = await admin.openRegistration();
  await screen.submit({ userIds: [], serial, otp: await code(), pin: contract.confirmationPin });
  const [user] = contract.users;
  const hand = userHttp(desk.portalUrl, contract, user?.userId ?? '');
  await hand.logIn(user?.password ?? '');
  const { accepted } = await hand.transfer({ account: '1234567', amount: '1000', otp: await code() });
  if (!accepted) throw new Error('the journey was refused');
}

async function desks(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const count of [1, 10, 50]) {
    const open: RunningDesk[] = [];
    if (count === 1) await (await startDesk({ seed: 1, now })).stop(); // what is loaded once
    const before = process.memoryUsage().rss;
    const { wallMs, cpuMs } = await costOf(count, async () => open.push(await startDesk({ now })));
    const megabytes = (process.memoryUsage().rss - before) / 1e6 / count;
    rows.push([count, wallMs.toFixed(1), cpuMs.toFixed(1), megabytes.toFixed(1)]);
    await Promise.all(open.map((desk) => desk.stop()));
  }
  table(['desks in one process', 'ms to start one', 'CPU ms', 'MB each'], rows);
}

async function contracts(): Promise<void> {
  await using desk = await startDesk({ now, demo: false });
  const rows: (string | number)[][] = [];
  let made = 0;
  for (const count of [1, 100, 1000, 5000]) {
    for (; made < count; made += 1) desk.contract();
    const { wallMs, cpuMs } = await costOf(40, () => journey(desk));
    rows.push([count, wallMs.toFixed(1), cpuMs.toFixed(1), (process.memoryUsage().rss / 1e6).toFixed(0)]);
    made += 40;
  }
  table(['contracts in one stub', 'ms a journey', 'CPU ms', 'MB of the process'], rows);
}

async function tokens(): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const count of [10, 1000, 20_000]) {
    await using desk = await startDesk({ now, demo: false });
    const began = performance.now();
    for (let left = count; left > 0; left -= 1000) {
      const answer = desk.tray.send({ type: 'issue', kind: 'hardware', count: Math.min(left, 1000) });
      if (!answer.ok) throw new Error(answer.refusal.text.en);
    }
    const issued = performance.now() - began;
    const { wallMs } = await costOf(20, () => journey(desk));
    rows.push([count, (issued / count).toFixed(2), wallMs.toFixed(1), (process.memoryUsage().rss / 1e6).toFixed(0)]);
  }
  table(['tokens in the tray and in stock', 'ms to issue one', 'ms a journey', 'MB of the process'], rows);
}

async function years(): Promise<void> {
  await using desk = await startDesk({ now, demo: false, seed: 1 });
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const { days, accepted, refused, presses, tokens: issued } = await live(desk, 5, 50);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const names = [...new Set([...accepted.keys(), ...refused.keys()])].sort();
  table(
    ['act', 'accepted', 'refused'],
    names.map((name) => [name, accepted.get(name) ?? 0, refused.get(name) ?? 0]),
  );
  const total = [...accepted.values(), ...refused.values()].reduce((sum, each) => sum + each, 0);
  process.stdout.write(
    `five years (${days} days) of fifty people: ${total} acts, ${presses} codes of ${issued} tokens, ${seconds.toFixed(1)} s ` +
      `(aim: under 60), ${((user + system) / 1e6).toFixed(1)} s of CPU, ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB\n\n`,
  );
}

/** In a folder of its own, so that it leaves this repository's reports alone. */
function suite(): void {
  const folder = mkdtempSync(join(tmpdir(), 'ichido-scale-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  const seconds = (...words: string[]): number => {
    const began = performance.now();
    const run = spawnSync(process.execPath, [join(root, 'cli', 'ichido.ts'), 'bdd', '--level', 'http', ...words], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (run.status !== 0) throw new Error(`${words.join(' ')}:\n${run.stderr.slice(-2000)}`);
    return (performance.now() - began) / 1000;
  };
  try {
    const rows = [0, 2, 4].map((workers) => [
      `one machine, --parallel ${workers}`,
      seconds('--parallel', String(workers)).toFixed(1),
    ]);
    const shards = [1, 2, 3, 4].map((index) => seconds('--parallel', '0', '--shard', `${index}/4`));
    rows.push(['four machines, --shard i/4: the slowest', Math.max(...shards).toFixed(1)]);
    rows.push(['four machines: all together', shards.reduce((sum, each) => sum + each, 0).toFixed(1)]);
    table(['features at http', `s (${availableParallelism()} cores)`], rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const parts: { readonly [option: string]: () => Promise<void> | void } = { desks, contracts, tokens, years, suite };
const asked = process.argv.slice(2).map((word) => word.replace(/^--/, ''));
for (const [name, measure] of Object.entries(parts))
  if (asked.length === 0 ? name !== 'suite' : asked.includes(name)) await measure();
