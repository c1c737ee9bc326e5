/** `ichido clock`: the one clock of the running desk, or of a portal alone. It moves devices and portal together, forwards only. */
import { type Command, Option } from 'commander';
import type { ClockMode, ClockState } from '../../simulator/cell/clock.ts';
import { wrongUsage } from '../exit.ts';
import { duration, instant, jsonOption } from '../options.ts';
import { clockOfRunning } from '../running-clock.ts';
import { print } from '../with-desk.ts';

interface JsonOption {
  readonly json?: boolean;
}

export function add(program: Command): void {
  const clock = program
    .command('clock')
    .description('the clock of the running desk or portal / 起動中のデスクまたはポータルの時計')
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
    .action(async (options: JsonOption) => printClock(await clockOfRunning().get(), options));
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
    .action(async (now: number | undefined, options: JsonOption & { readonly mode?: ClockMode }) => {
      const { mode } = options;
      if (now === undefined && mode === undefined) {
        throw wrongUsage('日時か --mode を指定してください。', 'give an instant, --mode, or both');
      }
      printClock(await clockOfRunning().set({ mode, now }), options);
    });
  clock
    .command('advance')
    .argument('<duration>', 'with its unit: 500ms, 90s, 5m, 1.5h, 2d / 単位つきの時間', duration())
    .description('move it forwards: 30s, 5m, 2h, 1d, 500ms / 進める')
    .addOption(jsonOption())
    .action(async (advanceMs: number, options: JsonOption) =>
      printClock(await clockOfRunning().advance(advanceMs), options),
    );
}

function printClock(state: ClockState, { json }: JsonOption): void {
  print(json, state, [`${new Date(state.now).toISOString()} ${state.mode}`]);
}
