import { expect, test } from 'vitest';
import { sameSecret } from './same-secret.ts';

test.each([
  ['kakunin01', 'kakunin01', true],
  ['kakunin01', 'kakunin0', false],
  ['kakunin01', 'kakunin011', false],
  ['kakunin01', 'kakunin02', false],
  ['kakunin01', 'Kakunin01', false],
  ['kakunin01', 'kakunin01kakunin01', false],
  ['aaaaaa', 'aaaaa', false],
  ['kakunin01', '', false],
  ['', 'a', false],
  ['', '', true],
  ['123456', '１２３４５６', false],
])('%j and %j: %j', (secret, guess, same) => {
  expect(sameSecret(secret, guess)).toBe(same);
});
