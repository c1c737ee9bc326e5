/**
 * A hand that wants a code: presses as often as a person would, and waits for the next step when the code of this one was
 * shown before. It knows of the desk only what a hand can do there, and the step that was shown last.
 */

import { deskInstant, deviceTime } from '../device/device-clock.ts';
import type { Face, PressResult } from '../device/face.ts';
import { hardwareShownStep } from '../device/hardware-token.ts';
import { stepAt, stepMs } from '../device/otp.ts';
import { type TrayRefusalCode, trayRefusal } from '../tray/refusals.ts';
import type { Device } from '../tray/tray.ts';
import type { Answer, LiveTray } from './live-tray.ts';

export type CodeFace = Extract<Face, { kind: 'code' }>;

/**
 * The code of a token. `fresh`: of a step whose code was not shown before (on an app: not taken before), waiting for the
 * step's end when it must. Refusals: `unknown-serial`, `no-code`, `clock-stopped`, `press-unanswered`.
 */
export async function readCode(
  tray: LiveTray,
  serial: string,
  { fresh }: { readonly fresh: boolean },
): Promise<Answer<CodeFace>> {
  const summary = tray.summary(serial);
  if (summary === undefined) return no('unknown-serial');
  const shown = codeIn({ face: summary.face });
  if (!fresh && summary.kind === 'hardware' && shown !== undefined && tray.clock.now() < shown.validUntil) {
    return { ok: true, value: shown };
  }
  if (summary.state === 'flat' || summary.state === 'failed') return no('no-code');
  for (;;) {
    const device = tray.device(serial);
    if (device === undefined) return no('unknown-serial');
    const now = tray.clock.now();
    const at = fresh ? freshAt(device, now) : now;
    // Nothing may come between this look and the press: two who wait for the same step must not both take it.
    if (at <= now) return device.source === 'real' ? asked(tray, serial) : pressed(tray, serial);
    const waited = await tray.waitUntil(at);
    if (waited === 'stopped-clock') return no('clock-stopped');
    if (waited === 'closed') return no('no-code');
  }
}

/** The first press may only put out what was lit before. */
function pressed(tray: LiveTray, serial: string): Answer<CodeFace> {
  for (let presses = 0; presses < 2; presses += 1) {
    const sent = tray.send({ type: 'press', serial });
    if (!sent.ok) return sent;
    const code = codeIn(tray.pressResult(serial));
    if (code !== undefined) return { ok: true, value: code };
  }
  return no('no-code');
}

async function asked(tray: LiveTray, serial: string): Promise<Answer<CodeFace>> {
  const answer = await tray.press(serial);
  if (!answer.ok) return answer;
  const code = codeIn(answer.value);
  return code === undefined ? no('no-code') : { ok: true, value: code };
}

function codeIn(result: PressResult | undefined): CodeFace | undefined {
  if (result?.face.kind === 'code') return result.face;
  return result?.next?.face.kind === 'code' ? result.next.face : undefined;
}

/** The desk's instant from which the device is in a step whose code was not shown: now, when it is. */
function freshAt(device: Device, now: number): number {
  const last = shownStep(device);
  if (last === undefined) return now;
  const instant = (last + 1) * stepMs;
  if (device.source === 'real') return instant;
  return deviceTime(device.clock, now) >= instant ? now : deskInstant(device.clock, instant, now);
}

function shownStep(device: Device): number | undefined {
  switch (device.source) {
    case 'hardware':
      return hardwareShownStep(device);
    case 'app':
      return device.takenStep;
    case 'real':
      return device.shown === undefined ? undefined : stepAt(device.shown.at);
  }
}

function no(code: TrayRefusalCode): Answer<CodeFace> {
  return { ok: false, refusal: trayRefusal(code) };
}
