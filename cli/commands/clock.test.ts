/** `ichido clock` where a portal alone runs: it is found as a desk is, and its clock is moved by its control plane. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type RunningPortal, startPortal } from '../../desk/start-portal.ts';
import { announceRunning } from '../running.ts';
import { ichido } from '../testing/test-command.ts';

let folder: string;
let portal: RunningPortal;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ichido-clock-'));
  for (const name of Object.keys(process.env)) if (name.startsWith('ICHIDO_')) vi.stubEnv(name, '');
  for (const name of ['XDG_STATE_HOME', 'LOCALAPPDATA', 'HOME']) vi.stubEnv(name, folder);
  portal = await startPortal({ now: Date.UTC(2026, 3, 1), state: join(folder, 'state') });
});
afterEach(async () => {
  await portal.stop();
  vi.unstubAllEnvs();
  process.exitCode = 0;
  rmSync(folder, { recursive: true, force: true });
});

const ways: [string, () => () => void][] = [
  [
    'its ready file',
    () => {
      const file = join(folder, 'ready.json');
      writeFileSync(file, JSON.stringify({ ready: true, portal: portal.portalUrl, secret: portal.secret }));
      vi.stubEnv('ICHIDO_DESK', file);
      return () => {};
    },
  ],
  [
    'its state folder',
    () => {
      vi.stubEnv('ICHIDO_STATE', join(folder, 'state'));
      return () => {};
    },
  ],
  ['being the one that runs', () => announceRunning({ portal: portal.portalUrl, secret: portal.secret }, undefined)],
];

test.each(ways)('a portal alone is found by %s', async (_name, make) => {
  const undo = make();
  expect(await ichido('clock')).toEqual({ code: 0, out: '2026-04-01T09:00:00.000+09:00 manual\n', err: '' });
  expect((await ichido('clock', 'advance', '1.5h')).out).toBe('2026-04-01T10:30:00.000+09:00 manual\n');
  expect((await ichido('clock', 'set', '2026-04-02 09:00', '--json')).out).toBe(
    `${JSON.stringify({ mode: 'manual', now: Date.UTC(2026, 3, 2), offsetMs: 0 })}\n`,
  );
  expect(portal.clock.now()).toBe(Date.UTC(2026, 3, 2));
  undo();
});

test('what it refuses is said in both languages, and nothing moves', async () => {
  vi.stubEnv('ICHIDO_STATE', join(folder, 'state'));
  expect(await ichido('clock', 'set', '2001-01-01T00:00:00Z')).toMatchObject({
    code: 1,
    out: '',
    err: 'ichido: 時計を戻すことはできません。\nichido: the clock moves forwards only\n',
  });
  expect(portal.clock.now()).toBe(Date.UTC(2026, 3, 1));
});

test('what is asked of tokens needs a desk, and says so', async () => {
  vi.stubEnv('ICHIDO_STATE', join(folder, 'state'));
  const said = await ichido('token', 'list');
  expect(said).toMatchObject({ code: 1, out: '', err: expect.stringContaining('only a portal alone is running') });
  expect(said.err).toMatch(/^ichido: .*ポータルだけ.*トークンがありません/);
});

test('a portal that has gone is no stack', async () => {
  const undo = announceRunning({ portal: portal.portalUrl, secret: portal.secret }, undefined);
  await portal.stop();
  const said = await ichido('clock');
  expect(said).toMatchObject({ code: 1, out: '', err: expect.stringContaining('no answer from the portal') });
  expect(said.err).not.toMatch(/^ {4}at /m);
  undo();
});
