import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTyped } from './text.ts';

test.each([
  ['755224', { prefix: '', code: '755224' }],
  ['  012345 ', { prefix: '', code: '012345' }],
  ['1234567', { prefix: '', code: '1234567' }],
  ['12345678', { prefix: '', code: '12345678' }],
  ['cccccccfhcbe755224', { prefix: 'cccccccfhcbe', code: '755224' }],
  ['ubhf12345678', { prefix: 'ubhf', code: '12345678' }],
  ['UBHF755224', { prefix: 'UBHF', code: '755224' }],
  // OATH class A: two or four modhex letters, then decimal digits.
  ['ubnu04534214755224', { prefix: 'ubnu04534214', code: '755224' }],
  ['ub0104534214755224', { prefix: 'ub0104534214', code: '755224' }],
])('%s is a code', (line, wanted) => {
  expect(parseTyped(line)).toEqual(wanted);
});

test.each([
  '',
  '12345',
  '123456789',
  'c755224',
  'aaaa755224',
  'cccccccccccccccc755224',
  '７５５２２４',
  '755 224',
  '755224x',
  'SKTH00001',
])('%s is none', (line) => {
  expect(parseTyped(line)).toBeUndefined();
});

test('whatever is typed, a code is 6 to 8 ASCII digits and is the end of the line', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'cbd019あ ') }), (line) => {
      const parsed = parseTyped(line);
      if (parsed === undefined) return;
      expect(parsed.code).toMatch(/^[0-9]{6,8}$/);
      expect(line.trim()).toBe(parsed.prefix + parsed.code);
    }),
    { numRuns: 3000 },
  );
});
