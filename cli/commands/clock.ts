/** `ichido clock`: the one clock of the running desk. It moves devices and portal together, forwards only. */
import { type Command, Option } from 'commander';
import type { ClockMode, ClockState } from '../../simulator/cell/clock.ts';
import { wrongUsage } from '../exit.ts';
import { duration, instant, jsonOption } from '../options.ts';
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
    .argument(
      '[instant]',
      '2026-11-22 09:00 in Japan, or ISO 8601 with its zone / 日本時間または時差つきの日時',
      instant,
    )
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
    .command('advance')
    .argument('<duration>', 'with its unit: 500ms, 90s, 5m, 1.5h, 2d / 単位つきの時間', duration())
    .description('move it forwards: 30s, 5m, 2h, 1d, 500ms / 進める')
    .addOption(jsonOption())
    .action((advanceMs: number, options: JsonOption) =>
      withDesk(async (client) => printClock(await client.call('clock.advance', { advanceMs }), options)),
    );
}

function printClock(state: ClockState, { json }: JsonOption): void {
  print(json, state, [`${new Date(state.now).toISOString()} ${state.mode}`]);
}
