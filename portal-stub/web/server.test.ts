/** The portal's door: half-open sockets, slow bodies, and requests that Node would answer by itself. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exchange, halfOpen } from '../../common/test-raw-socket.ts';
import { startTestPortal, type TestPortal, testSecret } from '../testing/test-portal.ts';
import { createVisitor } from '../testing/test-visitor.ts';

let portal: TestPortal;
let port: number;
beforeEach(async () => {
  portal = await startTestPortal();
  port = Number(new URL(portal.url).port);
});
afterEach(() => portal.close());

test.each([
  ['nothing', () => ''],
  ['half a header', () => 'GET / HTTP/1.1\r\nHost: '],
  [
    'one byte of a body',
    (cookie: string) =>
      `POST /admin/login HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n` +
      'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nc',
  ],
] as const)('600 half-open sockets that say %s are not kept, and others are answered', async (_what, first) => {
  const visitor = createVisitor(portal.url);
  await visitor.get('/admin/login');
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const sockets = await halfOpen(port, 600, first(cookie));
  const answers = await Promise.all([fetch(portal.url), portal.admin('health'), fetch(portal.url)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  const ended = await Promise.all(sockets.slice(0, 300).map(isEnded));
  expect(ended.every(Boolean)).toBe(true);
  for (const socket of sockets) socket.destroy();
});

/** With a deadline of its own; the portal's is later. */
function isEnded(socket: { closed: boolean; resume(): unknown; once(name: 'close', act: () => void): unknown }) {
  return new Promise<boolean>((resolve) => {
    if (socket.closed) return resolve(true);
    const deadline = setTimeout(() => resolve(false), 4_000);
    socket.once('close', () => {
      clearTimeout(deadline);
      resolve(true);
    });
    socket.resume();
  });
}

test('a stream of events is never among those that go', async () => {
  const events = await portal.admin('events');
  const reader = events.body?.getReader();
  const sockets = await halfOpen(port, 600, '');
  const made = portal.service.createContract({});
  let text = '';
  while (!text.includes('contract-added')) text += new TextDecoder().decode((await reader?.read())?.value);
  expect(made.ok).toBe(true);
  for (const socket of sockets) socket.destroy();
  await reader?.cancel();
});

test('a request without Host is refused with the headers of every answer', async () => {
  const answer = await exchange(port, 'GET / HTTP/1.1\r\n\r\n', /<\/html>/);
  expect(answer).toMatch(/^HTTP\/1.1 400 [\s\S]*Content-Security-Policy: /);
});

test('Expect: 100-continue with a length that is too large is refused without a body; others are asked to go on', async () => {
  const ask = (path: string, type: string, length: number) =>
    exchange(
      port,
      `POST /__admin/${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${testSecret}\r\n` +
        `Content-Type: ${type}\r\nContent-Length: ${length}\r\nExpect: 100-continue\r\n\r\n`,
      /\r\n\r\n/,
    );
  expect(await ask('contracts', 'application/json', 1024 * 1024)).toMatch(/^HTTP\/1.1 413 /);
  expect(await ask('contracts', 'application/json', 100)).toMatch(/^HTTP\/1.1 100 Continue\r\n/);
  expect(await ask('stock', 'application/xml', 1024 * 1024)).toMatch(/^HTTP\/1.1 100 Continue\r\n/);
});

test('415 names what would be taken', async () => {
  const say = async (path: string) => {
    const headers = { 'content-type': 'text/csv' };
    const answer = await portal.admin(path, { method: 'POST', body: 'x', headers });
    return [answer.status, await answer.text()];
  };
  expect(await say('contracts')).toEqual([415, expect.stringContaining('application/json')]);
  expect(await say('stock')).toEqual([415, expect.stringContaining('application/pskc+xml')]);
});
