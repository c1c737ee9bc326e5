import type { Command } from 'commander';

export function add(program: Command): void {
  program
    .command('doctor')
    .description('say which parts are there and which are missing / 必要な部品がそろっているかを調べる')
    .action(() => {});
}
