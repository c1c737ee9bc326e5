/** `ichido app`: software tokens on phones. Each of these gives a new serial, except `backup` and `uninstall` (S-32). */
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { TokenSummary } from '../../simulator/device/face.ts';
import { failed } from '../exit.ts';
import { help } from '../help-text.ts';
import { jsonOption, tokenSerial } from '../options.ts';
import { print, say, withDesk } from '../with-desk.ts';

interface JsonOption {
  readonly json?: boolean;
}

export function add(program: Command): void {
  const app = program
    .command('app')
    .description(help({ ja: 'スマートフォンのソフトウェアトークン', en: 'software tokens on phones' }));
  app
    .command('install')
    .description(help({ ja: 'アプリを入れる', en: 'install an app' }))
    .addOption(jsonOption())
    .action((options: JsonOption) =>
      withDesk(async (client) => printApp(await client.call('apps.install', {}), options)),
    );
  app
    .command('change-phone')
    .argument('<serial>', '', tokenSerial)
    .description(
      help({ ja: '機種変更（元のアプリは削除まで残る）', en: 'a new app on a new phone; the old one stays readable' }),
    )
    .addOption(jsonOption())
    .action((serial: string, options: JsonOption) =>
      withDesk(async (client) => {
        printApp(await client.call('apps.changePhone', { serial }), options);
        toldAgain();
      }),
    );
  app
    .command('backup')
    .argument('<serial>', '', tokenSerial)
    .description(help({ ja: 'バックアップを出力', en: 'print a backup of an app, without its secret' }))
    .addOption(jsonOption())
    .action((serial: string, options: JsonOption) =>
      withDesk(async (client) => {
        const result = await client.call('apps.backup', { serial });
        print(options.json, result, [result.backup]);
      }),
    );
  app
    .command('restore <backup>')
    .description(
      help({
        ja: 'バックアップから復元（シリアル番号は新しくなる）',
        en: 'restore a backup (its text, @FILE or - for stdin) as a new app',
      }),
    )
    .addOption(jsonOption())
    .action((backup: string, options: JsonOption) => {
      const text = readText(backup);
      return withDesk(async (client) => {
        printApp(await client.call('apps.restore', { backup: text.slice(0, 1000) }), options);
        toldAgain();
      });
    });
  app
    .command('uninstall')
    .argument('<serial>', '', tokenSerial)
    .description(help({ ja: 'アプリを削除', en: 'uninstall an app' }))
    .addOption(jsonOption())
    .action((serial: string, options: JsonOption) =>
      withDesk(async (client) => {
        const result = await client.call('apps.uninstall', { serial });
        print(options.json, result, []);
      }),
    );
}

function printApp(token: TokenSummary, { json }: JsonOption): void {
  print(json, token, [token.serial]);
}

/** S-35: the bank keeps the old serial until the administrator registers the new one. */
function toldAgain(): void {
  say(
    'シリアル番号が変わりました。管理者メニューからもう一度登録してください。',
    'the serial has changed: register it again in the administrator’s menu',
  );
}

function readText(backup: string): string {
  if (backup !== '-' && !backup.startsWith('@')) return backup;
  try {
    return readFileSync(backup === '-' ? 0 : backup.slice(1), 'utf8').trim();
  } catch {
    throw failed('バックアップのファイルを読めません。', 'the backup file could not be read');
  }
}
