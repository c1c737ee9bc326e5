/** RFC 6030 in plain data. PURE: shapes only. */
import type { Text } from '../common/text.ts';

export type PskcAlgorithm = 'HOTP' | 'TOTP';
export type HashAlgorithm = 'SHA1' | 'SHA256' | 'SHA512';

/** A `<KeyContainer>` (RFC 6030 §4.1), read whole or not at all. */
export interface PskcFile {
  /** `<KeyContainer Id>`, when there is one. */
  readonly id?: string | undefined;
  /** How the secrets were protected inside the file. */
  readonly protectedBy: Protection['kind'];
  /** The keys that make one-time passwords, in the order of the file. */
  readonly keys: readonly PskcKey[];
  /** What else the RFC lets a file hold and no code can come of. An importer of tokens must judge these too: they are never dropped unseen. */
  readonly others: readonly PskcOther[];
  /** What was read but not acted upon: a person should be told. */
  readonly notices: readonly PskcNotice[];
}

/** One `<KeyPackage>` with its `<Key>`. Both sides of ichido meet in this shape and nowhere else. */
export interface PskcKey {
  /** `<Key Id>`, unique in its file. */
  readonly id: string;
  /** The line of its `<Key>` in the file that was read. */
  readonly line?: number | undefined;
  /** `<DeviceInfo><SerialNo>` as it is written, blanks and all; and the manufacturer when named. */
  readonly serial?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly issuer?: string | undefined;
  readonly friendlyName?: string | undefined;
  /** `<KeyProfileId>`: constants that sender and receiver agreed on elsewhere. */
  readonly keyProfileId?: string | undefined;
  /** `<Key><UserId>` */
  readonly userId?: string | undefined;
  readonly algorithm: PskcAlgorithm;
  readonly hash: HashAlgorithm;
  /** 6 to 9. Undefined when the file does not say (as in RFC 6030's figure 2): nothing is guessed, so an importer must judge. */
  readonly digits: number | undefined;
  /** True when the token appends a check digit to its code (`<ResponseFormat CheckDigits>`). */
  readonly checkDigits?: boolean | undefined;
  /** Seconds, 1 or more. Undefined when the file does not say; nothing is guessed. */
  readonly periodSeconds?: number | undefined;
  /** HOTP only: the next moving factor. Exact above 2^53. */
  readonly counter?: bigint | undefined;
  /** Steps the device is known to be off (`<TimeDrift>`). */
  readonly timeDrift?: number | undefined;
  /** `<Time>`: TOTP start time T0, seconds since the epoch. 0 is what nearly everybody means. */
  readonly time?: number | undefined;
  /** 1 to 256 bytes. Never logged, never printed. */
  readonly secret: Uint8Array;
  readonly policy?: PskcPolicy | undefined;
  /** The rest of `<DeviceInfo>` and `<CryptoModuleInfo>`. */
  readonly device?: PskcDevice | undefined;
}

export interface PskcDevice {
  readonly model?: string | undefined;
  readonly issueNo?: string | undefined;
  readonly binding?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly startDate?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly expiryDate?: number | undefined;
  readonly userId?: string | undefined;
  /** `<CryptoModuleInfo><Id>` */
  readonly cryptoModule?: string | undefined;
}

/** RFC 6030 §5. Instants are milliseconds since the epoch. */
export interface PskcPolicy {
  readonly startDate?: number | undefined;
  readonly expiryDate?: number | undefined;
  /** `OTP`, `CR`, `Encrypt` …; empty = no restriction is stated. */
  readonly keyUsages: readonly string[];
  readonly numberOfTransactions?: bigint | undefined;
  readonly pin?: { readonly [attribute: string]: string } | undefined;
  /** True when the policy holds elements or values this reader does not know: such a key must not be used (RFC 6030 §5). */
  readonly unknown: boolean;
}

/** A `<Key>` that is no OTP key: a PIN (§10.2), or a key whose secret is elsewhere (`<KeyReference>`, §4.3 figure 4). */
export interface PskcOther {
  readonly kind: 'pin' | 'reference';
  readonly id: string;
  readonly line?: number | undefined;
  readonly serial?: string | undefined;
  readonly manufacturer?: string | undefined;
  /** The algorithm as the file names it. */
  readonly algorithm: string;
  readonly keyReference?: string | undefined;
  readonly keyProfileId?: string | undefined;
  /** The PIN's text. Never logged, never printed. */
  readonly pin?: string | undefined;
}

export interface PskcNotice {
  readonly code: 'secret-looks-encoded' | 'signature-unverified' | 'extension-ignored' | 'package-without-key';
  readonly text: Text;
}

/** How secrets are protected inside a file, as the person with the file supplies it. */
export type Protection =
  | { readonly kind: 'plain' }
  /** AES-CBC under a pre-shared key of 16, 24 or 32 bytes, with ValueMAC (RFC 6030 §6.1). `keyName` is written, never compared. */
  | { readonly kind: 'key'; readonly key: Uint8Array; readonly keyName?: string | undefined }
  /** AES-CBC under a key derived by PBKDF2 (RFC 6030 §6.2). `iterations` is for the writer: 600,000 unless given. */
  | { readonly kind: 'password'; readonly password: string; readonly iterations?: number | undefined };

/** Expected refusals are values: one code of a closed list, one text that tells no more than it must. */
export type PskcResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: PskcError };

export interface PskcError {
  /** One of errors.ts. */
  readonly code: string;
  readonly text: Text;
}
