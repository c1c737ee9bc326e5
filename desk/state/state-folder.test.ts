import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDesk } from '../start-desk.ts';
import { createSeal } from './seal.ts';
import { openState } from './state-folder.ts';

let home: string;
let others: ChildProcess[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ichido-state-'));
});
afterEach(() => {
  for (const other of others) other.kill('SIGKILL');
  others = [];
  rmSync(home, { recursive: true, force: true });
});

/** A whole state, as a desk leaves it. */
async function wholeState(folder: string, seed?: number): Promise<void> {
  await (await startDesk({ state: folder, seed })).stop();
}

const modeOf = (file: string) => statSync(file).mode & 0o777;
const stateModule = new URL('./state-folder.ts', import.meta.url).href;
const databaseModule = new URL('../../common/private-database.ts', import.meta.url).href;

/** Another process that opens the state, says so, and stays until it is killed. */
async function otherDesk(folder: string): Promise<ChildProcess> {
  const code = `const { openState } = await import(${JSON.stringify(stateModule)});
    await openState(${JSON.stringify(folder)}, undefined); console.log('open'); setInterval(() => {}, 1e6);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  others.push(child);
  await once(child.stdout, 'data');
  return child;
}

describe('modes', () => {
  for (const umask of ['000', '022', '777']) {
    test(`umask ${umask}: folder 0700, every file 0600`, () => {
      const folder = join(home, 'deep', 'state');
      mkdirSync(join(home, 'deep'));
      const code = `process.umask(0o${umask}); const { openState } = await import(${JSON.stringify(stateModule)});
        const state = await openState(${JSON.stringify(folder)}, undefined);
        const { openPrivateDatabase } = await import(${JSON.stringify(databaseModule)});
        openPrivateDatabase(state.database('tray'), () => {}).close();
        state.writeDesk({ portal: '', control: '', secret: '', pid: 1 });`;
      const child = spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
      expect(child.stderr).toBe('');
      expect(modeOf(folder)).toBe(0o700);
      const names = readdirSync(folder).sort();
      expect(names).toEqual(['desk.json', 'keys.json', 'lock', 'lock.pid', 'manifest.json', 'tray.sqlite', 'version']);
      for (const name of names) expect([name, modeOf(join(folder, name))]).toEqual([name, 0o600]);
    });
  }
});

describe('one desk per state', () => {
  test('a second process is refused and told the pid; after SIGKILL the next one gets it', async () => {
    const folder = join(home, 'state');
    const other = await otherDesk(folder);
    await expect(openState(folder, undefined)).rejects.toThrow(`pid ${other.pid}`);
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(existsSync(join(folder, 'lock.pid'))).toBe(true);
    const state = await openState(folder, undefined);
    expect(Number(readFileSync(join(folder, 'lock.pid'), 'utf8'))).toBe(process.pid);
    state.close();
  });

  test('the same process is refused too, and close gives it back', async () => {
    const first = await openState(home, undefined);
    await expect(openState(home, undefined)).rejects.toThrow(`pid ${process.pid}`);
    first.close();
    (await openState(home, undefined)).close();
  });

  test('a stale pid file that names a living process locks nobody out', async () => {
    (await openState(home, undefined)).close();
    writeFileSync(join(home, 'lock.pid'), `${process.ppid}\n`);
    (await openState(home, undefined)).close();
  });
});

describe('keys', () => {
  test('are made once a state and stay', async () => {
    await wholeState(home);
    const first = await openState(home, undefined);
    const sealed = first.seal.seal(Buffer.from('secret'));
    first.close();
    const second = await openState(home, undefined);
    expect(second.runSeed).toEqual(first.runSeed);
    expect(second.pskcKey).toEqual(first.pskcKey);
    expect(Buffer.from(second.seal.open(sealed)).toString()).toBe('secret');
    second.close();
  });

  test('the same seed number gives the same run seed, but keys of its own; another number is refused', async () => {
    const one = await openState(join(home, 'one'), 7);
    const two = await openState(':memory:', 7);
    expect(two.runSeed).toEqual(one.runSeed);
    expect(two.pskcKey).not.toEqual(one.pskcKey);
    one.close();
    await wholeState(join(home, 'one'), 7);
    await expect(openState(join(home, 'one'), 8)).rejects.toThrow('--seed');
    (await openState(join(home, 'one'), 7)).close();
  });

  test('a lost key file is told, never replaced', async () => {
    await wholeState(home);
    rmSync(join(home, 'keys.json'));
    await expect(openState(home, undefined)).rejects.toThrow('keys.json');
    expect(existsSync(join(home, 'keys.json'))).toBe(false);
  });
});

describe('folders that are not ours', () => {
  test('a folder with other files is refused and left as it was', async () => {
    writeFileSync(join(home, 'thesis.txt'), 'x');
    chmodSync(home, 0o755);
    await expect(openState(home, undefined)).rejects.toThrow('other files');
    expect(modeOf(home)).toBe(0o755);
    expect(readdirSync(home)).toEqual(['thesis.txt']);
  });

  test('a file in its place is refused', async () => {
    const file = join(home, 'state');
    writeFileSync(file, '');
    await expect(openState(file, undefined)).rejects.toThrow('not a folder');
    await expect(openState(join(file, 'below'), undefined)).rejects.toThrow("can't be used");
  });

  // In a process of its own: when this is wrong, it never ends.
  test.skipIf(process.platform !== 'linux')('a place where nothing can be made is refused', () => {
    const code = `const { openState } = await import(${JSON.stringify(stateModule)});
      await openState('/proc/ichido/state', undefined).catch((error) => console.log(error.name, error.message));`;
    const options = { encoding: 'utf8', timeout: 10_000, killSignal: 'SIGKILL' } as const;
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], options);
    expect(stdout).toMatch(/^DeskError .*\/proc\/ichido\/state.*ENOENT/);
  });

  test('a newer version is refused', async () => {
    await wholeState(home);
    writeFileSync(join(home, 'version'), '99\n');
    await expect(openState(home, undefined)).rejects.toThrow('99');
  });
});

describe('seal', () => {
  const key = new Uint8Array(32).fill(1);

  test('a fingerprint is the same for the same bytes under the same key only, and is no plain hash', () => {
    const plain = Buffer.from('secret');
    const { fingerprint } = createSeal(key);
    expect(fingerprint(plain)).toBe(createSeal(key).fingerprint(plain));
    expect(fingerprint(plain)).not.toBe(fingerprint(Buffer.from('other')));
    expect(fingerprint(plain)).not.toBe(createSeal(new Uint8Array(32)).fingerprint(plain));
  });
  test('the sealed text differs each time and opens to the same bytes', () => {
    const { seal, open } = createSeal(key);
    const plain = Uint8Array.from([0, 1, 255]);
    expect(seal(plain)).not.toBe(seal(plain));
    expect(open(seal(plain))).toEqual(plain);
    expect(open(seal(new Uint8Array()))).toEqual(new Uint8Array());
  });

  test('another key, a changed character, a cut text: refused', () => {
    const { seal, open } = createSeal(key);
    const sealed = seal(Buffer.from('secret'));
    expect(() => createSeal(new Uint8Array(32)).open(sealed)).toThrow();
    for (let at = 3; at < sealed.length - 1; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      expect(() => open(changed)).toThrow();
    }
    for (const bad of ['', 'g1.', 'secret', sealed.slice(0, 20), sealed.slice(3)]) expect(() => open(bad)).toThrow();
  });
});
