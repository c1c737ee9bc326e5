import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findDesk, findPortal } from './find-desk.ts';

let home: string;
let environment: NodeJS.ProcessEnv;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ichido-find-'));
  environment = { XDG_STATE_HOME: home, LOCALAPPDATA: home };
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** A pid that nobody has: beyond what Linux gives out. */
const deadPid = 4_194_305;

function portal(file: string, port: number, pid: number | undefined = process.pid, more: object = {}): string {
  const path = join(home, file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, JSON.stringify({ portal: `http://127.0.0.1:${port}`, secret: 's', pid, ...more }));
  return path;
}

const desk = (file: string, port: number, pid?: number): string =>
  portal(file, port, pid, { control: `http://127.0.0.1:${port + 1}` });

test.skipIf(process.platform === 'darwin')('the state folder’s desk, then the one that runs in memory', () => {
  expect(() => findDesk(environment)).toThrow('no running desk');
  desk('ichido/running/1.json', 3000);
  expect(findDesk(environment).portal).toBe('http://127.0.0.1:3000');
  desk('ichido/desk.json', 1000);
  expect(findDesk(environment).portal).toBe('http://127.0.0.1:1000');
});

test.skipIf(process.platform === 'darwin')('a dead desk is not found; two in memory must be told apart', () => {
  desk('ichido/desk.json', 1000, deadPid);
  desk('ichido/running/1.json', 2000, deadPid);
  expect(() => findDesk(environment)).toThrow('no running desk');
  desk('ichido/running/2.json', 3000);
  desk('ichido/running/3.json', 4000);
  expect(() => findDesk(environment)).toThrow('more than one');
  expect(() => findDesk(environment)).toThrow('3001');
});

test.skipIf(process.platform === 'darwin')('a portal alone is no desk, and hides none', () => {
  portal('ichido/running/1.json', 2000);
  expect(findPortal(environment)).toMatchObject({ portal: 'http://127.0.0.1:2000', control: undefined });
  expect(() => findDesk(environment)).toThrow('only a portal alone is running (http://127.0.0.1:2000)');
  desk('ichido/running/2.json', 3000);
  expect(findDesk(environment).portal).toBe('http://127.0.0.1:3000');
  expect(() => findPortal(environment)).toThrow('http://127.0.0.1:2000');
  portal('ichido/desk.json', 4000);
  expect(findPortal(environment).portal).toBe('http://127.0.0.1:4000');
  expect(findDesk(environment).portal).toBe('http://127.0.0.1:3000');
});

test('ICHIDO_DESK beats all, ICHIDO_STATE names a folder', () => {
  desk('ichido/desk.json', 1000);
  expect(findDesk({ ...environment, ICHIDO_DESK: desk('named.json', 5000) }).control).toBe('http://127.0.0.1:5001');
  desk('elsewhere/desk.json', 6000);
  expect(findDesk({ ...environment, ICHIDO_STATE: join(home, 'elsewhere') }).portal).toBe('http://127.0.0.1:6000');
});

test('a named file that is none is told, not passed over', () => {
  writeFileSync(join(home, 'bad.json'), '{"portal":1}');
  for (const name of ['bad.json', 'missing.json']) {
    expect(() => findDesk({ ...environment, ICHIDO_DESK: join(home, name) })).toThrow("can't be read");
  }
});
