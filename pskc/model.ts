/** RFC 6030 in plain data. PURE: shapes only. */
export type PskcAlgorithm = 'HOTP' | 'TOTP';
export type HashAlgorithm = 'SHA1' | 'SHA256' | 'SHA512';

/** One `<KeyPackage>` with its `<Key>`. Both sides of ichido meet in this shape and nowhere else. */
export interface PskcKey {
  /** `<Key Id>` */
  readonly id: string;
  /** `<DeviceInfo><SerialNo>`, and the manufacturer when named. */
  readonly serial?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly issuer?: string | undefined;
  readonly friendlyName?: string | undefined;
  readonly userId?: string | undefined;
  readonly algorithm: PskcAlgorithm;
  readonly hash: HashAlgorithm;
  readonly digits: number;
  /** Seconds; TOTP only. */
  readonly periodSeconds?: number | undefined;
  readonly counter?: bigint | undefined;
  /** Steps the device is known to be off (`<TimeDrift>`). */
  readonly timeDrift?: number | undefined;
  /** TOTP start time T0, seconds since the epoch (`<Time>`). */
  readonly time?: number | undefined;
  /** 1 to 256 bytes. Never logged, never printed. */
  readonly secret: Uint8Array;
  readonly policy?: PskcPolicy | undefined;
}

export interface PskcPolicy {
  readonly startDate?: number | undefined;
  readonly expiryDate?: number | undefined;
  readonly keyUsages: readonly string[];
  readonly numberOfTransactions?: bigint | undefined;
  readonly pin?: { readonly [attribute: string]: string } | undefined;
  /** True when the policy holds elements this reader does not know: such a key must not be used (RFC 6030 §5). */
  readonly unknown: boolean;
}

/** How secrets are protected inside a file, as the person with the file supplies it. */
export type Protection =
  | { readonly kind: 'plain' }
  /** AES-CBC under a pre-shared key of 16, 24 or 32 bytes, with ValueMAC (RFC 6030 §6.1). */
  | { readonly kind: 'key'; readonly key: Uint8Array; readonly keyName?: string | undefined }
  /** AES-CBC under a key derived by PBKDF2 (RFC 6030 §6.2). */
  | { readonly kind: 'password'; readonly password: string };

/** Expected refusals are values: one code of a closed list, one text that tells no more than it must. */
export type PskcResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly code: string; readonly message: string } };
