/** How devices come to the tray: issued by the maker, read from a PSKC file, or brought by a person. PURE. */
import { appToken } from '../device/app-token.ts';
import { soundOffset } from '../device/device-clock.ts';
import type { TokenKind } from '../device/face.ts';
import { hardwareToken } from '../device/hardware-token.ts';
import { appProfile, defaultProfile, profileNamed } from '../device/profiles.ts';
import { kindOf, lastNumber, secretOf, serialOf } from './issue.ts';
import { type TrayRefusalCode, trayRefusal } from './refusals.ts';
import type { AdoptedDevice, Change, Device, Message, Tray, Updated } from './tray.ts';

/** More than this at once is refused: one call must not hold the desk up for everybody else. */
const mostAtOnce = 1000;

/** New devices with the next free serials of their kind. */
export function issue(tray: Tray, kind: TokenKind, profile: string | undefined, count: number, now: number): Updated {
  const make = profile ?? (kind === 'hardware' ? defaultProfile : appProfile);
  if (kind === 'hardware' ? profileNamed(make) === undefined : make !== appProfile) return no('unknown-profile');
  if (!Number.isInteger(count) || count < 1 || count > mostAtOnce) return no('count-invalid');
  const changes: Change[] = [];
  const serials: string[] = [];
  let last = tray.issued[kind];
  while (serials.length < count) {
    last += 1;
    if (last > lastNumber) return no('serials-exhausted');
    const serial = serialOf(kind, last);
    if (tray.taken(serial) || tray.knownElsewhere(serial)) continue;
    const made = { serial, secret: secretOf(tray.seed, serial), profile: make };
    changes.push({ type: 'put', device: kind === 'hardware' ? hardwareToken(made, now) : appToken(made, now) });
    serials.push(serial);
  }
  return { ok: true, changes: [...changes, { type: 'issued', kind, last }], serials };
}

/** All or none. What is here already with the same key is no change; an app that was uninstalled stays so (S-32). */
export function adopt(tray: Tray, devices: readonly AdoptedDevice[], now: number): Updated {
  const seen = new Set<string>();
  const changes: Change[] = [];
  for (const { serial, secret, profile, offsetMs = 0 } of devices) {
    const kind = kindOf(serial);
    if (kind === undefined) return no('serial-invalid');
    if (seen.has(serial)) return no('serial-taken');
    if (secret.length < 1 || secret.length > 256) return no('secret-invalid');
    if (!soundOffset(offsetMs)) return no('drift-invalid');
    if (kind === 'hardware' && profileNamed(profile ?? defaultProfile) === undefined) return no('unknown-profile');
    seen.add(serial);
    const here = tray.get(serial);
    if (here !== undefined && !(here.source !== 'real' && sameBytes(here.secret, secret))) return no('serial-taken');
    if (tray.taken(serial)) continue;
    const made = { serial, secret, profile: profile ?? defaultProfile, offsetMs };
    changes.push({ type: 'put', device: kind === 'hardware' ? hardwareToken(made, now) : appToken(made, now) });
  }
  return { ok: true, changes, serials: [...seen] };
}

/** A real token may leave the desk and come back; a virtual one's serial is not for it. */
export function enroll(tray: Tray, message: Extract<Message, { type: 'enroll' }>): Updated {
  const { serial, label, reader } = message;
  const kind = kindOf(serial);
  if (kind === undefined) return no('serial-invalid');
  if (tray.get(serial) !== undefined) return no('serial-taken');
  const device: Device = { source: 'real', kind, serial, label, reader, askedAt: undefined, shown: undefined };
  return { ok: true, changes: [{ type: 'put', device }], serials: [serial] };
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function no(code: TrayRefusalCode): Updated {
  return { ok: false, refusal: trayRefusal(code) };
}
