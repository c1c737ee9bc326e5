/**
 * SIGKILL during the first start, issues, phone changes, imports, registrations and moves of the clock: nothing lost,
 * nothing half done, nothing on one side alone.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { demoContractId } from '../../portal-stub/service/demo.ts';
import { startDesk } from '../start-desk.ts';
import { openState } from './state-folder.ts';
import type { Answered } from './test-victim.ts';

/** `ICHIDO_KILLS=N`: as many, at points drawn anew. */
const kills = Number(process.env['ICHIDO_KILLS'] ?? 2);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-desk-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Said extends Required<Omit<Answered, 'registered'>> {
  readonly registered: readonly string[];
}

interface End {
  /** After so many lines. */
  readonly lines?: number;
  /** At an instant that nobody chose: between its own points, too. */
  readonly afterMs?: number;
}

/** Runs the victim until it is dead: at its point, or at an end from outside. */
async function kill(act: 'first' | 'tokens' | 'work', point: number, { lines, afterMs }: End = {}): Promise<Said> {
  const args = [join(import.meta.dirname, 'test-victim.ts'), folder, act, String(point)];
  const victim = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(victim, 'close');
  if (afterMs !== undefined) setTimeout(() => victim.kill('SIGKILL'), afterMs);
  const all: Answered[] = [];
  for await (const line of createInterface({ input: victim.stdout })) {
    all.push(JSON.parse(line) as Answered);
    if (all.length === lines) victim.kill('SIGKILL');
  }
  await closed;
  expect(victim.signalCode).toBe('SIGKILL');
  return {
    serials: all.flatMap(({ serials = [] }) => serials),
    now: all.findLast(({ now }) => now !== undefined)?.now ?? 0,
    imported: all.flatMap(({ imported = [] }) => imported),
    registered: all.flatMap(({ registered }) => registered ?? []),
  };
}

interface Found {
  /** Answered, and not there. */
  readonly lost: readonly string[];
  /** On one side alone, some of a file, or registered without its entry. */
  readonly half: readonly string[];
  /** Numbers that nothing has. */
  readonly burnt: readonly string[];
}

/** Starts again and looks at both sides. */
async function afterwards({ serials, now, imported, registered }: Said): Promise<Found> {
  const desk = await startDesk({ state: folder });
  const tray = [...desk.tray.serials()];
  const at = desk.clock.now();
  const entries = desk.service.history(demoContractId).map(({ newSerial }) => newSerial ?? '');
  const holds = desk.demo?.serial;
  await desk.stop();
  const db = new DatabaseSync(join(folder, 'portal.sqlite'));
  const stock = db
    .prepare('SELECT serial FROM keys')
    .all()
    .map(({ serial }) => String(serial));
  db.close();
  expect(at).toBeGreaterThanOrEqual(now);
  const files = Map.groupBy(stock.filter(isImported), (serial) =>
    Math.floor((Number(serial.slice(4)) - firstImported) / 3),
  );
  const own = stock.filter((serial) => !isImported(serial));
  const numbers = (kind: string) =>
    tray.filter((serial) => serial.startsWith(kind)).map((serial) => Number(serial.slice(4)));
  return {
    lost: [
      ...serials.filter((serial) => !tray.includes(serial)),
      ...imported.filter((serial) => !stock.includes(serial)),
      ...registered.filter((serial) => !entries.includes(serial)),
    ],
    half: [
      ...tray.filter((serial) => !stock.includes(serial)),
      ...own.filter((serial) => !tray.includes(serial)),
      ...[...files.values()].filter(({ length }) => length !== 3).flat(),
      ...(holds === entries.at(-1) ? [] : [`${holds} registered, ${entries.at(-1)} entered`]),
    ],
    burnt: ['SKTH', 'SKTS'].filter((kind) => Math.max(...numbers(kind)) !== numbers(kind).length),
  };
}
/** Files that are brought to the bank alone. */
const firstImported = 50_000;
const isImported = (serial: string): boolean => Number(serial.slice(4)) >= firstImported;
const whole = { lost: [], half: [], burnt: [] };

test.each([
  ['before the demo contract', 0],
  ['before the first tokens are stocked', 2],
  ['after the first tokens are stocked', 3],
  ['before the app is stocked', 4],
])(
  'a first start that is killed %s is made by the next one, with its app',
  { timeout: 30_000 },
  async (_name, point) => {
    const said = await kill('first', point);
    expect(await afterwards(said)).toEqual(whole);
    const desk = await startDesk({ state: folder });
    expect([...desk.tray.serials()]).toEqual(['SKTH00001', 'SKTH00002', 'SKTS00001']);
    await desk.stop();
  },
);

test.each([
  ['the manifest alone', ['version', 'keys.json']],
  ['no keys yet', ['keys.json']],
  ['its keys', []],
])('a first start that came as far as %s is made by the next one', async (_name, missing) => {
  (await openState(folder, undefined)).close();
  for (const name of missing) rmSync(join(folder, name));
  writeFileSync(join(folder, 'tray.sqlite'), '');
  const desk = await startDesk({ state: folder });
  expect(desk.tray.serials()).toHaveLength(3);
  await desk.stop();
});

test.each([
  ['before the stock takes an issue', 0],
  ['after the stock took an issue', 1],
  ['before the stock takes a new phone’s app', 4],
  ['after the stock took a new phone’s app', 5],
  ['before the stock takes a file', 6],
  ['after the stock took a file', 7],
  ['before a registration', 8],
  ['after a registration', 9],
])('killed %s: both sides have it or neither', { timeout: 30_000 }, async (_name, point) => {
  expect(await afterwards(await kill('work', point))).toEqual(whole);
});

test.each([
  ['before the stock takes the file', 2, 3],
  ['after the stock took the file', 3, 5],
])('--tokens, killed %s: both sides have them or neither', { timeout: 30_000 }, async (_name, point, tokens) => {
  await (await startDesk({ state: folder })).stop();
  expect(await afterwards(await kill('tokens', point))).toEqual(whole);
  const desk = await startDesk({ state: folder });
  expect(desk.tray.serials()).toHaveLength(tokens);
  await desk.stop();
});

test(`${kills} kills: of one desk at its points and between them, of first starts`, {
  timeout: kills * 30_000,
}, async () => {
  const home = folder;
  const one = join(home, 'one');
  const sum = { lost: 0, half: 0, burnt: 0 };
  let startMs = 1_000;
  for (let n = 0; n < kills; n += 1) {
    const draw = 1 + Math.floor(Math.random() * 60);
    folder = n % 4 === 3 ? join(home, `first-${n}`) : one;
    const startedAt = performance.now();
    let said: Said;
    if (n % 4 === 3) said = await kill('first', -1, { afterMs: Math.random() * startMs });
    else if (n % 4 === 1) said = await kill('work', -1, { lines: draw });
    else said = await kill(n % 4 === 0 ? 'work' : 'first', draw);
    // About as long as a start and a little work take on this machine today.
    if (n % 4 === 0) startMs = performance.now() - startedAt;
    const found = await afterwards(said);
    for (const kind of ['lost', 'half', 'burnt'] as const) sum[kind] += found[kind].length;
  }
  folder = home;
  expect(sum).toEqual({ lost: 0, half: 0, burnt: 0 });
});
