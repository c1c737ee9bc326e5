import { expect, test } from 'vitest';
import { codeNamed, refusalNamed, refusalNames } from './refusal-names.ts';

test('each name stands for one code', () => {
  const names = Object.values(refusalNames);
  expect(new Set(names).size).toBe(names.length);
  for (const [code, name] of Object.entries(refusalNames)) expect(codeNamed(name)).toBe(code);
});

test('a code is taken as it is; a word that is neither is an error that lists the names', () => {
  expect(codeNamed('E-OTP-01')).toBe('E-OTP-01');
  expect(() => codeNamed('トークンの誤り')).toThrow(/「トークンの誤り」.*トークン認証の誤り/);
  expect(() => codeNamed('toString')).toThrow();
});

test('a code is told with its name; a code of another portal stays', () => {
  expect(refusalNamed('E-PIN-01')).toBe('確認暗証番号の誤り（E-PIN-01）');
  expect(refusalNamed('4711')).toBe('4711');
});
