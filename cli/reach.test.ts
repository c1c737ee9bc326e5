/** A desk that was opened, as a process: its loud line, and a client in a network of its own, as a container has. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { reachOf } from './reach.ts';
import { ichido } from './testing/test-command.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test('nothing is opened unless told; --control-host alone is wrong usage', async () => {
  expect(reachOf({})).toBeUndefined();
  expect(reachOf({ host: '127.0.0.1' })).toBeUndefined();
  expect(reachOf({ allowHost: ['a', 'b:9000'], controlHost: true })).toEqual({
    names: ['a', 'b:9000'],
    trustProxy: false,
    controlNames: ['a', 'b:9000'],
  });
  expect(await ichido('portal', '--control-host', 'a')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--control-host'),
  });
  expect(await ichido('portal', '--host', 'desk.example')).toMatchObject({
    code: 2,
    err: expect.stringContaining('IP'),
  });
  expect(await ichido('portal', '--allow-host', 'http://x')).toMatchObject({ code: 2 });
});

const space = `ichido-${process.pid}`;
const [outer, inner] = [`ich${process.pid}a`.slice(0, 15), `ich${process.pid}b`.slice(0, 15)];
const desk = '10.213.7.1';
const ip = (...words: string[]) => spawnSync('ip', words, { encoding: 'utf8' });
/** Root on Linux may make a network; elsewhere this is skipped by name. */
const maySpace = process.platform === 'linux' && process.getuid?.() === 0 && ip('netns', 'add', space).status === 0;

describe.skipIf(!maySpace)('a client in a network namespace', () => {
  const children: ChildProcess[] = [];
  beforeAll(() => {
    for (const words of [
      ['link', 'add', outer, 'type', 'veth', 'peer', 'name', inner, 'netns', space],
      ['addr', 'add', `${desk}/30`, 'dev', outer],
      ['link', 'set', outer, 'up'],
      ['-n', space, 'addr', 'add', '10.213.7.2/30', 'dev', inner],
      ['-n', space, 'link', 'set', inner, 'up'],
    ])
      expect(ip(...words).stderr).toBe('');
  });
  afterAll(async () => {
    for (const child of children) {
      if (child.exitCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    ip('netns', 'del', space);
    ip('link', 'del', outer);
  });

  interface Opened {
    readonly portal: string;
    readonly control: string;
    readonly secret: string;
    readonly said: string;
  }

  async function start(...words: string[]): Promise<Opened> {
    const command = fileURLToPath(new URL('ichido.ts', import.meta.url));
    const free = ['--portal-port', '0', '--control-port', '0'];
    const child = spawn(process.execPath, [command, 'start', '--headless', ...free, ...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let [out, said] = ['', ''];
    child.stderr?.on('data', (chunk) => (said += chunk));
    child.stdout?.on('data', (chunk) => (out += chunk));
    while (!out.includes('\n')) await once(child.stdout as NodeJS.EventEmitter, 'data');
    return { ...JSON.parse(out), said };
  }

  /** The status, or the name of the error, that the client gets. */
  function ask(url: string, host: string, secret = ''): string {
    const script = `const [url, host, secret] = process.argv.slice(1);
const { hostname, port, pathname } = new URL(url);
require('http').get({ hostname, port, path: pathname, headers: { host, authorization: 'Bearer ' + secret }, timeout: 5000 }, (r) => { console.log(r.statusCode); r.destroy(); })
  .on('error', (e) => console.log(e.code));`;
    const words = ['netns', 'exec', space, process.execPath, '-e', script, url, host, secret];
    return ip(...words).stdout.trim();
  }
  const at = (url: string, path: string) => `http://${desk}:${new URL(url).port}${path}`;

  test('a desk that nobody opened is not there for it', async () => {
    const { portal, control } = await start();
    expect(ask(at(portal, '/'), 'x')).toBe('ECONNREFUSED');
    expect(ask(at(control, '/rpc'), 'x')).toBe('ECONNREFUSED');
  });

  test.each([['0.0.0.0'], [desk]])('--host %s: the portal by its name, the control plane never', async (host) => {
    const { portal, control, secret, said } = await start('--host', host, '--allow-host', 'desk.example');
    expect(said).toMatch(/!{10} このスタブは外から使えます/);
    const { port } = new URL(portal);
    expect(ask(at(portal, '/'), `desk.example:${port}`)).toBe('200');
    expect(ask(at(portal, '/'), `other.example:${port}`)).toBe('421');
    for (const name of [`desk.example:${port}`, `127.0.0.1:${port}`])
      expect(ask(at(portal, '/__admin/health'), name, secret), name).toBe('403');
    expect(ask(at(control, '/rpc'), `127.0.0.1:${new URL(control).port}`, secret)).toBe('ECONNREFUSED');
    const { status } = await fetch(`${portal}/__admin/health`, { headers: { authorization: `Bearer ${secret}` } });
    expect(status).toBe(200);
  });

  test.each([['0.0.0.0'], [desk]])('--host %s --control-host: both, with the secret', async (host) => {
    const { portal, control, secret, said } = await start('--host', host, '--control-host', 'control.example');
    expect(said).toMatch(/!{10} 銀行側の操作とトークンも外から動かせます/);
    const name = (url: string) => `control.example:${new URL(url).port}`;
    expect(ask(at(portal, '/__admin/health'), name(portal), secret)).toBe('200');
    expect(ask(at(portal, '/__admin/health'), name(portal), 'x')).toBe('401');
    expect(ask(at(control, '/rpc'), name(control), secret)).toBe('405'); // it wants a POST
    expect(ask(at(control, '/rpc'), 'desk.example', secret)).toBe('403');
  });
});
