/**
 * The state of a desk on disk: one folder of mode 0700 with 0600 files.
 *   manifest.json   what belongs to the state; complete only when all of it is there (state-files.ts)
 *   version         its number for programs that know no manifest, so that they refuse it
 *   keys.json       the only file that gives secrets away: run seed, PSKC key, the key under which secrets are sealed
 *   desk.json       URLs, secret and pid, while a desk runs
 *   lock, lock.pid; tray.sqlite (devices and clock) and portal.sqlite
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SearchableSeal } from '../../common/seal.ts';
import { DeskError } from '../desk-error.ts';
import { judgeState } from './judge-state.ts';
import { naming } from './named-failure.ts';
import { makePrivateFolder, writePrivateFile } from './private-file.ts';
import { createSeal } from './seal.ts';
import { type Keys, manifestOf, seedBytes, stateParts, stateVersion } from './state-files.ts';
import { lockState } from './state-lock.ts';

export interface DeskAddressFile {
  readonly portal: string;
  /** None of a portal alone. */
  readonly control?: string | undefined;
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
  /** False while a first start makes it, and in memory. */
  isComplete(): boolean;
  /** Says that everything of the state is there: from now on it is whole or refused. Before any answer is given. */
  complete(): void;
  writeDesk(address: DeskAddressFile): void;
  /** Takes desk.json away and gives the lock back. */
  close(): void;
}

/**
 * Opens or makes the state. `folder` is a path or `:memory:`.
 * `seed` is the person's `--seed`; a state that was made with another one refuses it, because serials go on.
 * Throws `DeskError` when another desk has the folder, when it is not a state folder, newer than this program, or when
 * a file of it is missing or spoilt; then nothing in it was changed.
 */
export async function openState(folder: string, seed: number | undefined): Promise<State> {
  if (folder === ':memory:') return memoryState(seed);
  const path = resolve(folder);
  prepareFolder(path);
  const lock = await lockState(path);
  try {
    const keys = openKeysOf(path, seed);
    const file = (name: string) => join(path, name);
    const write = (name: string, text: string) => naming(file(name), () => writePrivateFile(file(name), `${text}\n`));
    let complete = keys.complete;
    return {
      folder: path,
      ...openKeys(keys.keys),
      database: (name) => file(`${name}.sqlite`),
      isComplete: () => complete,
      complete() {
        if (!complete) write('manifest.json', JSON.stringify(manifestOf(keys.keys, true)));
        complete = true;
      },
      writeDesk: (address) => write('desk.json', JSON.stringify(address)),
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
    isComplete: () => false,
    complete: () => {},
    writeDesk: () => {},
    close: () => {},
  };
}

// ─── the folder ───────────────────────────────────────────────────────────────────────────────────────────────────────

const ownNames =
  /^(manifest\.json|version|keys\.json|desk\.json|lock(\.pid)?|(tray|portal)\.sqlite(-wal|-shm|-journal)?|running|.*\.new)$/;

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
    if (!names.includes('version') && !names.includes('manifest.json') && names.some((name) => !ownNames.test(name))) {
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

/** The keys of a whole state, or new ones of a state that is made here; what an unfinished first start left goes first. */
function openKeysOf(path: string, seed: number | undefined): { readonly keys: Keys; readonly complete: boolean } {
  const judged = judgeState(path);
  const write = (name: string, text: string): void => {
    const file = join(path, name);
    naming(file, () => writePrivateFile(file, `${text}\n`));
  };
  if (judged.kind === 'whole') {
    const { keys, older } = judged;
    if (seed !== undefined && seed !== keys.seedNumber) {
      throw new DeskError('state-seed', {
        ja: `状態フォルダー「${path}」は別の --seed で作られています。`,
        en: `the state folder ${path} was made with another --seed`,
      });
    }
    // The version last: a state of the older version with a manifest is whole already.
    if (older) {
      write('manifest.json', JSON.stringify(manifestOf(keys, true)));
      write('version', String(stateVersion));
    }
    return { keys, complete: true };
  }
  const keys = newKeys(seed);
  write('manifest.json', JSON.stringify(manifestOf(keys, false)));
  if (judged.kind === 'unfinished') removeUnfinished(path);
  write('version', String(stateVersion));
  write('keys.json', JSON.stringify(keys));
  return { keys, complete: false };
}

/** Nobody was told of anything in it. */
function removeUnfinished(path: string): void {
  for (const part of stateParts.filter((name) => name !== 'manifest.json')) {
    for (const end of part.endsWith('.sqlite') ? ['', '-wal', '-shm', '-journal'] : ['']) {
      rmSync(join(path, `${part}${end}`), { force: true });
    }
  }
}

function newKeys(seed: number | undefined): Keys {
  return {
    runSeed: (seed === undefined ? randomBytes(32) : seedBytes(seed)).toString('hex'),
    seedNumber: seed ?? null,
    pskc: randomBytes(32).toString('hex'),
    seal: randomBytes(32).toString('hex'),
  };
}

const openKeys = (keys: Keys): Pick<State, 'runSeed' | 'pskcKey' | 'seal'> => ({
  runSeed: Uint8Array.from(Buffer.from(keys.runSeed, 'hex')),
  pskcKey: Uint8Array.from(Buffer.from(keys.pskc, 'hex')),
  seal: createSeal(Uint8Array.from(Buffer.from(keys.seal, 'hex'))),
});

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'error';
