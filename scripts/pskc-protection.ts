/**
 * The key or password of a PSKC file, as a command line may name it: `--pskc-key @FILE`, `--pskc-password @FILE`, or
 * `ICHIDO_PSKC_KEY` / `ICHIDO_PSKC_PASSWORD` (the value itself, or `@FILE`). Never on the command line: others can read that.
 */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parsePskcKey } from '../pskc/key-text.ts';
import type { Protection } from '../pskc/model.ts';
import { failed, wrongUsage } from './exit.ts';

export interface PskcOptions {
  readonly pskcKey?: string;
  readonly pskcPassword?: string;
}

/** Adds the two options to a command. */
export function withPskcOptions(command: Command): Command {
  return command
    .option(
      '--pskc-key <@file>',
      'file with the pre-shared key in hex / 事前共有鍵（16進数）のファイル (ICHIDO_PSKC_KEY)',
    )
    .option('--pskc-password <@file>', 'file with the password / パスワードのファイル (ICHIDO_PSKC_PASSWORD)');
}

/** What protects the file; `plain` when nothing is named. A flag beats the environment. Throws `ExitError`, never with a secret in it. */
export function protectionOf(options: PskcOptions, env: NodeJS.ProcessEnv = process.env): Protection {
  const flagged = options.pskcKey !== undefined || options.pskcPassword !== undefined;
  const key = flagged ? fromFlag('--pskc-key', options.pskcKey) : fromEnv(env['ICHIDO_PSKC_KEY']);
  const password = flagged ? fromFlag('--pskc-password', options.pskcPassword) : fromEnv(env['ICHIDO_PSKC_PASSWORD']);
  if (key !== undefined && password !== undefined) {
    throw wrongUsage('PSKC の鍵とパスワードは同時に指定できません。', 'give a PSKC key or a password, not both');
  }
  if (key !== undefined) {
    const parsed = parsePskcKey(key);
    if (!parsed.ok) throw wrongUsage(parsed.error.message, parsed.error.english);
    return { kind: 'key', key: parsed.value };
  }
  if (password === undefined) return { kind: 'plain' };
  if (password === '') throw wrongUsage('PSKC のパスワードが空です。', 'the PSKC password is empty');
  return { kind: 'password', password };
}

function fromFlag(flag: string, value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  // The value may be a secret that should not have been typed here, so it is not repeated.
  if (!value.startsWith('@') || value.length < 2) {
    throw wrongUsage(
      `${flag} には鍵そのものではなく @ファイル名 を指定してください。`,
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
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw failed(`鍵のファイルを読めません（${code}）: ${file}`, `cannot read the key file (${code}): ${file}`);
  }
}
