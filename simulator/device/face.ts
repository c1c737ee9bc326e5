import type { DeviceClock } from './device-clock.ts';

/** What an eye sees on a device at one instant. Instants are milliseconds since the epoch. PURE. */
export type Face =
  | { readonly kind: 'dark'; readonly text: '' }
  | {
      readonly kind: 'code';
      readonly text: string;
      /** Six ASCII digits, leading zeros kept. */
      readonly code: string;
      /** The TOTP step of the DEVICE's clock that the code belongs to (RFC 6238 §4.2). */
      readonly step: number;
      /** Desk-clock instants between which a verifier without drift would call this step current. */
      readonly validFrom: number;
      readonly validUntil: number;
    }
  /** P-04: the battery notice that comes before the code, such as `bAtt 05`. */
  | { readonly kind: 'battery'; readonly text: string }
  /** P-05: a dying token may show segments that mean nothing. */
  | { readonly kind: 'garbage'; readonly text: string };

/** One face and, when the device will change by itself, what it shows next and when (P-04: notice, then code). */
export interface PressResult {
  readonly face: Face;
  readonly next?: { readonly face: Face; readonly at: number };
}

export type TokenKind = 'hardware' | 'software';
export type TokenState = 'ok' | 'low' | 'flat' | 'failed' | 'retired';

/** What a list of tokens tells of one (`tokens.list` of the control server). Never a secret. */
export interface TokenSummary {
  readonly serial: string;
  readonly kind: TokenKind;
  readonly profile: string;
  /** Whole percent, 0 to 100; null on an app, which has no battery of its own. */
  readonly battery: number | null;
  readonly state: TokenState;
  /** How its clock differs from the desk's; null on a real token, whose clock nobody here knows. */
  readonly clock: DeviceClock | null;
  readonly face: Face;
}
