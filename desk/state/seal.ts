/** Secrets at rest: AES-256-GCM under the state folder's key, so that no file but the key file gives a seed away. */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { SearchableSeal } from '../../common/seal.ts';

const prefix = 'g1.';
const ivLength = 12;
const tagLength = 16;

/** `key` is 32 bytes. The sealed text is `g1.` and base64url of nonce, ciphertext and tag (NIST SP 800-38D). */
export function createSeal(key: Uint8Array): SearchableSeal {
  if (key.length !== 32) throw new Error(`a seal's key has 32 bytes, this one ${key.length}`);
  // A key of its own, so that neither use of the first one can tell of the other.
  const fingerprintKey = createHmac('sha256', key).update('ichido fingerprint of a secret').digest();
  return {
    fingerprint: (plain) => createHmac('sha256', fingerprintKey).update(plain).digest('base64url'),
    seal(plain) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      return (
        prefix + Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url')
      );
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.startsWith(prefix) ? sealed.slice(prefix.length) : '', 'base64url');
      if (bytes.length < ivLength + tagLength) throw new Error('not a sealed text');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivLength));
      decipher.setAuthTag(bytes.subarray(-tagLength));
      return Uint8Array.from(Buffer.concat([decipher.update(bytes.subarray(ivLength, -tagLength)), decipher.final()]));
    },
  };
}
