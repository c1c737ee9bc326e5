import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { start, type TestLiveTray, testLiveTray } from '../cell/test-live-tray.ts';
import { realTimers } from '../hid/talk/timers.ts';
import { type ControlClient, type ControlNotification, connectControl } from './client.ts';
import { type ControlServer, largestMessage, mostConnections, startControlServer } from './server.ts';

const timers = realTimers(() => performance.now());

const secret = 'c2VjcmV0LW9mLXRoaXMtcnVu';
let t: TestLiveTray;
let server: ControlServer;
const clients: ControlClient[] = [];

beforeEach(async () => {
  t = testLiveTray();
  t.do({ type: 'issue', kind: 'hardware', count: 2 });
  t.do({ type: 'installApp' });
  server = await startControlServer({ tray: t.tray, secret, port: 0, exportStock: () => '<KeyContainer/>', timers });
});
afterEach(async () => {
  await server.close();
  await Promise.all(clients.splice(0).map(({ closed }) => closed));
  t.tray.close();
});

const connected = async (): Promise<ControlClient> => {
  const client = await connectControl({ url: server.url, secret });
  clients.push(client);
  return client;
};
const bearer = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };

/** The status that the server answers an upgrade with: 101 when it opens. */
function upgrade(headers: Record<string, string>, protocols: string[] = [], path = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, protocols, { headers });
    socket.on('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      socket.terminate();
      resolve(response.statusCode ?? 0);
    });
    socket.on('error', (error) => reject(error));
  }).catch((error: Error) => {
    if (/closed before/.test(error.message)) return 0;
    throw error;
  }) as Promise<number>;
}

interface Answered {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

async function post(
  body: string,
  headers: Record<string, string> = bearer,
  path = '/rpc',
  method = 'POST',
): Promise<Answered> {
  const request = httpRequest({ port: server.port, host: '127.0.0.1', path, method, headers, agent: false });
  request.end(body);
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const part of response) text += part;
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

const call = (method: unknown, params?: unknown, id: unknown = 1): string =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });

describe('G1: loopback only', () => {
  test('127.0.0.1 answers, the machine’s other addresses do not', async () => {
    expect(server.url).toBe(`ws://127.0.0.1:${server.port}`);
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      const socket = connect(server.port, address);
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      expect(error.code).toBe('ECONNREFUSED');
    }
    expect((await post(call('clock.get'))).status).toBe(200);
  });

  test('a busy port is Node’s own error', async () => {
    const again = startControlServer({ tray: t.tray, secret, port: server.port, exportStock: () => '', timers });
    await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('G2: Host and Origin, exactly, before anything else', () => {
  const own = () => `127.0.0.1:${server.port}`;
  test.each<[string, () => Record<string, string>, number]>([
    ['no Origin', () => ({}), 101],
    ['own Origin', () => ({ origin: `http://${own()}` }), 101],
    ['own Origin by name', () => ({ origin: `http://localhost:${server.port}` }), 101],
    ['another site', () => ({ origin: 'https://example.com' }), 403],
    ['another port', () => ({ origin: 'http://127.0.0.1:1' }), 403],
    ['no port', () => ({ origin: 'http://127.0.0.1' }), 403],
    ['https', () => ({ origin: `https://${own()}` }), 403],
    ['a longer name', () => ({ origin: `http://127.0.0.1:${server.port}.example.com` }), 403],
    ['a user part', () => ({ origin: `http://${own()}@example.com` }), 403],
    ['null', () => ({ origin: 'null' }), 403],
    ['empty', () => ({ origin: '' }), 403],
    ['Host localhost', () => ({ host: `localhost:${server.port}` }), 101],
    ['Host [::1]', () => ({ host: `[::1]:${server.port}` }), 101],
    ['Host of a rebound name', () => ({ host: `rebound.example:${server.port}` }), 403],
    ['Host without port', () => ({ host: '127.0.0.1' }), 403],
    ['Host of another port', () => ({ host: '127.0.0.1:1' }), 403],
    ['Host 0.0.0.0', () => ({ host: `0.0.0.0:${server.port}` }), 403],
  ])('%s', async (_name, headers, status) => {
    expect(await upgrade({ ...bearer, ...headers() })).toBe(status);
    expect((await post(call('clock.get'), { ...bearer, ...headers() })).status).toBe(status === 101 ? 200 : status);
  });

  test('403 also without the secret: a foreign page learns nothing', async () => {
    expect(await upgrade({ origin: 'https://example.com' })).toBe(403);
  });
});

describe('G3: the secret', () => {
  test.each<[string, Record<string, string>, string[], number]>([
    ['none', {}, [], 401],
    ['wrong', { authorization: 'Bearer wrong' }, [], 401],
    ['a part', { authorization: `Bearer ${secret.slice(0, -1)}` }, [], 401],
    ['longer', { authorization: `Bearer ${secret}x` }, [], 401],
    ['Basic', { authorization: `Basic ${secret}` }, [], 401],
    ['bare', { authorization: secret }, [], 401],
    ['right', bearer, [], 101],
    ['as subprotocol', {}, ['ichido.v1', `bearer.${secret}`], 101],
    ['wrong subprotocol', {}, ['ichido.v1', 'bearer.wrong'], 401],
    ['no ichido.v1', {}, [`bearer.${secret}`], 401],
    ['ichido.v1 alone', {}, ['ichido.v1'], 401],
    [
      'a wrong header beside a right subprotocol',
      { authorization: 'Bearer wrong' },
      ['ichido.v1', `bearer.${secret}`],
      401,
    ],
  ])('%s', async (_name, headers, protocols, status) => {
    expect(await upgrade(headers, protocols)).toBe(status);
  });

  test('not in the address', async () => {
    expect(await upgrade({}, [], `/?secret=${secret}&access_token=${secret}`)).toBe(401);
    expect((await post(call('clock.get'), {}, `/rpc?secret=${secret}`)).status).toBe(401);
  });

  test('401 over HTTP is a problem document with a stable code', async () => {
    const { status, headers, text } = await post(call('clock.get'), { authorization: 'Bearer wrong' });
    expect(status).toBe(401);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(headers['www-authenticate']).toBe('Bearer');
    expect(JSON.parse(text)).toMatchObject({ status: 401, code: 'secret-refused' });
    expect(text).not.toContain('wrong');
  });

  test('the subprotocol answered is ichido.v1, never the bearer', async () => {
    const socket = new WebSocket(server.url, ['ichido.v1', `bearer.${secret}`]);
    await once(socket, 'open');
    expect(socket.protocol).toBe('ichido.v1');
    socket.terminate();
  });

  test('the client tells what was wrong', async () => {
    await expect(connectControl({ url: server.url, secret: 'wrong' })).rejects.toMatchObject({
      code: 'secret-refused',
    });
    const client = await connectControl({ url: server.url, secret });
    await expect(client.call('tokens.face', { serial: 'SKTH00999' })).rejects.toMatchObject({
      code: 'unknown-serial',
      text: {
        ja: expect.stringMatching(/^そのシリアル番号[^/]*$/),
        en: expect.stringMatching(/^no token of that serial/),
      },
    });
    await client.close();
    const { port } = server;
    await server.close();
    await expect(connectControl({ url: `http://127.0.0.1:${port}`, secret })).rejects.toMatchObject({
      code: 'unreachable',
    });
  });
});

describe('G4: sizes and readers', () => {
  const open = async (): Promise<WebSocket> => {
    const socket = new WebSocket(server.url, { headers: bearer });
    socket.on('error', () => {});
    await once(socket, 'open');
    return socket;
  };

  test('64 KiB is taken, one byte more is closed with 1009', async () => {
    const socket = await open();
    const message = call('clock.get', undefined, 7);
    socket.send(message + ' '.repeat(largestMessage - message.length));
    expect(JSON.parse(String((await once(socket, 'message'))[0]))).toMatchObject({ id: 7, result: { now: start } });
    socket.send(message + ' '.repeat(largestMessage - message.length + 1));
    expect((await once(socket, 'close'))[0]).toBe(1009);
    expect((await post(call('clock.get'))).status).toBe(200);
  });

  test('POST: one byte more is 413', async () => {
    expect((await post('x'.repeat(largestMessage + 1))).status).toBe(413);
    const chunked = { ...bearer, 'transfer-encoding': 'chunked' };
    expect((await post('x'.repeat(largestMessage + 1), chunked)).status).toBe(413);
    expect((await post(call('clock.get').padEnd(largestMessage))).status).toBe(200);
  });

  test('no compression is agreed', async () => {
    const socket = await open();
    expect(socket.extensions).toBe('');
    socket.terminate();
  });

  test('binary is closed with 1003, bad UTF-8 with 1007', async () => {
    const binary = await open();
    binary.send(Buffer.from(call('clock.get')));
    expect((await once(binary, 'close'))[0]).toBe(1003);
    const raw = await rawUpgrade();
    raw.write(clientFrame(0x81, Buffer.from([0xc3, 0x28])));
    expect(closeCode(await everything(raw))).toBe(1007);
  });

  test('a message in more pieces than anybody needs is closed', async () => {
    const raw = await rawUpgrade();
    raw.write(clientFrame(0x01, Buffer.from('{')));
    for (let piece = 0; piece < 300; piece += 1) raw.write(clientFrame(0x00, Buffer.from(' ')));
    expect(closeCode(await everything(raw))).toBe(1008);
  });

  test('an unmasked frame is closed with 1002', async () => {
    const raw = await rawUpgrade();
    raw.write(Buffer.from([0x81, 0x02, 0x7b, 0x7d]));
    expect(closeCode(await everything(raw))).toBe(1002);
  });

  test(`connection ${mostConnections + 1} gets 503, and after one has left the next gets in`, async () => {
    const held = await Promise.all(Array.from({ length: mostConnections }, open));
    expect(await upgrade(bearer)).toBe(503);
    held[0]?.close();
    await once(held[0]!, 'close');
    expect(await upgrade(bearer)).toBe(101);
    for (const socket of held) socket.terminate();
  });

  test('who does not read is cut, others go on', async () => {
    const slow = await open();
    const quick = await connected();
    slow.pause();
    // Each answer is some 60 KB; nobody reads them.
    t.do({ type: 'issue', kind: 'hardware', count: 400 });
    for (let asked = 0; asked < 400; asked += 1) slow.send(call('tokens.list'));
    const closed = once(slow, 'close');
    slow.send(call('tokens.list'));
    await quick.call('clock.get', {});
    // The server cuts; the paused client finds that out when it reads again.
    await expect.poll(async () => (await quick.call('clock.get', {})).now, { timeout: 5000 }).toBe(start);
    slow.resume();
    const [code] = await closed;
    expect(code).toBe(1006);
  });

  async function rawUpgrade(): Promise<Socket> {
    const socket = connect(server.port, '127.0.0.1');
    socket.write(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${secret}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
    );
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(String(head)).toMatch(/^HTTP\/1\.1 101 /);
    return socket;
  }
  function clientFrame(first: number, payload: Buffer): Buffer {
    return Buffer.concat([Buffer.from([first, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
  }
  async function everything(socket: Socket): Promise<Buffer> {
    const parts: Buffer[] = [];
    socket.on('error', () => {});
    socket.on('data', (part: Buffer) => parts.push(part));
    socket.on('end', () => socket.end());
    await once(socket, 'close');
    return Buffer.concat(parts);
  }
  function closeCode(bytes: Buffer): number {
    const at = bytes.indexOf(0x88);
    return at < 0 ? 0 : bytes.readUInt16BE(at + 2);
  }
});

describe('HTTP beside POST /rpc', () => {
  test.each([
    ['GET', '/rpc', 405],
    ['PUT', '/rpc', 405],
    ['POST', '/', 404],
    ['POST', '//', 404],
    ['POST', '/rpc/', 404],
    ['OPTIONS', '/rpc', 405],
  ])('%s %s is %d', async (method, path, status) => {
    expect((await post('', bearer, path, method)).status).toBe(status);
  });

  test.each(['/nowhere', '//', '/rpc/x'])('no socket at %s', async (path) => {
    expect(await upgrade(bearer, [], path)).toBe(404);
  });

  test('notifications alone: 204', async () => {
    expect(await post(JSON.stringify({ jsonrpc: '2.0', method: 'clock.get' }))).toMatchObject({
      status: 204,
      text: '',
    });
  });
});

test('what happens is told to every socket, also what happens by itself', async () => {
  const [one, two] = [await connected(), await connected()];
  const heard: ControlNotification[][] = [[], []];
  one.onNotification((notification) => heard[0]?.push(notification));
  two.onNotification((notification) => heard[1]?.push(notification));
  await one.call('tokens.setBattery', { serial: 'SKTH00001', percent: 5 });
  await one.call('tokens.press', { serial: 'SKTH00001' });
  await one.call('clock.advance', { advanceMs: 2000 });
  await one.call('clock.advance', { advanceMs: 30_000 });
  await one.call('apps.uninstall', { serial: 'SKTS00001' });
  await two.call('clock.get', {});
  const told = heard[0]?.map(({ method, params }) =>
    'face' in params ? `${method} ${params.serial} ${params.face.kind}` : method,
  );
  expect(told).toEqual([
    'token.changed SKTH00001 dark',
    'face.changed SKTH00001 battery',
    'clock.changed',
    'face.changed SKTH00001 code',
    'clock.changed',
    // The app's step ended 2 s before the display went dark.
    'face.changed SKTS00001 code',
    'face.changed SKTH00001 dark',
    'token.removed',
  ]);
  expect(heard[1]).toEqual(heard[0]);
});

test('who asks for silence hears answers and nothing else', async () => {
  const silent = await connectControl({ url: server.url, secret, silent: true });
  clients.push(silent);
  const listening = await connected();
  const heard: string[][] = [[], []];
  for (const [index, client] of [silent, listening].entries()) {
    client.onNotification(({ method }) => heard[index]?.push(method));
  }
  await silent.call('tokens.press', { serial: 'SKTH00001' });
  await listening.call('clock.get', {});
  await silent.call('clock.get', {});
  expect(heard).toEqual([[], ['face.changed']]);
});

test('G7: two controllers, a thousand presses each: the battery has paid for two thousand', async () => {
  const [one, two] = [await connected(), await connected()];
  const presses = (client: ControlClient) =>
    Promise.all(Array.from({ length: 1000 }, () => client.call('tokens.press', { serial: 'SKTH00002' })));
  await Promise.all([presses(one), presses(two)]);
  const device = t.tray.device('SKTH00002');
  expect(device?.source === 'hardware' && device.charge).toBe(8000 - 2000);
  expect((await one.call('tokens.list', {})).find(({ serial }) => serial === 'SKTH00002')?.battery).toBe(75);
});

test('closing ends every socket and every call that waits', async () => {
  const client = await connected();
  t.do({ type: 'enroll', serial: 'SKTH00900', label: 'real' });
  t.tray.onAsk(() => {});
  const waiting = client.call('tokens.press', { serial: 'SKTH00900' });
  const refused = expect(waiting).rejects.toMatchObject({ code: 'closed' });
  await client.call('clock.get', {});
  await server.close();
  await refused;
  await client.closed;
});
