/**
 * `ichido mcp` as an agent uses it: a scripted client with nothing but the tool list and a browser walks the manual's
 * three procedures.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type ContractJson, type RunningDesk, startDesk } from '../../desk/start-desk.ts';
import { adminHttp } from '../../harness/drivers/http/admin.ts';
import { userHttp } from '../../harness/drivers/http/user.ts';
import { writeReadyFile } from '../serve.ts';
import { bankEffects, rpcEffects } from './effects.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

interface Tool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: { readonly type: string; readonly properties: object; readonly required?: readonly string[] };
  readonly annotations: { readonly readOnlyHint: boolean; readonly destructiveHint: boolean };
}

let desk: RunningDesk;
let folder: string;
let child: ChildProcess;
let request: (method: string, params: object) => Promise<unknown>;
let greeting: { readonly instructions: string };
let listed: readonly Tool[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-mcp-'));
  desk = await startDesk({ seed: 1, demo: false, now: Date.parse('2026-04-01T09:00:00+09:00') });
  const ready = join(folder, 'ready.json');
  writeReadyFile({ portal: desk.portalUrl, control: desk.controlUrl, secret: desk.secret }, ready);
  child = spawn(process.execPath, [fileURLToPath(new URL('../ichido.ts', import.meta.url)), 'mcp'], {
    env: { PATH: process.env['PATH'], HOME: folder, ICHIDO_DESK: ready },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  request = client(child);
  greeting = (await request('initialize', {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'test', version: '1' },
  })) as typeof greeting;
  child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/initialized' })}\n`);
  listed = ((await request('tools/list', {})) as { readonly tools: readonly Tool[] }).tools;
});
afterAll(async () => {
  child.stdin?.end();
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(0);
  await desk.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One message a line. */
function client({ stdin, stdout }: ChildProcess): typeof request {
  const waiting = new Map<number, (message: { readonly result?: unknown; readonly error?: unknown }) => void>();
  let last = 0;
  createInterface({ input: stdout as NodeJS.ReadableStream }).on('line', (line) => {
    const message = JSON.parse(line);
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  return (method, params) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, ({ result, error }) =>
        error === undefined ? resolve(result) : reject(new Error(JSON.stringify(error))),
      );
      stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id: last, method, params })}\n`);
    });
}

interface Said {
  readonly isError?: boolean;
  readonly content: readonly { readonly text: string }[];
}

/** Only what the list offers, with no more than its schema names. */
async function call(name: string, given: { readonly [name: string]: unknown } = {}): Promise<Said> {
  const tool = listed.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`${name} is not on the list`);
  for (const key of Object.keys(given)) expect(Object.keys(tool.inputSchema.properties), name).toContain(key);
  for (const key of tool.inputSchema.required ?? []) expect(given, name).toHaveProperty(key);
  return (await request('tools/call', { name, arguments: given })) as Said;
}

async function ask<T>(name: string, given: { readonly [name: string]: unknown } = {}): Promise<T> {
  const said = await call(name, given);
  if (said.isError) throw new Error(said.content[0]?.text);
  return JSON.parse(said.content[0]?.text ?? '');
}

test('the list has each call with its schema and what it changes', () => {
  const names = [...Object.keys(rpcEffects), ...Object.keys(bankEffects).map((name) => `bank.${name}`)];
  expect(listed.map(({ name }) => name).sort()).toEqual(names.sort());
  for (const { description, inputSchema } of listed) {
    expect(description).toMatch(/変わるもの.*: .+ \/ changes( for good)?: .+/);
    expect(inputSchema.type).toBe('object');
  }
  const byName = (wanted: string) => listed.find(({ name }) => name === wanted);
  expect(byName('tokens.list')?.annotations).toMatchObject({ readOnlyHint: true });
  expect(byName('clock.advance')).toMatchObject({
    annotations: { readOnlyHint: false, destructiveHint: true },
    inputSchema: { required: ['advanceMs'], additionalProperties: false },
  });
  expect(byName('bank.createContract')?.inputSchema.properties).toHaveProperty('body.properties.mode.enum');
  expect(listed.map(({ name }) => name)).not.toContain('stock.export');
});

test('a refusal is one line with its code, as everywhere', async () => {
  const wrong = [
    await call('tokens.face', { serial: 'SKTH99999' }),
    await call('bank.getContract', { id: '00000000000' }),
    (await request('tools/call', { name: 'tokens.press', arguments: { serial: 5 } })) as Said,
    (await request('tools/call', { name: 'bank.createContract', arguments: { body: { mode: 'both' } } })) as Said,
  ];
  expect(wrong.map(({ isError }) => isError)).toEqual([true, true, true, true]);
  const lines = wrong.map(({ content }) => content[0]?.text ?? '');
  expect(lines.map((line) => line.split(':')[0])).toEqual([
    'unknown-serial',
    'contract-unknown',
    'invalid-params',
    'invalid-body',
  ]);
  for (const line of lines) expect(line).not.toContain('\n');
  expect(lines.join()).not.toContain(desk.secret);
});

/** A contract, an administrator at work in a browser, and a way to codes: all that the agent has. */
async function scene() {
  const portal = /http:\/\/[\d.:]+/.exec(greeting.instructions)?.[0] ?? '';
  const users = ['user01', 'user02'].map((userId) => ({ userId, name: '法人 太郎' }));
  const contract = await ask<ContractJson>('bank.createContract', { body: { mode: 'shared', users } });
  const admin = adminHttp(portal, contract);
  expect(await admin.logIn(contract.password)).toMatchObject({ accepted: true });
  const issue = async () => (await ask<{ serial: string }[]>('tokens.issue', { kind: 'hardware' }))[0]?.serial ?? '';
  const code = async (serial: string) => {
    await ask('clock.advance', { advanceMs: 30_000 });
    return (await ask<{ code: string }>('tokens.code', { serial })).code;
  };
  const register = async (serial: string, userIds: readonly string[] = []) => {
    const screen = await admin.openRegistration();
    return screen.submit({ userIds: [...userIds], serial, otp: await code(serial), pin: contract.confirmationPin });
  };
  const transfer = async (userId: string, serial: string) => {
    const user = userHttp(portal, contract, userId);
    const { password } = contract.users.find((each) => each.userId === userId) ?? { password: '' };
    await user.logIn(password);
    return user.transfer({ account: '1234567', amount: '1000', otp: await code(serial) });
  };
  const registered = async () =>
    (await ask<ContractJson>('bank.getContract', { id: contract.contractId })).users.map(({ serial }) => serial);
  return { contract, admin, issue, register, transfer, registered };
}

test('(1) from one token for all to one for each', async () => {
  const { admin, issue, register, transfer, registered, contract } = await scene();
  const [shared, own] = [await issue(), await issue()];
  expect(await register(shared)).toMatchObject({ accepted: true, shown: { serial: shared } });
  expect(await (await admin.openMode()).submit('individual')).toMatchObject({ accepted: true });
  expect(await registered()).toEqual([undefined, undefined]);
  expect(await register(shared, ['user01'])).toMatchObject({ accepted: true });
  expect(await register(own, ['user02'])).toMatchObject({ accepted: true });
  expect(await registered()).toEqual([shared, own]);
  expect(await transfer('user02', own)).toMatchObject({ accepted: true });
  expect(await transfer('user02', shared)).toMatchObject({ accepted: false });
  const attempts = await ask<{ reason?: string }[]>('bank.getAttempts', { id: contract.contractId });
  expect(attempts.at(-1)).toMatchObject({ reason: expect.stringMatching(/^otp-/) });
});

test('(2) the swap of a token whose battery is flat', async () => {
  const { issue, register, transfer } = await scene();
  const [old, fresh] = [await issue(), await issue()];
  expect(await register(old)).toMatchObject({ accepted: true });
  await ask('tokens.setBattery', { serial: old, percent: 0 });
  expect((await call('tokens.code', { serial: old })).content[0]?.text).toMatch(/^no-code: /);
  expect(await register(fresh)).toMatchObject({ accepted: true, shown: { serial: fresh } });
  expect(await transfer('user01', fresh)).toMatchObject({ accepted: true });
});

test('(3) one token for two users, another for the third way', async () => {
  const { admin, issue, register, transfer, registered } = await scene();
  await (await admin.openMode()).submit('individual');
  const both = await issue();
  expect(await register(both, ['user01', 'user02'])).toMatchObject({ accepted: true });
  expect(await registered()).toEqual([both, both]);
  expect(await transfer('user01', both)).toMatchObject({ accepted: true });
  expect(await transfer('user02', both)).toMatchObject({ accepted: true });
  const own = await issue();
  expect(await register(own, ['user02'])).toMatchObject({ accepted: true });
  expect(await registered()).toEqual([both, own]);
});
