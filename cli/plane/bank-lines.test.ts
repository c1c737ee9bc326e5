import { expect, test } from 'vitest';
import { type Serial, serialLines } from './bank-lines.ts';

const free: Serial = { serial: 'SKTH00001', users: [], lock: false, driftSteps: 0 };

test('a serial that nobody has names no users', () => {
  expect(serialLines(free, 'ja')).toContain('ご契約先ID: 未登録');
  expect(serialLines(free, 'ja').filter((line) => line.startsWith('利用者'))).toEqual([]);
});

test('whoever has it is named', () => {
  const held = { ...free, contract: '12345678901', users: ['user01', 'user03'] };
  expect(serialLines(held, 'en')).toEqual(expect.arrayContaining(['contract: 12345678901', 'users: user01 user03']));
});
