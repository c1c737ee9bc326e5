/** `ichido plug SERIAL`: a virtual token becomes a real HID device of this Linux system. */
import { type Command, Option } from 'commander';
import type { PlugKind } from '../../simulator/hid/families/families.ts';

export function add(program: Command): void {
  program
    .command('plug')
    .description('make a virtual token a real HID device (Linux) / 仮想トークンを本物の HID デバイスにする（Linux）')
    .argument('<serial>', 'a token of the running desk / 起動中のデスクのトークン')
    .addOption(
      new Option('--as <what>', 'a keyboard that types its codes, or the Nitrokey Pro protocol / 種類')
        .choices(['keyboard', 'vendor'] satisfies PlugKind[])
        .default('keyboard'),
    )
    .option(
      '--types-into-focus',
      'I know that each press types the code and Enter into whatever has the focus / ①を押すたびに、入力先の窓へコードと Enter が打たれることを承知している',
    )
    .action(async (serial: string, options) => (await import('../hid/plug.ts')).plug(serial, options));
}
