/**
 * What RFC 6030 §6 protects values with, by node:crypto: AES-CBC with HMAC over the cipher text (§6.1.1), AES key wrap
 * (RFC 3394, RFC 5649), and PBKDF2 (§6.2). No I/O.
 *
 * A MAC is compared in constant time BEFORE anything that it covers is decrypted, and a wrong key, a wrong MAC, a wrong
 * padding and a wrong integrity check are one refusal: whoever tries files learns nothing from the difference.
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { sameSecret } from '../common/same-secret.ts';
import type { Encrypted, KeySource, MacMethod, Pbkdf2 } from './encryption.ts';
import type { Protection } from './model.ts';
import type { HmacHash } from './names.ts';
import { refuse } from './refuse.ts';
import type { KeyWish } from './stepwise.ts';

/** Checks the MAC of a value when there is one, then decrypts it. Throws `Refused` with `wrong-key` for whatever is wrong. */
export type Opener = (value: Encrypted, mac: { readonly octets: Uint8Array | undefined } | undefined) => Uint8Array;

const block = 16;

/** Refuses a protection that is not the file's, by name. Otherwise the key, or how it is to be derived. */
export function keyOf(source: KeySource, protection: Protection): Uint8Array | KeyWish {
  if (source.kind === 'key') return protection.kind === 'key' ? protection.key : refuse('key-needed');
  return protection.kind === 'password' ? { ...source, password: protection.password } : refuse('password-needed');
}

/** Opens the MAC key at once. */
export function opener(source: KeySource, macMethod: MacMethod | undefined, key: Uint8Array): Opener {
  const fitted = (value: Encrypted): Encrypted => (source.kind === 'password' ? fits(value, source) : value);
  const macKey = macMethod && decrypt(fitted(macMethod.key), key);
  // A MAC key that does not open fails like a MAC that does not match: at the first value, and in the same way.
  const usable = macKey !== undefined && macKey.length > 0;
  const checkMac = (value: Encrypted, mac: Uint8Array | undefined): void => {
    const method = macMethod ?? refuse('mac-missing', 'MACMethod');
    const hash = method.hash ?? refuse('attribute-missing', `Algorithm < ${method.at}`);
    const expected = hmac(hash, usable ? macKey : Buffer.alloc(32), value.octets ?? Buffer.alloc(0));
    const matches = sameSecret(expected, mac ?? Buffer.alloc(0));
    if (!matches || !usable) refuse('wrong-key');
  };
  return (value, mac) => {
    fitted(value);
    // Key wrap carries its own integrity; a MAC that is there all the same is never passed over.
    if (mac !== undefined || value.mode === 'cbc') checkMac(value, mac?.octets);
    return decrypt(value, key) ?? refuse('wrong-key');
  };
}

/** A derived key has one length; a value that wants another contradicts its own file. */
function fits(value: Encrypted, { keyLength }: Pbkdf2): Encrypted {
  return value.keyLength === keyLength ? value : refuse('kdf-key-length', `${keyLength} / ${value.keyLength}`);
}

export function hmac(hash: HmacHash, key: Uint8Array, octets: Uint8Array): Uint8Array {
  return createHmac(hash, key).update(octets).digest();
}

function decrypt({ mode, keyLength, octets }: Encrypted, key: Uint8Array): Uint8Array | undefined {
  if (octets === undefined || key.length !== keyLength) return undefined;
  if (mode === 'cbc') return decryptCbc(octets, key);
  // One URI for both: the integrity check value tells RFC 3394 from RFC 5649, which a length that is no multiple of 8 needs.
  return unwrap('wrap', octets, key) ?? unwrap('wrap-pad', octets, key);
}

/** XML Encryption §5.2: initialization vector first, the last octet says how many of the last block are padding. */
function decryptCbc(octets: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  if (octets.length < 2 * block || octets.length % block !== 0) return undefined;
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, octets.subarray(0, block)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(octets.subarray(block)), decipher.final()]);
  const padding = padded[padded.length - 1]!;
  if (padding < 1 || padding > block) return undefined;
  return new Uint8Array(padded.subarray(0, padded.length - padding));
}

/** RFC 3394 §2.2.3.1, RFC 5649 §3. */
const integrity = { wrap: Buffer.alloc(8, 0xa6), 'wrap-pad': Buffer.from('a65959a6', 'hex') } as const;

function unwrap(kind: keyof typeof integrity, octets: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  if (octets.length % 8 !== 0 || octets.length < 16 || octets.length > 512) return undefined;
  const decipher = createDecipheriv(`id-aes${key.length * 8}-${kind}`, key, integrity[kind]);
  try {
    return new Uint8Array(Buffer.concat([decipher.update(octets), decipher.final()]));
  } catch {
    return undefined;
  }
}

/** Initialization vector and cipher text, PKCS #7 padding (one of those XML Encryption allows, and the one every reader takes). */
export function encrypt(plain: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
  return new Uint8Array(Buffer.concat([iv, cipher.update(plain), cipher.final()]));
}
