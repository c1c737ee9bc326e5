/** `ichido state`: whether a state folder is whole, a copy of it, and a copy made into a state again. */
import type { Command } from 'commander';
import { bothLanguages } from '../../common/text.ts';
import { help } from '../help-text.ts';
import { jsonOption } from '../options.ts';
import { print, say } from '../with-desk.ts';

interface CheckOptions {
  readonly json?: boolean;
}

export function add(program: Command): void {
  const state = program
    .command('state')
    .description(help({ ja: '状態フォルダーの確認・控え・復元', en: 'check, back up and restore a state folder' }));
  state
    .command('check')
    .argument('<folder>', help({ ja: '起動中のデスクのものでもよい', en: 'of a running desk too' }))
    .description(
      help({
        ja: 'すべてそろっているかを調べる（何も変更しない）',
        en: 'say whether it is whole; nothing in it is changed',
      }),
    )
    .addOption(jsonOption())
    .action(check);
  state
    .command('backup')
    .argument('<folder>', help({ ja: '起動中のデスクのものでもよい', en: 'of a running desk too' }))
    .requiredOption('--to <new>', help({ ja: 'まだないフォルダー', en: "a folder that doesn't exist yet" }))
    .description(help({ ja: '控えを作る（鍵も入ります）', en: 'copy it; the copy holds the keys too' }))
    .action(async (folder: string, { to }: { readonly to: string }) => {
      const { copyState } = await import('../../desk/state/copy-state.ts');
      copyState(folder, to);
      say(
        `「${to}」に控えを作りました。トークンの鍵も入っています。`,
        `backed up to ${to}; the tokens' keys are in it`,
      );
    });
  state
    .command('restore')
    .argument('<backup>', help({ ja: '控え', en: 'a backup, or a state without manifest.json or version' }))
    .requiredOption('--to <new>', help({ ja: 'まだないフォルダー', en: "a folder that doesn't exist yet" }))
    .description(help({ ja: '控えから状態フォルダーを作る', en: 'make a state of it, for --state' }))
    .action(async (backup: string, { to }: { readonly to: string }) => {
      const { copyState } = await import('../../desk/state/copy-state.ts');
      copyState(backup, to, { withoutManifest: true });
      say(`「${to}」に戻しました。--state ${to} で使えます。`, `restored to ${to}: start with --state ${to}`);
    });
}

async function check(folder: string, { json }: CheckOptions): Promise<void> {
  const { checkState } = await import('../../desk/state/check-state.ts');
  const checked = checkState(folder);
  const { tokens, stocked, contracts, unstocked } = checked;
  print(json, checked, [
    `ok  トークン tokens ${tokens}, 在庫 stock ${stocked}, 契約 contracts ${contracts}`,
    ...unstocked.map((serial) => `!   ${serial}: ${bothLanguages({ ja: '在庫にありません', en: 'not in the stock' })}`),
  ]);
}
