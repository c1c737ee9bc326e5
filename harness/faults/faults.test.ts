import { expect, test } from 'vitest';
import { isKnownId } from '../report/rules/ids.ts';
import { faultNamed, faults } from './faults.ts';

test('names are kebab-case and each is there once', () => {
  const names = faults.map(({ name }) => name);
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  expect(() => faultNamed('nosuch')).toThrow('nosuch');
});

test('each breaks a rule of the rule book, says so in both languages, and wraps something', () => {
  for (const { name, breaks, text, wrap } of faults) {
    expect(
      breaks.filter((id) => !isKnownId(id)),
      name,
    ).toEqual([]);
    expect(breaks, name).not.toEqual([]);
    expect(text.ja, name).toMatch(/[ぁ-んァ-ヶ一-龠]/);
    expect(text.en, name).not.toBe('');
    expect(Object.keys(wrap), name).not.toEqual([]);
  }
});
