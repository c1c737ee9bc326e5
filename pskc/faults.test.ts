/** One fault a file: each is refused whole, with its one reason. */
import { describe, expect, test } from 'vitest';
import type { Protection } from './model.ts';
import { readPskc } from './read.ts';
import { keyFaults, shapeFaults, sound, spoil, xmlFaults } from './testing/test-faults.ts';
import { keyFileFaults, passwordFileFaults, underKey, underPassword } from './testing/test-faults-protected.ts';
import { codeOf, opened, password, preShared } from './testing/test-files.ts';
import { pskcErrors } from './words/error-texts.ts';

const plain: Protection = { kind: 'plain' };

test('the file to be spoilt is sound', () => {
  const file = opened(readPskc(sound, plain));
  expect(file.keys).toHaveLength(1);
  expect(file.keys[0]!.policy?.unknown).toBe(false);
});

describe.each([
  ['XML', xmlFaults],
  ['shape', shapeFaults],
  ['key', keyFaults],
] as const)('%s', (_group, faults) => {
  test.each(faults)('%s', (_name, from, to, code) => {
    const spoilt = spoil(sound, from, to);
    expect(codeOf(readPskc(spoilt, plain))).toBe(code);
    expect(codeOf(readPskc(Buffer.from(spoilt), plain))).toBe(code);
  });
});

describe.each([
  ['pre-shared key', underKey, preShared, keyFileFaults],
  ['password', underPassword, password, passwordFileFaults],
] as const)('%s', (_group, file, protection, faults) => {
  test('the file to be spoilt is sound', () => {
    expect(opened(readPskc(file, protection)).keys).toHaveLength(2);
  });
  test.each(faults)('%s', (_name, from, to, code) => {
    expect(codeOf(readPskc(spoil(file, from, to), protection))).toBe(code);
  });
});

describe('what the person supplies', () => {
  const key16 = new Uint8Array(16);
  const rows: readonly (readonly [string, string, Protection, string])[] = [
    ['no key', underKey, plain, 'key-needed'],
    ['a password for a key', underKey, { kind: 'password', password: 'a' }, 'key-needed'],
    ['no password', underPassword, plain, 'password-needed'],
    ['a key for a password', underPassword, { kind: 'key', key: key16 }, 'password-needed'],
    ['a key for a plain file', sound, { kind: 'key', key: key16 }, 'not-encrypted'],
    ['a password for a plain file', sound, { kind: 'password', password: 'a' }, 'not-encrypted'],
    ['a key of 17 bytes', underKey, { kind: 'key', key: new Uint8Array(17) }, 'key-length'],
    ['a key of 31 bytes', underKey, { kind: 'key', key: new Uint8Array(31) }, 'key-length'],
    ['a key of 33 bytes', underKey, { kind: 'key', key: new Uint8Array(33) }, 'key-length'],
    ['a key of 64 bytes', underKey, { kind: 'key', key: new Uint8Array(64) }, 'key-length'],
    ['a key of 15 bytes', underKey, { kind: 'key', key: new Uint8Array(15) }, 'key-length'],
    ['an empty key', underKey, { kind: 'key', key: new Uint8Array(0) }, 'key-length'],
    ['an empty password', underPassword, { kind: 'password', password: '' }, 'password-empty'],
    ['another key', underKey, { kind: 'key', key: key16 }, 'wrong-key'],
    ['a longer key', underKey, { kind: 'key', key: new Uint8Array(32) }, 'wrong-key'],
    ['another password', underPassword, { kind: 'password', password: 'PASS 言葉' }, 'wrong-key'],
  ];
  test.each(rows)('%s', (_name, file, protection, code) => {
    expect(codeOf(readPskc(file, protection))).toBe(code);
  });
});

test('a refusal names the key, its serial and its line; what must not tell more does not', () => {
  const said = (xml: string, protection: Protection): string => {
    const result = readPskc(xml, protection);
    return result.ok ? '' : `${result.error.text.ja}\n${result.error.text.en}`;
  };
  const at = '[SKTH00001, Id k1, line 6]';
  for (const [, from, to] of keyFaults.filter(([, , , code]) => code !== 'algorithm-missing')) {
    const texts = said(spoil(sound, from, to), plain).split('\n');
    expect(texts.map((text) => text.includes(at))).toEqual([true, true]);
  }
  expect(said(underKey, { kind: 'key', key: new Uint8Array(16) })).not.toMatch(/SKTH|line/);
});

test('every reason has been met in these tests, or is named here with its own', () => {
  const all = [xmlFaults, shapeFaults, keyFaults, keyFileFaults, passwordFileFaults]
    .flat()
    .map(([, , , code]) => code as string);
  const supplied = ['key-needed', 'password-needed', 'not-encrypted', 'key-length', 'password-empty', 'wrong-key'];
  /** bombs.test.ts; round-trip.test.ts (the writer); key-text.test.ts */
  const elsewhere = [
    'too-large',
    'too-deep',
    'too-long',
    'too-many',
    'nothing-to-write',
    'policy-unwritable',
    'text-unwritable',
    'key-format',
  ];
  expect([...new Set([...all, ...supplied, ...elsewhere])].sort()).toEqual(Object.keys(pskcErrors).sort());
});

test('a refusal shows no secret and no control character', () => {
  const texts = [
    readPskc(spoil(sound, ':totp"', ':\u202e\u0085x"'), plain),
    readPskc(spoil(sound, 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', 'c2VjcmV0c2VjcmV0!'), plain),
    readPskc(underKey, { kind: 'key', key: Buffer.from('secretsecretsecr') }),
    readPskc(underPassword, { kind: 'password', password: 'secretsecret' }),
  ].map((result) => (result.ok ? '' : `${result.error.text.ja}${result.error.text.en}`));
  for (const text of texts) {
    expect(text).not.toBe('');
    expect(text).not.toMatch(/secret(?!\.| is| \()|c2VjcmV0|\p{C}/u);
  }
});
