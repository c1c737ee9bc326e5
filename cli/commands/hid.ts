/** `ichido hid …`: real one-time-password tokens at this computer. */
import { type Command, Option } from 'commander';
import { duration, integer, jsonOption } from '../options.ts';
import { pskcKeyOption, pskcPasswordOption } from '../pskc-protection.ts';

export function add(program: Command): void {
  const hid = program.command('hid').description('real tokens that are plugged in / つながっている実物のトークン');

  hid
    .command('list')
    .description('what is plugged in and what each can do / つながっているトークンと、できることの一覧')
    .option('--all', 'every HID device, not only tokens / トークン以外の HID デバイスも')
    .addOption(jsonOption())
    .action(async (options) => (await import('../hid/list.ts')).list(options));

  hid
    .command('read')
    .description('read one code / コードを 1 つ読む')
    .addOption(deviceOption())
    .addOption(slotOption())
    .addOption(nameOption())
    .option('--digits <n>', 'digits of a code that the desk computes from an HMAC / 桁数', integer(6, 8))
    .option(
      '--keyboard',
      "read a keyboard-type token's own reports (Linux); the keys reach the terminal too / キーボード型を hidraw で読む（文字は端末にも届く）",
    )
    .addOption(
      new Option('--timeout <duration>', 'how long to wait for you: 30s, 2m / 待つ時間')
        .argParser(duration(1000, 600_000))
        .default(60_000, '60s'),
    )
    .option('--record <file>', 'record the reports, without secrets / レポートを記録する（秘密は残さない）')
    .addOption(
      new Option('--replay <file>', 'play a recording instead of a device / 記録を再生する').conflicts([
        'record',
        'device',
        'slot',
        'name',
        'digits',
        'keyboard',
      ]),
    )
    .addOption(jsonOption())
    .action(async (options) => (await import('../hid/read.ts')).read(options));

  hid
    .command('enroll')
    .description('let a real token stand in the running desk / 実物のトークンをデスクに並べる')
    .argument('<serial>', 'its serial in the portal’s stock, SKTH00000 or SKTS00000 / 在庫でのシリアル番号')
    .addOption(deviceOption())
    .addOption(slotOption())
    .addOption(nameOption())
    .addOption(
      new Option(
        '--pskc <file>',
        "give this PSKC file to the portal's stock first / 先に PSKC ファイルを在庫に登録する",
      ),
    )
    .addOption(pskcKeyOption())
    .addOption(pskcPasswordOption())
    .addOption(jsonOption())
    .action(async (serial: string, options) => (await import('../hid/enroll.ts')).enroll(serial, options));

  hid
    .command('release')
    .description('take a real token off the running desk / 実物のトークンをデスクから外す')
    .argument('<serial>', 'its serial / シリアル番号')
    .action(async (serial: string) => (await import('../hid/enroll.ts')).release(serial));

  hid
    .command('udev')
    .description('print the udev rule that lets you open tokens (Linux) / udev の規則を出力する')
    .action(async () => {
      const { udevRules } = await import('../../simulator/hid/families/udev.ts');
      process.stdout.write(udevRules());
    });
}

const deviceOption = () =>
  new Option('--device <id>', 'VID:PID, or the id that `hid list` shows / VID:PID か hid list の id');
const slotOption = () =>
  new Option('--slot <n>', 'slot of the token, counted from 1 / スロット番号（1 から）').argParser(integer(1, 15));
const nameOption = () => new Option('--name <name>', 'credential of a Nitrokey 3 / 認証情報の名前');
