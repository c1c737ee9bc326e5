import { expect, test } from 'vitest';
import { parsePskcKey } from './key-text.ts';
import { codeOf } from './testing/test-files.ts';

test.each([16, 24, 32])('%i bytes', (length) => {
  const bytes = Uint8Array.from({ length }, (_, index) => index * 7);
  for (const text of [
    Buffer.from(bytes).toString('hex'),
    `  ${Buffer.from(bytes).toString('hex').toUpperCase()}\r\n`,
  ]) {
    expect(parsePskcKey(text)).toEqual({ ok: true, value: bytes });
  }
});

test.each([
  ['', 'key-length'],
  ['00', 'key-length'],
  ['0'.repeat(33), 'key-length'],
  ['0'.repeat(128), 'key-length'],
  ['0x000102030405060708090a0b0c0d0e0f', 'key-format'],
  ['00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f', 'key-format'],
  ['０'.repeat(32), 'key-format'],
  ['MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=', 'key-format'],
])('refused: %s', (text, code) => {
  const result = parsePskcKey(text);
  expect(codeOf(result)).toBe(code);
  // The text may be most of a key.
  if (!result.ok && text !== '') expect(`${result.error.text.ja}${result.error.text.en}`).not.toContain(text);
});
