/** Which language a person wants, as their environment says. PURE. */
import type { Language } from './text.ts';

/**
 * `ICHIDO_LANG`, else the first of LC_ALL, LC_MESSAGES and LANG that is set: Japanese unless it names another language.
 * C, POSIX and nothing name none.
 */
export function languageOf(environment: { readonly [name: string]: string | undefined }): Language {
  const own = environment['ICHIDO_LANG'];
  if (own === 'ja' || own === 'en') return own;
  const names = ['LC_ALL', 'LC_MESSAGES', 'LANG'].map((name) => environment[name] ?? '');
  const [named = ''] = names.filter((name) => name !== '');
  return /^(|C|POSIX|ja)([._@-]|$)/i.test(named) ? 'ja' : 'en';
}
