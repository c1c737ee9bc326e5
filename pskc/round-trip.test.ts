import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { Protection, PskcKey } from './model.ts';
import { readPskc } from './read.ts';
import {
  bytes,
  codeOf,
  opened,
  password,
  plainly,
  preShared,
  seeded,
  strip,
  totp,
  written,
} from './testing/test-files.ts';
import { writePskc } from './write.ts';

// A thousand files and PBKDF2, on a machine that may be busy with other work.
vi.setConfig({ testTimeout: 60_000 });

const protections: readonly (readonly [string, Protection])[] = [
  ['plain', { kind: 'plain' }],
  ['AES-128', preShared],
  ['AES-192', { kind: 'key', key: bytes(24, 'k'), keyName: '鍵 <1> & "2"' }],
  ['AES-256', { kind: 'key', key: bytes(32, 'k') }],
  ['password', password],
];

/** Any text that XML can hold, without white space at its ends (which a reader takes away). */
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((it) => it.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '').trim())
  .filter((it) => it !== '');
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const instant = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.getTime());

const key: fc.Arbitrary<PskcKey> = fc.record({
  id: text,
  serial: maybe(text),
  manufacturer: maybe(text),
  issuer: maybe(text),
  friendlyName: maybe(text),
  userId: maybe(text),
  keyProfileId: maybe(text),
  algorithm: fc.constantFrom('HOTP', 'TOTP'),
  hash: fc.constantFrom('SHA1', 'SHA256', 'SHA512'),
  digits: fc.integer({ min: 6, max: 9 }),
  checkDigits: fc.boolean(),
  periodSeconds: maybe(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
  counter: maybe(fc.bigInt({ min: 0n, max: 2n ** 63n - 1n })),
  timeDrift: maybe(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  time: maybe(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  secret: fc.uint8Array({ minLength: 1, maxLength: 256 }),
  policy: maybe(
    fc.record({
      startDate: maybe(instant),
      expiryDate: maybe(instant),
      keyUsages: fc.subarray(['OTP', 'CR', 'Verify', 'Unlock']),
      numberOfTransactions: maybe(fc.bigInt({ min: 0n, max: 10n ** 30n })),
      pin: maybe(fc.constant({ PINUsageMode: 'Local', MinLength: '4' })),
      unknown: fc.constant(false),
    }),
  ),
  device: maybe(fc.record({ model: text, startDate: maybe(instant), userId: maybe(text), cryptoModule: maybe(text) })),
});
const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 4, selector: ({ id }) => id });

describe('what is written is read', () => {
  test.each(protections)('%s: any keys', (name, protection) => {
    fc.assert(
      fc.property(keys, fc.string(), (some, seed) => {
        const file = opened(readPskc(written(some, protection, seed), protection));
        expect(plainly(file)).toEqual(some.map(strip));
        expect(file.protectedBy).toBe(protection.kind);
      }),
      { numRuns: name === 'password' ? 25 : 100 },
    );
  });

  test.each(protections)('%s: 200 tokens (E10), as bytes too', (_name, protection) => {
    const tokens = Array.from({ length: 200 }, (_, n) => totp(`SKTH${String(n + 1).padStart(5, '0')}`));
    const xml = written(tokens, protection);
    expect(plainly(opened(readPskc(xml, protection)))).toEqual(tokens.map(strip));
    expect(plainly(opened(readPskc(Buffer.from(xml), protection)))).toEqual(tokens.map(strip));
  });

  test('the default of a password is 600,000 iterations of SHA-256', () => {
    const xml = written([totp('SKTH00001')], { kind: 'password', password: 'p' });
    expect(xml).toContain('<IterationCount>600000</IterationCount>');
    expect(xml).toContain('<PRF Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"/>');
    expect(codeOf(readPskc(xml, { kind: 'password', password: 'p' }))).toBe('accepted');
  });
});

describe('an encrypted file', () => {
  const tokens = [totp('SKTH00001'), totp('SKTH00002')];

  test('shows no secret in any form, and uses fresh vectors, salts and MAC keys', () => {
    const first = written(tokens, password, 'a');
    const second = written(tokens, password, 'b');
    for (const { secret } of tokens) {
      for (const form of ['base64', 'hex', 'base64url'] as const) {
        expect(first).not.toContain(Buffer.from(secret).toString(form));
      }
    }
    const values = (xml: string): string[] =>
      [...xml.matchAll(/<(?:xenc:CipherValue|Specified|pskc:ValueMAC)>([^<]+)</g)].map((it) => it[1]!);
    const all = [...values(first), ...values(second)];
    expect(all).toHaveLength(12);
    expect(new Set(all).size).toBe(12);
    const vectors = all.filter((it) => it.length > 60).map((it) => it.slice(0, 21));
    expect(new Set(vectors).size).toBe(vectors.length);
  });

  /** Where the protected octets of the file are: base64 texts between these tags. */
  const protectedText = /<(xenc:CipherValue|pskc:ValueMAC|Specified)>([^<]+)</g;

  test.each([
    ['pre-shared key', preShared],
    ['password', password],
  ] as const)(
    '%s: 1,000 flipped bits in salt, vectors, cipher texts and MACs are all refused, with one message (E5)',
    (_name, protection) => {
      const xml = written(tokens, protection);
      const parts = [...xml.matchAll(protectedText)].map((it) => ({
        at: it.index + it[0].indexOf('>') + 1,
        text: it[2]!,
      }));
      expect(parts).toHaveLength(protection.kind === 'password' ? 6 : 5);
      const errors = new Map<string, number>();
      fc.assert(
        fc.property(fc.integer({ min: 0, max: parts.length - 1 }), fc.nat(), (which, bit) => {
          const { at, text } = parts[which]!;
          const octets = Buffer.from(text, 'base64');
          const index = bit % (octets.length * 8);
          octets[index >> 3]! ^= 1 << (index & 7);
          const flipped = octets.toString('base64');
          const result = readPskc(xml.slice(0, at) + flipped + xml.slice(at + text.length), protection);
          expect(result.ok).toBe(false);
          if (!result.ok) errors.set(JSON.stringify(result.error), (errors.get(JSON.stringify(result.error)) ?? 0) + 1);
        }),
        { numRuns: 1000 },
      );
      expect(errors.size).toBe(1);
      expect([...errors.keys()][0]).toContain('wrong-key');
    },
  );

  test('a flipped bit in the base64 text itself is refused with the same message, if it is XML still', () => {
    const xml = Buffer.from(written(tokens, preShared));
    const parts = [...xml.toString('latin1').matchAll(/<(xenc:CipherValue|pskc:ValueMAC)>([^<]+)</g)];
    const places = parts.flatMap((it) => Array.from(it[2]!, (_, n) => it.index + it[0].indexOf('>') + 1 + n));
    const codes = new Set<string>();
    for (const place of places) {
      for (let bit = 0; bit < 8; bit += 1) {
        const spoilt = Buffer.from(xml);
        spoilt[place]! ^= 1 << bit;
        const code = codeOf(readPskc(spoilt, preShared));
        // Half of the flips leave XML or UTF-8 altogether (a control character, `<`, `&`, a byte above 0x7f).
        const byte = spoilt[place]!;
        codes.add(byte < 0x20 || byte > 0x7e || '<&'.includes(String.fromCharCode(byte)) ? `other: ${code}` : code);
      }
    }
    codes.delete('other: xml-malformed');
    codes.delete('other: encoding-unsupported');
    codes.delete('other: entity');
    // A tab or a line end in base64 is a character less.
    codes.delete('other: wrong-key');
    expect([...codes]).toEqual(['wrong-key']);
  });

  test('every secret that a MAC does not cover is refused before it is decrypted: swapped values and MACs', () => {
    const xml = written(tokens, preShared);
    const macs = [...xml.matchAll(/<pskc:ValueMAC>([^<]+)</g)].map((it) => it[1]!);
    const swapped = xml.replace(macs[0]!, '@').replace(macs[1]!, macs[0]!).replace('@', macs[1]!);
    expect(codeOf(readPskc(swapped, preShared))).toBe('wrong-key');
    const truncated = xml.replace(macs[0]!, Buffer.from(macs[0]!, 'base64').subarray(0, 16).toString('base64'));
    expect(codeOf(readPskc(truncated, preShared))).toBe('wrong-key');
  });

  test('whole values swapped with their MACs do open: the MAC does not cover the serial (E14 is the portal’s to catch)', () => {
    const xml = written(tokens, preShared);
    const secrets = [...xml.matchAll(/<pskc:Secret>[\s\S]*?<\/pskc:Secret>/g)].map((it) => it[0]);
    const swapped = xml
      .replace(secrets[0]!, '@')
      .replace(secrets[1]!, secrets[0]!)
      .replace('@', () => secrets[1]!);
    const read = opened(readPskc(swapped, preShared));
    expect(read.keys.map(({ secret }) => secret)).toEqual([tokens[1]!.secret, tokens[0]!.secret]);
  });

  test('a random key opens nothing', () => {
    const xml = written(tokens, preShared);
    for (let round = 0; round < 300; round += 1) {
      expect(codeOf(readPskc(xml, { kind: 'key', key: new Uint8Array(randomBytes(16)) }))).toBe('wrong-key');
    }
  });
});

describe('the writer refuses', () => {
  const ports = { random: seeded('w') };
  const one = totp('SKTH00001');
  const plain: Protection = { kind: 'plain' };
  const rows: readonly (readonly [string, readonly PskcKey[], Protection, string])[] = [
    ['no keys', [], plain, 'nothing-to-write'],
    ['an Id twice', [one, one], plain, 'id-duplicate'],
    ['an empty Id', [{ ...one, id: '' }], plain, 'attribute-missing'],
    ['a secret of no length', [{ ...one, secret: new Uint8Array(0) }], plain, 'secret-length'],
    ['a secret of 257 bytes', [{ ...one, secret: new Uint8Array(257) }], plain, 'secret-length'],
    ['5 digits', [{ ...one, digits: 5 }], plain, 'digits-unsupported'],
    ['a period of 0', [{ ...one, periodSeconds: 0 }], plain, 'period-invalid'],
    ['a counter of 64 bits', [{ ...one, counter: 2n ** 63n }], plain, 'counter-invalid'],
    ['a negative counter', [{ ...one, counter: -1n }], plain, 'counter-invalid'],
    ['half a step of drift', [{ ...one, timeDrift: 0.5 }], plain, 'value-invalid'],
    ['an escape in a name', [{ ...one, issuer: '\u001b[31m' }], plain, 'text-unwritable'],
    ['a lone surrogate', [{ ...one, serial: '\ud83d' }], plain, 'text-unwritable'],
    [
      'a policy that was not understood',
      [{ ...one, policy: { keyUsages: [], unknown: true } }],
      plain,
      'policy-unwritable',
    ],
    ['a key of 20 bytes', [one], { kind: 'key', key: new Uint8Array(20) }, 'key-length'],
    ['an empty password', [one], { kind: 'password', password: '' }, 'password-empty'],
    ['999 iterations', [one], { kind: 'password', password: 'a', iterations: 999 }, 'kdf-iterations'],
  ];
  test.each(rows)('%s', (_name, some, protection, code) => {
    expect(codeOf(writePskc(some, protection, ports))).toBe(code);
  });
});
