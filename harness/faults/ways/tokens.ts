/** Ways in which a device can be wrong that several faults share. PURE. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import type { Physics } from '../../../simulator/cell/physics.ts';
import type { AppToken } from '../../../simulator/device/app-token.ts';
import { deviceTime } from '../../../simulator/device/device-clock.ts';
import type { Face } from '../../../simulator/device/face.ts';
import { codeFace, type HardwareToken, type Lit } from '../../../simulator/device/hardware-token.ts';
import { stepAt } from '../../../simulator/device/otp.ts';
import type { Device, Message } from '../../../simulator/tray/tray.ts';

/** Devices that show something else. */
export const showing = (change: (face: Face, device: Device, now: number) => Face): Wrapping => ({
  physics: (right) => {
    const faceOf: Physics['faceOf'] = (device, now) => change(right.faceOf(device, now), device, now);
    return {
      ...right,
      faceOf,
      pressResultOf: (device, now) => {
        const face = faceOf(device, now);
        const { next } = right.pressResultOf(device, now);
        if (face.kind !== 'battery' || next === undefined) return { face };
        return { face, next: { at: next.at, face: faceOf(device, next.at) } };
      },
      summaryOf: (device, now) => ({ ...right.summaryOf(device, now), face: faceOf(device, now) }),
    };
  },
});

export const showingHardware = (change: (face: Face, token: HardwareToken, now: number) => Face): Wrapping =>
  showing((face, device, now) => (device.source === 'hardware' ? change(face, device, now) : face));

export const showingApp = (change: (face: Face, app: AppToken, now: number) => Face): Wrapping =>
  showing((face, device, now) => (device.source === 'app' ? change(face, device, now) : face));

/** What a message leaves of a hardware token. `before` is the token as it was. */
export const leaving = (
  types: Message['type'] | readonly Message['type'][],
  change: (after: HardwareToken, before: HardwareToken, now: number) => HardwareToken,
): Wrapping => ({
  physics: (right) => ({
    ...right,
    update: (tray, message, now) => {
      const updated = right.update(tray, message, now);
      if (!updated.ok || !([types].flat() as readonly string[]).includes(message.type)) return updated;
      const before = 'serial' in message ? tray.get(message.serial) : undefined;
      if (before?.source !== 'hardware') return updated;
      const put = updated.changes.find((each) => each.type === 'put');
      const after = put?.device.source === 'hardware' ? put.device : before;
      return { ...updated, changes: [{ type: 'put', device: change(after, before, now) }] };
    },
  }),
});

export const isLit = ({ lit }: HardwareToken, now: number): boolean => lit !== undefined && now < lit.litUntil;

/** The light of a press that lit the display, changed. */
export const relit = (
  after: HardwareToken,
  before: HardwareToken,
  now: number,
  change: (lit: Lit) => Partial<Lit>,
): HardwareToken =>
  after.lit === undefined || isLit(before, now) || after.lit.pressedAt !== now
    ? after
    : { ...after, lit: { ...after.lit, ...change(after.lit) } };

/** For 30 s after a press every hardware token shows its code. */
export function lightingAll(): Wrapping {
  let pressedAt = Number.NEGATIVE_INFINITY;
  const lit = showingHardware((face, token, now) =>
    face.kind === 'dark' && token.lit === undefined && now - pressedAt < 30_000
      ? codeFace(token.secret, stepAt(deviceTime(token.clock, now)))
      : face,
  );
  return {
    physics: (right) => {
      const shown = lit.physics?.(right) ?? right;
      return {
        ...shown,
        update: (tray, message, now) => {
          if (message.type === 'press') pressedAt = now;
          return right.update(tray, message, now);
        },
      };
    },
  };
}

/** Every token shows the codes of the first one that was looked at. */
export function showingOneSecret(): Wrapping {
  let secret: Uint8Array | undefined;
  return showing((face, device) => {
    if (face.kind !== 'code' || !('secret' in device)) return face;
    secret ??= device.secret;
    return codeFace(secret, face.step);
  });
}
