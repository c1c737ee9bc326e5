/** `ichido hid …`: real one-time-password tokens at this computer. */
import { type Command, Option } from 'commander';
import { help } from '../help-text.ts';
import { duration, integer, jsonOption } from '../options.ts';
import { pskcFileOption, pskcKeyOption, pskcPasswordOption } from '../pskc-protection.ts';

export function add(program: Command): void {
  const hid = program
    .command('hid')
    .description(help({ ja: 'つながっている実物のトークン', en: 'real tokens that are plugged in' }));

  hid
    .command('list')
    .description(
      help({ ja: 'つながっているトークンと、できることの一覧', en: 'what is plugged in and what each can do' }),
    )
    .option('--all', help({ ja: 'トークン以外の HID デバイスも', en: 'every HID device, not only tokens' }))
    .addOption(jsonOption())
    .action(async (options) => (await import('../hid/list.ts')).list(options));

  hid
    .command('read')
    .description(help({ ja: 'コードを 1 つ読む', en: 'read one code' }))
    .addOption(deviceOption())
    .addOption(slotOption())
    .addOption(nameOption())
    .option(
      '--digits <n>',
      help({ ja: '桁数', en: 'digits of a code that the desk computes from an HMAC' }),
      integer(6, 8),
    )
    .option(
      '--keyboard',
      help({
        ja: 'キーボード型を hidraw で読む（文字は端末にも届く）',
        en: "read a keyboard-type token's own reports (Linux); the keys reach the terminal too",
      }),
    )
    .addOption(
      new Option('--timeout <duration>', help({ ja: '待つ時間', en: 'how long to wait for you: 30s, 2m' }))
        .argParser(duration(1000, 600_000))
        .default(60_000, '60s'),
    )
    .option(
      '--record <file>',
      help({ ja: 'レポートを記録する（秘密は残さない）', en: 'record the reports, without secrets' }),
    )
    .addOption(
      new Option(
        '--replay <file>',
        help({ ja: '記録を再生する', en: 'play a recording instead of a device' }),
      ).conflicts(['record', 'device', 'slot', 'name', 'digits', 'keyboard']),
    )
    .addOption(jsonOption())
    .action(async (options) => (await import('../hid/read.ts')).read(options));

  hid
    .command('enroll')
    .description(help({ ja: '実物のトークンをデスクに並べる', en: 'let a real token stand in the running desk' }))
    .argument(
      '<serial>',
      help({ ja: '在庫でのシリアル番号', en: 'its serial in the portal’s stock, SKTH00000 or SKTS00000' }),
    )
    .addOption(deviceOption())
    .addOption(slotOption())
    .addOption(nameOption())
    .addOption(pskcFileOption())
    .addOption(pskcKeyOption())
    .addOption(pskcPasswordOption())
    .addOption(jsonOption())
    .action(async (serial: string, options) => (await import('../hid/enroll.ts')).enroll(serial, options));

  hid
    .command('release')
    .description(help({ ja: '実物のトークンをデスクから外す', en: 'take a real token off the running desk' }))
    .argument('<serial>', help({ ja: 'シリアル番号', en: 'its serial' }))
    .action(async (serial: string) => (await import('../hid/enroll.ts')).release(serial));

  hid
    .command('udev')
    .description(help({ ja: 'udev の規則を出力する', en: 'print the udev rule that lets you open tokens (Linux)' }))
    .action(async () => {
      const { udevRules } = await import('../../simulator/hid/families/udev.ts');
      process.stdout.write(udevRules());
    });
}

const deviceOption = () =>
  new Option(
    '--device <id>',
    help({ ja: 'VID:PID か hid list の id', en: 'VID:PID, or the id that `hid list` shows' }),
  );
const slotOption = () =>
  new Option('--slot <n>', help({ ja: 'スロット番号（1 から）', en: 'slot of the token, counted from 1' })).argParser(
    integer(1, 15),
  );
const nameOption = () => new Option('--name <name>', help({ ja: '認証情報の名前', en: 'credential of a Nitrokey 3' }));
