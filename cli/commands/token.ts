/** `ichido token`: the tokens of the running desk. Codes go to stdout alone, so that a script can take them. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { languageOf } from '../../common/language.ts';
import { bothLanguages } from '../../common/text.ts';
import type { ControlClient } from '../../simulator/control/client.ts';
import type { TokenSummary } from '../../simulator/device/face.ts';
import { profiles } from '../../simulator/device/profiles.ts';
import { wrongUsage } from '../exit.ts';
import { help } from '../help-text.ts';
import { tokenTable } from '../listing/token-table.ts';
import { integer, jsonOption, tokenSerial } from '../options.ts';
import { type Serial, serialLines } from '../plane/bank-lines.ts';
import { pskcFileOption, pskcKeyOption, pskcPasswordOption } from '../pskc-protection.ts';
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
  const token = program
    .command('token')
    .description(help({ ja: '起動中のデスクのトークン', en: 'the tokens of the running desk' }));
  token
    .command('list')
    .description(help({ ja: '一覧', en: 'every token' }))
    .addOption(jsonOption())
    .action((options: JsonOption) =>
      withDesk(async (client) => {
        const tokens = await client.call('tokens.list', {});
        print(options.json, tokens, table(tokens));
      }),
    );
  token
    .command('show')
    .argument('<serial>', '', tokenSerial)
    .description(help({ ja: '1つのトークン', en: 'one token' }))
    .addOption(jsonOption())
    .action((serial: string, options: JsonOption) =>
      withDesk(async (client) => {
        const found = (await client.call('tokens.list', {})).find((one) => one.serial === serial);
        if (found === undefined) {
          await client.call('tokens.face', { serial }); // refuses, in the desk's own words
          return;
        }
        const holder = await holderOf(serial);
        const told = holder === undefined ? found : { ...found, holder };
        print(options.json, told, [
          ...table([found]),
          ...(holder === undefined ? [] : serialLines(holder, languageOf(process.env)).slice(1)),
        ]);
      }),
    );
  token
    .command('press')
    .argument('<serial>', '', tokenSerial)
    .description(help({ ja: '①ボタンを押す', en: 'press button ①' }))
    .addOption(jsonOption())
    .action((serial: string, options: JsonOption) => withDesk((client) => press(client, serial, options)));
  token
    .command('code')
    .argument('<serial>', '', tokenSerial)
    .description(help({ ja: '必要なだけ押して、ワンタイムパスワードを表示', en: 'press as needed and print the code' }))
    .option(
      '--wait-fresh',
      help({ ja: 'まだ表示されていない値になるまで待つ', en: 'wait for a step whose code was not shown before' }),
    )
    .addOption(jsonOption())
    .action((serial: string, options: JsonOption & { readonly waitFresh?: boolean }) =>
      withDesk(async (client) => {
        const face = await client.call('tokens.code', { serial, fresh: options.waitFresh === true });
        print(options.json, face, [face.code]);
      }),
    );
  token
    .command('adopt')
    .argument('<serial>', '', tokenSerial)
    .description(
      help({
        ja: '目で読むトークンをデスクに並べる（押すと、表示を尋ねられる）',
        en: 'let a token that only eyes can read stand on the desk: a press asks what it shows',
      }),
    )
    .addOption(pskcFileOption())
    .addOption(pskcKeyOption())
    .addOption(pskcPasswordOption())
    .addOption(jsonOption())
    .action(async (serial: string, options) => (await import('../hid/adopt.ts')).adopt(serial, options));
  token
    .command('issue')
    .description(
      help({ ja: '新しいトークンを発行（銀行側の在庫にも入る）', en: 'new tokens, known to the portal at once' }),
    )
    .addOption(
      new Option('--kind <kind>', help({ ja: '種類', en: 'hardware or software' }))
        .choices(['hardware', 'software'])
        .default('hardware'),
    )
    .option('--profile <name>', help({ ja: `機種: ${makes}`, en: `the make of a hardware token` }))
    .option('--count <n>', help({ ja: '個数', en: 'how many' }), integer(1, 1000), 1)
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
    .argument('<serial>', '', tokenSerial)
    .argument('<percent>', '0-100', integer(0, 100))
    .description(help({ ja: '電池を減らす', en: 'let the battery fall' }))
    .addOption(jsonOption())
    .action((serial: string, percent: number, options: JsonOption) =>
      withDesk(async (client) => {
        const changed = await client.call('tokens.setBattery', { serial, percent });
        print(options.json, changed, table([changed]));
      }),
    );
  token
    .command('drift')
    .argument('<serial>', '', tokenSerial)
    .description(help({ ja: 'トークンの時計をずらす', en: 'let the clock of a token drift' }))
    .option('--ppm <n>', help({ ja: '水晶の進み（ppm）', en: 'rate of the quartz, parts per million' }), number)
    .option('--offset-ms <n>', help({ ja: 'いまの進み（ミリ秒）', en: 'how far ahead it is now' }), number)
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

/** At a terminal the person may type here what a real token shows, when the desk asks for it. */
async function pressedBy(client: ControlClient, serial: string) {
  const device = (await client.call('tokens.list', {})).find((token) => token.serial === serial);
  if (device?.profile !== 'real' || process.stdin.isTTY !== true) return client.call('tokens.press', { serial });
  const { askForDisplay } = await import('../hid/adopt.ts');
  return askForDisplay(client, serial);
}

async function press(client: ControlClient, serial: string, options: JsonOption): Promise<void> {
  const pressed = await pressedBy(client, serial);
  const shown = pressed.face.kind === 'battery' ? pressed.next?.face : pressed.face;
  print(options.json, pressed, shown?.kind === 'code' ? [shown.code] : []);
  if (options.json === true) return;
  if (pressed.face.kind === 'dark') say('何も表示されていません。', 'the display is dark');
  if (pressed.face.kind === 'battery') say(`電池の警告: ${pressed.face.text}`, `battery notice: ${pressed.face.text}`);
  if (pressed.face.kind === 'garbage') {
    say(`表示が乱れています: ${pressed.face.text}`, `the display shows garbage: ${pressed.face.text}`);
  }
}

const table = (tokens: readonly TokenSummary[]): string[] => tokenTable(tokens, languageOf(process.env));

/** What the portal says of it; undefined where there is none, or it doesn't know the serial. */
async function holderOf(serial: string): Promise<Serial | undefined> {
  const { findDesk } = await import('../find-desk.ts');
  const { askPlane } = await import('../plane/ask-plane.ts');
  return askPlane<Serial>(findDesk(), 'GET', `serials/${encodeURIComponent(serial)}`).catch(() => undefined);
}

function number(text: string): number {
  if (/^-?\d{1,12}(\.\d{1,6})?$/.test(text)) return Number(text);
  throw new InvalidArgumentError(bothLanguages({ ja: '数値', en: 'a number' }));
}
