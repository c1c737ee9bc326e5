import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeOfStep, type Hash, hotp, stepAt } from './otp.ts';

const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'ascii'));
const key20 = ascii('12345678901234567890');

describe('RFC 4226 appendix D', () => {
  test.each(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (code, counter) => ({ code, counter }),
    ),
  )('counter $counter gives $code', ({ code, counter }) => {
    expect(hotp(key20, BigInt(counter))).toBe(code);
  });
});

describe('RFC 6238 appendix B', () => {
  // The keys are as long as the hash's output (RFC 6238 errata 2866).
  const keys: Record<Hash, Uint8Array> = {
    SHA1: key20,
    SHA256: ascii('12345678901234567890123456789012'),
    SHA512: ascii('1234567890123456789012345678901234567890123456789012345678901234'),
  };
  const table: readonly [seconds: number, sha1: string, sha256: string, sha512: string][] = [
    [59, '94287082', '46119246', '90693936'],
    [1111111109, '07081804', '68084774', '25091201'],
    [1111111111, '14050471', '67062674', '99943326'],
    [1234567890, '89005924', '91819424', '93441116'],
    [2000000000, '69279037', '90698825', '38618901'],
    [20000000000, '65353130', '77737706', '47863826'],
  ];
  test.each(
    table.flatMap(([seconds, ...codes]) =>
      codes.map((code, column) => ({ seconds, code, hash: (['SHA1', 'SHA256', 'SHA512'] as const)[column]! })),
    ),
  )('$hash at $seconds s gives $code', ({ seconds, code, hash }) => {
    expect(codeOfStep(keys[hash], stepAt(seconds * 1000), { hash, digits: 8 })).toBe(code);
    expect(codeOfStep(keys[hash], stepAt(seconds * 1000), { hash })).toBe(code.slice(2));
  });
});

/** RFC 4226 §5.3 once more, by other means. */
function reference(secret: Uint8Array, counter: bigint): string {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(counter);
  const mac = createHmac('sha1', secret).update(message).digest();
  const offset = mac[19]! & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

test('any key of 1 to 256 bytes and any counter to 2^64-1 gives the code of the reference', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 256 }), fc.bigInt(0n, 2n ** 64n - 1n), (secret, counter) => {
      const code = hotp(secret, counter);
      expect(code).toMatch(/^[0-9]{6}$/);
      expect(code).toBe(reference(secret, counter));
    }),
  );
});

test.each([0n, 2n ** 31n, 2n ** 32n, 2n ** 53n - 1n, 2n ** 53n + 1n, 2n ** 63n, 2n ** 64n - 1n])(
  'counter %s is exact',
  (counter) => {
    expect(hotp(key20, counter)).toBe(reference(key20, counter));
  },
);

test('counters and keys outside their ranges are refused', () => {
  expect(() => hotp(key20, 2n ** 64n)).toThrow(RangeError);
  expect(() => hotp(key20, -1n)).toThrow(RangeError);
  expect(() => hotp(new Uint8Array(0), 0n)).toThrow(RangeError);
  expect(() => hotp(new Uint8Array(257), 0n)).toThrow(RangeError);
});

test('leading zeros are kept', () => {
  const counter = Array.from({ length: 100 }, (_, index) => BigInt(index)).find((n) =>
    reference(key20, n).startsWith('0'),
  );
  expect(counter).toBeDefined();
  expect(hotp(key20, counter!)).toMatch(/^0[0-9]{5}$/);
});

test.each([
  ['2038-01-19T03:14:08Z', 71582788],
  ['2106-02-07T06:28:16Z', 143165576],
  ['1970-01-01T00:00:00Z', 0],
])('the step at %s is %d', (iso, step) => {
  expect(stepAt(Date.parse(iso))).toBe(step);
  expect(stepAt(Date.parse(iso) + 29_999)).toBe(Math.floor((Date.parse(iso) + 29_999) / 30_000));
});

test('T9: exactly 30k belongs to step k', () => {
  expect(stepAt(29_999)).toBe(0);
  expect(stepAt(30_000)).toBe(1);
});
