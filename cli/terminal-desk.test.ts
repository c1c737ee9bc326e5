/** Whole runs in a pseudo terminal: the command itself, with its servers, keys, mouse, signals and ends. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  cleanModes,
  ichido,
  modesOf,
  node,
  ownDesk,
  type PtyOptions,
  type PtyRun,
  removeStateHome,
  runInPty,
  stateHome,
} from '../scripts/pictures/test-pty.ts';

afterAll(removeStateHome);

// Each run waits more than it works, so some of them run beside each other.
const timeout = 60_000;
const concurrent = true;
const running: PtyRun[] = [];
afterAll(() => {
  for (const run of running.splice(0)) run.kill();
});

function start(args: readonly string[] = [], options: PtyOptions = {}): PtyRun {
  const run = runInPty(node, [...ichido, 'tui', ...ownDesk, ...args], options);
  running.push(run);
  return run;
}

/** The same, inside a shell that tells the terminal's settings before and after, and the exit code. */
function startInShell(args: readonly string[] = [], options: PtyOptions = {}): PtyRun {
  const command = [node, ...ichido, 'tui', ...ownDesk, ...args].map((word) => `'${word}'`).join(' ');
  const run = runInPty('/bin/sh', ['-c', `stty -g; ${command}; echo code=$?; stty -g`], options);
  running.push(run);
  return run;
}

/** The process that the shell waits for. */
const childOf = (pid: number): number =>
  Number(execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' }).trim());

async function expectClean(run: PtyRun, exitCode: number): Promise<void> {
  await run.exited;
  expect(modesOf(run)).toEqual(cleanModes);
  const [before, code, after] = run.rows().filter((line) => /^(code=|[0-9a-f]+:)/.test(line));
  expect(code).toBe(`code=${exitCode}`);
  expect(before).toMatch(/^[0-9a-f]+:/);
  expect(after).toBe(before);
  // The cursor is visible again and the title is the shell's.
  expect(run.bytes().lastIndexOf('\u001b[?25h')).toBeGreaterThan(run.bytes().lastIndexOf('\u001b[?25l'));
  expect(run.bytes().endsWith('\u001b[22;2t')).toBe(false);
  expect(run.bytes().split('\u001b[22;2t').length).toBe(run.bytes().split('\u001b[23;2t').length);
}

test('from the first frame to the end, by keys: press, copy, issue, Japanese typed in one burst, resize, quit', {
  timeout,
}, async () => {
  // Left by a desk that was killed; the pid is beyond what Linux gives out.
  const left = `${stateHome}/ichido/running/4194305.json`;
  mkdirSync(dirname(left), { recursive: true });
  writeFileSync(left, '{}');
  const run = startInShell();
  await run.until('ポータルを起動しています');
  await run.until(/http:\/\/127\.0\.0\.1:\d+/);
  await run.until('SKTH00001');
  if (process.platform === 'linux') expect(existsSync(left)).toBe(false);
  expect(modesOf(run)).toMatchObject({ screen: 'alternate', bracketedPasteMode: true, mouseTrackingMode: 'vt200' });
  run.type(' ');
  await run.until('①を押した → 点灯');
  await run.until(/残り[ 0-9]\d秒/);
  run.type('c');
  await run.until('コードをコピーしました');
  const code = /SKTH00001 {2}99% (\d{6})/.exec(run.text())?.[1] ?? '';
  expect(run.bytes()).toContain(`\u001b]52;c;${Buffer.from(code).toString('base64')}\u0007`);
  run.type('n\r');
  await run.until('SKTH00003 新しいトークンを発行');
  run.type('/日本語');
  await run.until('絞り込み: 日本語');
  run.type('\u001b');
  await run.until((text) => !text.includes('絞り込み'));
  run.resize(120, 40);
  await run.until('ご契約先ID');
  run.resize(30, 8);
  await run.until('画面が小さすぎます');
  run.resize(80, 24);
  await run.until('SKTH00003');
  // In memory, and something has happened: quitting asks.
  run.type('q');
  await run.until('失われます');
  run.type('y');
  await expectClean(run, 0);
});

test('by mouse alone: choose, press, menu, language, quit', { timeout, concurrent }, async () => {
  const run = start();
  await run.until('SKTH00002');
  run.clickOn('SKTH00002');
  await run.until('▸SKTH00002');
  run.clickOn('① 押す');
  await run.until('SKTH00002 ①を押した → 点灯');
  run.clickOn('Enter 操作');
  await run.until('操作 SKTH00002');
  run.clickOn('時計のずれを与える');
  await run.until('速さ ppm');
  run.clickOn('キャンセル');
  await run.until((text) => !text.includes('速さ ppm'));
  run.clickOn('Enter 操作');
  await run.until('操作 SKTH00002');
  run.clickOn('ソフトウェアトークン');
  await run.until('SKTS00002 新しいアプリを用意');
  run.clickOn('EN');
  await run.until('Tokens');
  run.clickOn('q quit');
  await run.until('Yes (y)');
  run.clickOn('Yes (y)');
  expect((await run.exited).exitCode).toBe(0);
});

describe.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s', (signal, exitCode) => {
  test(`ends it with ${exitCode} and a clean terminal`, { timeout, concurrent }, async () => {
    const run = startInShell();
    await run.until('SKTH00001');
    process.kill(childOf(run.pty.pid), signal);
    await expectClean(run, exitCode);
  });
});

test('a signal while the servers still start ends it as cleanly', { timeout, concurrent }, async () => {
  const run = startInShell();
  await run.until('ポータルを起動しています');
  process.kill(childOf(run.pty.pid), 'SIGTERM');
  await expectClean(run, 143);
});

test('Ctrl-C ends it with 130 as a signal would', { timeout, concurrent }, async () => {
  const run = startInShell();
  await run.until('SKTH00001');
  run.type('\u0003');
  await expectClean(run, 130);
});

test('a thrown error puts the terminal back, prints the stack and exits 1', { timeout, concurrent }, async () => {
  const run = startInShell([], {
    env: {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent("process.on('SIGUSR2',()=>{throw new Error('boom')})")}`,
    },
  });
  await run.until('SKTH00001');
  process.kill(childOf(run.pty.pid), 'SIGUSR2');
  await run.exited;
  expect(run.text()).toContain('Error: boom');
  expect(run.text()).toContain('予期しないエラー');
  await expectClean(run, 1);
});

test('Ctrl-Z gives the terminal to the shell, fg takes it back and draws everything', {
  timeout,
  concurrent,
}, async () => {
  const run = runInPty('bash', ['--norc', '--noprofile', '-i'], { env: { PS1: 'shell> ' } });
  running.push(run);
  await run.until('shell> ');
  run.type(`${[node, ...ichido, 'tui', ...ownDesk].join(' ')}\r`);
  await run.until('SKTH00002');
  for (let i = 0; i < 2; i++) {
    run.type('\u001a');
    await run.until(/Stopped|停止/);
    await run.until('shell> ');
    expect(modesOf(run)).toMatchObject({ ...cleanModes, bracketedPasteMode: expect.any(Boolean) });
    run.type('fg\r');
    await run.until('SKTH00002');
    expect(modesOf(run)).toMatchObject({ screen: 'alternate', mouseTrackingMode: 'vt200' });
    run.type(' ');
    await run.until(i === 0 ? '→ 点灯' : '消灯');
  }
  // Presses alone are nothing to lose: it does not ask.
  run.type('\u0003');
  await run.until(/shell> \s*$/);
  run.type('echo code=$?\r');
  await run.until('code=130');
});

test('a terminal that stands still stops nothing: 500 presses are answered, and afterwards the newest state is shown', {
  timeout,
}, async () => {
  const run = start();
  await run.until(/http:\/\/127\.0\.0\.1:\d+/);
  const address = addressOf(run.pty.pid);
  run.pty.pause();
  // The chosen token: every press redraws its whole display, some kilobytes that nobody takes.
  for (let i = 0; i < 500; i++) {
    const answer = await rpc(address, 'tokens.press', { serial: 'SKTH00001' });
    expect(answer).toHaveProperty('result');
  }
  const last = (await rpc(address, 'tokens.press', { serial: 'SKTH00001' })) as { result: { face: { text: string } } };
  run.pty.resume();
  await run.until(new RegExp(`SKTH00001 +\\d+% ${last.result.face.text}`));
});

test('SIGTERM ends it while its terminal stands still, with the state saved', { timeout }, async () => {
  const state = `${stateHome}/stands-still`;
  const run = start(['--state', state]);
  await run.until(/http:\/\/127\.0\.0\.1:\d+/);
  const address = JSON.parse(readFileSync(`${state}/desk.json`, 'utf8')) as Address;
  run.pty.pause();
  for (let i = 0; i < 100; i++) await rpc(address, 'tokens.press', { serial: 'SKTH00001' });
  process.kill(run.pty.pid, 'SIGTERM');
  // Nobody reads until it has ended.
  expect((await run.exited).exitCode).toBe(143);
  expect(existsSync(`${state}/desk.json`)).toBe(false);
});

interface Address {
  readonly control: string;
  readonly secret: string;
}

/** What a desk without a state folder leaves for those who look for it. */
const addressFile = (pid: number): string => `${stateHome}/ichido/running/${pid}.json`;

const addressOf = (pid: number): Address => JSON.parse(readFileSync(addressFile(pid), 'utf8')) as Address;

async function rpc(address: Address, method: string, params: object): Promise<object> {
  const response = await fetch(`${address.control}/rpc`, {
    method: 'POST',
    headers: { authorization: `Bearer ${address.secret}`, 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  return (await response.json()) as object;
}

test('attached to a desk elsewhere: what happens there is seen, what is pressed here happens there; nothing is lost by quitting', {
  timeout,
}, async () => {
  const host = start();
  await host.until(/http:\/\/127\.0\.0\.1:\d+/);
  const address = addressOf(host.pty.pid);
  const run = runInPty(node, [...ichido, 'tui', '--attach'], {
    env: { ICHIDO_DESK: addressFile(host.pty.pid) },
  });
  running.push(run);
  await run.until('接続中のデスク');
  await run.until('SKTH00002');
  await rpc(address, 'tokens.press', { serial: 'SKTH00002' });
  await run.until('SKTH00002 ①を押した → 点灯');
  run.type(' ');
  await host.until('SKTH00001 ①を押した → 点灯');
  await rpc(address, 'apps.install', {});
  await run.until('SKTS00002 新しいアプリを用意');
  for (const bytes of [run.bytes(), host.bytes()]) expect(bytes).not.toContain(address.secret);
  host.type('q');
  await host.until('失われます');
  host.type('y');
  await host.exited;
  await run.until('デスクとの接続が切れた');
  run.type('q');
  expect((await run.exited).exitCode).toBe(0);
});

test('attached to the desk of a state folder that is named on the command line', { timeout, concurrent }, async () => {
  const state = `${stateHome}/named`;
  const host = start(['--state', state]);
  await host.until(/http:\/\/127\.0\.0\.1:\d+/);
  const { portal } = JSON.parse(readFileSync(`${state}/desk.json`, 'utf8')) as { readonly portal: string };
  // Others run in memory at the same time: without the name it would be ambiguous, or one of them.
  const run = runInPty(node, [...ichido, 'tui', '--attach', '--state', state]);
  running.push(run);
  await run.until('接続中のデスク');
  await run.until(portal);
});

test('where ambiguous characters are wide it is noticed, and the lines become ASCII', {
  timeout,
  concurrent,
}, async () => {
  const run = start([], { wide: true });
  await run.until('+-------');
  await run.until('SKTH00001');
  expect(run.text()).not.toMatch(/[│─╭█]/);
  expect(run.rows().every((row) => row.length <= 80)).toBe(true);
});

test('NO_COLOR: no colour is sent, the chosen row is inverse', { timeout, concurrent }, async () => {
  const run = start(['--lang', 'en'], { env: { NO_COLOR: '1', TERM: 'screen-256color' } });
  await run.until('SKTH00001');
  run.type(' ');
  await run.until('pressed');
  expect(run.bytes()).not.toMatch(/\u001b\[[0-9;]*[34][0-9](;5;\d+)?[;m]/);
  expect(run.bytes()).toContain('\u001b[1;7m');
  run.type('\u0003\u0003');
  expect((await run.exited).exitCode).toBe(130);
});

test.each([
  ['a pipe for stdin', '"$0" "$@" </dev/null; echo "code=$?"', {}],
  ['a pipe for stdout', '{ "$0" "$@"; echo "code=$?"; } | cat', {}],
  ['TERM=dumb', '"$0" "$@"; echo "code=$?"', { TERM: 'dumb' }],
] as const)(
  'without a terminal (%s) it says so in both languages and exits 2',
  { timeout, concurrent },
  async (_, script, env) => {
    const run = runInPty('sh', ['-c', script, node, ...ichido, 'tui', ...ownDesk], { env });
    running.push(run);
    await run.exited;
    const text = run.text().replaceAll('\n', '');
    expect(text).toContain('画面を表示できる端末ではありません');
    expect(text).toContain('this is no terminal');
    expect(text).toContain('code=2');
    expect(run.bytes()).not.toContain('\u001b[?1049h');
  },
);

test('the handle by which output is made non-blocking is where this Node keeps it', () => {
  const probe = 'process.stdout.write(typeof process.stdout._handle?.setBlocking)';
  const run = runInPty(node, ['-e', probe]);
  running.push(run);
  return run.exited.then(() => expect(run.text()).toContain('function'));
});
