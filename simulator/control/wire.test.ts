/** What comes over the wire of the control server and is no plain call: half-open sockets, odd upgrades, odd messages. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exchange, halfOpen } from '../../common/test-raw-socket.ts';
import { requestDeadlines } from '../../common/waiting-sockets.ts';
import { type TestLiveTray, testLiveTray } from '../cell/test-live-tray.ts';
import { realTimers } from '../hid/talk/timers.ts';
import { type Answerer, createAnswerer } from './answer.ts';
import { type ControlServer, largestMessage, startControlServer } from './server.ts';

const timers = realTimers(() => performance.now());

const secret = 'c2VjcmV0LW9mLXRoaXMtcnVu';
let t: TestLiveTray;
let server: ControlServer;
let answerer: Answerer;
beforeEach(async () => {
  t = testLiveTray();
  t.do({ type: 'issue', kind: 'hardware', count: 5 });
  const options = { tray: t.tray, exportStock: () => '<KeyContainer/>', timers };
  server = await startControlServer({ ...options, secret, port: 0, timers });
  answerer = createAnswerer({ ...options, version: '1', timers });
});
afterEach(async () => {
  await server.close();
  t.tray.close();
});

const json = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
const post = (body: string, headers: Record<string, string> = json) =>
  fetch(`http://127.0.0.1:${server.port}/rpc`, { method: 'POST', body, headers });
const listing = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tokens.list' });
const answerTo = async (text: string) => JSON.parse((await answerer.answer(text)) ?? 'null') as unknown;

test.each([
  ['nothing', ''],
  ['half a header', 'POST /rpc HTTP/1.1\r\nHost: '],
  ['half a body without the secret', 'POST /rpc HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\n{'],
])('300 half-open sockets that say %s: the owner is answered', async (_what, first) => {
  const sockets = await halfOpen(server.port, 300, first);
  expect((await post(listing)).status).toBe(200);
  for (const socket of sockets) socket.destroy();
});

test('the first deadline is short, and looked at in time', () => {
  const { headersTimeout, requestTimeout, connectionsCheckingInterval } = requestDeadlines;
  expect(headersTimeout + connectionsCheckingInterval).toBeLessThanOrEqual(6_000);
  expect(requestTimeout + connectionsCheckingInterval).toBeLessThanOrEqual(16_000);
});

test.each(['7', '14'])('WebSocket version %s: 426, with those that are spoken', async (version) => {
  const answer = await exchange(
    server.port,
    `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${secret}\r\nConnection: Upgrade\r\n` +
      `Upgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: ${version}\r\n\r\n`,
    /\r\n\r\n/,
  );
  expect(answer).toMatch(/^HTTP\/1.1 426 Upgrade Required\r\n/);
  expect(answer).toContain('Sec-WebSocket-Version: 13, 8\r\n');
});

test('another type than application/json: 415, which names it', async () => {
  const answer = await post(listing, { ...json, 'content-type': 'text/plain' });
  expect([answer.status, await answer.text()]).toEqual([415, expect.stringContaining('application/json')]);
});

test('Expect: 100-continue with a length that is too large is refused without a body; others are asked to go on', async () => {
  const ask = (length: number) =>
    exchange(
      server.port,
      `POST /rpc HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${secret}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`,
      /\r\n\r\n/,
    );
  expect(await ask(largestMessage + 1)).toMatch(/^HTTP\/1.1 413 /);
  expect(await ask(largestMessage)).toMatch(/^HTTP\/1.1 100 Continue\r\n/);
});

test('a request without Host is refused with our headers', async () => {
  const answer = await exchange(server.port, 'GET /rpc HTTP/1.1\r\n\r\n', /host-refused/);
  expect(answer).toMatch(/^HTTP\/1.1 403 [\s\S]*cache-control: no-store/);
});

test.each(['9007199254740993', '-9007199254740993', '1e300'])(
  'id %s would come back as another, and is refused',
  async (id) => {
    expect(await answerTo(`{"jsonrpc":"2.0","id":${id},"method":"clock.get"}`)).toMatchObject({
      id: null,
      error: { data: { code: 'invalid-request' } },
    });
  },
);

test('the largest id that is kept comes back unchanged', async () => {
  expect(await answerer.answer('{"jsonrpc":"2.0","id":9007199254740991,"method":"clock.get"}')).toContain(
    '"id":9007199254740991,',
  );
});

test.each([
  '{"jsonrpc":"2.0","id":1,"result":[]}',
  '{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":""}}',
  '[{"jsonrpc":"2.0","id":1,"result":0}]',
])('a response is not answered: %s', async (text) => {
  expect(await answerer.answer(text)).toBeUndefined();
});

test('a byte order mark is no error', async () => {
  expect((await post(`\uFEFF${listing}`)).status).toBe(200);
  expect(await answerTo(`\uFEFF${listing}`)).toHaveProperty('result');
});

test('params: [] is none; where some are wanted it is invalid', async () => {
  const call = (method: string, params: unknown) => answerTo(JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }));
  expect(await call('clock.get', [])).toHaveProperty('result');
  expect(await call('tokens.face', [])).toHaveProperty('error.data.code', 'invalid-params');
  expect(await call('clock.get', [1])).toHaveProperty('error.data.code', 'invalid-params');
});

test('tokens.list filters, and pages after a serial', async () => {
  const list = async (params: object) => {
    const answer = await answerTo(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tokens.list', params }));
    return (answer as { result: { serial: string }[] }).result.map(({ serial }) => serial);
  };
  t.do({ type: 'installApp' });
  const all = await list({});
  expect(all).toHaveLength(6);
  expect([...(await list({ kind: 'hardware' })), ...(await list({ kind: 'software' }))]).toEqual(all);
  expect(await list({ state: 'failed' })).toEqual([]);
  expect(await list({ limit: 2 })).toEqual(all.slice(0, 2));
  expect(await list({ after: all[1], limit: 2 })).toEqual(all.slice(2, 4));
  expect(await list({ after: all[5] })).toEqual([]);
  const nowhere = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tokens.list', params: { after: 'SKTH99999' } });
  expect(await answerTo(nowhere)).toHaveProperty('error.data.code', 'unknown-serial');
});
