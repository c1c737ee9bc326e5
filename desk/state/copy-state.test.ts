import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type RunningDesk, startDesk } from '../start-desk.ts';
import { checkState } from './check-state.ts';
import { copyState } from './copy-state.ts';

let home: string;
let folder: string;
let copy: string;
let desk: RunningDesk | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ichido-copy-'));
  folder = join(home, 'state');
  copy = join(home, 'copy');
});
afterEach(async () => {
  await desk?.stop();
  rmSync(home, { recursive: true, force: true });
});
const start = async (state: string): Promise<RunningDesk> => {
  await desk?.stop();
  desk = await startDesk({ state });
  return desk;
};

test('a running desk’s backup is private, whole, and goes on where the desk was', async () => {
  const running = await start(folder);
  running.tray.send({ type: 'installApp' });
  running.clock.change({ mode: 'manual' });
  running.clock.change({ advanceMs: 86_400_000 });
  const now = running.clock.now();
  const list = running.tray.list();
  copyState(folder, copy);
  expect(statSync(copy).mode & 0o777).toBe(0o700);
  expect(readdirSync(copy).sort()).toEqual(['keys.json', 'manifest.json', 'portal.sqlite', 'tray.sqlite', 'version']);
  for (const name of readdirSync(copy)) expect([name, statSync(join(copy, name)).mode & 0o777]).toEqual([name, 0o600]);
  expect(readdirSync(home).sort()).toEqual(['copy', 'state']);
  expect(running.tray.send({ type: 'installApp' })).toMatchObject({ ok: true });
  const again = await start(copy);
  expect(again.tray.list()).toEqual(list);
  expect(again.clock.now()).toBe(now);
  expect(again.tray.serials().every((serial) => again.service.serial(serial) !== undefined)).toBe(true);
});

test('never onto what is there, be it an empty folder', async () => {
  await start(folder);
  mkdirSync(copy);
  expect(() => copyState(folder, copy)).toThrow(copy);
  expect(readdirSync(copy)).toEqual([]);
  expect(() => copyState(folder, join(folder, 'keys.json'))).toThrow('keys.json');
});

test('what is spoilt is not copied, and no half copy stays', async () => {
  await (await start(folder)).stop();
  writeFileSync(join(folder, 'portal.sqlite'), '');
  expect(() => copyState(folder, copy)).toThrow('portal.sqlite');
  expect(() => copyState(join(home, 'nothing'), copy)).toThrow('nothing');
  expect(readdirSync(home)).toEqual(['state']);
});

test('restore makes a state whole that lacks manifest and version only', async () => {
  const list = (await start(folder)).tray.list();
  await desk?.stop();
  for (const name of ['manifest.json', 'version']) rmSync(join(folder, name));
  expect(() => copyState(folder, copy)).toThrow('manifest.json');
  copyState(folder, copy, { withoutManifest: true });
  expect((await start(copy)).tray.list()).toEqual(list);
});

test('a check counts what is there, of a running desk too, and changes nothing', async () => {
  await start(folder);
  const keys = readFileSync(join(folder, 'keys.json'));
  expect(checkState(folder)).toEqual({ folder, tokens: 3, stocked: 3, contracts: 1, unstocked: [] });
  expect(readFileSync(join(folder, 'keys.json'))).toEqual(keys);
  await desk?.stop();
  rmSync(join(folder, 'keys.json'));
  expect(() => checkState(folder)).toThrow('keys.json');
  expect(() => checkState(join(home, 'nothing'))).toThrow('holds no state');
});
