/** An optional package that is not installed: what Node says of it, and what a person is told. PURE. */
import type { Text } from './text.ts';

/** The name in Node's own error about it; undefined for any other error. */
export function missingName(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) return undefined;
  return /^Cannot find package '([^']+)'/.exec(error.message)?.[1];
}

export const installCommand = (...names: readonly string[]): string => `npm install --save-dev ${names.join(' ')}`;

/** The one command that helps stands last. */
export const missingText = (...names: readonly string[]): Text => ({
  ja: `${names.join('、')} がありません。「${installCommand(...names)}」を実行してください。`,
  en: `${names.join(' or ')} is missing: run \`${installCommand(...names)}\``,
});
