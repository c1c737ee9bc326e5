/** Whether a folder holds a whole state. Looks, and writes nothing; what is spoilt is thrown as a refusal with its name. */
import { closeSync, lstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { databaseVersion } from '../../common/private-database.ts';
import { migrations } from '../../portal-stub/store/schema.ts';
import { trayVersion } from '../../simulator/store/sqlite.ts';
import { naming } from './named-failure.ts';
import {
  anyManifest,
  fingerprintOf,
  type Keys,
  keysSchema,
  type Manifest,
  manifestSchema,
  type StatePart,
  stateParts,
  stateVersion,
} from './state-files.ts';
import { brokenPart, missingPart, newerPart } from './state-refusals.ts';

export type Judged =
  /** Nothing of a state is there. */
  | { readonly kind: 'nothing' }
  /** A first start was cut short before anybody was answered. */
  | { readonly kind: 'unfinished' }
  /** `older`: of the version before manifests; everything else of it is there. */
  | { readonly kind: 'whole'; readonly keys: Keys; readonly older: boolean };

/** The newest version of each that this program knows. */
const databases = { 'tray.sqlite': trayVersion, 'portal.sqlite': migrations.length };

/** `withoutManifest` judges what can be made whole again: manifest and version may be missing or spoilt. */
export function judgeState(folder: string, { withoutManifest = false } = {}): Judged {
  const has = (name: string): boolean => lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
  const logs = ['tray', 'portal'].map((name) => `${name}.sqlite-wal`);
  if (![...stateParts, ...logs].some(has)) return { kind: 'nothing' };
  const { manifest, version } = withoutManifest ? { manifest: undefined, version: 0 } : readManifest(folder, has);
  if (manifest?.complete === false) return { kind: 'unfinished' };
  for (const part of stateParts.slice(2)) if (!has(part)) throw missingPart(folder, part);
  const keys = readJson(folder, 'keys.json', (value) => keysSchema.parse(value));
  if (manifest !== undefined && manifest.keys !== fingerprintOf(keys)) {
    throw brokenPart(folder, 'keys.json', { ja: '別の状態の鍵です', en: 'these are another state’s keys' });
  }
  for (const part of ['tray.sqlite', 'portal.sqlite'] as const) judgeHeader(folder, part);
  for (const part of ['tray.sqlite', 'portal.sqlite'] as const) judgePages(folder, part);
  return { kind: 'whole', keys, older: version < stateVersion };
}

interface Found {
  readonly manifest: Manifest | undefined;
  readonly version: number;
}

/** No manifest for a state of the version before manifests, which a file `version` with 1 tells. */
function readManifest(folder: string, has: (name: string) => boolean): Found {
  const manifest = has('manifest.json')
    ? readJson(folder, 'manifest.json', (value) => {
        const { version } = anyManifest.parse(value);
        if (version > stateVersion) throw newerPart(folder, 'manifest.json', version, stateVersion);
        return manifestSchema.parse(value);
      })
    : undefined;
  if (manifest?.complete === false) return { manifest, version: stateVersion };
  if (!has('version')) throw missingPart(folder, manifest === undefined ? 'manifest.json' : 'version');
  const version = readVersion(folder);
  if (version > stateVersion) throw newerPart(folder, 'version', version, stateVersion);
  if (manifest === undefined && version > 1) throw missingPart(folder, 'manifest.json');
  return { manifest, version };
}

function readVersion(folder: string): number {
  const text = naming(join(folder, 'version'), () => readFileSync(join(folder, 'version'), 'utf8'));
  if (!/^[1-9]\d{0,8}\n?$/.test(text)) {
    throw brokenPart(folder, 'version', { ja: '版の番号ではありません', en: 'it is no version number' });
  }
  return Number(text);
}

const readJson = <T>(folder: string, part: StatePart, parse: (value: unknown) => T): T =>
  naming(join(folder, part), () => parse(JSON.parse(readFileSync(join(folder, part), 'utf8'))));

/** Asked before SQLite is: it would take a file of no bytes for a database of its own, and an empty one. */
function judgeHeader(folder: string, part: StatePart): void {
  const file = join(folder, part);
  const head = naming(file, () => {
    if (!statSync(file).isFile()) throw brokenPart(folder, part, { ja: 'ファイルではありません', en: 'it is no file' });
    return readHead(file);
  });
  if (head === '') throw brokenPart(folder, part, { ja: '0バイトです', en: 'it is empty' });
  if (head !== 'SQLite format 3\0') {
    throw brokenPart(folder, part, { ja: 'データベースではありません', en: 'it is no database' });
  }
}

function readHead(file: string): string {
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(16);
    return head.toString('latin1', 0, readSync(handle, head));
  } finally {
    closeSync(handle);
  }
}

function judgePages(folder: string, part: keyof typeof databases): void {
  const file = join(folder, part);
  naming(file, () => {
    const db = new DatabaseSync(file, { timeout: 1_000 });
    try {
      db.exec('PRAGMA trusted_schema = OFF');
      const version = databaseVersion(db);
      if (version === 0) throw brokenPart(folder, part, { ja: '中が空です', en: 'nothing is in it' });
      if (version > databases[part]) throw newerPart(folder, part, version, databases[part]);
      if (Object.values(db.prepare('PRAGMA quick_check(1)').get() ?? {})[0] !== 'ok') {
        throw brokenPart(folder, part, { ja: '中のページが壊れています', en: 'pages of it are damaged' });
      }
    } finally {
      db.close();
    }
  });
}
