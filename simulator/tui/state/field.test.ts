import { expect, test } from 'vitest';
import { editKey, type Field, field, insert, visible } from './field.ts';

const typed = (start: Field, ...keys: string[]): Field =>
  keys.reduce((now, key) => editKey(now, key) ?? insert(now, key), start);

test('editing counts characters, not bytes or UTF-16 units', () => {
  expect(typed(field(), '日', '本', '𠮷', 'left', 'backspace')).toEqual({ text: '日𠮷', at: 1 });
  expect(typed(field('日本語'), 'home', 'delete', 'end', 'x')).toEqual({ text: '本語x', at: 3 });
  expect(typed(field('abc'), 'C-u')).toEqual({ text: '', at: 0 });
  expect(typed(field('abc'), 'home', 'right', 'C-k')).toEqual({ text: 'a', at: 1 });
  expect(typed(field(), 'backspace', 'delete', 'left', 'right')).toEqual({ text: '', at: 0 });
});

test('a paste goes in at the cursor; line ends are blanks, escapes harmless', () => {
  expect(insert(typed(field('ab'), 'left'), '1\r\n2\u001b[m')).toEqual({ text: 'a1  2?[mb', at: 8 });
});

test('a very long text is cut, not refused', () => {
  expect(insert(field(), 'x'.repeat(10_000)).text).toHaveLength(4096);
});

test('the cursor is always inside what is shown', () => {
  expect(visible(field('あいうえお'), 6, false)).toEqual({ text: 'えお', cursor: 4 });
  expect(visible(typed(field('あいうえお'), 'home'), 6, false)).toEqual({ text: 'あいう', cursor: 0 });
  expect(visible(field('abc'), 6, false)).toEqual({ text: 'abc', cursor: 3 });
  expect(visible(field('abc'), 1, false)).toEqual({ text: '', cursor: 0 });
});
