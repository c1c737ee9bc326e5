import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import type { Seal } from '../../common/seal.ts';
import { start, testLiveTray } from '../cell/test-live-tray.ts';
import { memoryStore } from './memory.ts';
import { sqliteStore } from './sqlite.ts';
import type { TrayStore } from './store.ts';

/** Not safe, but visibly not the plain bytes. */
const seal: Seal = {
  seal: (plain) => Buffer.from(plain.map((byte) => byte ^ 0x5a)).toString('hex'),
  open: (sealed) => new Uint8Array(Buffer.from(sealed, 'hex').map((byte) => byte ^ 0x5a)),
};

const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'ichido-store-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

/** Each opens the same store again and again. */
const stores: readonly [string, () => () => TrayStore][] = [
  [
    'memory',
    () => {
      const store = memoryStore();
      return () => ({ ...store, close() {} });
    },
  ],
  [
    'sqlite',
    () => {
      const path = join(folder(), 'tray.sqlite');
      return () => sqliteStore(path, seal);
    },
  ],
];

describe.each(stores)('%s', (_name, make) => {
  test('starts empty', () => {
    const store = make()();
    expect(store.load()).toEqual({ devices: [], gone: [], issued: { hardware: 0, software: 0 } });
    expect(store.loadClock()).toBeUndefined();
    store.close();
  });

  test('every kind of device comes back as it was, in its order', () => {
    const open = make();
    const { tray, do: act } = testLiveTray({ store: open() });
    act({ type: 'issue', kind: 'hardware', count: 4 });
    act({ type: 'installApp' });
    act({ type: 'changePhone', serial: 'SKTS00001' });
    act({ type: 'enroll', serial: 'SKTH00900', label: 'スロット2', reader: 'nitrokey-pro' });
    act({ type: 'press', serial: 'SKTH00002' });
    act({ type: 'setBattery', serial: 'SKTH00001', percent: 3 });
    act({ type: 'press', serial: 'SKTH00001' });
    act({ type: 'drift', serial: 'SKTH00003', ppm: -12.5, offsetMs: 40 });
    act({ type: 'fail', serial: 'SKTH00004', as: 'garbage' });
    act({ type: 'press', serial: 'SKTH00004' });
    const devices = tray.serials().map((serial) => tray.device(serial));
    tray.close();
    const again = open();
    expect(again.load().devices).toEqual(devices);
    expect(again.load().issued).toEqual({ hardware: 4, software: 2 });
    again.close();
  });

  test('uninstalled serials and the clock are kept', () => {
    const open = make();
    const { tray, do: act } = testLiveTray({ store: open() });
    act({ type: 'installApp' });
    act({ type: 'uninstallApp', serial: 'SKTS00001' });
    tray.close();
    const again = open();
    expect(again.load()).toEqual({ devices: [], gone: ['SKTS00001'], issued: { hardware: 0, software: 1 } });
    again.saveClock({ mode: 'offset', now: start, offsetMs: -5 });
    again.close();
    const last = open();
    expect(last.loadClock()).toEqual({ mode: 'offset', now: start, offsetMs: -5 });
    last.close();
  });
});

describe('sqlite', () => {
  test('files are 0600 whatever the umask, and none gives a secret away in any form', () => {
    const place = folder();
    const before = process.umask(0);
    try {
      const { tray, do: act } = testLiveTray({ store: sqliteStore(join(place, 'tray.sqlite'), seal) });
      act({ type: 'issue', kind: 'hardware' });
      const device = tray.device('SKTH00001');
      const secret = Buffer.from(device !== undefined && 'secret' in device ? device.secret : []);
      expect(secret).toHaveLength(20);
      for (const name of readdirSync(place)) {
        expect(statSync(join(place, name)).mode & 0o777, name).toBe(0o600);
        const bytes = readFileSync(join(place, name));
        for (const form of [secret, ...(['hex', 'base64', 'base64url'] as const).map((to) => secret.toString(to))]) {
          expect(bytes.includes(form), name).toBe(false);
        }
      }
      tray.close();
    } finally {
      process.umask(before);
    }
  });

  test('one press writes one row', () => {
    const path = join(folder(), 'tray.sqlite');
    const { tray, do: act } = testLiveTray({ store: sqliteStore(path, seal) });
    act({ type: 'issue', kind: 'hardware', count: 100 });
    const watcher = new DatabaseSync(path);
    watcher.exec(
      'CREATE TABLE touched (serial TEXT); CREATE TRIGGER t AFTER UPDATE ON device BEGIN INSERT INTO touched VALUES (NEW.serial); END',
    );
    act({ type: 'press', serial: 'SKTH00050' });
    expect(watcher.prepare('SELECT serial FROM touched').all()).toEqual([{ serial: 'SKTH00050' }]);
    watcher.close();
    tray.close();
  });

  test('a transaction that fails half-way leaves nothing', () => {
    const path = join(folder(), 'tray.sqlite');
    let sealed = 0;
    const failing: Seal = {
      ...seal,
      seal(plain) {
        sealed += 1;
        if (sealed === 3) throw new Error('no');
        return seal.seal(plain);
      },
    };
    const t = testLiveTray({ store: sqliteStore(path, failing) });
    expect(t.tray.send({ type: 'issue', kind: 'hardware', count: 5 })).toMatchObject({ ok: false });
    expect(t.tray.list()).toEqual([]);
    t.tray.close();
    const again = sqliteStore(path, seal);
    expect(again.load()).toEqual({ devices: [], gone: [], issued: { hardware: 0, software: 0 } });
    again.close();
  });

  test('a newer version, and a file that is no database, are refused and left alone', () => {
    const place = folder();
    const newer = join(place, 'newer.sqlite');
    const db = new DatabaseSync(newer);
    db.exec('PRAGMA user_version = 99');
    db.close();
    expect(() => sqliteStore(newer, seal)).toThrow(/99/);
    const odd = join(place, 'odd.sqlite');
    writeFileSync(odd, 'これはデータベースではありません。'.repeat(100));
    expect(() => sqliteStore(odd, seal)).toThrow();
    expect(readFileSync(odd, 'utf8')).toBe('これはデータベースではありません。'.repeat(100));
  });

  test('a file of the first version comes up to this one, a real token with its new source', () => {
    const path = join(folder(), 'tray.sqlite');
    const t = testLiveTray({ store: sqliteStore(path, seal) });
    t.do({ type: 'enroll', serial: 'SKTH00900', label: 'スロット2' });
    const devices = t.tray.serials().map((serial) => t.tray.device(serial));
    t.tray.close();
    const db = new DatabaseSync(path);
    db.exec(
      `UPDATE device SET body = replace(body, '"real"', '"outside"'); DROP TABLE intent; PRAGMA user_version = 1`,
    );
    db.close();
    const again = sqliteStore(path, seal);
    expect(again.load().devices).toEqual(devices);
    again.close();
  });

  test('synchronous FULL, WAL', () => {
    const path = join(folder(), 'tray.sqlite');
    const store = sqliteStore(path, seal);
    const other = new DatabaseSync(path);
    expect(other.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    other.close();
    store.close();
  });

  test('SIGKILL under load: every answered press is there, battery and all', async () => {
    const path = join(folder(), 'tray.sqlite');
    const key = randomBytes(1)[0];
    const script = `
      import { sqliteStore } from ${JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)};
      import { testLiveTray } from ${JSON.stringify(new URL('../cell/test-live-tray.ts', import.meta.url).href)};
      const seal = { seal: (p) => Buffer.from(p.map((b) => b ^ ${key})).toString('hex'), open: (s) => new Uint8Array(Buffer.from(s, 'hex').map((b) => b ^ ${key})) };
      const t = testLiveTray({ store: sqliteStore(${JSON.stringify(path)}, seal) });
      t.do({ type: 'issue', kind: 'hardware' });
      for (let n = 1; ; n += 1) { t.do({ type: 'press', serial: 'SKTH00001' }); process.stdout.write(n + '\\n'); }
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let answered = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      answered = Number(line);
      if (answered === 50) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    expect(answered).toBeGreaterThanOrEqual(50);
    const store = sqliteStore(path, {
      ...seal,
      open: (sealed) => new Uint8Array(Buffer.from(sealed, 'hex').map((byte) => byte ^ (key ?? 0))),
    });
    const [device] = store.load().devices;
    const spent = device?.source === 'hardware' ? 8000 - device.charge : -1;
    // The press after the last answered one may have been written before the kill; no more than that.
    expect([answered, answered + 1]).toContain(spent);
    store.close();
  });
});
