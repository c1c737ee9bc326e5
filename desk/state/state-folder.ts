/**
 * The state of a desk on disk: one folder of mode 0700 with 0600 files and a version.
 *   version     which shape the folder has; written last, so that a folder without it is only half made
 *   keys.json   the only file that gives secrets away: run seed, PSKC key, the key under which secrets are sealed
 *   desk.json   URLs, secret and pid, while a desk runs
 *   lock, lock.pid; tray.sqlite (devices and clock) and portal.sqlite
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SearchableSeal } from '../../common/seal.ts';
import { DeskError } from '../desk-error.ts';
import { makePrivateFolder, writePrivateFile } from './private-file.ts';
import { createSeal } from './seal.ts';
import { lockState } from './state-lock.ts';

export interface DeskAddressFile {
  readonly portal: string;
  readonly control: string;
  readonly secret: string;
  readonly pid: number;
}

export interface State {
  /** Absolute path; undefined in memory. */
  readonly folder: string | undefined;
  /** From which serials' secrets are derived: made once a state. */
  readonly runSeed: Uint8Array;
  /** Under which issued tokens travel to the portal's stock; 32 bytes. */
  readonly pskcKey: Uint8Array;
  readonly seal: SearchableSeal;
  /** Where a store keeps its database: a file that the store makes with mode 0600, or `:memory:`. */
  database(name: 'tray' | 'portal'): string;
  writeDesk(address: DeskAddressFile): void;
  /** Takes desk.json away and gives the lock back. */
  close(): void;
}

const currentVersion = 1;

/**
 * Opens or makes the state. `folder` is a path or `:memory:`.
 * `seed` is the person's `--seed`; a state that was made with another one refuses it, because serials go on.
 * Throws `DeskError` when another desk has the folder, when it is not a state folder, or newer than this program.
 */
export async function openState(folder: string, seed: number | undefined): Promise<State> {
  if (folder === ':memory:') return memoryState(seed);
  const path = resolve(folder);
  prepareFolder(path);
  const lock = await lockState(path);
  try {
    const keys = readKeys(path, seed);
    const file = (name: string) => join(path, name);
    return {
      folder: path,
      ...openKeys(keys),
      database: (name) => file(`${name}.sqlite`),
      writeDesk: (address) => writePrivateFile(file('desk.json'), `${JSON.stringify(address)}\n`),
      close() {
        rmSync(file('desk.json'), { force: true });
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

function memoryState(seed: number | undefined): State {
  return {
    folder: undefined,
    ...openKeys(newKeys(seed)),
    database: () => ':memory:',
    writeDesk: () => {},
    close: () => {},
  };
}

// ─── the folder ───────────────────────────────────────────────────────────────────────────────────────────────────────

const ownNames =
  /^(version|keys\.json|desk\.json|lock(\.pid)?|(tray|portal)\.sqlite(-wal|-shm|-journal)?|running|.*\.new)$/;

/** Never takes over a folder that holds somebody's other files: its mode would be changed and its names mixed. */
function prepareFolder(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat !== undefined && !stat.isDirectory()) {
    throw new DeskError('state-unusable', {
      ja: `「${path}」はフォルダーではありません。`,
      en: `${path} is not a folder`,
    });
  }
  try {
    const names = stat === undefined ? [] : readdirSync(path);
    if (!names.includes('version') && names.some((name) => !ownNames.test(name))) {
      throw new DeskError('state-unusable', {
        ja: `「${path}」には別のファイルがあります。空のフォルダーを指定してください。`,
        en: `${path} holds other files: name an empty folder, or one that doesn't exist yet`,
      });
    }
    makePrivateFolder(path);
  } catch (error) {
    if (error instanceof DeskError) throw error;
    throw new DeskError('state-unusable', {
      ja: `状態フォルダー「${path}」を使えません（${codeOf(error)}）。`,
      en: `the state folder ${path} can't be used (${codeOf(error)})`,
    });
  }
}

// ─── its secrets ──────────────────────────────────────────────────────────────────────────────────────────────────────

interface Keys {
  /** Hex. `seedNumber` is the person's number when the run seed was made from one. */
  readonly runSeed: string;
  readonly seedNumber: number | null;
  readonly pskc: string;
  readonly seal: string;
}

function readKeys(path: string, seed: number | undefined): Keys {
  const versionFile = join(path, 'version');
  if (!existsSync(versionFile)) {
    const keys = newKeys(seed);
    writePrivateFile(join(path, 'keys.json'), `${JSON.stringify(keys)}\n`);
    writePrivateFile(versionFile, `${currentVersion}\n`);
    return keys;
  }
  const version = Number(readFileSync(versionFile, 'utf8'));
  if (version !== currentVersion) {
    throw new DeskError('state-version', {
      ja: `状態フォルダー「${path}」の版（${version}）は、このプログラムの版（${currentVersion}）と違います。`,
      en: `the state folder ${path} has version ${version}, this program knows ${currentVersion}`,
    });
  }
  const keys = readJson<Keys>(join(path, 'keys.json'));
  if (keys === undefined) {
    throw new DeskError('state-broken', {
      ja: `状態フォルダー「${path}」の鍵ファイルが壊れています。`,
      en: `the key file of the state folder ${path} is missing or broken`,
    });
  }
  if (seed !== undefined && seed !== keys.seedNumber) {
    throw new DeskError('state-seed', {
      ja: `状態フォルダー「${path}」は別の --seed で作られています。`,
      en: `the state folder ${path} was made with another --seed`,
    });
  }
  return keys;
}

function newKeys(seed: number | undefined): Keys {
  return {
    runSeed: (seed === undefined ? randomBytes(32) : seedBytes(seed)).toString('hex'),
    seedNumber: seed ?? null,
    pskc: randomBytes(32).toString('hex'),
    seal: randomBytes(32).toString('hex'),
  };
}

/** The run seed of `--seed N`: its decimal digits, so that the same number gives the same tokens on every machine. */
export const seedBytes = (seed: number): Buffer => Buffer.from(`ichido seed ${seed}`, 'utf8');

const openKeys = (keys: Keys): Pick<State, 'runSeed' | 'pskcKey' | 'seal'> => ({
  runSeed: Uint8Array.from(Buffer.from(keys.runSeed, 'hex')),
  pskcKey: Uint8Array.from(Buffer.from(keys.pskc, 'hex')),
  seal: createSeal(Uint8Array.from(Buffer.from(keys.seal, 'hex'))),
});

function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'error';
