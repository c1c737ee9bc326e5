/**
 * AES-CBC with HMAC over the cipher text (RFC 6030 §6.1.1) and PBKDF2 (§6.2), by node:crypto. No I/O.
 *
 * The MAC is compared in constant time BEFORE anything that it covers is decrypted, and a wrong key, a wrong MAC and a wrong
 * padding are one refusal: whoever tries files learns nothing from the difference.
 */
import { createCipheriv, createDecipheriv, createHmac, pbkdf2Sync } from 'node:crypto';
import { sameSecret } from '../common/same-secret.ts';
import type { Encrypted, KeySource, MacMethod, Pbkdf2 } from './encryption.ts';
import { refuse } from './errors.ts';
import type { Protection } from './model.ts';
import type { HmacHash } from './names.ts';

/** Checks the MAC of a value, then decrypts it. Throws `Refused` with `wrong-key` for whatever is wrong. */
export type Opener = (value: Encrypted, mac: Uint8Array | undefined) => Uint8Array;

const block = 16;

/** Refuses a protection that is not the file's, by name; then derives the key once and opens the MAC key. */
export function opener(source: KeySource, macMethod: MacMethod, protection: Protection): Opener {
  if (protection.kind !== source.kind) refuse(source.kind === 'key' ? 'key-needed' : 'password-needed');
  const key = protection.kind === 'key' ? protection.key : derive(source, protection);
  const macKey = source.kind === 'password' ? decrypt(fits(macMethod.key, source), key) : decrypt(macMethod.key, key);
  // A MAC key that does not open fails like a MAC that does not match: at the first value, and in the same way.
  const usable = macKey !== undefined && macKey.length > 0;
  return (value, mac) => {
    if (source.kind === 'password') fits(value, source);
    const expected = hmac(macMethod.hash, usable ? macKey : Buffer.alloc(32), value.octets ?? Buffer.alloc(0));
    const matches = sameSecret(expected, mac ?? Buffer.alloc(0));
    if (!matches || !usable) refuse('wrong-key');
    return decrypt(value, key) ?? refuse('wrong-key');
  };
}

function derive(source: KeySource, protection: Protection): Uint8Array {
  if (source.kind !== 'password' || protection.kind !== 'password') return refuse('key-needed');
  return derivedKey(source, protection.password);
}

export function derivedKey({ salt, iterations, keyLength, hash }: Pbkdf2, password: string): Uint8Array {
  return pbkdf2Sync(Buffer.from(password, 'utf8'), salt, iterations, keyLength, hash);
}

/** A derived key has one length; a value that wants another contradicts its own file. */
function fits(value: Encrypted, { keyLength }: Pbkdf2): Encrypted {
  return value.keyLength === keyLength ? value : refuse('kdf-key-length', `${keyLength} / ${value.keyLength}`);
}

export function hmac(hash: HmacHash, key: Uint8Array, octets: Uint8Array): Uint8Array {
  return createHmac(hash, key).update(octets).digest();
}

/** XML Encryption §5.2: initialization vector first, the last octet says how many of the last block are padding. */
function decrypt({ keyLength, octets }: Encrypted, key: Uint8Array): Uint8Array | undefined {
  if (octets === undefined || octets.length < 2 * block || octets.length % block !== 0) return undefined;
  if (key.length !== keyLength) return undefined;
  const decipher = createDecipheriv(`aes-${keyLength * 8}-cbc`, key, octets.subarray(0, block)).setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(octets.subarray(block)), decipher.final()]);
  const padding = padded[padded.length - 1]!;
  if (padding < 1 || padding > block) return undefined;
  return new Uint8Array(padded.subarray(0, padded.length - padding));
}

/** Initialization vector and cipher text, PKCS #7 padding (one of those XML Encryption allows, and the one every reader takes). */
export function encrypt(plain: Uint8Array, key: Uint8Array, iv: Uint8Array): Uint8Array {
  const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv);
  return new Uint8Array(Buffer.concat([iv, cipher.update(plain), cipher.final()]));
}
