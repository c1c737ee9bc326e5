/** A software token: an app on a phone. PURE. */
import type { DeviceClock } from './device-clock.ts';

export interface AppToken {
  readonly source: 'app';
  readonly kind: 'software';
  readonly serial: string;
  readonly secret: Uint8Array;
  readonly clock: DeviceClock;
  /** The serial of the app on the new phone, after a phone change: this one stays readable until it is uninstalled. */
  readonly replacedBy: string | undefined;
}
