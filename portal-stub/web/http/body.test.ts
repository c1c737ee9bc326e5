import { describe, expect, test } from 'vitest';
import { parseForm } from './body.ts';
import { HttpError } from './http-error.ts';

const parse = (text: string) => parseForm(Buffer.from(text, 'latin1'), ['a', 'b'], ['users']);

describe('parseForm', () => {
  test.each([
    ['', ''],
    ['a=', ''],
    ['a', ''],
    ['a=x', 'x'],
    ['b=1&a=x+y', 'x y'],
    ['a=%E3%81%82', 'あ'],
    ['a=%f0%a0%ae%b7', '𠮷'],
    ['a=%EF%BB%BFx', '\ufeffx'],
    ['a=1=2', '1=2'],
    ['&&a=x&', 'x'],
    ['a=%00', '\0'],
    ['%61=x', 'x'],
    ['a=%2B%26%3D%25', '+&=%'],
    [Buffer.from('a=あ').toString('latin1'), 'あ'],
  ])('%j gives a = %j', (text, value) => {
    expect(parse(text).one('a')).toBe(value);
  });

  test('tells a field that was sent empty from one that was not sent', () => {
    expect(parse('a=').sent('a')).toBe(true);
    expect(parse('b=').sent('a')).toBe(false);
  });

  test('names that may repeat keep their order', () => {
    expect(parse('users=2&users=1').all('users')).toEqual(['2', '1']);
    expect(parse('').all('users')).toEqual([]);
  });

  test.each([
    'a=1&a=2',
    'a=1&%61=1',
    'c=1',
    '=1',
    'a=%',
    'a=%4',
    'a=%zz',
    'a=%ff',
    'a=%c0%af',
    'a=%ed%a0%80',
    '%ff=1',
    'users=1&users=1',
    'a[]=1',
  ])('%s is refused', (text) => {
    expect(() => parse(text)).toThrow(HttpError);
  });

  test('a body of nothing but ampersands or percents is read in linear time', () => {
    expect(parse('&'.repeat(1 << 20)).one('a')).toBe('');
    expect(() => parse(`a=${'%'.repeat(1 << 20)}`)).toThrow(HttpError);
    expect(parse(`a=${'%41'.repeat(1 << 18)}`).one('a')).toHaveLength(1 << 18);
  });
});
