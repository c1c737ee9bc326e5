/**
 * Whatever can be set, moved or judged can be seen: each field of the state on the screen (without colours), in a command and in its
 * JSON. A field that is added to a shape is missing here until it stands here.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type RunningDesk, startDesk } from '../desk/start-desk.ts';
import { localWorld } from '../desk/world/local-world.ts';
import type { ClockState } from '../simulator/cell/clock.ts';
import type { TokenSummary } from '../simulator/device/face.ts';
import { gridText } from '../simulator/tui/draw/grid.ts';
import { theme } from '../simulator/tui/draw/theme.ts';
import { view } from '../simulator/tui/draw/view.ts';
import { createSession, type Session } from '../simulator/tui/shell/session.ts';
import { createModel } from '../simulator/tui/state/model.ts';
import type { Contract, Serial } from './plane/bank-lines.ts';
import { ichido } from './testing/test-command.ts';

type Seen = { readonly screen: string | RegExp; readonly command: string | RegExp };
type Table<Shape> = { readonly [field in keyof Required<Shape>]: Seen };

const demo = '12345678901';
const both = (what: string | RegExp): Seen => ({ screen: what, command: what });
const code = /SKTH00001 .*\b\d{6}\b/;

const token: Table<TokenSummary> = {
  serial: both('SKTH00001'),
  kind: { screen: /SKTS00001 .*app/, command: /SKTS00001 +phone-app/ },
  profile: both('shinkin-keyfob'),
  // A press costs some charge.
  battery: both(/SKTH00001 .*\b6%/),
  state: { screen: 'battery low', command: 'battery low' },
  clock: both('+2.5 s, +20 ppm'),
  face: both(code),
};
const clock: Table<ClockState> = {
  mode: { screen: 'shifted', command: 'offset' },
  now: both(/\b\d{2}:\d{2}:\d{2}/),
  offsetMs: both('+01:00:00'),
};
const contract: Table<Contract> = {
  contractId: both(demo),
  password: both('keiyaku01'),
  confirmationPin: both('kakunin01'),
  mode: { screen: 'all users share one token', command: 'shared: all users share one token' },
  users: both('法人 花子'),
  serial: { screen: /Serial SKTH00001/, command: 'serial: SKTH00001' },
  stopped: { screen: new RegExp(`${demo} stopped`), command: 'STOPPED' },
  policy: both(/lockLimit\D+7/),
};
const user: Table<Contract['users'][number]> = {
  userId: both('user02'),
  name: both('法人 花子'),
  password: both('riyou02'),
  confirmationPin: both('pin0002'),
  serial: both(/user01 .*SKTH00002/),
  stopped: { screen: /user03 stopped/, command: /user03 .*STOPPED/ },
};
const serial: Table<Serial> = {
  serial: both('SKTH00001'),
  contract: both(demo),
  users: both('user01'),
  lock: both('not locked'),
  driftSteps: { screen: 'learnt drift 0 steps', command: 'drift that the bank has learnt (steps): 0' },
};

let running: RunningDesk;
let session: Session;
let folder: string;

beforeEach(async () => {
  running = await startDesk({ seed: 1, now: Date.UTC(2026, 10, 22, 10, 3, 30) });
  folder = mkdtempSync(join(tmpdir(), 'ichido-fields-'));
  const { portalUrl: portal, controlUrl, secret } = running;
  const file = join(folder, 'desk.json');
  writeFileSync(file, JSON.stringify({ portal, control: controlUrl, secret, pid: process.pid }));
  vi.stubEnv('ICHIDO_DESK', file);
  vi.stubEnv('ICHIDO_LANG', 'en');
  const world = localWorld(running);
  const begin = createModel({ lang: 'en', cols: 200, rows: 50 });
  session = createSession({ begin, world, ui: () => 0, changed: () => {}, carryOut: () => {} });
  session.connect(world);
});
afterEach(async () => {
  session.stop();
  vi.unstubAllEnvs();
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const screen = (): string => gridText(view(session.model(), session.context(), theme(false)));

async function keys(...names: readonly string[]): Promise<void> {
  for (const key of names) session.dispatch({ type: 'input', token: { type: 'key', key, text: key } }, 'now');
  await session.idle();
}

function expectAll<Shape>(table: Table<Shape>, shown: string, said: string, json: object): void {
  for (const [field, seen] of Object.entries<Seen>(table)) {
    expect.soft(shown, `${field} on the screen`).toMatch(seen.screen);
    expect.soft(said, `${field} of the command`).toMatch(seen.command);
    expect.soft(json, `${field} in JSON`).toHaveProperty(field);
  }
}

const jsonOf = async (...words: readonly string[]) => JSON.parse((await ichido(...words, '--json')).out);

test('a token', async () => {
  running.tray.send({ type: 'setBattery', serial: 'SKTH00001', percent: 7 });
  await running.tray.press('SKTH00001');
  await ichido('clock', 'advance', '2s');
  await ichido('token', 'drift', 'SKTH00001', '--ppm', '20', '--offset-ms', '2500');
  expectAll(token, screen(), (await ichido('token', 'list')).out, await jsonOf('token', 'show', 'SKTH00001'));
});

test('the clock', async () => {
  await ichido('clock', 'set', '--mode', 'system');
  await ichido('clock', 'set', '--mode', 'offset');
  await ichido('clock', 'advance', '1h');
  expectAll(clock, screen(), (await ichido('clock')).out, await jsonOf('clock'));
});

test('a contract with its users, shared and individual, stopped and not', async () => {
  running.service.setUp(demo, { mode: 'shared', serial: 'SKTH00001' });
  for (let i = 0; i < 10; i++) running.service.act(demo, { type: 'adminLogin', password: `wrong123${i}` });
  await keys('i');
  expectAll(contract, screen(), (await ichido('bank', 'show')).out, await jsonOf('bank', 'show'));
  await ichido('bank', 'unlock');
  running.service.setUp(demo, { mode: 'individual', users: { user01: 'SKTH00002' } });
  for (let i = 0; i < 10; i++) running.service.act(demo, { type: 'userLogin', userId: 'user03', password: `no${i}` });
  const { users } = await jsonOf('bank', 'show');
  expectAll(user, screen(), (await ichido('bank', 'show')).out, users[0]);
});

test('a serial as the bank has it', async () => {
  running.service.setUp(demo, { mode: 'individual', users: { user01: 'SKTH00001' } });
  await keys('B', 'down', 'down', 'enter');
  expectAll(
    serial,
    screen(),
    (await ichido('bank', 'show', 'SKTH00001')).out,
    await jsonOf('bank', 'show', 'SKTH00001'),
  );
});
