/** `ichido clock`: the one clock of the running desk. It moves devices and portal together, forwards only. */
import type { Command } from 'commander';
import type { ClockMode, ClockState } from '../../simulator/clock.ts';
import { wrongUsage } from '../exit.ts';
import { instant } from '../options.ts';
import { print, withDesk } from '../with-desk.ts';

interface JsonOption {
  readonly json?: boolean;
}

const jsonHelp = 'print JSON / JSON で出力';

export function add(program: Command): void {
  const clock = program.command('clock').description('the clock of the running desk / 起動中のデスクの時計');
  clock
    .command('get', { isDefault: true })
    .description('mode and instant / 種類と時刻')
    .option('--json', jsonHelp)
    .action((options: JsonOption) =>
      withDesk(async (client) => printClock(await client.call('clock.get', {}), options)),
    );
  clock
    .command('set [instant]')
    .description('set the instant (ISO 8601) or the mode / 時刻または種類を変える')
    .option('--mode <mode>', 'system, offset or manual / 種類')
    .option('--json', jsonHelp)
    .action((text: string | undefined, options: JsonOption & { readonly mode?: string }) => {
      const mode = options.mode === undefined ? undefined : modeOf(options.mode);
      const now = text === undefined ? undefined : instant(text);
      return withDesk(async (client) => printClock(await client.call('clock.set', { mode, now }), options));
    });
  clock
    .command('advance <duration>')
    .description('move it forwards: 30s, 5m, 2h, 1d, 500ms / 進める')
    .option('--json', jsonHelp)
    .action((text: string, options: JsonOption) => {
      const advanceMs = durationMs(text);
      return withDesk(async (client) => printClock(await client.call('clock.advance', { advanceMs }), options));
    });
}

function printClock(state: ClockState, { json }: JsonOption): void {
  print(json, state, [`${new Date(state.now).toISOString()} ${state.mode}`]);
}

function modeOf(text: string): ClockMode {
  if (text === 'system' || text === 'offset' || text === 'manual') return text;
  throw wrongUsage('時計の種類は system、offset、manual のどれかです。', 'a clock’s mode is system, offset or manual');
}

const unitMs: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `90s`, `1.5h` or plain milliseconds. */
function durationMs(text: string): number {
  const match = /^(\d{1,15}(?:\.\d{1,3})?)(ms|s|m|h|d)?$/.exec(text);
  const value = match === null ? Number.NaN : Number(match[1]) * (unitMs[match[2] ?? 'ms'] ?? Number.NaN);
  if (Number.isSafeInteger(value)) return value;
  throw wrongUsage('時間は 30s、5m、2h、1d のように指定してください。', 'a duration is like 30s, 5m, 2h or 1d');
}
