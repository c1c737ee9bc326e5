/**
 * A software token: an app on a phone. PURE.
 *
 * It shows the current code at once and all the time (P-08). Whatever brings an app to a phone (install, reinstall,
 * phone change, restore) makes ANOTHER app with its own serial and secret (S-32): there is no function here that gives an
 * app its old serial back.
 */
import { type DeviceClock, deskInstant, deviceClock, deviceTime } from './device-clock.ts';
import type { Face, TokenState } from './face.ts';
import { codeFace } from './hardware-token.ts';
import { stepAt, stepMs } from './otp.ts';

export interface AppToken {
  readonly source: 'app';
  readonly kind: 'software';
  readonly serial: string;
  /** 1 to 256 bytes. Never logged, never printed. */
  readonly secret: Uint8Array;
  /** A phone's clock may be wrong too. */
  readonly clock: DeviceClock;
  /** The serial of the app on the new phone, after a phone change: this one stays readable until it is uninstalled. */
  readonly replacedBy: string | undefined;
  /** The last step whose code somebody took from the screen: the app itself shows every one. */
  readonly takenStep: number | undefined;
}

export function appToken(
  made: { readonly serial: string; readonly secret: Uint8Array; readonly offsetMs?: number },
  now: number,
): AppToken {
  return {
    source: 'app',
    kind: 'software',
    serial: made.serial,
    secret: made.secret,
    clock: deviceClock(now, made.offsetMs ?? 0),
    replacedBy: undefined,
    takenStep: undefined,
  };
}

/** Somebody looks at the app to take its code. An app has no button (P-08): nothing else happens. */
export function look(app: AppToken, now: number): AppToken {
  const step = stepAt(deviceTime(app.clock, now));
  return app.takenStep === step ? app : { ...app, takenStep: step };
}

/** What the screen shows at `now`: always a code. */
export function appFace(app: AppToken, now: number): Face {
  return codeFace(app.secret, stepAt(deviceTime(app.clock, now)));
}

/** The next instant at which another code appears; undefined for a clock that stands still. */
export function appNextChange(app: AppToken, now: number): number | undefined {
  if (app.clock.driftPpm <= -1e6) return undefined;
  return deskInstant(app.clock, (stepAt(deviceTime(app.clock, now)) + 1) * stepMs, now);
}

/** `retired`: a newer phone has taken its place, and the bank is to be told the new serial (S-35). */
export function appState(app: AppToken): TokenState {
  return app.replacedBy === undefined ? 'ok' : 'retired';
}

/** What a backup holds: never the secret, and nothing from which the serial could be given again (S-32). */
export function backupOf(app: AppToken, now: number): string {
  return `ichido-backup-1.${Buffer.from(JSON.stringify({ serial: app.serial, madeAt: now })).toString('base64url')}`;
}

/** The serial that a backup was made from; undefined when the text is no backup. */
export function readBackup(text: string): { readonly serial: string; readonly madeAt: number } | undefined {
  const body = /^ichido-backup-1\.([A-Za-z0-9_-]{1,400})$/.exec(text)?.[1];
  if (body === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    if (typeof read !== 'object' || read === null) return undefined;
    const { serial, madeAt } = read as Record<string, unknown>;
    if (typeof serial !== 'string' || !/^SKTS[0-9]{5}$/.test(serial)) return undefined;
    return typeof madeAt === 'number' && Number.isSafeInteger(madeAt) ? { serial, madeAt } : undefined;
  } catch {
    return undefined;
  }
}
