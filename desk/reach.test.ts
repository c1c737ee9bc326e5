/** A desk that others may reach: its pages by the names that were told, its control plane never unless told apart. */
import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { atHome, type Reach } from '../common/reach.ts';
import { type RunningDesk, startDesk } from './start-desk.ts';

let desk: RunningDesk;
const start = async (reach?: Partial<Reach>) => {
  desk = await startDesk({ seed: 1, reach: reach === undefined ? undefined : { ...atHome, ...reach } });
};
afterEach(() => desk.stop());

interface Answer {
  readonly status: number;
  readonly cookie: string;
  readonly text: string;
}

function ask(
  base: string,
  path: string,
  host: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<Answer> {
  const { port } = new URL(base);
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        path,
        method: body === undefined ? 'GET' : 'POST',
        headers: { host: host.replace('PORT', port), ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, cookie: response.headers['set-cookie']?.join() ?? '', text }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const page = (host: string, headers?: Record<string, string>) => ask(desk.portalUrl, '/admin/login', host, headers);
const bearer = () => ({ authorization: `Bearer ${desk.secret}` });
const admin = (host: string, headers: Record<string, string> = {}) =>
  ask(desk.portalUrl, '/__admin/health', host, { ...bearer(), ...headers });
const rpc = (host: string, headers: Record<string, string> = {}) =>
  ask(
    desk.controlUrl,
    '/rpc',
    host,
    { ...bearer(), 'content-type': 'application/json', ...headers },
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tokens.list' }),
  );
const statuses = async (...answers: Promise<Answer>[]) => (await Promise.all(answers)).map(({ status }) => status);

test('off by default: no other name is answered', async () => {
  await start();
  expect(
    await statuses(
      page('127.0.0.1:PORT'),
      page('desk.example:PORT'),
      admin('desk.example:PORT'),
      rpc('desk.example:PORT'),
    ),
  ).toEqual([200, 421, 421, 403]);
});

test('an outer Host: pages by an allowed name, the control plane 403 by every outer name', async () => {
  await start({ names: ['desk.example'] });
  expect(await statuses(page('desk.example:PORT'), page('other.example:PORT'))).toEqual([200, 421]);
  expect(await statuses(admin('127.0.0.1:PORT'), rpc('127.0.0.1:PORT'))).toEqual([200, 200]);
  for (const host of ['desk.example:PORT', 'other.example:PORT'])
    expect(await statuses(admin(host), rpc(host)), host).toEqual([403, 403]);
});

test.each(['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded', 'x-real-ip', 'via'])(
  'a forwarding header (%s): pages answer, the control plane is 403 though all comes from loopback',
  async (header) => {
    await start({ trustProxy: true, names: ['desk.example'] });
    const forwarded = { [header]: header === 'x-forwarded-host' ? 'desk.example' : '192.0.2.9' };
    expect(await statuses(page('127.0.0.1:PORT', forwarded))).toEqual([200]);
    expect(await statuses(admin('127.0.0.1:PORT', forwarded), rpc('127.0.0.1:PORT', forwarded))).toEqual([403, 403]);
    expect(await statuses(admin('127.0.0.1:PORT'), rpc('127.0.0.1:PORT'))).toEqual([200, 200]);
  },
);

test('--control-host tells it apart', async () => {
  await start({ trustProxy: true, names: ['desk.example'], controlNames: ['control.example'] });
  const forwarded = { 'x-forwarded-host': 'control.example', 'x-forwarded-for': '192.0.2.9' };
  expect(await statuses(admin('127.0.0.1:PORT', forwarded), rpc('127.0.0.1:PORT', forwarded))).toEqual([200, 200]);
  expect(await statuses(admin('desk.example'), rpc('desk.example'))).toEqual([403, 403]);
  // The secret is asked for all the same.
  expect(await statuses(admin('127.0.0.1:PORT', { ...forwarded, authorization: 'Bearer x' }))).toEqual([401]);
});

test('behind TLS: Secure cookies, and the Origin of the name that the browser sees', async () => {
  await start({ trustProxy: true, names: ['desk.example'] });
  const { cookie } = await page('desk.example');
  expect(cookie).toMatch(/^__Host-ichido-session=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  const post = (origin: string) =>
    ask(
      desk.portalUrl,
      '/admin/login',
      'desk.example',
      { origin, cookie, 'content-type': 'application/x-www-form-urlencoded' },
      '',
    );
  const foreign = async (origin: string) => (await post(origin)).text.includes('他のサイト');
  expect(await foreign('https://other.example')).toBe(true);
  expect(await foreign('http://desk.example')).toBe(true);
  expect(await foreign('https://desk.example')).toBe(false);
});
