/** `ichido clock`: the one clock of the running desk. It moves devices and portal together, forwards only. */
import { type Command, Option } from 'commander';
import type { ClockMode, ClockState } from '../../simulator/cell/clock.ts';
import { wrongUsage } from '../exit.ts';
import { instant, jsonOption } from '../options.ts';
import { print, withDesk } from '../with-desk.ts';

interface JsonOption {
  readonly json?: boolean;
}

export function add(program: Command): void {
  const clock = program
    .command('clock')
    .description('the clock of the running desk / 起動中のデスクの時計')
    .addHelpText(
      'after',
      `
It moves tokens and portal together, forwards only; the system clock does not move. / 進めるだけで、戻せません。
Example / 例: ichido clock set --mode manual, ichido clock advance 30s`,
    );
  clock
    .command('get', { isDefault: true })
    .description('mode and instant / 種類と時刻')
    .addOption(jsonOption())
    .action((options: JsonOption) =>
      withDesk(async (client) => printClock(await client.call('clock.get', {}), options)),
    );
  clock
    .command('set')
    .argument('[instant]', 'ISO 8601, with its zone / 時差つきの日時', instant)
    .description('set the instant, the mode, or both / 時刻と種類を変える')
    .addOption(
      new Option(
        '--mode <mode>',
        'system: real time; offset: runs on, shifted; manual: stands / 実時間、ずらして進む、止まる',
      ).choices(['system', 'offset', 'manual']),
    )
    .addOption(jsonOption())
    .action((now: number | undefined, options: JsonOption & { readonly mode?: ClockMode }) => {
      const { mode } = options;
      if (now === undefined && mode === undefined) {
        throw wrongUsage('日時か --mode を指定してください。', 'give an instant, --mode, or both');
      }
      return withDesk(async (client) => printClock(await client.call('clock.set', { mode, now }), options));
    });
  clock
    .command('advance <duration>')
    .description('move it forwards: 30s, 5m, 2h, 1d, 500ms / 進める')
    .addOption(jsonOption())
    .action((text: string, options: JsonOption) => {
      const advanceMs = durationMs(text);
      return withDesk(async (client) => printClock(await client.call('clock.advance', { advanceMs }), options));
    });
}

function printClock(state: ClockState, { json }: JsonOption): void {
  print(json, state, [`${new Date(state.now).toISOString()} ${state.mode}`]);
}

const unitMs: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `1.5h` or plain milliseconds. */
function durationMs(text: string): number {
  const match = /^(\d{1,15}(?:\.\d{1,3})?)(ms|s|m|h|d)?$/.exec(text);
  const value = match === null ? Number.NaN : Number(match[1]) * (unitMs[match[2] ?? 'ms'] ?? Number.NaN);
  if (Number.isSafeInteger(value)) return value;
  throw wrongUsage('時間は 30s、5m、2h、1d のように指定してください。', 'a duration is like 30s, 5m, 2h or 1d');
}
