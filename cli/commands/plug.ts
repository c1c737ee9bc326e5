/** `ichido plug SERIAL`: a virtual token becomes a real HID device of this Linux system. */
import { type Command, Option } from 'commander';
import type { PlugKind } from '../../simulator/hid/families/families.ts';
import { help } from '../help-text.ts';
import { tokenSerial } from '../options.ts';

export function add(program: Command): void {
  program
    .command('plug')
    .description(
      help({
        ja: '仮想トークンを本物の HID デバイスにする（Linux）',
        en: 'make a virtual token a real HID device (Linux)',
      }),
    )
    .argument('<serial>', help({ ja: '起動中のデスクのトークン', en: 'a token of the running desk' }), tokenSerial)
    .addOption(
      new Option(
        '--as <what>',
        help({ ja: '種類', en: 'a keyboard that types its codes, or the Nitrokey Pro protocol' }),
      )
        .choices(['keyboard', 'vendor'] satisfies PlugKind[])
        .default('keyboard'),
    )
    .option(
      '--types-into-focus',
      help({
        ja: '①を押すたびに、入力先の窓へコードと Enter が打たれることを承知している',
        en: 'I know that each press types the code and Enter into whatever has the focus',
      }),
    )
    .action(async (serial: string, options) => (await import('../hid/plug.ts')).plug(serial, options));
}
