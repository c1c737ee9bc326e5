import { expect, test } from 'vitest';
import { languageOf } from './language.ts';

test.each([
  [{}, 'ja'],
  [{ LANG: 'C' }, 'ja'],
  [{ LANG: 'C.UTF-8' }, 'ja'],
  [{ LANG: 'POSIX' }, 'ja'],
  [{ LANG: 'ja_JP.eucJP' }, 'ja'],
  [{ LANG: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'de_DE' }, 'en'],
  [{ LANG: 'ja_JP.UTF-8', LC_MESSAGES: 'en_GB' }, 'en'],
  [{ LANG: 'en_US', LC_MESSAGES: '', LC_ALL: 'ja_JP' }, 'ja'],
  [{ LANG: 'en_US', LC_ALL: 'C' }, 'ja'],
  [{ LANG: 'en_US', ICHIDO_LANG: 'ja' }, 'ja'],
  [{ ICHIDO_LANG: 'en' }, 'en'],
])('%j asks for %s', (environment, language) => {
  expect(languageOf(environment)).toBe(language);
});
