/** The names that RFC 6030 and its neighbours fix: namespaces and algorithm URIs, as closed tables. PURE. */
import type { HashAlgorithm, PskcAlgorithm } from './model.ts';

export const ns = {
  pskc: 'urn:ietf:params:xml:ns:keyprov:pskc',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
  pkcs5: 'http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#',
  xinclude: 'http://www.w3.org/2001/XInclude',
  xml: 'http://www.w3.org/XML/1998/namespace',
  xmlns: 'http://www.w3.org/2000/xmlns/',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
} as const;

/** Every draft before the RFC used a namespace that begins so (and is not the RFC's). */
export const draftNamespacePrefix = 'urn:ietf:params:xml:ns:keyprov:';

/**
 * `<Key Algorithm>` (RFC 6030 §10; the TOTP name is registered with IANA beside it). The names with `#` come
 * from draft-hoyer-keyprov-pskc-algorithm-profiles and from makers who took them for the RFC's; python-pskc and privacyIDEA
 * read them too.
 */
export const otpAlgorithms: ReadonlyMap<string, PskcAlgorithm> = new Map([
  [`${ns.pskc}:hotp`, 'HOTP'],
  [`${ns.pskc}#hotp`, 'HOTP'],
  [`${ns.pskc}:totp`, 'TOTP'],
  [`${ns.pskc}#totp`, 'TOTP'],
]);
export const pinAlgorithm = `${ns.pskc}:pin`;

/** `<Suite>`: RFC 6030 leaves its text to the algorithm; these are the spellings in use, in upper case. */
export const suites: ReadonlyMap<string, HashAlgorithm> = new Map(
  (['SHA1', 'SHA256', 'SHA512'] as const).flatMap((hash) => {
    const dashed = hash.replace('SHA', 'SHA-');
    return [hash, dashed, `HMAC-${hash}`, `HMAC-${dashed}`, `HMAC${hash}`].map((name) => [name, hash] as const);
  }),
);

export interface Cipher {
  readonly mode: 'cbc' | 'wrap';
  /** Bytes. */
  readonly keyLength: 16 | 24 | 32;
}

/** The ciphers that are read: CBC, whose integrity is a ValueMAC (RFC 6030 §6.1), and key wrap, which brings its own. */
export const ciphers: ReadonlyMap<string, Cipher> = new Map<string, Cipher>([
  [`${ns.xenc}aes128-cbc`, { mode: 'cbc', keyLength: 16 }],
  [`${ns.xenc}aes192-cbc`, { mode: 'cbc', keyLength: 24 }],
  [`${ns.xenc}aes256-cbc`, { mode: 'cbc', keyLength: 32 }],
  [`${ns.xenc}kw-aes128`, { mode: 'wrap', keyLength: 16 }],
  [`${ns.xenc}kw-aes192`, { mode: 'wrap', keyLength: 24 }],
  [`${ns.xenc}kw-aes256`, { mode: 'wrap', keyLength: 32 }],
]);

export type HmacHash = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';
const more = 'http://www.w3.org/2001/04/xmldsig-more#';

/** MACMethod and PBKDF2's PRF name their HMAC in the same way. The second SHA-1 name is a common slip of writers. */
export const hmacs: ReadonlyMap<string, HmacHash> = new Map([
  [`${ns.ds}hmac-sha1`, 'sha1'],
  [`${more}hmac-sha1`, 'sha1'],
  [`${more}hmac-sha224`, 'sha224'],
  [`${more}hmac-sha256`, 'sha256'],
  [`${more}hmac-sha384`, 'sha384'],
  [`${more}hmac-sha512`, 'sha512'],
]);
export const hmacSha256 = `${more}hmac-sha256`;

/** PBKDF2 as RFC 6030 figure 7 names it, and as XML Encryption 1.1 does. */
export const pbkdf2 = `${ns.pkcs5}pbkdf2`;
export const pbkdf2Names: ReadonlySet<string> = new Set([pbkdf2, `${ns.xenc11}pbkdf2`]);

/** RFC 6030 §5: the usages that a Policy may name. */
export const keyUsages: ReadonlySet<string> = new Set([
  'OTP',
  'CR',
  'Encrypt',
  'Integrity',
  'Verify',
  'Unlock',
  'Decrypt',
  'KeyWrap',
  'Unwrap',
  'Derive',
  'Generate',
]);
export const valueFormats: ReadonlySet<string> = new Set([
  'DECIMAL',
  'HEXADECIMAL',
  'ALPHANUMERIC',
  'BASE64',
  'BINARY',
]);
