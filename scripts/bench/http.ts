/**
 * `npm run bench -- http`: a form that is opened and sent, with one durable commit, beside bare Express and SQLite with
 * synchronous=FULL. Each side is a process of its own; blocks of pairs are measured in turn, so that a busy minute of the
 * machine falls on both. Figures are shown here and asserted nowhere: machines differ.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const warmUp = 120;
const pairs = process.argv.includes('--quick') ? 120 : 600;
const block = 20;
const agent = new Agent({ keepAlive: true });

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly cookies: readonly string[];
  readonly location: string | undefined;
}

interface Side {
  readonly name: string;
  /** Opens the form and sends it. */
  readonly pair: (count: number) => Promise<void>;
  readonly gets: number[];
  readonly posts: number[];
}

function ask(url: string, cookie = '', fields?: { readonly [name: string]: string }): Promise<Answer> {
  const body = fields === undefined ? undefined : new URLSearchParams(fields).toString();
  const { origin } = new URL(url);
  return new Promise((resolve, reject) => {
    const headers = {
      ...(cookie === '' ? {} : { cookie }),
      ...(body === undefined
        ? {}
        : { origin, 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
    };
    const asked = request(url, { agent, method: body === undefined ? 'GET' : 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(chunks).toString('utf8'),
          cookies: (response.headers['set-cookie'] ?? []).map((line) => line.split(';')[0] ?? ''),
          location: response.headers.location,
        }),
      );
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Starts a server whose first line is JSON with its address. */
async function start(args: readonly string[]): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = spawn(process.execPath, [...args], { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout! })) {
    if (line.startsWith('{')) return { child, ready: JSON.parse(line) as Ready };
  }
  throw new Error(`${args.join(' ')} gave no address`);
}

interface Ready {
  readonly portal: string;
  readonly contract: { readonly contractId: string; readonly password: string; readonly confirmationPin: string };
}

const hidden = (text: string): { [name: string]: string } =>
  Object.fromEntries(
    [...text.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([input]) => [
      /name="([^"]*)"/.exec(input)?.[1] ?? '',
      /value="([^"]*)"/.exec(input)?.[1] ?? '',
    ]),
  );

async function timed<T>(times: number[], act: () => Promise<T>): Promise<T> {
  const before = performance.now();
  const answer = await act();
  times.push(performance.now() - before);
  return answer;
}

/** 利用者情報変更, by an administrator who has logged on. */
async function ours({ portal, contract }: Ready): Promise<{ side: Side; bytes: number }> {
  const entrance = await ask(`${portal}/admin/login`);
  const login = { contractId: contract.contractId, password: contract.password, ...hidden(entrance.text) };
  const entered = await ask(`${portal}/admin/login`, entrance.cookies.join('; '), login);
  const cookie = entered.cookies.join('; ');
  const form = `${portal}/admin/users/edit?user=user01`;
  const { text } = await ask(form, cookie);
  const [gets, posts]: number[][] = [[], []];
  const pair = async (count: number): Promise<void> => {
    const opened = await timed(gets!, () => ask(form, cookie));
    const fields = { ...hidden(opened.text), name: `法人 ${count}`, pin: contract.confirmationPin };
    const { status, text: done } = await timed(posts!, () => ask(form, cookie, fields));
    if (status !== 200 || !done.includes('完了')) throw new Error(`利用者情報変更: HTTP ${status}`);
  };
  return { side: { name: 'ichido', pair, gets: gets!, posts: posts! }, bytes: Buffer.byteLength(text) };
}

function bare({ portal }: Ready): Side {
  const [gets, posts]: number[][] = [[], []];
  const pair = async (count: number): Promise<void> => {
    await timed(gets!, () => ask(`${portal}/form`));
    await timed(posts!, () => ask(`${portal}/form`, '', { csrf: '0', name: `法人 ${count}`, pin: 'x' }));
  };
  return { name: 'bare', pair, gets: gets!, posts: posts! };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const state = mkdtempSync(join(tmpdir(), 'ichido-bench-http-'));
const children: ChildProcess[] = [];
try {
  const command = ['start', '--headless', '--state', join(state, 'desk'), '--portal-port', '0', '--control-port', '0'];
  const desk = await start([join(root, 'cli', 'ichido.ts'), ...command]);
  children.push(desk.child);
  const { side, bytes } = await ours(desk.ready);
  const floor = await start([join(here, 'http', 'floor.ts'), String(bytes)]);
  children.push(floor.child);
  const sides = [bare(floor.ready), side];
  for (const { pair } of sides) for (let count = 0; count < warmUp; count++) await pair(count);
  for (const { gets, posts } of sides) gets.length = posts.length = 0;
  for (let done = 0; done < pairs; done += block) {
    for (const { pair } of sides) for (let count = 0; count < block; count++) await pair(done + count);
  }
  console.log(
    `${pairs} pairs a side after ${warmUp} of warm-up, milliseconds, medians in turn; a page of ${bytes} bytes\n`,
  );
  console.log('| side | GET | POST | pair |');
  console.log('| --- | ---: | ---: | ---: |');
  const both = ({ gets, posts }: Side): number => median(gets.map((get, at) => get + (posts[at] ?? 0)));
  for (const each of sides) {
    const figures = [median(each.gets), median(each.posts), both(each)].map((value) => value.toFixed(2));
    console.log(`| ${each.name} | ${figures.join(' | ')} |`);
  }
  const [first, second] = sides.map(both);
  console.log(
    `\nichido does ${(first! / second!).toFixed(2)} of the pairs that the bare server does (aim: at least 0.75)`,
  );
} finally {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all(children.map((child) => new Promise((resolve) => child.once('exit', resolve))));
  rmSync(state, { recursive: true, force: true });
  agent.destroy();
}
