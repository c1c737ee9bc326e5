/**
 * How quick the TUI is, against the floor: the same model and view drawn by a plain differ without blessed, measured in
 * the same minutes, turn about. Figures are shown here and asserted nowhere: machines differ.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type IPty, spawn } from '@lydell/node-pty';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const quick = process.argv.includes('--quick');
const presses = quick ? 200 : 1000;
const size = { cols: 100, rows: 32 };

interface Side {
  readonly name: string;
  readonly args: readonly string[];
}
const floor: Side = { name: 'floor', args: [`${here}tui/floor.ts`] };
const app: Side = { name: 'tui', args: [`${here}tui/app.ts`] };
const command: Side = {
  name: 'ichido tui',
  args: [`${root}cli/ichido.ts`, 'tui', '--state', ':memory:', '--portal-port', '0', '--control-port', '0'],
};

interface Process {
  readonly pty: IPty;
  /** Resolves with the time of the last byte before `quietMs` of silence, and the bytes that came. */
  answer(quietMs: number): Promise<{ readonly at: number; readonly bytes: number }>;
  readonly startedAt: number;
}

function open(side: Side, env: { readonly [name: string]: string }): Process {
  const startedAt = performance.now();
  const pty = spawn(process.execPath, [...side.args], {
    ...size,
    name: 'xterm-256color',
    cwd: root,
    env: { ...process.env, LANG: 'C.UTF-8', ICHIDO_AMBIGUOUS: 'narrow', ...env } as { [name: string]: string },
  });
  let heard: (data: string) => void = () => {};
  pty.onData((data) => heard(data));
  return {
    pty,
    startedAt,
    answer(quietMs) {
      return new Promise((resolve) => {
        let at = 0;
        let bytes = 0;
        let timer: NodeJS.Timeout | undefined;
        heard = (data) => {
          at = performance.now();
          bytes += Buffer.byteLength(data);
          clearTimeout(timer);
          timer = setTimeout(() => resolve({ at, bytes }), quietMs);
        };
      });
    },
  };
}

const quantile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
};
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0).padStart(7);

interface Presses {
  readonly times: number[];
  bytes: number;
}

/** Presses both sides turn about, twenty at a time, so that whatever else the machine does falls on both. */
async function pressBoth(tokens: number): Promise<[Presses, Presses]> {
  const env = { BENCH_TOKENS: String(tokens) };
  const sides = [floor, app].map((side) => open(side, env));
  const results: [Presses, Presses] = [
    { times: [], bytes: 0 },
    { times: [], bytes: 0 },
  ];
  await Promise.all(sides.map((side) => side.answer(800)));
  for (let block = 0; block < presses / 20; block++) {
    for (const [index, side] of sides.entries()) {
      for (let i = 0; i < 20; i++) {
        const answer = side.answer(6);
        const pressedAt = performance.now();
        side.pty.write(' ');
        const { at, bytes } = await answer;
        // The first block warms both up.
        if (block > 0) {
          results[index]!.times.push(at - pressedAt);
          results[index]!.bytes += bytes;
        }
        await pause(3 + Math.random() * 6);
      }
    }
  }
  for (const side of sides) side.pty.kill('SIGKILL');
  return results;
}

/** From the start of the process to the first byte of its first frame (after the alternate screen's own). */
async function firstFrame(side: Side, tokens: number): Promise<number> {
  const running = open(side, { BENCH_TOKENS: String(tokens) });
  const at = await new Promise<number>((resolve) => {
    let all = '';
    running.pty.onData((data) => {
      all += data;
      // The title row of the first frame has come.
      if (all.includes('ichido  ')) resolve(performance.now());
    });
  });
  running.pty.kill('SIGKILL');
  return at - running.startedAt;
}

/** Percent of one core while a token is lit and the clock runs, over ten seconds. Linux only. */
async function idle(side: Side): Promise<number | undefined> {
  if (process.platform !== 'linux') return undefined;
  const running = open(side, { BENCH_TOKENS: '10', BENCH_CLOCK: 'runs' });
  await running.answer(300).then(() => {});
  running.pty.write(' ');
  const used = () => {
    const fields = readFileSync(`/proc/${running.pty.pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  };
  await pause(1000);
  const before = used();
  const seconds = quick ? 3 : 10;
  await pause(seconds * 1000);
  const spent = used() - before;
  running.pty.kill('SIGKILL');
  return (spent / (seconds * 1000)) * 100;
}

console.log(
  `${size.cols}×${size.rows}, ${presses - 20} presses a side, milliseconds from the key to the last byte of the new frame\n`,
);
console.log('tokens  side         p50      p99   bytes/press   p50 ratio   p99 ratio');
for (const tokens of [10, 10_000]) {
  const [ofFloor, ofApp] = await pressBoth(tokens);
  const line = (name: string, one: Presses, ratios: string) =>
    console.log(
      `${String(tokens).padStart(6)}  ${name.padEnd(8)} ${ms(quantile(one.times, 0.5))}  ${ms(quantile(one.times, 0.99))}  ${String(Math.round(one.bytes / one.times.length)).padStart(12)}${ratios}`,
    );
  line('floor', ofFloor, '');
  const ratio = (part: number) => (quantile(ofApp.times, part) / quantile(ofFloor.times, part)).toFixed(2).padStart(12);
  line('tui', ofApp, `${ratio(0.5)}${ratio(0.99)}`);
}

console.log('\nfirst frame, median of runs, milliseconds from the start of the process');
const rounds = quick ? 3 : 11;
const firsts = new Map<string, number[]>([floor, app, command].map((side) => [side.name, []]));
for (let i = 0; i < rounds; i++) {
  for (const side of [floor, app, command]) firsts.get(side.name)!.push(await firstFrame(side, 10));
}
const base = quantile(firsts.get('floor')!, 0.5);
for (const [name, times] of firsts) {
  const median = quantile(times, 0.5);
  console.log(`${name.padEnd(12)} ${ms(median)}   ratio ${(median / base).toFixed(2)}`);
}

console.log('\nCPU while a token is lit, drawn ten times a second');
for (const side of [floor, app]) {
  const percent = await idle(side);
  console.log(
    `${side.name.padEnd(12)} ${percent === undefined ? 'not measured here' : `${percent.toFixed(1)} % of a core`}`,
  );
}

console.log('\nheap after frames, in this order, megabytes');
spawnSync(process.execPath, ['--expose-gc', `${here}tui/memory.ts`, ...(quick ? ['6000'] : [])], { stdio: 'inherit' });
process.exit(0);
