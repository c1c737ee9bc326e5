/** Apps that keep what they should lose. PURE. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import { readBackup } from '../../../simulator/device/app-token.ts';
import { codeFace } from '../../../simulator/device/hardware-token.ts';
import type { Message } from '../../../simulator/tray/tray.ts';
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
