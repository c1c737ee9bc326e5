/** Apps that keep what they should lose, and swaps that ask too much. PURE. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import type { Verdict } from '../../../portal-stub/rules/verdict.ts';
import { readBackup } from '../../../simulator/device/app-token.ts';
import { codeFace } from '../../../simulator/device/hardware-token.ts';
import type { Message } from '../../../simulator/tray/tray.ts';
import { refusing } from '../wrongs.ts';
import { showing } from './tokens.ts';

/** A backup brings back the app that it was made from, as long as it is there. */
export const restoring = (): Wrapping => ({
  physics: (right) => ({
    ...right,
    update: (tray, message, now) => {
      const made = message.type === 'restoreApp' ? readBackup(message.backup)?.serial : undefined;
      if (made === undefined) return right.update(tray, message, now);
      return { ok: true, changes: [], serials: [made] };
    },
  }),
});

/** An app that came by one of these shows the codes of the app before it. */
export function sharingSecret(types: readonly Message['type'][]): Wrapping {
  /** New serial → the secret that it shows the codes of. */
  const inherited = new Map<string, Uint8Array>();
  let last: Uint8Array | undefined;
  const shown = showing((face, device) => {
    const secret = inherited.get('serial' in device ? device.serial : '');
    return face.kind !== 'code' || secret === undefined ? face : codeFace(secret, face.step);
  });
  return {
    physics: (right) => ({
      ...(shown.physics?.(right) ?? right),
      update: (tray, message, now) => {
        const updated = right.update(tray, message, now);
        if (!updated.ok) return updated;
        for (const change of updated.changes) {
          if (change.type !== 'put' || change.device.source !== 'app' || tray.get(change.device.serial)) continue;
          if (last !== undefined && types.includes(message.type)) inherited.set(change.device.serial, last);
          else last = change.device.secret;
        }
        return updated;
      },
    }),
  };
}

/** The accepted registration put another token in the place of one. */
export const replaces = ({ record }: Verdict): boolean =>
  record?.oldSerials.some((old) => old !== record.newSerial) === true;

/** A token can be replaced while it is not flat, as if it had to show one more code. */
export function needingTheOldToken(): Wrapping {
  const flat = new Set<string>();
  return {
    physics: (right) => ({
      ...right,
      update: (tray, message, now) => {
        const updated = right.update(tray, message, now);
        for (const change of updated.ok ? updated.changes : [])
          if (change.type === 'put' && change.device.source === 'hardware' && change.device.charge <= 0)
            flat.add(change.device.serial);
        return updated;
      },
    }),
    decide: refusing('register', (verdict) =>
      verdict.record?.oldSerials.some((old) => flat.has(old)) ? 'otp-wrong' : undefined,
    ),
  };
}
