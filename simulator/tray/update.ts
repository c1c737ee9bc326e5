/**
 * The one way to change any device. PURE.
 *
 * `update` reads the few devices that a message names and answers with the few changes to make: its cost is the same
 * with 10 and with 100,000 tokens (an act touches one device). Applying the changes is the live tray's work.
 */
import { otpForm } from '../../common/token-forms.ts';
import { type AppToken, look, readBackup } from '../device/app-token.ts';
import { drift, soundOffset } from '../device/device-clock.ts';
import { batteryPercent, drainTo, fail, press } from '../device/hardware-token.ts';
import { answered, ask, unanswered } from '../device/real-token.ts';
import { type TrayRefusalCode, trayRefusal } from './refusals.ts';
import { adopt, enroll, issue } from './supply.ts';
import type { Change, Device, Message, Tray, Updated } from './tray.ts';

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
