/** `ichido clock`: the one clock of the running desk, or of a portal alone. It moves devices and portal together, forwards only. */
import { type Command, Option } from 'commander';
import { japanIso } from '../../common/japan-time.ts';
import type { ClockMode, ClockState } from '../../simulator/cell/clock.ts';
import { duration } from '../../simulator/tui/texts/times.ts';
import { wrongUsage } from '../exit.ts';
import { help } from '../help-text.ts';
import { instant, jsonOption, duration as spanOf } from '../options.ts';
import { clockOfRunning } from '../plane/running-clock.ts';
import { print } from '../with-desk.ts';

interface JsonOption {
  readonly json?: boolean;
}

export function add(program: Command): void {
  const clock = program
    .command('clock')
    .description(help({ ja: '起動中のデスクまたはポータルの時計', en: 'the clock of the running desk or portal' }))
    .addHelpText(
      'after',
      `
It moves tokens and portal together, forwards only; the system clock does not
move.
進めるだけで、戻せません。
Example (例): ichido clock set --mode manual, ichido clock advance 30s`,
    );
  clock
    .command('get', { isDefault: true })
    .description(help({ ja: '種類と時刻', en: 'mode and instant' }))
    .addOption(jsonOption())
    .action(async (options: JsonOption) => printClock(await clockOfRunning().get(), options));
  clock
    .command('set')
    .argument(
      '[instant]',
      help({ ja: '日本時間または時差つきの日時', en: '2026-11-22 09:00 in Japan, or ISO 8601 with its zone' }),
      instant,
    )
    .description(help({ ja: '時刻と種類を変える', en: 'set the instant, the mode, or both' }))
    .addOption(
      new Option(
        '--mode <mode>',
        help({ ja: '実時間、ずらして進む、止まる', en: 'system: real time; offset: runs on, shifted; manual: stands' }),
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
    .argument('<duration>', help({ ja: '単位つきの時間', en: 'with its unit: 500ms, 90s, 5m, 1.5h, 2d' }), spanOf())
    .description(help({ ja: '進める', en: 'move it forwards: 30s, 5m, 2h, 1d, 500ms' }))
    .addOption(jsonOption())
    .action(async (advanceMs: number, options: JsonOption) =>
      printClock(await clockOfRunning().advance(advanceMs), options),
    );
}

/** In Japan's time, as the desk and the portal show it, and by how much it is shifted. */
function printClock(state: ClockState, { json }: JsonOption): void {
  const shift = state.mode === 'offset' ? ` ${duration(state.offsetMs)}` : '';
  print(json, state, [`${japanIso(state.now)} ${state.mode}${shift}`]);
}
