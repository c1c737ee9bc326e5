import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64, fromInstant, octetsToInteger, toBase64, toBoolean, toInstant, toInteger } from './values.ts';

const utc = (text: string): number => Date.parse(text);

describe('xs:dateTime', () => {
  test.each([
    ['2006-05-01T00:00:00Z', utc('2006-05-01T00:00:00Z')],
    ['2006-05-01T00:00:00', utc('2006-05-01T00:00:00Z')],
    ['2006-05-01T00:00:00+09:00', utc('2006-04-30T15:00:00Z')],
    ['2006-05-01T00:00:00-14:00', utc('2006-05-01T14:00:00Z')],
    ['2006-05-01T00:00:00.5Z', utc('2006-05-01T00:00:00.500Z')],
    ['2006-05-01T00:00:00.123456789Z', utc('2006-05-01T00:00:00.123Z')],
    ['2006-04-30T24:00:00Z', utc('2006-05-01T00:00:00Z')],
    ['2024-02-29T23:59:59Z', utc('2024-02-29T23:59:59Z')],
    ['2038-01-19T03:14:08Z', 2 ** 31 * 1000],
    ['0099-01-01T00:00:00Z', utc('0099-01-01T00:00:00Z')],
    ['9999-12-31T23:59:59Z', utc('9999-12-31T23:59:59Z')],
    [' \n2006-05-01T00:00:00Z\t', utc('2006-05-01T00:00:00Z')],
  ])('%s', (text, instant) => {
    expect(toInstant(text)).toBe(instant);
  });

  test.each([
    '2006-05-01',
    '2006-05-01 00:00:00Z',
    '2006-13-01T00:00:00Z',
    '2006-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2006-05-00T00:00:00Z',
    '2006-05-01T24:00:01Z',
    '2006-05-01T24:00:00.1Z',
    '2006-05-01T25:00:00Z',
    '2006-05-01T00:60:00Z',
    '2016-12-31T23:59:60Z',
    '2006-05-01T00:00:00+14:01',
    '2006-05-01T00:00:00+09:60',
    '2006-05-01T00:00:00+0900',
    '2006-05-01T00:00:00.Z',
    '0000-01-01T00:00:00Z',
    '-0044-03-15T00:00:00Z',
    '２００６-05-01T00:00:00Z',
    '',
  ])('refused: %s', (text) => {
    expect(toInstant(text)).toBeUndefined();
  });

  test('what is written is read', () => {
    const instants = fc.date({
      min: new Date('0001-01-01T00:00:00Z'),
      max: new Date('9999-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(fc.property(instants, (date) => toInstant(fromInstant(date.getTime())) === date.getTime()));
  });
});

describe('xs:base64Binary', () => {
  test('what is written is read, white space aside', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(), (bytes, at) => {
        const text = toBase64(bytes);
        const spaced = `${text.slice(0, at % (text.length + 1))} \r\n\t${text.slice(at % (text.length + 1))}`;
        expect(fromBase64(spaced)).toEqual(bytes);
      }),
    );
  });

  test.each([
    'MTIzN',
    'MTIzNA=',
    'MTIzNB==',
    'MTIzNA==MTIz',
    'MTIzNA',
    'MTI-',
    'MTI_',
    '====',
    '=',
    'MT\u00a0Iz',
    'ＭTIz',
  ])('refused: %s', (text) => {
    expect(fromBase64(text)).toBeUndefined();
  });
});

describe('integers', () => {
  test.each([
    ['0', 0n],
    ['+5', 5n],
    ['-5', -5n],
    ['007', 7n],
    [' 16887061004979670 ', 16887061004979670n],
    ['18446744073709551615', 2n ** 64n - 1n],
  ])('%s', (text, value) => {
    expect(toInteger(text)).toBe(value);
  });

  test.each(['', '1.0', '1e5', '0x10', '1 0', '--1', '１', '1_000', 'NzA5Nzkx', '9'.repeat(41)])(
    'refused: %s',
    (text) => {
      expect(toInteger(text)).toBeUndefined();
    },
  );

  test.each([
    ['1e', false, 30n],
    ['0000001e', false, 30n],
    ['0000000000000000', false, 0n],
    ['003bfe9a4cf3c816', false, 0x3bfe9a4cf3c816n],
    ['ffffffffffffffff', false, 2n ** 64n - 1n],
    ['3330', false, 30n],
    ['fffffffe', true, -2n],
    ['fffffffe', false, 4294967294n],
  ])('octets %s (signed: %s)', (octets, signed, value) => {
    expect(octetsToInteger(Buffer.from(octets, 'hex'), signed)).toBe(value);
  });

  test.each(['', '00'.repeat(9), '31'.repeat(21)])('octets refused: %s', (octets) => {
    expect(octetsToInteger(Buffer.from(octets, 'hex'))).toBeUndefined();
  });
});

test('xs:boolean', () => {
  expect(['true', '1', ' false ', '0', 'TRUE', 'yes', ''].map(toBoolean)).toEqual([
    true,
    true,
    false,
    false,
    undefined,
    undefined,
    undefined,
  ]);
});
