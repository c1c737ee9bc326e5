import { createHash, randomInt } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { type TestLiveTray, testLiveTray } from '../cell/test-live-tray.ts';
import { createRealTokens } from '../hid/binding/real-tokens.ts';
import { RFC_SECRET } from '../hid/fake.ts';
import { fakeYubiKey } from '../hid/families/yubikey-otp/fake.ts';
import { memoryHid } from '../hid/io/memory-hid.ts';
import { realTimers } from '../hid/talk/timers.ts';
import { virtualTimers } from '../hid/talk/virtual-timers.ts';
import { type Answerer, createAnswerer } from './answer.ts';
import { errorNumbers, type MethodName, methods, notifications } from './protocol.ts';

const timers = realTimers(() => performance.now());

let t: TestLiveTray;
let answerer: Answerer;
beforeEach(() => {
  t = testLiveTray();
  t.do({ type: 'issue', kind: 'hardware', count: 2 });
  t.do({ type: 'installApp' });
  const port = memoryHid();
  port.plug(fakeYubiKey({ slots: { 2: { secret: RFC_SECRET } }, now: () => 0 }));
  const hid = createRealTokens({
    port,
    timers: virtualTimers(),
    random: (length) => new Uint8Array(length),
    tray: t.tray,
  });
  answerer = createAnswerer({ tray: t.tray, exportStock: () => '<KeyContainer/>', timers, version: '1.2.3', hid });
});
const say = async (message: unknown): Promise<unknown> => {
  const answer = await answerer.answer(typeof message === 'string' ? message : JSON.stringify(message));
  return answer === undefined ? undefined : JSON.parse(answer);
};
const call = async (method: MethodName, params: unknown = {}): Promise<{ result?: unknown; error?: unknown }> =>
  (await say({ jsonrpc: '2.0', id: 1, method, params })) as { result?: unknown };

describe('JSON-RPC 2.0', () => {
  const clockGet = { jsonrpc: '2.0', method: 'clock.get' };
  test.each<[string, unknown, unknown]>([
    [
      '§5.1 not JSON',
      '{"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz]',
      { id: null, error: { code: -32700, data: { code: 'parse-error' } } },
    ],
    ['empty text', '', { id: null, error: { code: -32700 } }],
    ['§7 empty batch', [], { id: null, error: { code: -32600, data: { code: 'invalid-request' } } }],
    ['a number', 1, { id: null, error: { code: -32600 } }],
    ['null', null, { id: null, error: { code: -32600 } }],
    ['method is no text', { jsonrpc: '2.0', id: 5, method: 1 }, { id: 5, error: { code: -32600 } }],
    ['params is text', { ...clockGet, id: 5, params: 'bar' }, { id: 5, error: { code: -32600 } }],
    ['version 1', { id: 5, method: 'clock.get' }, { id: 5, error: { code: -32600 } }],
    ['id is an object', { ...clockGet, id: {} }, { id: null, error: { code: -32600 } }],
    [
      'unknown method',
      { ...clockGet, id: 'a', method: 'foobar' },
      { id: 'a', error: { code: -32601, data: { code: 'method-not-found' } } },
    ],
    ['a method of Object', { ...clockGet, id: 1, method: 'constructor' }, { id: 1, error: { code: -32601 } }],
    ['__proto__', { ...clockGet, id: 1, method: '__proto__' }, { id: 1, error: { code: -32601 } }],
    [
      'params by position',
      { ...clockGet, id: 1, params: [1] },
      { id: 1, error: { code: -32602, data: { code: 'invalid-params' } } },
    ],
    [
      'a param named __proto__',
      '{"jsonrpc":"2.0","id":1,"method":"clock.get","params":{"__proto__":{"x":1}}}',
      { id: 1, error: { code: -32602 } },
    ],
    ['a foreign param', { ...clockGet, id: 1, params: { x: 1 } }, { id: 1, error: { code: -32602 } }],
    ['params of null', { ...clockGet, id: 1, params: null }, { id: 1, error: { code: -32600 } }],
    ['no params', { ...clockGet, id: 0 }, { id: 0, result: { mode: 'manual' } }],
    ['id null', { ...clockGet, id: null }, { id: null, result: { mode: 'manual' } }],
  ])('%s', async (_name, message, expected) => {
    expect(await say(message)).toMatchObject({ jsonrpc: '2.0', ...(expected as object) });
  });

  test('§4.1: notifications are done and not answered, not even when refused', async () => {
    expect(await say({ jsonrpc: '2.0', method: 'tokens.press', params: { serial: 'SKTH00001' } })).toBeUndefined();
    expect(t.tray.face('SKTH00001')?.kind).toBe('code');
    expect(await say({ jsonrpc: '2.0', method: 'foobar' })).toBeUndefined();
    expect(await say([{ jsonrpc: '2.0', method: 'foobar' }, clockGet])).toBeUndefined();
  });

  test('§6: a batch is answered whole, each for itself', async () => {
    const answers = await say([
      { ...clockGet, id: 1 },
      clockGet,
      1,
      { ...clockGet, id: 2, method: 'foobar' },
      { jsonrpc: '2.0', id: '3', method: 'tokens.face', params: { serial: 'SKTH00002' } },
    ]);
    expect(answers).toMatchObject([
      { id: 1, result: {} },
      { id: null, error: { code: -32600 } },
      { id: 2, error: { code: -32601 } },
      { id: '3', result: { kind: 'dark', text: '' } },
    ]);
  });
});

test('every method answers in its own schema', async () => {
  const backup = ((await call('apps.backup', { serial: 'SKTS00001' })).result as { backup: string }).backup;
  const lent = (await call('tokens.lease', { kind: 'hardware' })).result as { lease: string; serials: string[] };
  expect(lent.serials).toEqual(['SKTH00001']);
  const params: { [M in MethodName]: unknown } = {
    'tokens.list': {},
    'tokens.issue': { kind: 'hardware', profile: 'lo-batt-card', count: 2 },
    'tokens.press': { serial: 'SKTH00001' },
    'tokens.code': { serial: 'SKTH00002', fresh: true },
    'tokens.face': { serial: 'SKTH00001' },
    'tokens.setBattery': { serial: 'SKTH00001', percent: 9 },
    'tokens.drift': { serial: 'SKTS00001', ppm: -3.5, offsetMs: 20 },
    'tokens.lease': { kind: 'software', count: 1, holdMs: 1000, waitMs: 0 },
    'tokens.giveBack': { lease: lent.lease },
    'tokens.fail': { serial: 'SKTH00002', as: 'garbage' },
    'apps.install': {},
    'apps.changePhone': { serial: 'SKTS00001' },
    'apps.backup': { serial: 'SKTS00001' },
    'apps.restore': { backup },
    'apps.uninstall': { serial: 'SKTS00001' },
    'hid.list': {},
    'tokens.enroll': { serial: 'SKTH90001', id: '1050:0407:0001/0006:', slot: 2 },
    'tokens.release': { serial: 'SKTH90001' },
    'tokens.adopt': { serial: 'SKTH90002' },
    'tokens.typed': { line: '755224' },
    'clock.get': {},
    'clock.set': { mode: 'manual', advanceMs: 1 },
    'clock.advance': { advanceMs: 1 },
    'stock.export': {},
    'rpc.discover': {},
  };
  for (const method of Object.keys(methods) as MethodName[]) {
    const answer = await call(method, params[method]);
    expect(answer.error, method).toBeUndefined();
    methods[method].result.parse(answer.result);
  }
  for (const event of t.events) {
    if (event.type === 'clock.changed') notifications[event.type].parse(event.state);
    else if (event.type !== 'token.removed') notifications[event.type].parse(event.token);
  }
});

describe('types are not what they look like (quality D1, D3)', () => {
  test.each<[MethodName, unknown]>([
    ['tokens.press', { serial: ['SKTH00001'] }],
    ['tokens.press', { serial: { toString: 'SKTH00001' } }],
    ['tokens.press', { serial: 1 }],
    ['tokens.press', {}],
    ['tokens.press', { serial: 'S'.repeat(65) }],
    ['tokens.setBattery', { serial: 'SKTH00001', percent: '50' }],
    ['tokens.setBattery', { serial: 'SKTH00001', percent: null }],
    ['tokens.setBattery', { serial: 'SKTH00001', percent: [50] }],
    ['tokens.setBattery', { serial: 'SKTH00001' }],
    ['tokens.drift', { serial: 'SKTH00001', ppm: true }],
    ['tokens.issue', { kind: 'Hardware' }],
    ['tokens.issue', { kind: 'hardware', secret: '00' }],
    ['tokens.issue', { kind: 'hardware', count: '2' }],
    ['clock.set', { mode: 'realtime' }],
    ['clock.advance', {}],
    ['apps.restore', { backup: 'x'.repeat(1001) }],
  ])('%s %o', async (method, params) => {
    const before = JSON.stringify(t.tray.list());
    expect(await call(method, params)).toMatchObject({ error: { code: -32602 } });
    expect(JSON.stringify(t.tray.list())).toBe(before);
  });

  test.each<[MethodName, unknown, string]>([
    ['tokens.press', { serial: 'skth00001' }, 'unknown-serial'],
    ['tokens.press', { serial: 'ＳＫＴＨ００００１' }, 'unknown-serial'],
    ['tokens.press', { serial: ' SKTH00001' }, 'unknown-serial'],
    ['tokens.press', { serial: '\u001b]0;x\u0007' }, 'unknown-serial'],
    ['tokens.face', { serial: '__proto__' }, 'unknown-serial'],
    ['tokens.setBattery', { serial: 'SKTH00001', percent: 1e5 }, 'battery-invalid'],
    ['tokens.issue', { kind: 'hardware', count: 1e9 }, 'count-invalid'],
    ['tokens.enroll', { serial: 'SKTH00001', id: '1050:0407:0001/0006:' }, 'serial-taken'],
    ['tokens.enroll', { serial: 'SKTH90001', id: 'skth' }, 'hid-not-found'],
    ['tokens.release', { serial: 'SKTH00001' }, 'not-changeable'],
    ['clock.advance', { advanceMs: -1 }, 'clock-backwards'],
    ['clock.set', { now: 0 }, 'clock-backwards'],
    ['clock.set', { now: 1e300 }, 'clock-invalid'],
    ['clock.set', {}, 'clock-invalid'],
    ['clock.set', { mode: 'system', now: 1 }, 'clock-system'],
  ])('%s %o: %s', async (method, params, code) => {
    const before = JSON.stringify(t.tray.list());
    const answer = await call(method, params);
    expect(answer).toMatchObject({ error: { code: errorNumbers[code as keyof typeof errorNumbers], data: { code } } });
    // Each language alone in `data`; `message` is both, for whoever shows one line.
    const { message, data } = answer['error'] as { message: string; data: { ja: string; en: string } };
    expect(message).toBe(`${data.ja} / ${data.en}`);
    expect(data.ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
    expect(data.en).not.toMatch(/[ぁ-んァ-ヶ一-龠]/);
    expect(JSON.stringify(answer)).not.toMatch(/skth|ＳＫＴＨ|u001b/);
    expect(JSON.stringify(t.tray.list())).toBe(before);
  });
});

test('an error inside the desk is told as such, without its text', async () => {
  const broken = createAnswerer({
    tray: t.tray,
    exportStock() {
      throw new Error('key 00112233');
    },
    version: '1',
    timers,
  });
  const answer = await broken.answer('{"jsonrpc":"2.0","id":1,"method":"stock.export"}');
  expect(JSON.parse(answer ?? '')).toMatchObject({ error: { code: -32603, data: { code: 'internal-error' } } });
  expect(answer).not.toContain('00112233');
});

test('G6: no method takes a secret, and no answer gives one', async () => {
  const secrets = t.tray.serials().flatMap((serial) => {
    const device = t.tray.device(serial);
    return device !== undefined && 'secret' in device ? [Buffer.from(device.secret)] : [];
  });
  expect(secrets).toHaveLength(3);
  const everything: string[] = [JSON.stringify(t.events)];
  for (const method of Object.keys(methods)) {
    for (const params of [{}, { serial: 'SKTH00001' }, { serial: 'SKTS00001' }]) {
      everything.push((await answerer.answer(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))) ?? '');
    }
  }
  const forms = secrets.flatMap((secret) => [
    ...(['hex', 'base64', 'base64url', 'latin1'] as const).map((form) => secret.toString(form)),
    JSON.stringify([...secret]).slice(1, -1),
  ]);
  for (const text of everything) for (const form of forms) expect(text).not.toContain(form);
  const names = Object.values(methods).flatMap(({ params }) => Object.keys(params.shape));
  expect(names.filter((name) => /secret|seed|key/i.test(name))).toEqual([]);
});

test('rpc.discover is OpenRPC, with every method, its parameters and which of them are required', async () => {
  const { result } = (await call('rpc.discover')) as { result: { [key: string]: unknown } };
  expect(result).toMatchObject({ openrpc: '1.3.2', info: { version: '1.2.3' } });
  const described = result['methods'] as { name: string; params: { name: string; required: boolean }[] }[];
  expect(described.map(({ name }) => name)).toEqual(Object.keys(methods));
  const drift = described.find(({ name }) => name === 'tokens.drift');
  expect(drift?.params.map(({ name, required }) => [name, required])).toEqual([
    ['serial', true],
    ['ppm', false],
    ['offsetMs', false],
  ]);
});

test('error numbers are all different', () => {
  expect(new Set(Object.values(errorNumbers)).size).toBe(Object.keys(errorNumbers).length);
});

/** A generator that its printed seed brings back. */
function chance(seed: string): (below: number) => number {
  let state = createHash('sha256').update(seed).digest();
  let at = 0;
  return (below) => {
    if (at + 4 > state.length) {
      state = createHash('sha256').update(state).digest();
      at = 0;
    }
    at += 4;
    return state.readUInt32LE(at - 4) % below;
  };
}

const rounds = Number(process.env['ICHIDO_MUTATIONS'] ?? 10_000);
const mutationSeed = process.env['ICHIDO_MUTATION_SEED'] ?? String(randomInt(1e9));

test(`G5: ${rounds} mutated messages, seed ${mutationSeed}: each answered or a notification, no error inside, the tray intact`, async () => {
  const next = chance(mutationSeed);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)]!;
  const odd = [
    null,
    true,
    -1,
    1e308,
    0.1,
    '',
    '\u0000',
    '💣',
    [],
    {},
    ['SKTH00001'],
    { $gt: '' },
    '9'.repeat(3000),
    '\u202e',
  ];
  // What may well put a token into the tray is left out: a mutated serial can be a right one.
  const makesTokens = (name: string) => ['tokens.issue', 'tokens.adopt'].includes(name) || name.startsWith('apps.');
  const valid = (): { [key: string]: unknown } => ({
    jsonrpc: '2.0',
    id: next(9),
    method: pick(Object.keys(methods).filter((name) => !makesTokens(name))),
    params: pick([{}, { serial: 'SKTH00001' }, { serial: 'SKTH00001', percent: 100 }, { serial: 'SKTS00001', ppm: 1 }]),
  });
  const mutate = (): string => {
    const message = valid();
    const kind = next(6);
    if (kind === 0) message[pick(Object.keys(message))] = pick(odd);
    if (kind === 1) delete message[pick(Object.keys(message))];
    if (kind === 2) message['params'] = { [pick(['serial', '__proto__', 'percent', 'constructor', 'x'])]: pick(odd) };
    const text = JSON.stringify(kind === 3 ? Array.from({ length: next(4) }, valid) : message);
    if (kind === 4) return text.slice(0, next(text.length));
    if (kind === 5) {
      const at = next(text.length);
      return text.slice(0, at) + String.fromCharCode(next(256)) + text.slice(at + 1);
    }
    return text;
  };
  const serials = [...t.tray.serials()];
  for (let round = 0; round < rounds; round += 1) {
    const text = mutate();
    const answer = await answerer.answer(text);
    if (answer === undefined) continue;
    const parsed: unknown = JSON.parse(answer);
    for (const one of Array.isArray(parsed) ? parsed : [parsed]) {
      const { jsonrpc, error } = one as { jsonrpc?: unknown; error?: { code: number } };
      if (jsonrpc !== '2.0' || error?.code === -32603) expect.fail(`${text} was answered with ${answer}`);
    }
  }
  expect(t.tray.serials()).toEqual(serials);
  expect(Object.prototype).not.toHaveProperty('serial');
  const [first] = t.tray.list();
  expect(first?.serial).toBe('SKTH00001');
  expect((await call('clock.get')).result).toMatchObject({ mode: expect.any(String) });
}, 120_000);
