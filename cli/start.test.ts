/** The desk as a process: what a script that starts it sees. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ContractJson } from '../desk/start-desk.ts';
import { adminHttp } from '../harness/drivers/http/admin.ts';
import { userHttp } from '../harness/drivers/http/user.ts';
import { ichido } from './testing/test-command.ts';

// Each test starts whole processes, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 });

interface Ready {
  readonly ready: true;
  readonly portal: string;
  readonly control: string;
  readonly secret: string;
  readonly contract: ContractJson;
  readonly pid: number;
}

interface Running extends Ready {
  readonly child: ChildProcess;
  /** Sends the signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

const command = fileURLToPath(new URL('ichido.ts', import.meta.url));
const now = '2026-04-01T00:00:00Z';
let folder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-start-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  rmSync(folder, { recursive: true, force: true });
});

function launch(words: readonly string[], environment: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, [command, ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function collect(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  const said = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => (said.out += chunk));
  child.stderr?.on('data', (chunk) => (said.err += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...said };
}

const freePorts = ['--portal-port', '0', '--control-port', '0'];

/** Waits for the ready line. */
async function start(words: readonly string[], environment?: NodeJS.ProcessEnv): Promise<Running> {
  const child = launch(['start', ...words], environment);
  let text = '';
  let errors = '';
  child.stderr?.on('data', (chunk) => (errors += chunk));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      const found = text.split('\n').find((each, index, all) => each.startsWith('{') && index < all.length - 1);
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`ended before it was ready: ${errors}`)));
  });
  return {
    ...(JSON.parse(line) as Ready),
    child,
    async end(signal) {
      child.kill(signal);
      await once(child, 'exit');
      return { code: child.exitCode, signal: child.signalCode };
    },
  };
}

async function rpc<T>({ control, secret }: Ready, method: string, params: object = {}): Promise<T> {
  const response = await fetch(`${control}/rpc`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const answer = (await response.json()) as { result: T; error?: unknown };
  expect(answer.error).toBeUndefined();
  return answer.result;
}

const codeOf = async (desk: Ready, serial: string): Promise<string> =>
  (await rpc<{ face: { code: string } }>(desk, 'tokens.press', { serial })).face.code;

describe('headless', () => {
  test('the first line that begins with { is the contract’s JSON; the ready file says the same with mode 0600', async () => {
    const file = join(folder, 'ready.json');
    const desk = await start([...freePorts, '--ready-file', file]);
    expect(desk).toMatchObject({
      ready: true,
      contract: { contractId: '12345678901', mode: 'shared', stopped: false },
    });
    expect(desk.contract.users.map(({ name }) => name)).toEqual(['法人 太郎', '法人 花子', '法人 次郎']);
    expect((await fetch(desk.portal)).status).toBe(200);
    const written = JSON.parse(readFileSync(file, 'utf8')) as Ready;
    expect(written.secret).toBe(desk.secret);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await desk.end('SIGTERM')).toEqual({ code: 0, signal: null });
    expect(existsSync(file)).toBe(false);
    await expect(fetch(desk.portal)).rejects.toThrow();
    await expect(fetch(desk.control)).rejects.toThrow();
  });

  test('SIGINT and SIGTERM end it with 0 at once, with an event stream and a keep-alive connection open', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const desk = await start(freePorts);
      const stream = await fetch(`${desk.portal}/__admin/events`, {
        headers: { authorization: `Bearer ${desk.secret}` },
      });
      expect(stream.status).toBe(200);
      expect(await desk.end(signal)).toEqual({ code: 0, signal: null });
      await stream.body?.cancel().catch(() => {});
    }
  });

  test('in memory nothing stays on disk', async () => {
    const desk = await start(freePorts);
    await rpc(desk, 'tokens.issue', { kind: 'hardware' });
    await desk.end('SIGTERM');
    const left = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(left).toEqual([]);
  });

  test('commands find it by themselves, and by ICHIDO_DESK', async () => {
    const file = join(folder, 'ready.json');
    const desk = await start([...freePorts, '--ready-file', file]);
    const found = await collect(launch(['token', 'press', 'SKTH00001']));
    expect(found).toMatchObject({ code: 0, out: expect.stringMatching(/^\d{6}\n$/) });
    const named = await collect(launch(['token', 'list', '--json'], { ICHIDO_DESK: file, HOME: '/nonexistent' }));
    expect((JSON.parse(named.out) as unknown[]).length).toBe(3);
    await desk.end('SIGTERM');
    expect(await collect(launch(['token', 'list']))).toMatchObject({ code: 1, out: '' });
  });
});

describe('state', () => {
  test('after SIGKILL every answered registration is there and no code works twice', async () => {
    const words = [...freePorts, '--state', join(folder, 'state')];
    let desk = await start([...words, '--now', now]);
    const serial = 'SKTH00001';
    const admin = adminHttp(desk.portal, desk.contract);
    await admin.logIn(desk.contract.password);
    const form = { userIds: [], serial, otp: await codeOf(desk, serial), pin: desk.contract.confirmationPin };
    const used = form.otp;
    expect(await (await admin.openRegistration()).submit(form)).toMatchObject({ accepted: true });
    expect(await desk.end('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });

    desk = await start(words);
    expect(desk.contract.serial).toBe(serial);
    expect((await rpc<{ mode: string; now: number }>(desk, 'clock.get')).now).toBe(Date.parse(now));
    const user = userHttp(desk.portal, desk.contract, 'user01');
    await user.logIn(desk.contract.users[0]?.password ?? '');
    const transfer = { account: '1234567', amount: '1000' };
    expect(await user.transfer({ ...transfer, otp: used })).toMatchObject({ accepted: false, code: 'E-OTP-01' });
    await rpc(desk, 'clock.advance', { advanceMs: 30_000 });
    expect(await user.transfer({ ...transfer, otp: await codeOf(desk, serial) })).toMatchObject({ accepted: true });
    expect(await desk.end('SIGTERM')).toEqual({ code: 0, signal: null });
  });

  test('a second desk is refused with the pid of the first, and changes nothing', async () => {
    const words = ['start', ...freePorts, '--state', join(folder, 'state')];
    const desk = await start(words.slice(1));
    const second = await collect(launch(words));
    expect(second.code).toBe(1);
    expect(second.out).toBe('');
    expect(second.err).toContain(`pid ${desk.pid}`);
    expect(second.err).toMatch(/使用中/);
    expect((await fetch(desk.portal)).status).toBe(200);
    expect(existsSync(join(folder, 'state', 'desk.json'))).toBe(true);
    await desk.end('SIGTERM');
    expect(existsSync(join(folder, 'state', 'desk.json'))).toBe(false);
  });

  test('every file has mode 0600 with umask 000, while it runs', async () => {
    const state = join(folder, 'state');
    const before = process.umask(0);
    const desk = await start([...freePorts, '--state', state]).finally(() => process.umask(before));
    await rpc(desk, 'tokens.issue', { kind: 'software' });
    const files = readdirSync(state).sort();
    expect(files).toContain('portal.sqlite-wal');
    expect(files).toContain('tray.sqlite');
    for (const name of files) expect([name, statSync(join(state, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(statSync(state).mode & 0o777).toBe(0o700);
    await desk.end('SIGTERM');
  });

  test('a clock never goes back over a restart', async () => {
    const state = ['--state', join(folder, 'state')];
    const desk = await start([...freePorts, ...state, '--now', now]);
    await rpc(desk, 'clock.advance', { advanceMs: 86_400_000 });
    await desk.end('SIGKILL');
    const earlier = await collect(launch(['start', ...freePorts, ...state, '--now', now]));
    expect(earlier).toMatchObject({ code: 1, out: '', err: expect.stringContaining('2026-04-02T00:00:00') });
    const later = await start([...freePorts, ...state, '--now', '2026-04-02T09:00:00+09:00']);
    expect(await rpc(later, 'clock.get')).toMatchObject({ mode: 'manual', now: Date.parse('2026-04-02T00:00:00Z') });
    await later.end('SIGTERM');
  });
});

test('the address that a killed desk left behind is cleared away by the next start, with a state of its own too', async () => {
  const addresses = () => readdirSync(join(folder, '.local', 'state', 'ichido', 'running'));
  const killed = await start(freePorts);
  await killed.end('SIGKILL');
  expect(addresses()).toEqual([`${killed.pid}.json`]);
  const next = await start([...freePorts, '--state', join(folder, 'state')]);
  expect(addresses()).toEqual([]);
  await next.end('SIGTERM');
});

test('the same seed gives the same serials and codes in another process; another seed other codes', async () => {
  const codes = async (seed: string): Promise<string[]> => {
    const desk = await start([...freePorts, '--seed', seed, '--now', now]);
    await rpc(desk, 'tokens.issue', { kind: 'hardware', count: 3 });
    const tokens = await rpc<{ serial: string }[]>(desk, 'tokens.list');
    const shown = await Promise.all(tokens.map(async ({ serial }) => `${serial} ${await codeOf(desk, serial)}`));
    await desk.end('SIGTERM');
    return shown;
  };
  const [one, again, other] = [await codes('7'), await codes('7'), await codes('8')];
  expect(one.map((line) => line.slice(0, 9))).toEqual([
    'SKTH00001',
    'SKTH00002',
    'SKTS00001',
    'SKTH00003',
    'SKTH00004',
    'SKTH00005',
  ]);
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
});

describe('options', () => {
  test('a busy port names its owner and exits 1', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const busy = await collect(launch(['start', '--portal-port', String(port), '--control-port', '0']));
    server.close();
    expect(busy).toMatchObject({ code: 1, out: '' });
    expect(busy.err).toContain(`ポート ${port}`);
    if (process.platform === 'linux') expect(busy.err).toContain(`pid ${process.pid}`);
  });

  test('the environment mirrors them, and a flag beats it', async () => {
    const environment = { ICHIDO_PORTAL_PORT: '0', ICHIDO_CONTROL_PORT: 'nonsense', ICHIDO_NOW: now };
    const desk = await start(['--control-port', '0', '--now', '2026-05-01T00:00:00Z'], environment);
    expect(await rpc(desk, 'clock.get')).toMatchObject({ mode: 'manual', now: Date.parse('2026-05-01T00:00:00Z') });
    await desk.end('SIGTERM');
    expect(await collect(launch(['start'], environment))).toMatchObject({ code: 2, out: '' });
  });

  for (const words of [
    ['--portal-port', '65536'],
    ['--portal-port', '-1'],
    ['--portal-port', '８４２０'],
    ['--control-port', '1e3'],
    ['--seed', '1.5'],
    ['--seed', ''],
    ['--now', 'yesterday'],
    ['--now', '2026-02-30T00:00:00Z'],
    ['--now', '2026-04-01'],
    ['--now', '2026-04-01T25:00:00Z'],
    ['--lang', 'fr'],
    ['--state', ''],
    ['--pskc-key', '00112233445566778899aabbccddeeff'],
    ['--no-such-option'],
    ['extra'],
  ]) {
    test(`wrong usage exits 2 in both languages: ${words.join(' ')}`, async () => {
      const wrong = await ichido('start', '--tokens', 'none.xml', ...words);
      expect(wrong).toMatchObject({ code: 2, out: '' });
      expect(wrong.err).toMatch(/[ぁ-ん]/);
      expect(wrong.err).toMatch(/^ichido: [-a-z][^ぁ-ん]*$/m);
      expect(wrong.err).not.toContain('00112233445566778899aabbccddeeff');
      expect(wrong.err).not.toMatch(/^ {4}at /m);
    });
  }

  for (const [name, words] of [
    ['a tokens file that is not there', ['--tokens', 'none.xml']],
    ['a tokens file that is no PSKC', ['--tokens', 'bad.xml']],
    ['a ready file that can’t be written', ['--ready-file', 'no/such/folder/ready.json']],
    ['a state that is a file', ['--state', 'bad.xml']],
  ] as const) {
    test(`${name}: exit 1, a sentence in both languages, nothing left`, async () => {
      writeFileSync(join(folder, 'bad.xml'), '<x/>');
      const failed = await collect(launch(['start', ...freePorts, ...words]));
      expect(failed.code).toBe(1);
      expect(failed.err).toMatch(/[ぁ-ん]/);
      expect(failed.err).not.toMatch(/^ {4}at /m);
      // One line a language, neither with the other in it.
      expect(failed.err).toMatch(/^ichido: [^(]*[ぁ-ん][^(]*\nichido: [^ぁ-ん]*\n$/);
      expect(readdirSync(folder).filter((entry) => !entry.startsWith('.'))).toEqual(['bad.xml']);
    });
  }
});

test('portal alone: no control server; stock comes by PSKC', async () => {
  const child = launch(['portal', '--portal-port', '0']);
  const [chunk] = (await once(child.stdout!, 'data')) as [Buffer];
  const ready = JSON.parse(String(chunk)) as Ready;
  expect(ready).toMatchObject({ ready: true, contract: { contractId: '12345678901' } });
  expect(ready.control).toBeUndefined();
  const health = await fetch(`${ready.portal}/__admin/health`, {
    headers: { authorization: `Bearer ${ready.secret}` },
  });
  expect(health.status).toBe(200);
  child.kill('SIGINT');
  await once(child, 'exit');
  expect(child.exitCode).toBe(0);
});
