/** One device as others see it: its face, its summary, its next change. Never a secret. PURE. */
import { appFace, appNextChange, appState } from '../device/app-token.ts';
import type { Face, PressResult, TokenSummary } from '../device/face.ts';
import { batteryPercent, hardwareFace, hardwareNextChange, hardwareState } from '../device/hardware-token.ts';
import { appProfile } from '../device/profiles.ts';
import { realFace, realNextChange, realProfile, realState } from '../device/real-token.ts';
import type { Device } from './tray.ts';

/** What an eye sees on the device at `now`. */
export function faceOf(device: Device, now: number): Face {
  switch (device.source) {
    case 'hardware':
      return hardwareFace(device, now);
    case 'app':
      return appFace(device, now);
    case 'real':
      return realFace(device, now);
  }
}

/** The next instant after `now` at which the face changes by itself. */
export function nextChangeOf(device: Device, now: number): number | undefined {
  switch (device.source) {
    case 'hardware':
      return hardwareNextChange(device, now);
    case 'app':
      return appNextChange(device, now);
    case 'real':
      return realNextChange(device, now);
  }
}

/** The face, and where a notice hides the code, the code and when it comes (P-04). */
export function pressResultOf(device: Device, now: number): PressResult {
  const face = faceOf(device, now);
  if (face.kind !== 'battery') return { face };
  const at = nextChangeOf(device, now);
  return at === undefined ? { face } : { face, next: { face: faceOf(device, at), at } };
}

export function summaryOf(device: Device, now: number): TokenSummary {
  const face = faceOf(device, now);
  const { serial, kind } = device;
  switch (device.source) {
    case 'hardware':
      return {
        serial,
        kind,
        profile: device.profile,
        battery: batteryPercent(device),
        state: hardwareState(device),
        clock: device.clock,
        face,
      };
    case 'app':
      return { serial, kind, profile: appProfile, battery: null, state: appState(device), clock: device.clock, face };
    case 'real':
      return { serial, kind, profile: realProfile, battery: null, state: realState(device), clock: null, face };
  }
}

/** Whether nothing that a summary tells has changed. Battery, state and clock are replaced whole, never written to. */
export function sameBesidesFace(a: TokenSummary, b: TokenSummary): boolean {
  return a.battery === b.battery && a.state === b.state && a.clock === b.clock;
}

export function sameFace(a: Face, b: Face): boolean {
  return a.kind === b.kind && a.text === b.text && (a.kind !== 'code' || b.kind !== 'code' || a.step === b.step);
}
