/** Equality of secrets in a time that tells nothing of them, whatever the lengths. PURE. */
import { createHash, timingSafeEqual } from 'node:crypto';

/** Texts are compared by their UTF-8 bytes, which are hashed first: the comparison itself wants equal lengths. */
export function sameSecret(secret: string | Uint8Array, guess: string | Uint8Array): boolean {
  return timingSafeEqual(digest(secret), digest(guess));
}

const digest = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest();

/** A secret as the key of a map: what it hashes to, never itself. */
export function secretDigest(secret: string | Uint8Array): string {
  return digest(secret).toString('base64');
}
