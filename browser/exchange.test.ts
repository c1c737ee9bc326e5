import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { exchange } from './exchange.ts';

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
});
async function serve(answer: Parameters<typeof createServer>[1]): Promise<string> {
  server = createServer(answer ?? (() => {}));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('one connection serves many, and a body arrives whole in its own letters', async () => {
  const ports = new Set<number | undefined>();
  const origin = await serve(async (request, response) => {
    ports.add(request.socket.remotePort);
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    response.writeHead(303, { 'set-cookie': ['a=1', 'b=2'], location: '/next' });
    response.end(`${request.method} ${request.headers['content-length']} ${body}`);
  });
  for (let times = 0; times < 3; times += 1) {
    const answer = await exchange(`${origin}/`, { method: 'POST', body: '利用者', deadlineMs: 5000 });
    expect(answer).toMatchObject({ status: 303, text: 'POST 9 利用者' });
    expect(answer.headers).toMatchObject({ location: '/next', 'set-cookie': ['a=1', 'b=2'] });
  }
  expect(ports.size).toBe(1);
});

test('who never answers is left, by name and without the query', async () => {
  const origin = await serve(() => {});
  await expect(exchange(`${origin}/way?pin=x`, { method: 'GET', deadlineMs: 20 })).rejects.toThrow(
    'GET /way: no answer in time',
  );
});
