import { expect, test } from 'vitest';
import { one } from './names.ts';

test('one name is that name', () => expect(one(['旧'])).toBe('旧'));
test.each([[[]], [['']], [['旧', '新']]])('%j is an error and never the empty name', (names) => {
  expect(() => one(names)).toThrow('名前を 1 つ');
});
