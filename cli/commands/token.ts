/** `ichido token`: the tokens of the running desk. Codes go to stdout alone, so that a script can take them. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { ControlClient } from '../../simulator/control/client.ts';
import type { Face, TokenSummary } from '../../simulator/device/face.ts';
import { profiles } from '../../simulator/device/profiles.ts';
import { wrongUsage } from '../exit.ts';
import { integer, jsonOption } from '../options.ts';
import { print, say, withDesk } from '../with-desk.ts';

interface JsonOption {
  readonly json?: boolean;
}

interface DriftOptions extends JsonOption {
  readonly ppm?: number;
  readonly offsetMs?: number;
}

const makes = profiles.map(({ name }) => name).join(', ');

export function add(program: Command): void {
  const token = program.command('token').description('the tokens of the running desk / 起動中のデスクのトークン');
  token
    .command('list')
    .description('every token / 一覧')
    .addOption(jsonOption())
    .action((options: JsonOption) =>
      withDesk(async (client) => {
        const tokens = await client.call('tokens.list', {});
        print(options.json, tokens, table(tokens));
      }),
    );
  token
    .command('show <serial>')
    .description('one token / 1つのトークン')
    .addOption(jsonOption())
    .action((serial: string, options: JsonOption) =>
      withDesk(async (client) => {
        const found = (await client.call('tokens.list', {})).find((one) => one.serial === serial);
        if (found === undefined) {
          await client.call('tokens.face', { serial }); // refuses, in the desk's own words
          return;
        }
        print(options.json, found, table([found]));
      }),
    );
  token
    .command('press <serial>')
    .description('press button ① / ①ボタンを押す')
    .addOption(jsonOption())
    .action((serial: string, options: JsonOption) => withDesk((client) => press(client, serial, options)));
  token
    .command('code <serial>')
    .description('press as needed and print the code / 必要なだけ押して、ワンタイムパスワードを表示')
    .option('--wait-fresh', 'wait for a step whose code was not shown before / まだ表示されていない値になるまで待つ')
    .addOption(jsonOption())
    .action((serial: string, options: JsonOption & { readonly waitFresh?: boolean }) =>
      withDesk(async (client) => {
        const face = await client.call('tokens.code', { serial, fresh: options.waitFresh === true });
        print(options.json, face, [face.code]);
      }),
    );
  token
    .command('issue')
    .description('new tokens, known to the portal at once / 新しいトークンを発行（銀行側の在庫にも入る）')
    .addOption(
      new Option('--kind <kind>', 'hardware or software / 種類').choices(['hardware', 'software']).default('hardware'),
    )
    .option('--profile <name>', `the make of a hardware token / 機種: ${makes}`)
    .option('--count <n>', 'how many / 個数', integer(1, 1000), 1)
    .addOption(jsonOption())
    .action((options: JsonOption & { kind: 'hardware' | 'software'; profile?: string; count: number }) =>
      withDesk(async (client) => {
        const { kind, profile, count } = options;
        const tokens = await client.call('tokens.issue', { kind, profile, count });
        print(
          options.json,
          tokens,
          tokens.map(({ serial }) => serial),
        );
      }),
    );
  token
    .command('battery')
    .argument('<serial>')
    .argument('<percent>', '0-100', integer(0, 100))
    .description('let the battery fall / 電池を減らす')
    .addOption(jsonOption())
    .action((serial: string, percent: number, options: JsonOption) =>
      withDesk(async (client) => {
        const changed = await client.call('tokens.setBattery', { serial, percent });
        print(options.json, changed, table([changed]));
      }),
    );
  token
    .command('drift <serial>')
    .description('let the clock of a token drift / トークンの時計をずらす')
    .option('--ppm <n>', 'rate of the quartz, parts per million / 水晶の進み（ppm）', number)
    .option('--offset-ms <n>', 'how far ahead it is now / いまの進み（ミリ秒）', number)
    .addOption(jsonOption())
    .action((serial: string, options: DriftOptions) => drift(serial, options));
}

function drift(serial: string, { ppm, offsetMs, json }: DriftOptions): Promise<void> {
  if (ppm === undefined && offsetMs === undefined) {
    throw wrongUsage('--ppm か --offset-ms を指定してください。', 'give --ppm, --offset-ms, or both');
  }
  return withDesk(async (client) => {
    const changed = await client.call('tokens.drift', { serial, ppm, offsetMs });
    print(json, changed, table([changed]));
  });
}

async function press(client: ControlClient, serial: string, options: JsonOption): Promise<void> {
  const pressed = await client.call('tokens.press', { serial });
  const shown = pressed.face.kind === 'battery' ? pressed.next?.face : pressed.face;
  print(options.json, pressed, shown?.kind === 'code' ? [shown.code] : []);
  if (options.json === true) return;
  if (pressed.face.kind === 'dark') say('何も表示されていません。', 'the display is dark');
  if (pressed.face.kind === 'battery') say(`電池の警告: ${pressed.face.text}`, `battery notice: ${pressed.face.text}`);
  if (pressed.face.kind === 'garbage') {
    say(`表示が乱れています: ${pressed.face.text}`, `the display shows garbage: ${pressed.face.text}`);
  }
}

function table(tokens: readonly TokenSummary[]): string[] {
  const rows = tokens.map(({ serial, profile, battery, state, face }) => [
    serial,
    profile,
    battery === null ? '-' : `${battery}%`,
    state,
    shownText(face),
  ]);
  const all = [['SERIAL', 'PROFILE', 'BATTERY', 'STATE', 'DISPLAY'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function shownText(face: Face): string {
  return face.kind === 'dark' ? '-' : face.text;
}

function number(text: string): number {
  if (/^-?\d{1,12}(\.\d{1,6})?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('数値 / a number');
}
