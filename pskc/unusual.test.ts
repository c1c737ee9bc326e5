/** What is unusual and still no fault: bytes, policies that are kept though not understood, what the RFC leaves open. */
import { describe, expect, test } from 'vitest';
import type { Protection } from './model.ts';
import { readPskc } from './read.ts';
import { sound, spoil } from './testing/test-faults.ts';
import { codeOf, opened } from './testing/test-files.ts';

const plain: Protection = { kind: 'plain' };

describe('bytes', () => {
  test.each([
    ['UTF-16 with a byte order mark', Buffer.from(`\ufeff${sound}`, 'utf16le')],
    ['UTF-16 without one', Buffer.from(sound, 'utf16le')],
    ['a cut character', Buffer.concat([Buffer.from(sound).subarray(0, 200), Buffer.from([0xe3, 0x81])])],
    ['Latin-1', Buffer.from(sound.replace('>i<', '>é<'), 'latin1')],
    ['an overlong slash', Buffer.concat([Buffer.from('<a>'), Buffer.from([0xc0, 0xaf])])],
  ])('%s', (_name, input) => {
    expect(codeOf(readPskc(input, plain))).toBe('encoding-unsupported');
  });

  test('a byte order mark of UTF-8 is none of the text', () => {
    expect(codeOf(readPskc(Buffer.from(`\ufeff${sound}`), plain))).toBe('accepted');
    expect(codeOf(readPskc(`\ufeff${sound}`, plain))).toBe('accepted');
  });

  test('a character across two pieces is one character', () => {
    const padding = `<!--${'あ'.repeat(40_000)}-->`;
    for (const shift of ['', ' ', '  ']) {
      const file = Buffer.from(spoil(sound, '<KeyPackage>', `${shift}${padding}<KeyPackage>`));
      expect(codeOf(readPskc(file, plain))).toBe('accepted');
    }
  });
});

describe('a policy that is not understood is kept, and forbids the key (RFC 6030 §5)', () => {
  test.each([
    ['an element', '<KeyUsage>', '<Weekdays>Mon</Weekdays><KeyUsage>'],
    ['a foreign element', '<KeyUsage>', '<a xmlns="urn:a"/><KeyUsage>'],
    ['a usage', '>OTP<', '>Teleport<'],
    ['a usage in another case', '>OTP<', '>otp<'],
    ['an attribute', '<Policy>', '<Policy strict="true">'],
    ['a PIN attribute', '<PINPolicy ', '<PINPolicy OnWeekDaysOnly="TRUE" '],
    ['a PIN usage', '"Local"', '"Remote"'],
    ['a PIN length', '<PINPolicy ', '<PINPolicy MinLength="four" '],
    ['something inside the PIN policy', '<PINPolicy PINUsageMode="Local"/>', '<PINPolicy><Foo/></PINPolicy>'],
  ])('%s', (_name, from, to) => {
    const { keys } = opened(readPskc(spoil(sound, from, to), plain));
    expect(keys[0]!.policy?.unknown).toBe(true);
  });
});

describe('what is allowed though unusual', () => {
  test.each([
    ['another prefix', (text: string) => text.replace(/<(\/?)(?=[A-Z])/g, '<$1p:').replace('xmlns=', 'xmlns:p=')],
    ['no XML declaration', (text: string) => text.replace(/^<\?.*\?>\n/, '')],
    ['comments in a value', (text: string) => text.replace('MTIz', 'MT<!-- a -->Iz')],
    ['character references', (text: string) => text.replace('MTIz', '&#77;TIz')],
    ['CDATA', (text: string) => text.replace(/(<SerialNo>)(.*)(<\/SerialNo>)/, '$1<![CDATA[$2]]>$3')],
    [
      'a schema location',
      (text: string) =>
        text.replace(
          'Id="c1"',
          'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a http://127.0.0.1/b.xsd"',
        ),
    ],
    ['white space', (text: string) => text.replace('MTIz', '\n  MTIz\t').replace('>30<', '>\n30 <')],
    [
      'elements of a key in another order',
      (text: string) => text.replace(/(<Data>[\s\S]*<\/Data>)([\s\S]*)(<\/Key>)/, '$2$1$3'),
    ],
    ['another spelling of the hash', (text: string) => text.replace('HMAC-SHA1', 'sha-1')],
  ])('%s', (_name, change) => {
    const changed = change(sound);
    expect(changed).not.toBe(sound);
    const [key] = opened(readPskc(changed, plain)).keys;
    expect(key).toMatchObject({ serial: 'SKTH00001', hash: 'SHA1', digits: 6, periodSeconds: 30 });
    expect(Buffer.from(key!.secret).toString()).toBe('12345678901234567890');
  });

  test('blanks in a serial are kept for the importer to judge, white space alone is no serial (D-14)', () => {
    const serialOf = (text: string) => opened(readPskc(spoil(sound, 'SKTH00001', text), plain)).keys[0]!.serial;
    expect(serialOf(' SKTH00001')).toBe(' SKTH00001');
    expect(serialOf('SKTH00001\n')).toBe('SKTH00001\n');
    expect(serialOf(' \n ')).toBeUndefined();
    expect(serialOf('')).toBeUndefined();
  });

  test('a package without a key is said', () => {
    const file = opened(readPskc(sound.replace('<KeyPackage>', '<KeyPackage/><KeyPackage>'), plain));
    expect(file.keys).toHaveLength(1);
    expect(file.notices.map(({ code }) => code)).toEqual(['package-without-key']);
  });
});

test.each([
  ['hexadecimal digits', '3132333435363738393031323334353637383930', ['secret-looks-encoded']],
  ['Base32', 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', ['secret-looks-encoded']],
  [
    'base64 of hexadecimal digits',
    Buffer.from('31323334353637383930'.repeat(2)).toString('base64'),
    ['secret-looks-encoded'],
  ],
  ['base64 of bytes', 'MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', []],
])('a secret that is %s: taken as base64, and said when it looks otherwise', (_name, text, codes) => {
  const file = opened(readPskc(sound.replace('MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', text), plain));
  expect(file.notices.map(({ code }) => code)).toEqual(codes);
  for (const { text: said } of file.notices) expect(said.ja + said.en).not.toContain(text.slice(0, 12));
});
