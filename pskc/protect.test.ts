import { createCipheriv, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Encrypted, MacMethod } from './encryption.ts';
import type { HmacHash } from './names.ts';
import { encrypt, opener } from './protect.ts';
import { Refused } from './refuse.ts';
import { bytes } from './testing/test-files.ts';

const key = bytes(32, 'key');
const macKey = bytes(20, 'mac key');
const macMethod = (hash: HmacHash): MacMethod => ({
  hash,
  at: 'MACMethod (1)',
  key: { mode: 'cbc', keyLength: 32, octets: encrypt(macKey, key, bytes(16, 'iv')) },
});
const mac = (hash: HmacHash, octets: Uint8Array): { readonly octets: Uint8Array } => ({
  octets: createHmac(hash, macKey).update(octets).digest(),
});

type Mac = Parameters<ReturnType<typeof opener>>[1];

/** Whatever blocks are given, encrypted as they are. */
function unpadded(blocks: Uint8Array): Encrypted & { readonly octets: Uint8Array } {
  const iv = bytes(16, 'other iv');
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false);
  return {
    mode: 'cbc',
    keyLength: 32,
    octets: new Uint8Array(Buffer.concat([iv, cipher.update(blocks), cipher.final()])),
  };
}

function outcome(run: () => Uint8Array): string {
  try {
    return Buffer.from(run()).toString();
  } catch (error) {
    return error instanceof Refused ? `${error.code}${error.detail}` : 'thrown';
  }
}

const open = opener({ kind: 'key' }, macMethod('sha256'), key);

describe('padding', () => {
  const block = (last: number): Uint8Array => Buffer.concat([Buffer.from('123456789012345'), Buffer.from([last])]);

  test.each([
    [1, '123456789012345'],
    [6, '1234567890'],
    [15, '1'],
    [16, ''],
  ])('of XML Encryption: the last octet alone counts (%i)', (last, plain) => {
    const value = unpadded(block(last));
    expect(outcome(() => open(value, mac('sha256', value.octets)))).toBe(plain);
  });

  test.each([0, 17, 255])('that no block can have is a wrong key (%i)', (last) => {
    const value = unpadded(block(last));
    expect(outcome(() => open(value, mac('sha256', value.octets)))).toBe('wrong-key');
  });
});

describe('a value', () => {
  const octets = encrypt(Buffer.from('secret'), key, bytes(16, 'iv'));
  const good = mac('sha256', octets);
  const value: Encrypted = { mode: 'cbc', keyLength: 32, octets };

  test('opens with its MAC', () => {
    expect(outcome(() => open(value, good))).toBe('secret');
  });

  test.each<readonly [string, Encrypted, Mac]>([
    ['a MAC that is no base64', value, { octets: undefined }],
    ['an empty MAC', value, { octets: new Uint8Array(0) }],
    ['half a MAC', value, { octets: good.octets.subarray(0, 16) }],
    ['a longer MAC', value, { octets: Buffer.concat([good.octets, good.octets]) }],
    ['a MAC of zeros', value, { octets: new Uint8Array(32) }],
    ['a MAC of the plain text', value, mac('sha256', Buffer.from('secret'))],
    ['a MAC under the encryption key', value, { octets: createHmac('sha256', key).update(octets).digest() }],
    ['no base64', { mode: 'cbc', keyLength: 32, octets: undefined }, mac('sha256', new Uint8Array(0))],
    [
      'nothing but a vector',
      { mode: 'cbc', keyLength: 32, octets: octets.subarray(0, 16) },
      mac('sha256', octets.subarray(0, 16)),
    ],
    [
      'half a block',
      { mode: 'cbc', keyLength: 32, octets: octets.subarray(0, 24) },
      mac('sha256', octets.subarray(0, 24)),
    ],
    ['another key length', { mode: 'cbc', keyLength: 16, octets }, good],
  ])('%s: a wrong key, without another word', (_name, it, given) => {
    expect(outcome(() => open(it, given))).toBe('wrong-key');
  });
});

test.each<HmacHash>(['sha1', 'sha224', 'sha256', 'sha384', 'sha512'])('MAC by HMAC-%s', (hash) => {
  const octets = encrypt(Buffer.from('secret'), key, bytes(16, 'iv'));
  const openIt = opener({ kind: 'key' }, macMethod(hash), key);
  expect(outcome(() => openIt({ mode: 'cbc', keyLength: 32, octets }, mac(hash, octets)))).toBe('secret');
});

test('a MAC key of no length opens nothing, even for whoever knows that', () => {
  const empty: MacMethod = {
    hash: 'sha256',
    at: 'MACMethod (1)',
    key: { mode: 'cbc', keyLength: 32, octets: encrypt(new Uint8Array(0), key, bytes(16, 'iv')) },
  };
  const octets = encrypt(Buffer.from('secret'), key, bytes(16, 'iv'));
  for (const guess of [new Uint8Array(0), new Uint8Array(32)]) {
    const forged = { octets: createHmac('sha256', guess).update(octets).digest() };
    const openIt = opener({ kind: 'key' }, empty, key);
    expect(outcome(() => openIt({ mode: 'cbc', keyLength: 32, octets }, forged))).toBe('wrong-key');
  }
});

test('a MAC key that does not open fails at the first value, like a wrong MAC', () => {
  const broken: MacMethod = {
    hash: 'sha256',
    at: 'MACMethod (1)',
    key: { mode: 'cbc', keyLength: 32, octets: bytes(48, 'noise') },
  };
  const octets = encrypt(Buffer.from('secret'), key, bytes(16, 'iv'));
  const openIt = opener({ kind: 'key' }, broken, key);
  expect(outcome(() => openIt({ mode: 'cbc', keyLength: 32, octets }, mac('sha256', octets)))).toBe('wrong-key');
});
