/**
 * `npm run deep -- half-open`: 10,000 half-open sockets at each door of a running desk, in each way of saying less than a
 * request, while its owner goes on calling: every call is answered within its deadline. `half-open.ts [SOCKETS]`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectControl } from '../../simulator/control/client.ts';
import { root } from '../gate/parts.ts';

const count = Number(process.argv[2] ?? 10_000);
/** Sockets that are being connected at once: more would wait in the backlog of the system, which is no door of ours. */
const atOnce = 200;
const deadlineMs = 5_000;

interface Desk {
  readonly portal: string;
  readonly control: string;
  readonly secret: string;
}

/** What each says; of a body that is longer only its first byte. */
const ways: { readonly [what: string]: (path: string, host: string) => string } = {
  nothing: () => '',
  'half a header': (path) => `POST ${path} HTTP/1.1\r\nHost: `,
  'one byte of a body': (path, host) =>
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\n{`,
};

const doors: {
  readonly [name: string]: {
    readonly url: (desk: Desk) => string;
    readonly path: string;
    readonly call: (desk: Desk) => Promise<void>;
  };
} = {
  portal: {
    url: ({ portal }) => portal,
    path: '/admin/login',
    async call({ portal, secret }) {
      await fetched(`${portal}/admin/login`, {});
      await fetched(`${portal}/__admin/health`, { authorization: `Bearer ${secret}` });
    },
  },
  control: {
    url: ({ control }) => control,
    path: '/rpc',
    async call({ control, secret }) {
      const client = await connectControl({ url: control, secret });
      await client.call('clock.get', {});
      await client.close();
    },
  },
};

/** Each on a socket of its own: one that was kept from an earlier call waits, and goes as the others do. */
async function fetched(url: string, headers: OutgoingHttpHeaders): Promise<void> {
  const request = get(url, { agent: false, headers, signal: AbortSignal.timeout(deadlineMs) });
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  for await (const _ of response);
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode}`);
}

async function startDesk(): Promise<{ readonly desk: Desk; readonly child: ChildProcess }> {
  const words = ['start', '--headless', '--state', ':memory:', '--portal-port', '0', '--control-port', '0'];
  const child = spawn(process.execPath, [join(root, 'cli/ichido.ts'), ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return { desk: JSON.parse(line) as Desk, child };
  }
  throw new Error('the desk ended before it was ready');
}

/** Connects one after the other, some at once, and leaves each as it is; resolves when all were connected once. */
async function leaveOpen(port: number, first: string, sockets: Set<Socket>): Promise<void> {
  let left = count;
  const some = async (): Promise<void> => {
    while (left-- > 0) {
      const socket = connect(port, '127.0.0.1');
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => sockets.delete(socket));
      socket.resume();
      await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined);
      socket.write(first);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, some));
}

async function attack(desk: Desk, door: keyof typeof doors, what: keyof typeof ways): Promise<boolean> {
  const { url, path, call } = doors[door]!;
  const { host, port } = new URL(url(desk));
  const sockets = new Set<Socket>();
  const opened = { all: false };
  const opening = leaveOpen(Number(port), ways[what]!(path, host), sockets).then(() => {
    opened.all = true;
  });
  const tooLate: string[] = [];
  let calls = 0;
  let slowestMs = 0;
  // While they come, and ten times more when all are there.
  for (let after = 0; after < 10; after += opened.all ? 1 : 0) {
    const startedAt = performance.now();
    const late = AbortSignal.timeout(deadlineMs);
    await Promise.race([call(desk), once(late, 'abort').then(() => Promise.reject(new Error('not answered')))]).catch(
      (error: unknown) => tooLate.push(String(error)),
    );
    calls += 1;
    slowestMs = Math.max(slowestMs, performance.now() - startedAt);
  }
  await opening;
  const kept = sockets.size;
  for (const socket of sockets) socket.destroy();
  const figures = `${calls - tooLate.length} of ${calls} calls answered, slowest ${slowestMs.toFixed(0)} ms`;
  process.stdout.write(`${door}, ${count} that say ${what}: ${figures}; ${kept} kept open\n`);
  for (const each of tooLate.slice(0, 5)) process.stdout.write(`  ${each}\n`);
  return tooLate.length === 0;
}

const { desk, child } = await startDesk();
let passed = 0;
let failed = 0;
try {
  for (const door of Object.keys(doors)) {
    for (const what of Object.keys(ways)) {
      if (await attack(desk, door, what)) passed += 1;
      else failed += 1;
    }
  }
} finally {
  child.kill('SIGTERM');
  await once(child, 'exit');
}
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;
