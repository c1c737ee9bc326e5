/** AES key wrap: RFC 3394 and, under the same names, RFC 5649; the files are python-pskc's. */
import { createCipheriv, createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Protection } from './model.ts';
import { opener } from './protect.ts';
import { readPskc } from './read.ts';
import { spoil } from './testing/test-faults.ts';
import { codeOf, fixture, opened } from './testing/test-files.ts';

const invented = (n: number): Buffer => createHash('sha256').update(`ichido fixture wrap ${n}`).digest();
const bits = [128, 192, 256] as const;
const key = (size: number): Protection => ({ kind: 'key', key: invented(9).subarray(0, size / 8) });
const text = (size: number): string => Buffer.from(fixture(`makers/python-pskc-kw-aes${size}.xml`)).toString();
/** The cipher text of the first secret. */
const firstValue = /<pskc:Secret>[\s\S]*?<xenc:CipherValue>([^<]*)</;
const uri = 'http://www.w3.org/2001/04/xmlenc#kw-aes128';

describe('files of python-pskc', () => {
  test.each(bits)('kw-aes%i: secrets with padding (20 and 5 bytes) and without (16 and 32)', (size) => {
    const { keys, protectedBy } = opened(readPskc(text(size), key(size)));
    expect(protectedBy).toBe('key');
    const expected = [20, 16, 32, 5].map((length, n) =>
      invented(n + 1)
        .subarray(0, length)
        .toString('hex'),
    );
    expect(keys.map(({ secret }) => Buffer.from(secret).toString('hex'))).toEqual(expected);
    expect(keys.map(({ periodSeconds }) => periodSeconds)).toEqual([30, 30, 30, 30]);
  });
  test('under a key derived from a password', () => {
    const file = fixture('makers/python-pskc-kw-password.xml');
    const [first] = opened(readPskc(file, { kind: 'password', password: 'ichido' })).keys;
    expect(Buffer.from(first!.secret)).toEqual(invented(1).subarray(0, 20));
    expect(codeOf(readPskc(file, { kind: 'password', password: 'other' }))).toBe('wrong-key');
  });
});

test('the figures of RFC 3394 (4.1, 4.3, 4.6) and of RFC 5649 (6)', () => {
  const unwrapped = (keyHex: string, wrappedHex: string): string => {
    const open = opener({ kind: 'key' }, undefined, Buffer.from(keyHex, 'hex'));
    const keyLength = (keyHex.length / 2) as 16 | 24 | 32;
    return Buffer.from(open({ mode: 'wrap', keyLength, octets: Buffer.from(wrappedHex, 'hex') }, undefined)).toString(
      'hex',
    );
  };
  const data = '00112233445566778899aabbccddeeff';
  const kek = '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f';
  expect(unwrapped(kek.slice(0, 32), '1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5')).toBe(data);
  expect(unwrapped(kek, '64e8c3f9ce0f5ba263e9777905818a2a93c8191e7d6e8ae7')).toBe(data);
  expect(unwrapped(kek, '28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21')).toBe(
    `${data}000102030405060708090a0b0c0d0e0f`,
  );
  const padded = '5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8';
  expect(unwrapped(padded, '138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a')).toBe(
    'c37b7e6492584340bed12207808941155068f738',
  );
  expect(unwrapped(padded, 'afbeb0f07dfbf5419200f2ccb50bb24f')).toBe('466f7250617369');
});

describe('one refusal for a wrong key and for tampering', () => {
  const sound = text(128);
  const octets = Buffer.from(firstValue.exec(sound)![1]!, 'base64');
  const withValue = (value: Buffer): string =>
    sound.replace(firstValue, (all, old) => all.replace(old, value.toString('base64')));
  const refusal = (xml: string, protection = key(128)) => {
    const result = readPskc(xml, protection);
    return result.ok ? 'taken' : `${result.error.text.ja} ${result.error.text.en}`;
  };
  const wrongKey = refusal(sound, { kind: 'key', key: invented(1).subarray(0, 16) });

  test('any bit, a cut, a longer text, nothing', () => {
    expect(wrongKey).toContain('wrong');
    for (let bit = 0; bit < octets.length * 8; bit += 1) {
      const flipped = Buffer.from(octets);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      expect(refusal(withValue(flipped))).toBe(wrongKey);
    }
    for (const length of [0, 8, 15, 16, 24]) expect(refusal(withValue(octets.subarray(0, length)))).toBe(wrongKey);
    expect(refusal(withValue(Buffer.concat([octets, octets])))).toBe(wrongKey);
    expect(refusal(sound.replace(firstValue, (all, old) => all.replace(old, 'no base64')))).toBe(wrongKey);
  });
  test('a MAC that nobody demands is checked when it is there', () => {
    const changed = spoil(text(192), /<pskc:ValueMAC>./, '<pskc:ValueMAC>_');
    expect(refusal(changed, key(192))).toBe(wrongKey);
    expect(codeOf(readPskc(text(192).replace(/<pskc:ValueMAC>[^<]*<.pskc:ValueMAC>/g, ''), key(192)))).toBe('accepted');
  });
  test('padding that is not zero, or longer than a block (RFC 5649 §3)', () => {
    for (const block of [
      'a65959a600000005313233343501',
      'a65959a600000009313233343500',
      'a65959a600000000000000000000',
    ]) {
      const whole = Buffer.from(block.padEnd(32, '0'), 'hex');
      const cipher = createCipheriv('aes-128-ecb', invented(9).subarray(0, 16), null).setAutoPadding(false);
      expect(refusal(withValue(Buffer.concat([cipher.update(whole), cipher.final()])))).toBe(wrongKey);
    }
  });
});

describe('the cipher is looked at before the MAC', () => {
  test.each([
    'http://www.w3.org/2001/04/xmlenc#kw-tripledes',
    'http://www.w3.org/2001/04/xmldsig-more#kw-camellia128',
    'http://www.w3.org/2009/xmlenc11#kw-aes-128-pad',
    'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  ])('%s', (other) => {
    const all = text(128).replaceAll(uri, other);
    expect(codeOf(readPskc(all, key(128)))).toBe('cipher-unsupported');
    // Without a header for a MAC the cipher is what is wrong all the same.
    const bare = all.replace(/<pskc:MACMethod>[\s\S]*<.pskc:MACMethod>/, '');
    expect(codeOf(readPskc(bare, key(128)))).toBe('cipher-unsupported');
  });
  test('key wrap needs no MACMethod; a CBC value beside it does', () => {
    const bare = text(128).replace(/<pskc:MACMethod>[\s\S]*<.pskc:MACMethod>/, '');
    expect(codeOf(readPskc(bare, key(128)))).toBe('accepted');
    const cbc = bare.replace(uri, 'http://www.w3.org/2001/04/xmlenc#aes128-cbc');
    expect(codeOf(readPskc(cbc, key(128)))).toBe('mac-missing');
  });
  test('a MAC without its method, or whose method names no hash', () => {
    const withMac = text(128).replace(
      '</pskc:EncryptedValue>',
      '</pskc:EncryptedValue><pskc:ValueMAC>MTIz</pskc:ValueMAC>',
    );
    expect(codeOf(readPskc(withMac, key(128)))).toBe('attribute-missing');
    expect(codeOf(readPskc(withMac.replace(/<pskc:MACMethod>[\s\S]*<.pskc:MACMethod>/, ''), key(128)))).toBe(
      'mac-missing',
    );
  });
});

test.each(['hotp', 'totp'])('%s is read by the name that makers give it (`#`)', (name) => {
  const file = Buffer.from(fixture('makers/python-pskc-plain.xml')).toString();
  const renamed = file.replaceAll(/keyprov:pskc:(hotp|totp)/g, `keyprov:pskc#${name}`);
  const { keys } = opened(readPskc(renamed, { kind: 'plain' }));
  expect(new Set(keys.map(({ algorithm }) => algorithm))).toEqual(new Set([name.toUpperCase()]));
});
