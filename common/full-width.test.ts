import { expect, test } from 'vitest';
import { folded, isJapaneseLetter } from './full-width.ts';

test('full-width ASCII becomes ASCII, the ideographic blank a blank, the rest stays', () => {
  expect(folded('ＳＫＴＨ０００１！～　ｓ')).toBe('SKTH0001!~ s');
  expect(folded('あア亜①s')).toBe('あア亜①s');
});

test('kana and Chinese characters are told from what a key can be', () => {
  expect(['あ', 'ｱ', 'ア', '亜', 'ー', '。'].map(isJapaneseLetter)).toEqual(Array(6).fill(true));
  expect(['s', 'ｓ', '　', '①', 'é', '1'].map(isJapaneseLetter)).toEqual(Array(6).fill(false));
});
