/**
 * Every device on the desk, and the one way to change any of them. PURE.
 *
 * `update` reads the few devices that a message names and answers with the few changes to make: its cost is the same
 * with 10 and with 100,000 tokens (an act touches one device). Applying the changes is the live tray's work.
 */

import type { Text } from '../../common/text.ts';
import { otpForm } from '../../common/token-forms.ts';
import { type AppToken, look, readBackup } from '../device/app-token.ts';
import { drift, soundOffset } from '../device/device-clock.ts';
import type { TokenKind } from '../device/face.ts';
import { batteryPercent, drainTo, fail, type HardwareToken, press } from '../device/hardware-token.ts';
import { answered, ask, type RealToken, unanswered } from '../device/real-token.ts';
import { type TrayRefusal, type TrayRefusalCode, trayRefusal } from './refusals.ts';
import { adopt, enroll, issue } from './supply.ts';

/** Told apart by `source`: who it is that shows the code. `kind` is the bank's word and follows from the serial. */
export type Device = HardwareToken | AppToken | RealToken;

/** What `update` may read. The desk's own tray is a Map behind this. */
export interface Tray {
  get(serial: string): Device | undefined;
  /** True when the serial was ever in this state, uninstalled apps included: it is never given to another device. */
  taken(serial: string): boolean;
  /** True when the bank knows the serial from elsewhere (a PSKC file brought to it): issuing steps over it. */
  knownElsewhere(serial: string): boolean;
  /** The number of the last serial issued of each kind, 0 when none was. */
  readonly issued: { readonly [kind in TokenKind]: number };
  /** Secrets are derived from it (issue.ts). */
  readonly seed: Uint8Array;
}

/** One door in: a key of the TUI, a call over the control socket and a HID report all become one of these. */
export type Message =
  | { readonly type: 'press'; readonly serial: string }
  | {
      readonly type: 'setBattery';
      readonly serial: string /** Whole percent; falls only (P-06). */;
      readonly percent: number;
    }
  | {
      readonly type: 'drift';
      readonly serial: string;
      readonly ppm?: number | undefined;
      readonly offsetMs?: number | undefined;
    }
  /** Sudden death (P-05): nothing is shown any more, or segments that mean nothing. */
  | { readonly type: 'fail'; readonly serial: string; readonly as: 'dark' | 'garbage' }
  | {
      readonly type: 'issue';
      readonly kind: TokenKind;
      readonly profile?: string | undefined;
      readonly count?: number | undefined;
    }
  | { readonly type: 'installApp' }
  | { readonly type: 'changePhone'; readonly serial: string }
  | { readonly type: 'restoreApp'; readonly backup: string }
  | { readonly type: 'uninstallApp'; readonly serial: string }
  /** Devices whose secrets come from a PSKC file: the caller has brought the same file to the portal. */
  | { readonly type: 'adopt'; readonly devices: readonly AdoptedDevice[] }
  /** A real token of a person stands in the tray beside the virtual ones; its secret is never here. */
  | { readonly type: 'enroll'; readonly serial: string; readonly label: string; readonly reader?: string | undefined }
  /** The person takes the real token away from the desk. */
  | { readonly type: 'release'; readonly serial: string }
  /** What a hand read off a real token after a press was asked for, or why it could not. */
  | { readonly type: 'answer'; readonly serial: string; readonly code: string }
  | {
      readonly type: 'unanswered';
      readonly serial: string /** Why, and what to do about it. */;
      readonly reason?: Text | undefined;
    };

export interface AdoptedDevice {
  readonly serial: string;
  /** 1 to 256 bytes. */
  readonly secret: Uint8Array;
  readonly profile?: string | undefined;
  /** Milliseconds that its clock is ahead (a PSKC `TimeDrift` of n steps is n × 30,000). */
  readonly offsetMs?: number | undefined;
}

/** What the bank must learn before an issue is done: it travels as PSKC, never over the control server. */
export interface IssuedDevice {
  readonly serial: string;
  readonly kind: TokenKind;
  readonly profile: string;
  /** Never logged, never printed. */
  readonly secret: Uint8Array;
}

/** What `update` asks to be done. `remove` keeps the serial taken. */
export type Change =
  | { readonly type: 'put'; readonly device: Device }
  | { readonly type: 'remove'; readonly serial: string }
  | { readonly type: 'issued'; readonly kind: TokenKind; readonly last: number };

export type Updated =
  /** `serials` are the devices the message was about, new ones included, in order. */
  | { readonly ok: true; readonly changes: readonly Change[]; readonly serials: readonly string[] }
  | { readonly ok: false; readonly refusal: TrayRefusal };

/** Decides what a message changes at `now`. The only writer: nothing else makes a `Change`. */
export function update(tray: Tray, message: Message, now: number): Updated {
  switch (message.type) {
    case 'issue':
      return issue(tray, message.kind, message.profile, message.count ?? 1, now);
    case 'installApp':
      return issue(tray, 'software', undefined, 1, now);
    case 'restoreApp':
      // S-32: a backup brings the app back, never its serial. Which app it was made from makes no difference.
      return readBackup(message.backup) === undefined
        ? no('backup-invalid')
        : issue(tray, 'software', undefined, 1, now);
    case 'adopt':
      return adopt(tray, message.devices, now);
    case 'enroll':
      return enroll(tray, message);
    default: {
      const device = tray.get(message.serial);
      return device === undefined ? no('unknown-serial') : updateDevice(tray, device, message, now);
    }
  }
}

type DeviceMessage = Exclude<Message, { type: 'issue' | 'installApp' | 'restoreApp' | 'adopt' | 'enroll' }>;

function updateDevice(tray: Tray, device: Device, message: DeviceMessage, now: number): Updated {
  switch (message.type) {
    case 'press':
      return put(device, pressed(device, now));
    case 'setBattery':
      return setBattery(device, message.percent);
    case 'drift':
      return setDrift(device, message, now);
    case 'fail':
      return device.source === 'hardware' ? put(device, fail(device, message.as)) : no('not-changeable');
    case 'changePhone':
      return changePhone(tray, device, now);
    case 'uninstallApp':
      return device.source === 'app' ? remove(device) : no('not-an-app');
    case 'release':
      return device.source === 'real' ? remove(device) : no('not-changeable');
    case 'answer':
      if (device.source !== 'real' || device.askedAt === undefined) return no('not-asked');
      return otpForm.test(message.code) ? put(device, answered(device, message.code, now)) : no('code-invalid');
    case 'unanswered':
      return device.source === 'real' && device.askedAt !== undefined
        ? put(device, unanswered(device))
        : no('not-asked');
  }
}

function pressed(device: Device, now: number): Device {
  if (device.source === 'hardware') return press(device, now);
  return device.source === 'real' ? ask(device, now) : look(device, now);
}

function setBattery(device: Device, percent: number): Updated {
  if (device.source !== 'hardware') return no('no-battery');
  if (!Number.isInteger(percent) || percent < 0 || percent > 100) return no('battery-invalid');
  return percent > batteryPercent(device) ? no('battery-cannot-rise') : put(device, drainTo(device, percent));
}

function setDrift(
  device: Device,
  change: { ppm?: number | undefined; offsetMs?: number | undefined },
  now: number,
): Updated {
  if (device.source === 'real') return no('not-changeable');
  const { ppm, offsetMs } = change;
  if (ppm === undefined && offsetMs === undefined) return no('drift-invalid');
  // A quartz a tenth off is long broken; a device clock must at least run forwards.
  if (ppm !== undefined && !(Number.isFinite(ppm) && Math.abs(ppm) <= 100_000)) return no('drift-invalid');
  if (offsetMs !== undefined && !soundOffset(offsetMs)) return no('drift-invalid');
  return put(device, { ...device, clock: drift(device.clock, change, now) });
}

/** The new phone has a new app; the old one knows that it was replaced and stays readable until it is uninstalled. */
function changePhone(tray: Tray, old: Device, now: number): Updated {
  if (old.source !== 'app') return no('not-an-app');
  const issued = issue(tray, 'software', undefined, 1, now);
  if (!issued.ok) return issued;
  const retired: AppToken = { ...old, replacedBy: issued.serials[0] };
  return { ...issued, changes: [...issued.changes, { type: 'put', device: retired }] };
}

function put(before: Device | undefined, device: Device): Updated {
  const changes: Change[] = before === device ? [] : [{ type: 'put', device }];
  return { ok: true, changes, serials: [device.serial] };
}

function remove(device: Device): Updated {
  return { ok: true, changes: [{ type: 'remove', serial: device.serial }], serials: [device.serial] };
}

function no(code: TrayRefusalCode): Updated {
  return { ok: false, refusal: trayRefusal(code) };
}
