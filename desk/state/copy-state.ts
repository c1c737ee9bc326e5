/**
 * A whole state into a folder that is not there yet, of a running desk too. Both databases are held still while they are
 * copied: what the copy holds is what a crash at that instant would have left, which every start makes whole.
 */
import { lstatSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { touchPrivateFile } from '../../common/private-database.ts';
import { DeskError } from '../desk-error.ts';
import { judgeState } from './judge-state.ts';
import { naming } from './named-failure.ts';
import { makePrivateFolder, writePrivateFile } from './private-file.ts';
import { manifestOf, stateVersion } from './state-files.ts';

/** A desk writes its intent into the tray before it asks the bank: whoever holds the tray first never waits for it. */
const databases = ['tray.sqlite', 'portal.sqlite'];

/** `withoutManifest`: a state whose manifest or version is missing or spoilt is made whole in the copy. */
export function copyState(from: string, to: string, { withoutManifest = false } = {}): void {
  const [source, target] = [resolve(from), resolve(to)];
  refuseExisting(target);
  const judged = judgeState(source, { withoutManifest });
  if (judged.kind !== 'whole') {
    throw new DeskError('state-broken', {
      ja: `「${source}」に、写せる状態がありません。`,
      en: `${source} holds no state that could be copied`,
    });
  }
  // Beside its place under another name: what is cut short is no state and never looks like one.
  const draft = `${target}.${process.pid}.new`;
  try {
    naming(draft, () => {
      makePrivateFolder(draft);
      copyDatabases(source, draft);
      const write = (name: string, text: string) => writePrivateFile(join(draft, name), `${text}\n`);
      write('keys.json', JSON.stringify(judged.keys));
      write('version', String(stateVersion));
      write('manifest.json', JSON.stringify(manifestOf(judged.keys, true)));
      refuseExisting(target);
      renameSync(draft, target);
    });
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function refuseExisting(target: string): void {
  if (lstatSync(target, { throwIfNoEntry: false }) === undefined) return;
  throw new DeskError('state-unusable', {
    ja: `「${target}」はすでにあります。まだない名前を指定してください。何も変更していません。`,
    en: `${target} is there already: name a folder that doesn't exist yet; nothing was changed`,
  });
}

function copyDatabases(source: string, draft: string): void {
  const held: DatabaseSync[] = [];
  try {
    for (const name of databases) held.push(naming(join(source, name), () => hold(join(source, name))));
    for (const name of databases) {
      const copy = join(draft, name);
      touchPrivateFile(copy);
      naming(join(source, name), () => vacuumInto(join(source, name), copy));
    }
  } finally {
    for (const db of held) db.close();
  }
}

/** Readers go on; a writer waits until it is closed. */
function hold(file: string): DatabaseSync {
  const db = new DatabaseSync(file, { timeout: 5_000 });
  try {
    db.exec('BEGIN IMMEDIATE');
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

/** A copy without its log, in one file. */
function vacuumInto(file: string, copy: string): void {
  const db = new DatabaseSync(file, { timeout: 5_000 });
  try {
    db.prepare('VACUUM INTO ?').run(copy);
  } finally {
    db.close();
  }
}
