/** Steps of a project's own that can't be loaded, named with their file and with what can be done. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { supportHint } from './hints.ts';
import { packageRoot, posix } from './package-root.ts';
import { broken } from './run-error.ts';

/** The error itself when it is not about a project's own file. */
export function supportTrouble(error: unknown, cwd: string): unknown {
  if (!(error instanceof Error)) return error;
  const cause = error.cause instanceof Error ? error.cause : error;
  const file = fileOf(cause);
  const hint = supportHint(cause.message, file);
  if (hint === undefined && (file === undefined || !(cause instanceof SyntaxError) || !file.startsWith(cwd)))
    return error;
  const message = cause.message.split('\n')[0] ?? '';
  const where = file === undefined ? '' : `${posix(relative(cwd, file))}: `;
  return broken(
    `手順の定義を読み込めません。${where}${message}${hint === undefined ? '' : ` — ${hint.ja}`}`,
    `steps can't be loaded: ${where}${message}${hint === undefined ? '' : ` — ${hint.en}`}`,
  );
}

/** Node puts the place of a syntax error into the first line of the stack, and others into the lines below it. */
function fileOf({ stack = '' }: Error): string | undefined {
  for (const [, url = '', path = ''] of stack.matchAll(/(file:\/\/[^\s)]+?)(?::\d+)+|^(\/[^\n]+?):\d+$/gm)) {
    const file = url === '' ? path : fileURLToPath(url);
    if (!file.includes('node_modules') && !file.startsWith(`${packageRoot}harness`)) return file;
  }
  return undefined;
}
