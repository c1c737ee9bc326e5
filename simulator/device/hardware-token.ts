/**
 * A hardware token: one button, one display, one battery that can't be changed. PURE.
 *
 * Nothing ticks: a press writes down instants, and `face` answers for any instant asked. What a press lights is the code
 * that was valid when the button went down, and it stays on the display until it goes dark, even when its step ends
 * meanwhile ("ボタン押下時に有効な…を30秒間表示して消えます", ehime): so two presses inside one step show the same code, and
 * presses at second 29 and 31 differ (P-02).
 */
import { type DeviceClock, deviceClock, deviceTime } from './device-clock.ts';
import type { Face, TokenState } from './face.ts';
import { codeOfStep, stepAt, stepMs } from './otp.ts';
import { type Profile, profileNamed } from './profiles.ts';

export interface HardwareToken {
  readonly source: 'hardware';
  readonly kind: 'hardware';
  readonly serial: string;
  /** The name of a profile of profiles.ts. */
  readonly profile: string;
  /** 1 to 256 bytes. Never logged, never printed. */
  readonly secret: Uint8Array;
  readonly clock: DeviceClock;
  /** Presses left in the battery; only ever falls (P-06). */
  readonly charge: number;
  /** What was lit last, also when it has gone dark since; undefined before the first press. */
  readonly lit: Lit | undefined;
  /** Set when a person of the desk let it die (P-05); a profile's own death follows from the charge. */
  readonly failed: 'dark' | 'garbage' | undefined;
}

export interface Lit {
  readonly pressedAt: number;
  /** The step of the device's clock at the press. */
  readonly step: number;
  /** Shown from the press until `codeAt`; undefined when the code comes at once. */
  readonly notice: string | undefined;
  readonly codeAt: number;
  readonly litUntil: number;
  /** Shown in place of a code by a dying display. */
  readonly garbage: string | undefined;
}

/** A new token with a full battery. `profile` must be a name of profiles.ts. */
export function hardwareToken(
  made: { readonly serial: string; readonly secret: Uint8Array; readonly profile: string; readonly offsetMs?: number },
  now: number,
): HardwareToken {
  return {
    source: 'hardware',
    kind: 'hardware',
    serial: made.serial,
    profile: made.profile,
    secret: made.secret,
    clock: deviceClock(now, made.offsetMs ?? 0),
    charge: physics(made.profile).lifePresses,
    lit: undefined,
    failed: undefined,
  };
}

/** Button ①. Every press costs charge, the one that puts the display out too; a flat or dead token does nothing. */
export function press(token: HardwareToken, now: number): HardwareToken {
  const death = deathOf(token);
  if (token.charge <= 0 || death === 'dark') return token;
  const charge = Math.max(0, token.charge - 1);
  if (token.lit !== undefined && isLit(token, now)) return { ...token, charge, lit: { ...token.lit, litUntil: now } };
  const profile = physics(token.profile);
  const notice = death === undefined ? noticeOf(token) : undefined;
  const codeAt = notice === undefined ? now : now + profile.noticeMs;
  const lit: Lit = {
    pressedAt: now,
    step: stepAt(deviceTime(token.clock, now)),
    notice,
    codeAt,
    litUntil: codeAt + profile.litMs,
    garbage: death === 'garbage' ? garbageText(token.serial, now) : undefined,
  };
  return { ...token, charge, lit };
}

/** What the display shows at `now`. */
export function hardwareFace(token: HardwareToken, now: number): Face {
  const { lit } = token;
  if (lit === undefined || !isLit(token, now)) return { kind: 'dark', text: '' };
  if (lit.garbage !== undefined) return { kind: 'garbage', text: lit.garbage };
  if (lit.notice !== undefined && now < lit.codeAt) return { kind: 'battery', text: lit.notice };
  return codeFace(token.secret, lit.step);
}

/** The last step whose code was shown; undefined when none was. */
export function hardwareShownStep(token: HardwareToken): number | undefined {
  return token.lit?.step;
}

/** The next instant at which the display changes by itself; undefined when it is dark. */
export function hardwareNextChange(token: HardwareToken, now: number): number | undefined {
  if (token.lit === undefined || !isLit(token, now)) return undefined;
  return now < token.lit.codeAt ? token.lit.codeAt : token.lit.litUntil;
}

/** Whole percent left, rounded down as makers count it (P-04): 0 is flat only when no charge is left (`hardwareState`). */
export function batteryPercent(token: HardwareToken): number {
  return Math.floor(percentLeft(token));
}

/** Lets the battery fall to `percent`. The caller has refused a rise. At 0 the display goes dark at once. */
export function drainTo(token: HardwareToken, percent: number): HardwareToken {
  const charge = Math.min(token.charge, (physics(token.profile).lifePresses * percent) / 100);
  return { ...token, charge, lit: charge <= 0 ? undefined : token.lit };
}

/** Sudden death (P-05). A dead token does not come back to life: garbage may still turn dark, never the reverse. */
export function fail(token: HardwareToken, as: 'dark' | 'garbage'): HardwareToken {
  return { ...token, lit: undefined, failed: token.failed === 'dark' ? 'dark' : as };
}

export function hardwareState(token: HardwareToken): TokenState {
  if (deathOf(token) !== undefined) return 'failed';
  if (token.charge <= 0) return 'flat';
  return noticeOf(token) === undefined ? 'ok' : 'low';
}

/** The face that shows one step's code: shared with the app. */
export function codeFace(secret: Uint8Array, step: number): Face {
  const code = codeOfStep(secret, step);
  return { kind: 'code', text: code, code, step, validFrom: step * stepMs, validUntil: (step + 1) * stepMs };
}

function isLit(token: HardwareToken, now: number): boolean {
  return token.lit !== undefined && now < token.lit.litUntil;
}

function percentLeft(token: HardwareToken): number {
  return (token.charge * 100) / physics(token.profile).lifePresses;
}

/** P-04. Judged by the whole percent that a list shows. */
function noticeOf(token: HardwareToken): string | undefined {
  const whole = batteryPercent(token);
  return physics(token.profile).notices.find(({ upToPercent }) => whole <= upToPercent)?.text;
}

function deathOf(token: HardwareToken): 'dark' | 'garbage' | undefined {
  if (token.failed !== undefined) return token.failed;
  const dies = physics(token.profile).dies;
  return dies !== undefined && token.charge > 0 && percentLeft(token) < dies.belowPercent ? dies.as : undefined;
}

/** "アルファベットと数字の組み合わさったもの" (SMBC Trust): six segments, never a code, the same for the same press. */
function garbageText(serial: string, now: number): string {
  const segments = 'AbCdEFHLPU-_';
  let hash = 2_166_136_261;
  for (const unit of `${serial}/${now}`) hash = Math.imul(hash ^ unit.charCodeAt(0), 16_777_619) >>> 0;
  return Array.from({ length: 6 }, (_, place) => {
    const pick = (hash >>> (place * 4)) % 16;
    return pick < segments.length ? segments[pick] : String(pick - segments.length + 4);
  })
    .join('')
    .replace(/^\d/, 'E');
}

function physics(name: string): Profile {
  const profile = profileNamed(name);
  if (profile === undefined) throw new Error(`a profile of profiles.ts was expected, got ${JSON.stringify(name)}`);
  return profile;
}
