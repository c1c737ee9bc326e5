/** `ichido state`: whether a state folder is whole, a copy of it, and a copy made into a state again. */
import type { Command } from 'commander';
import { jsonOption } from '../options.ts';
import { print, say } from '../with-desk.ts';

interface CheckOptions {
  readonly json?: boolean;
}

export function add(program: Command): void {
  const state = program
    .command('state')
    .description('check, back up and restore a state folder / 状態フォルダーの確認・控え・復元');
  state
    .command('check')
    .argument('<folder>', 'of a running desk too / 起動中のデスクのものでもよい')
    .description('say whether it is whole; nothing in it is changed / すべてそろっているかを調べる（何も変更しない）')
    .addOption(jsonOption())
    .action(check);
  state
    .command('backup')
    .argument('<folder>', 'of a running desk too / 起動中のデスクのものでもよい')
    .requiredOption('--to <new>', "a folder that doesn't exist yet / まだないフォルダー")
    .description('copy it; the copy holds the keys too / 控えを作る（鍵も入ります）')
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
    .argument('<backup>', 'a backup, or a state without manifest.json or version / 控え')
    .requiredOption('--to <new>', "a folder that doesn't exist yet / まだないフォルダー")
    .description('make a state of it, for --state / 控えから状態フォルダーを作る')
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
    ...unstocked.map((serial) => `!   ${serial}: 在庫にありません / not in the stock`),
  ]);
}
