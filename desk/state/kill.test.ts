/** SIGKILL during the first start, issues, phone changes and moves of the clock: nothing lost, nothing on one side alone. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDesk } from '../start-desk.ts';
import { openState } from './state-folder.ts';

/** `ICHIDO_KILLS=N`: as many, at points drawn anew. */
const kills = Number(process.env['ICHIDO_KILLS'] ?? 2);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-desk-kill-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly serials: readonly string[];
  readonly now: number;
}

/** Runs the victim until it is dead: at its point, or after so many lines. */
async function kill(act: 'first' | 'work', point: number, lines = Number.POSITIVE_INFINITY): Promise<Said> {
  const args = [join(import.meta.dirname, 'test-victim.ts'), folder, act, String(point)];
  const victim = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(victim, 'close');
  const serials: string[] = [];
  let now = 0;
  let count = 0;
  for await (const line of createInterface({ input: victim.stdout })) {
    const said = JSON.parse(line) as Partial<Said>;
    serials.push(...(said.serials ?? []));
    now = said.now ?? now;
    count += 1;
    if (count >= lines) victim.kill('SIGKILL');
  }
  await closed;
  expect(victim.signalCode).toBe('SIGKILL');
  return { serials, now };
}

/** Starts again and looks at both sides. */
async function afterwards({ serials, now }: Said): Promise<{ lost: string[]; half: string[]; burnt: string[] }> {
  const desk = await startDesk({ state: folder });
  const tray = [...desk.tray.serials()];
  const at = desk.clock.now();
  await desk.stop();
  const db = new DatabaseSync(join(folder, 'portal.sqlite'));
  const stock = db
    .prepare('SELECT serial FROM keys')
    .all()
    .map(({ serial }) => String(serial));
  db.close();
  expect(at).toBeGreaterThanOrEqual(now);
  const numbers = (kind: string) =>
    tray.filter((serial) => serial.startsWith(kind)).map((serial) => Number(serial.slice(4)));
  return {
    lost: serials.filter((serial) => !tray.includes(serial)),
    half: [...tray.filter((serial) => !stock.includes(serial)), ...stock.filter((serial) => !tray.includes(serial))],
    burnt: ['SKTH', 'SKTS'].filter((kind) => Math.max(...numbers(kind)) !== numbers(kind).length),
  };
}
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
])('killed %s: both sides have it or neither', { timeout: 30_000 }, async (_name, point) => {
  expect(await afterwards(await kill('work', point))).toEqual(whole);
});

test(`${kills} kills of one desk`, { timeout: kills * 30_000 }, async () => {
  const sum = { lost: 0, half: 0, burnt: 0 };
  for (let n = 0; n < kills; n += 1) {
    const byPoint = n % 2 === 0;
    const draw = 1 + Math.floor(Math.random() * 40);
    const found = await afterwards(await kill('work', byPoint ? draw : -1, byPoint ? undefined : draw));
    for (const kind of ['lost', 'half', 'burnt'] as const) sum[kind] += found[kind].length;
  }
  expect(sum).toEqual({ lost: 0, half: 0, burnt: 0 });
});
