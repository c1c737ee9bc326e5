import { describe, expect, test } from 'vitest';
import type { Protection } from './model.ts';
import { readPskc } from './read.ts';
import { codeOf, fixture, opened } from './testing/test-files.ts';

const plain: Protection = { kind: 'plain' };
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));
const secretHex = (secret: Uint8Array): string => Buffer.from(secret).toString('hex');
const rfcSecret = '3132333435363738393031323334353637383930';
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`);

const figure6: Protection = { kind: 'key', key: hex('12345678901234567890123456789012') };
const figure7: Protection = { kind: 'password', password: 'qwerty' };

const read = (path: string, protection: Protection) => opened(readPskc(fixture(path), protection));

describe('the figures of RFC 6030', () => {
  test('figure 2: a key of four octets and nothing else; digits and counter are not guessed', () => {
    const file = read('rfc6030/figure2.xml', plain);
    expect(file).toMatchObject({ id: 'exampleID1', protectedBy: 'plain', others: [], notices: [] });
    expect(file.keys).toHaveLength(1);
    expect(file.keys[0]).toMatchObject({ id: '12345678', issuer: 'Issuer-A', algorithm: 'HOTP', hash: 'SHA1' });
    expect(file.keys[0]!.digits).toBeUndefined();
    expect(file.keys[0]!.counter).toBeUndefined();
    expect(secretHex(file.keys[0]!.secret)).toBe('31323334');
  });

  test('figure 3: supplementary data', () => {
    const [key] = read('rfc6030/figure3.xml', plain).keys;
    expect(key).toMatchObject({
      serial: '987654321',
      manufacturer: 'Manufacturer',
      issuer: 'Issuer',
      digits: 8,
      checkDigits: false,
      counter: 0n,
      userId: 'UID=jsmith,DC=example-bank,DC=net',
      device: { userId: 'DC=example-bank,DC=net', cryptoModule: 'CM_ID_001' },
    });
    expect(secretHex(key!.secret)).toBe(rfcSecret);
  });

  test('figure 4: a key that is derived elsewhere is named, and is no OTP key', () => {
    const file = read('rfc6030/figure4.xml', plain);
    expect(file.keys).toEqual([]);
    expect(file.others).toEqual([
      {
        kind: 'reference',
        line: 11,
        id: '12345678',
        serial: '987654321',
        manufacturer: 'Manufacturer',
        algorithm: 'urn:ietf:params:xml:ns:keyprov:pskc:hotp',
        keyReference: 'MasterKeyLabel',
        keyProfileId: 'keyProfile1',
      },
    ]);
  });

  test('figure 5: a PIN policy and the PIN that it names', () => {
    const file = read('rfc6030/figure5.xml', plain);
    expect(file.keys[0]!.policy).toEqual({
      startDate: undefined,
      expiryDate: undefined,
      keyUsages: ['OTP'],
      numberOfTransactions: undefined,
      pin: { MinLength: '4', MaxLength: '4', PINKeyId: '123456781', PINEncoding: 'DECIMAL', PINUsageMode: 'Local' },
      unknown: false,
    });
    expect(file.others).toMatchObject([{ kind: 'pin', id: '123456781', pin: '1234' }]);
  });

  test('figure 6: AES-128-CBC under a pre-shared key', () => {
    const file = read('rfc6030/figure6.xml', figure6);
    expect(file.protectedBy).toBe('key');
    expect(secretHex(file.keys[0]!.secret)).toBe(rfcSecret);
    expect(file.keys[0]).toMatchObject({ counter: 0n, digits: 8 });
  });

  test('figure 7: a key derived from a password', () => {
    const file = read('rfc6030/figure7.xml', figure7);
    expect(file.protectedBy).toBe('password');
    expect(secretHex(file.keys[0]!.secret)).toBe(rfcSecret);
    expect(file.keys[0]!.counter).toBeUndefined();
  });

  test('figure 8: asymmetric keys are refused by name', () => {
    const result = readPskc(fixture('rfc6030/figure8.xml'), plain);
    expect(result).toMatchObject({ ok: false, error: { code: 'key-transport-unsupported' } });
    expect(!result.ok && result.error.text.en).toContain('ds:X509Data');
  });

  test('figure 9: a signature is read over, and that is said', () => {
    const file = read('rfc6030/figure9.xml', plain);
    expect(secretHex(file.keys[0]!.secret)).toBe(rfcSecret);
    expect(file.notices.map(({ code }) => code)).toEqual(['signature-unverified']);
  });

  test('figure 10: bulk provisioning with dates, one serial in two packages', () => {
    const { keys } = read('rfc6030/figure10.xml', plain);
    expect(keys.map(({ id, serial, policy }) => [id, serial, policy?.startDate, policy?.expiryDate])).toEqual([
      ['1', '654321', day('2006-05-01'), day('2006-05-31')],
      ['2', '123456', day('2006-05-01'), day('2006-05-31')],
      ['3', '9999999', day('2006-03-01'), day('2006-03-31')],
      ['4', '9999999', day('2006-04-01'), day('2006-04-30')],
    ]);
    expect(keys.every(({ secret }) => secretHex(secret) === rfcSecret)).toBe(true);
  });

  test('a wrong key and a wrong password say the same', () => {
    const wrongKey = readPskc(fixture('rfc6030/figure6.xml'), {
      kind: 'key',
      key: hex('12345678901234567890123456789013'),
    });
    const wrongPassword = readPskc(fixture('rfc6030/figure7.xml'), { kind: 'password', password: 'qwertz' });
    expect(codeOf(wrongKey)).toBe('wrong-key');
    expect(wrongPassword).toEqual(wrongKey);
  });
});

describe('files of other makers', () => {
  const secrets = [
    'ac57b0f6a080b1bffac66777003d5c3692997bd9',
    '3f38a7d83a7008036afe03b0eb15e116527191a3',
    '8a4c7fb3779c7a2b2b1f3998f6858e7086e56304',
    '0bddb89fc6ec059b01bea04073c27a8ea49cba7e',
  ];
  const passphrase: Protection = { kind: 'password', password: 'correct horse' };
  const rows: readonly (readonly [string, Protection])[] = [
    ['python-pskc-plain.xml', plain],
    ['python-pskc-key.xml', { kind: 'key', key: hex('0102030405060708090a0b0c0d0e0f10') }],
    ['python-pskc-key-all-fields.xml', { kind: 'key', key: Uint8Array.from({ length: 32 }, (_, index) => index) }],
    ['python-pskc-password.xml', passphrase],
    ['python-pskc-password-sha256.xml', passphrase],
  ];
  test.each(rows)('%s', (name, protection) => {
    const { keys } = read(`makers/${name}`, protection);
    expect(keys.map(({ secret }) => secretHex(secret))).toEqual(secrets);
    expect(keys.map(({ algorithm }) => algorithm)).toEqual(['TOTP', 'TOTP', 'TOTP', 'HOTP']);
    expect(keys.map(({ periodSeconds }) => periodSeconds)).toEqual([30, 30, 30, undefined]);
    // E12: beyond 2^53, exact, encrypted (in the third file) or not.
    expect(keys[3]!.counter).toBe(16887061004979670n);
    expect(keys[3]).toMatchObject({ friendlyName: '鍵 & 錠', device: { userId: 'uid=x' } });
    if (name.includes('all-fields')) expect(keys[0]!.timeDrift).toBe(4);
  });

  test('Feitian: 60 seconds TOTP and HOTP in one file', () => {
    const { keys } = read('makers/feitian-style.xml', plain);
    expect(
      keys.map(({ serial, algorithm, periodSeconds, time, counter }) => [
        serial,
        algorithm,
        periodSeconds,
        time,
        counter,
      ]),
    ).toEqual([
      ['2600990000001', 'TOTP', 60, 0, undefined],
      ['1000990000002', 'HOTP', undefined, undefined, 0n],
    ]);
    expect(keys.map(({ secret }) => secretHex(secret))).toEqual(secrets.slice(1, 3));
  });

  test('Yubico: extensions are passed over, and that is said', () => {
    const file = read('makers/yubico-style.xml', plain);
    expect(file.keys[0]).toMatchObject({
      id: '990001:1',
      counter: 5n,
      device: { startDate: Date.parse('2009-01-22T00:25:11Z') },
    });
    expect(file.notices).toMatchObject([{ code: 'extension-ignored' }]);
    expect(file.notices[0]!.text.en).toContain('http://www.yubico.com/#yubikey-aes-ext');
  });

  test('OATH Toolkit: any prefix, CDATA, languages, check digit, negative drift, zone', () => {
    const [key] = read('makers/oath-toolkit-style.xml', plain).keys;
    expect(key).toMatchObject({
      serial: 'SKTH90001',
      issuer: 'Bank & Trust',
      friendlyName: '予備のトークン',
      hash: 'SHA256',
      digits: 8,
      checkDigits: true,
      periodSeconds: 60,
      timeDrift: -2,
      policy: {
        expiryDate: Date.parse('2035-12-31T23:59:59.999Z'),
        keyUsages: ['OTP', 'Verify'],
        numberOfTransactions: 14000n,
        unknown: false,
      },
    });
  });
});
