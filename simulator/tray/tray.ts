/** Every device on the desk, what can be asked of them, and what then changes. PURE. */
import type { Text } from '../../common/text.ts';
import type { AppToken } from '../device/app-token.ts';
import type { TokenKind } from '../device/face.ts';
import type { HardwareToken } from '../device/hardware-token.ts';
import type { RealToken } from '../device/real-token.ts';
import type { TrayRefusal } from './refusals.ts';

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
  /** Devices whose secrets come from a PSKC file. */
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
