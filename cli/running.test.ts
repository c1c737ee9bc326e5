/** What desks that were killed left in the user's state folder, and who clears it away. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makePrivateFolder } from '../desk/state/private-file.ts';
import { userStateFolder } from '../desk/state/user-state.ts';
import { announceRunning } from './running.ts';

let home: string;
let folder: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ichido-running-'));
  for (const name of ['XDG_STATE_HOME', 'LOCALAPPDATA', 'HOME']) vi.stubEnv(name, home);
  folder = join(userStateFolder(), 'running');
  makePrivateFolder(folder);
  // Beyond what Linux gives out, and one that lives.
  for (const name of ['4194305.json', `${process.ppid}.json`, 'no-pid.json']) writeFileSync(join(folder, name), '{}');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});
const address = { portal: 'http://127.0.0.1:1', control: 'http://127.0.0.1:2', secret: 's' };

test('the next desk takes away what dead ones left, and nobody else’s', () => {
  const undo = announceRunning(address, undefined);
  expect(readdirSync(folder).sort()).toEqual([`${process.pid}.json`, `${process.ppid}.json`].sort());
  const own = join(folder, `${process.pid}.json`);
  expect(JSON.parse(readFileSync(own, 'utf8'))).toEqual({ ...address, pid: process.pid });
  expect(statSync(own).mode & 0o777).toBe(0o600);
  undo();
  expect(readdirSync(folder)).toEqual([`${process.ppid}.json`]);
});

test('one with a state of its own too; its address stands in that state', () => {
  const undo = announceRunning(address, '/state');
  expect(readdirSync(folder)).toEqual([`${process.ppid}.json`]);
  undo();
});
