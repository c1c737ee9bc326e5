/** A hardware token: one button, one display, one battery that can't be changed. PURE. */
import type { DeviceClock } from './device-clock.ts';

export interface HardwareToken {
  readonly source: 'hardware';
  readonly kind: 'hardware';
  readonly serial: string;
  readonly profile: string;
  readonly secret: Uint8Array;
  readonly clock: DeviceClock;
  /** Presses left in the battery; only ever falls (P-06). */
  readonly charge: number;
  /** What the last press lit; undefined when it was put out by hand. */
  readonly lit: Lit | undefined;
  /** Set when it died by hand of the desk (P-05), not by its profile. */
  readonly failed: 'dark' | 'garbage' | undefined;
}

export interface Lit {
  readonly pressedAt: number;
  /** The battery notice shown from `pressedAt` to `codeAt`; undefined when the code comes at once. */
  readonly notice: string | undefined;
  readonly codeAt: number;
  readonly litUntil: number;
  readonly garbage: string | undefined;
}
