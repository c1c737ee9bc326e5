import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TestLiveTray, testLiveTray } from '../../simulator/cell/test-live-tray.ts';
import { type ControlServer, startControlServer } from '../../simulator/control/server.ts';
import { realTimers } from '../../simulator/hid/talk/timers.ts';
import { ichido } from '../testing/test-command.ts';

const timers = realTimers(() => performance.now());

const secret = 'ZGVzay1zZWNyZXQtb2YtYS10ZXN0';
let t: TestLiveTray;
let server: ControlServer;
let folder: string;

beforeEach(async () => {
  t = testLiveTray();
  t.do({ type: 'issue', kind: 'hardware', count: 2 });
  t.do({ type: 'installApp' });
  server = await startControlServer({ tray: t.tray, secret, port: 0, exportStock: () => '', timers });
  folder = mkdtempSync(join(tmpdir(), 'ichido-token-'));
  const file = join(folder, 'desk.json');
  const control = server.url.replace('ws', 'http');
  writeFileSync(file, JSON.stringify({ portal: 'http://127.0.0.1:1', control, secret, pid: process.pid }));
  vi.stubEnv('ICHIDO_DESK', file);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await server.close();
  t.tray.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('token', () => {
  test('list and show: a table for people, the contract’s shape as JSON', async () => {
    vi.stubEnv('ICHIDO_LANG', 'en');
    const { out } = await ichido('token', 'list');
    expect(out.split('\n')[0]).toMatch(/^SERIAL +PROFILE +BATTERY +STATE +CLOCK +DISPLAY$/);
    expect(out).toMatch(/^SKTH00001 +shinkin-keyfob +100% +ok +right +-$/m);
    expect(out).toMatch(/^SKTS00001 +phone-app +- +ok +right +[0-9]{6}$/m);
    expect(JSON.parse((await ichido('token', 'list', '--json')).out)).toEqual(t.tray.list());
    expect(JSON.parse((await ichido('token', 'show', 'SKTH00002', '--json')).out)).toEqual(t.tray.summary('SKTH00002'));
  });

  test('list: in Japanese, its columns one under the other though the letters are wide', async () => {
    vi.stubEnv('ICHIDO_LANG', 'ja');
    const [head = '', first = ''] = (await ichido('token', 'list')).out.split('\n');
    expect(head).toBe('シリアル番号  機種            電池  状態  時計    表示');
    expect(first).toBe('SKTH00001     shinkin-keyfob  100%  正常  正しい  -');
  });

  test('press: the code alone on stdout; the second press says on stderr that it is dark', async () => {
    const first = await ichido('token', 'press', 'SKTH00001');
    expect(first).toEqual({ code: 0, out: expect.stringMatching(/^[0-9]{6}\n$/), err: '' });
    const second = await ichido('token', 'press', 'SKTH00001');
    expect(second).toMatchObject({ code: 0, out: '' });
    expect(second.err).toMatch(/表示されていません.*dark/s);
  });

  test('press with a low battery: the notice on stderr, the code on stdout', async () => {
    await ichido('token', 'battery', 'SKTH00001', '5');
    const pressed = await ichido('token', 'press', 'SKTH00001');
    expect(pressed.out).toMatch(/^[0-9]{6}\n$/);
    expect(pressed.err).toContain('bAtt 05');
  });

  test('code --wait-fresh: at once, then says that the clock stands, then another', async () => {
    const first = await ichido('token', 'code', 'SKTH00001', '--wait-fresh');
    expect(first.out).toMatch(/^[0-9]{6}\n$/);
    const stands = await ichido('token', 'code', 'SKTH00001', '--wait-fresh');
    expect(stands).toMatchObject({ code: 1, out: '' });
    expect(stands.err).toMatch(/時計が止まっています.*stands still/s);
    await ichido('clock', 'advance', '30s');
    expect((await ichido('token', 'code', 'SKTH00001', '--wait-fresh')).out).not.toBe(first.out);
  });

  test('issue, drift', async () => {
    expect((await ichido('token', 'issue', '--count', '2', '--profile', 'feitian-c200')).out).toBe(
      'SKTH00003\nSKTH00004\n',
    );
    expect((await ichido('token', 'issue', '--kind', 'software')).out).toBe('SKTS00002\n');
    expect((await ichido('token', 'drift', 'SKTH00003', '--ppm', '-12.5', '--offset-ms', '-40000')).code).toBe(0);
    expect(t.tray.device('SKTH00003')).toMatchObject({ clock: { driftPpm: -12.5, offsetMs: -40_000 } });
    expect((await ichido('token', 'show', 'SKTH00003')).out).toMatch(/-40 ?[s秒].*-12\.5 ppm/);
  });
});

test('a serial with a slip of the hand is asked about, and a clock that is to go back gets an answer', async () => {
  for (const typed of ['skth00002', 'ＳＫＴＨ０００02']) {
    const said = await ichido('token', 'show', typed);
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('did you mean SKTH00002?')]);
    expect(said.err).toContain('「SKTH00002」ではありませんか');
  }
  const back = await ichido('clock', 'advance', '-5s');
  expect([back.code, back.err]).toEqual([2, expect.stringMatching(/戻せません.*forwards only/s)]);
});

test('app: install, change-phone, backup, restore, uninstall', async () => {
  expect((await ichido('app', 'install')).out).toBe('SKTS00002\n');
  const { out: backup } = await ichido('app', 'backup', 'SKTS00001');
  expect((await ichido('app', 'change-phone', 'SKTS00001')).out).toBe('SKTS00003\n');
  expect((await ichido('app', 'restore', backup.trim())).out).toBe('SKTS00004\n');
  const file = join(folder, 'backup');
  writeFileSync(file, backup);
  expect((await ichido('app', 'restore', `@${file}`)).out).toBe('SKTS00005\n');
  expect(await ichido('app', 'uninstall', 'SKTS00001')).toMatchObject({ code: 0, out: '' });
  expect(t.tray.serials()).not.toContain('SKTS00001');
});

test('clock: get, set, advance', async () => {
  expect((await ichido('clock')).out).toBe('2026-11-22T09:00:00.000+09:00 manual\n');
  expect((await ichido('clock', 'advance', '1.5h')).out).toBe('2026-11-22T10:30:00.000+09:00 manual\n');
  expect((await ichido('clock', 'set', '2038-01-19T03:14:08Z')).out).toBe('2038-01-19T12:14:08.000+09:00 manual\n');
  expect(JSON.parse((await ichido('clock', 'get', '--json')).out)).toEqual(t.tray.clock.state());
});

test.each<[number, ...string[]]>([
  [1, 'token', 'press', 'SKTH99999'],
  [1, 'token', 'show', 'ＳＫＴＨ００００１'],
  [1, 'token', 'battery', 'SKTS00001', '5'],
  [1, 'token', 'issue', '--profile', 'no-such'],
  [2, 'token', 'drift', 'SKTH00001'],
  [1, 'app', 'change-phone', 'SKTH00001'],
  [1, 'app', 'restore', 'nonsense'],
  [1, 'app', 'restore', '@/no/such/file'],
  [1, 'clock', 'set', '2001-01-01T00:00:00Z'],
  [2, 'clock', 'set'],
  [2, 'token', 'press'],
  [2, 'token', 'battery', 'SKTH00001', '101'],
  [2, 'token', 'battery', 'SKTH00001', '５'],
  [2, 'token', 'drift', 'SKTH00001', '--ppm', 'fast'],
  [2, 'token', 'issue', '--count', '0'],
  [2, 'token', 'issue', '--kind', 'card'],
  [2, 'clock', 'set', 'tomorrow'],
  [2, 'clock', 'set', '--mode', 'fast'],
  [2, 'clock', 'advance', '-5s'],
  [2, 'clock', 'advance', '5 weeks'],
])('exit %d: ichido %s %s %s %s', async (code, ...argv) => {
  const before = JSON.stringify([t.tray.list(), t.tray.clock.state()]);
  const { code: got, out, err } = await ichido(...argv);
  expect(got).toBe(code);
  expect(out).toBe('');
  expect(err).toMatch(/[ぁ-んァ-ヶ一-龠]/);
  expect(err).toMatch(/[a-z]{3}/);
  expect(err).not.toContain(secret);
  expect(JSON.stringify([t.tray.list(), t.tray.clock.state()])).toBe(before);
});

test('no desk, a dead desk, a wrong secret: exit 1, said in both languages', async () => {
  await server.close();
  const dead = await ichido('token', 'list');
  expect(dead.code).toBe(1);
  expect(dead.err).toMatch(/接続できません.*nobody answers/s);
  vi.stubEnv('ICHIDO_DESK', join(folder, 'none.json'));
  expect((await ichido('token', 'list')).code).toBe(1);
});
