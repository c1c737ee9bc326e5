/** Judges a state as a start would, to the last row, on a copy: the folder itself stays as it is, its desk runs on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { sqliteStore as portalSqlite, verifySqlite } from '../../portal-stub/store/sqlite.ts';
import { sqliteStore as traySqlite } from '../../simulator/store/sqlite.ts';
import { DeskError } from '../desk-error.ts';
import { copyState } from './copy-state.ts';
import { judgeState } from './judge-state.ts';
import { namedFailure } from './named-failure.ts';
import { createSeal } from './seal.ts';

export interface CheckedState {
  readonly folder: string;
  readonly tokens: number;
  readonly stocked: number;
  readonly contracts: number;
  /** Serials in the tray that the bank doesn't have; of real tokens nothing is asked. */
  readonly unstocked: readonly string[];
}

/** Throws `DeskError` with the name of the file that is missing or spoilt. */
export function checkState(folder: string): CheckedState {
  const path = resolve(folder);
  const judged = judgeState(path);
  if (judged.kind !== 'whole') {
    throw new DeskError('state-broken', {
      ja:
        judged.kind === 'nothing'
          ? `「${path}」に状態はありません。`
          : `「${path}」は初回の起動が終わっていません。次の起動で作られます。`,
      en:
        judged.kind === 'nothing'
          ? `${path} holds no state`
          : `the first start of ${path} was cut short; the next one makes it`,
    });
  }
  const place = mkdtempSync(join(tmpdir(), 'ichido-check-'));
  try {
    const copy = join(place, 'state');
    copyState(path, copy);
    const seal = createSeal(Uint8Array.from(Buffer.from(judged.keys.seal, 'hex')));
    const read = <T>(name: string, work: (file: string) => T): T => {
      try {
        return work(join(copy, name));
      } catch (error) {
        throw namedFailure(join(path, name), error);
      }
    };
    const devices = read('tray.sqlite', (file) => {
      const store = traySqlite(file, seal);
      try {
        store.loadClock();
        const intended = store.intended().flatMap((change) => (change.type === 'put' ? [change.device.serial] : []));
        return store.load().devices.filter(({ serial }) => !intended.includes(serial));
      } finally {
        store.close();
      }
    });
    return read('portal.sqlite', (file) => {
      verifySqlite(file, seal);
      const store = portalSqlite(file, seal);
      try {
        return store.read((reader) => ({
          folder: path,
          tokens: devices.length,
          stocked: reader.keyCount(),
          contracts: reader.contractCount(),
          unstocked: devices
            .filter((device) => device.source !== 'real' && reader.key(device.serial) === undefined)
            .map(({ serial }) => serial),
        }));
      } finally {
        store.close();
      }
    });
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}
