/**
 * The key or password of a PSKC file, as a command line may name it: `--pskc-key @FILE`, `--pskc-password @FILE`, or
 * `ICHIDO_PSKC_KEY` / `ICHIDO_PSKC_PASSWORD` (the value itself, or `@FILE`). Never on the command line: others can read that.
 */
import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import { parsePskcKey } from '../pskc/key-text.ts';
import type { Protection } from '../pskc/model.ts';
import { printable } from '../pskc/words/printable.ts';
import { failed, wrongUsage } from './exit.ts';
import { help } from './help-text.ts';

export interface PskcOptions {
  readonly pskcKey?: string | undefined;
  readonly pskcPassword?: string | undefined;
}

/** A file for the portal's stock, before a real token is taken up. */
export const pskcFileOption = () =>
  new Option(
    '--pskc <file>',
    help({ ja: '先に PSKC ファイルを在庫に登録する', en: "give this PSKC file to the portal's stock first" }),
  );

export const pskcKeyOption = () =>
  new Option(
    '--pskc-key <@file>',
    help({ ja: '事前共有鍵（16進数）のファイル', en: 'pre-shared key in hex, in a file (or ICHIDO_PSKC_KEY)' }),
  );

export const pskcPasswordOption = () =>
  new Option(
    '--pskc-password <@file>',
    help({ ja: 'パスワードのファイル', en: 'password, in a file (or ICHIDO_PSKC_PASSWORD)' }),
  );

/** The key or the password, or neither. A flag beats the environment. Throws `ExitError`, never with a secret in it. */
export function protectionOf(
  options: PskcOptions,
  env: NodeJS.ProcessEnv = process.env,
): { readonly key?: Uint8Array; readonly password?: string } {
  const flagged = options.pskcKey !== undefined || options.pskcPassword !== undefined;
  const key = flagged ? fromFlag('--pskc-key', options.pskcKey) : fromEnv(env['ICHIDO_PSKC_KEY']);
  const password = flagged ? fromFlag('--pskc-password', options.pskcPassword) : fromEnv(env['ICHIDO_PSKC_PASSWORD']);
  if (key !== undefined && password !== undefined) {
    throw wrongUsage('PSKC の鍵とパスワードは同時に指定できません。', 'give a PSKC key or a password, not both');
  }
  if (key !== undefined) {
    const parsed = parsePskcKey(key);
    if (!parsed.ok) throw wrongUsage(parsed.error.text.ja, parsed.error.text.en);
    return { key: parsed.value };
  }
  if (password === '') throw wrongUsage('PSKC のパスワードが空です。', 'the PSKC password is empty');
  return password === undefined ? {} : { password };
}

/** The same for the reader and the writer. */
export function pskcProtection(options: PskcOptions, env: NodeJS.ProcessEnv = process.env): Protection {
  const { key, password } = protectionOf(options, env);
  if (key !== undefined) return { kind: 'key', key };
  return password === undefined ? { kind: 'plain' } : { kind: 'password', password };
}

/** A file that the person named, as bytes; `ExitError` when it can't be read. */
export function readNamedFile(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    const shown = printable(file);
    throw failed(`「${shown}」を読めません（${code}）。`, `cannot read ${shown} (${code})`);
  }
}

function fromFlag(flag: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  // The value may be a secret that should not have been typed here, so it is not repeated.
  if (!value.startsWith('@') || value.length < 2) {
    throw wrongUsage(
      `${flag} には値そのものではなく @ファイル名 を指定してください。`,
      `${flag} takes @FILE, never the value itself`,
    );
  }
  return contentOf(value.slice(1));
}

function fromEnv(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  return value.startsWith('@') ? contentOf(value.slice(1)) : value;
}

/** The file's text without the line end that editors put after it. */
function contentOf(file: string): string {
  return Buffer.from(readNamedFile(file))
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
