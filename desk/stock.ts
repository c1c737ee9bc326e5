/** The one way by which secrets leave the simulator: a PSKC file (RFC 6030), read by the portal's own import. */
import { randomBytes } from 'node:crypto';
import { bothLanguages, type Text } from '../common/text.ts';
import { emptyStock, judgeStock } from '../portal-stub/rules/stock.ts';
import type { PortalService } from '../portal-stub/service/portal-service.ts';
import type { Protection, PskcKey } from '../pskc/model.ts';
import { readPskc } from '../pskc/read.ts';
import { writePskc } from '../pskc/write.ts';
import type { LiveTray } from '../simulator/cell/live-tray.ts';
import type { AdoptedDevice } from '../simulator/tray/tray.ts';
import { DeskError } from './desk-error.ts';

export interface TokensFile {
  /** The XML, as bytes or text. */
  readonly pskc: string | Uint8Array;
  /** The pre-shared key of an encrypted file: 16, 24 or 32 bytes. */
  readonly key?: Uint8Array | undefined;
  readonly password?: string | undefined;
}

export interface SeededDevice {
  readonly serial: string;
  readonly secret: Uint8Array;
}

/** Brings devices to the portal's stock, encrypted with the desk's key if it has one. Throws when the portal refuses. */
export function stockDevices(service: PortalService, devices: readonly SeededDevice[], key?: Uint8Array): void {
  const imported = service.importStock(writeStock(devices, key), { key });
  if (!imported.ok) throw new Error(bothLanguages(imported.error.text));
}

/** Devices as a PSKC file under the desk's key; without one plain, for a file that never leaves the process. */
export function writeStock(devices: readonly SeededDevice[], key?: Uint8Array): string {
  const protection =
    key === undefined ? ({ kind: 'plain' } as const) : ({ kind: 'key', key, keyName: 'ichido desk' } as const);
  const written = writePskc(devices.map(toKey), protection, { random: randomBytes });
  if (!written.ok) throw new Error(written.error.text.ja);
  return written.value;
}

/** Every device of the tray that has a secret of ours: real tokens that were enrolled keep theirs to themselves. */
export function trayDevices(tray: LiveTray): SeededDevice[] {
  return tray.serials().flatMap((serial) => {
    const device = tray.device(serial);
    return device !== undefined && 'secret' in device ? [{ serial, secret: device.secret }] : [];
  });
}

function toKey({ serial, secret }: SeededDevice): PskcKey {
  return {
    id: serial,
    serial,
    manufacturer: 'ichido',
    algorithm: 'TOTP',
    hash: 'SHA1',
    digits: 6,
    periodSeconds: 30,
    secret,
    policy: { keyUsages: ['OTP'], unknown: false },
  };
}

/**
 * A person's PSKC file: its tokens stand in the portal's stock and in the tray, apps as installed, or nowhere: a refused
 * file leaves no token behind, and what a crash cut short is finished or undone by the next start. The same file again is
 * no change, but the stock takes its validity dates.
 */
export function adoptTokens(service: PortalService, tray: LiveTray, file: TokensFile): void {
  const read = readPskc(file.pskc, protectionOf(file));
  if (!read.ok) throw tokensRefused(read.error.text);
  const devices: AdoptedDevice[] = read.value.keys
    .filter((key) => tray.device(key.serial ?? key.id) === undefined)
    .map((key) => ({
      serial: key.serial ?? key.id,
      secret: key.secret,
      // The device is ahead of the bank by so many steps of 30 s (RFC 6030 §4.3.4).
      offsetMs: (key.timeDrift ?? 0) * 30_000,
    }));
  // Asked first, since the portal tells which key of the file it is.
  const verdict = judgeStock(read.value, emptyStock, Number.NEGATIVE_INFINITY);
  if (devices.length === 0 || !verdict.ok) {
    importTokens(service, file);
    return;
  }
  let refused: unknown;
  const adopted = tray.adopt(devices, () => {
    try {
      importTokens(service, file);
    } catch (error) {
      refused = error;
      throw error;
    }
  });
  if (!adopted.ok) throw refused ?? tokensRefused(adopted.refusal.text);
}

function protectionOf({ key, password }: TokensFile): Protection {
  if (key !== undefined) return { kind: 'key', key };
  return password === undefined ? { kind: 'plain' } : { kind: 'password', password };
}

/** The same for the portal's stock alone. */
export function importTokens(service: PortalService, file: TokensFile): void {
  const imported = service.importStock(file.pskc, { key: file.key, password: file.password });
  if (!imported.ok) throw tokensRefused(imported.error.text);
}

const tokensRefused = ({ ja, en }: Text): DeskError =>
  new DeskError('tokens-refused', {
    ja: `トークンファイルを取り込めません: ${ja}`,
    en: `the tokens file was refused: ${en}`,
  });
