/** `ichido tui`: the desk as a full-screen terminal program; `--attach` shows a desk that runs elsewhere. */
import { type Command, Option } from 'commander';
import { checkTogether, deskOptions, type StartOptions } from '../desk-options.ts';
import { wrongUsage } from '../exit.ts';
import { help } from '../help-text.ts';
import {
  langOption,
  logOption,
  nowOption,
  portOption,
  reachOptions,
  readyFileOption,
  seedOption,
  stateOption,
  stockToOption,
  tokensOption,
} from '../options.ts';
import { pskcKeyOption, pskcPasswordOption } from '../pskc-protection.ts';
import type { Connected } from '../terminal-desk.ts';

interface TuiOptions extends StartOptions {
  readonly attach?: boolean;
  readonly lines?: boolean;
}

export function add(program: Command): void {
  const command = program
    .command('tui')
    .description(help({ ja: 'デスクを端末の画面で使う', en: 'the desk in this terminal' }))
    .addOption(new Option('--attach', help({ ja: '起動中のデスクにつなぐ', en: 'show the desk that is running' })))
    .addOption(
      new Option(
        '--lines',
        help({
          ja: '1行ずつ表示する（スクリーンリーダー、パイプ、簡易端末向け）',
          en: 'line by line: for screen readers, pipes and dumb terminals',
        }),
      ),
    )
    .addOption(readyFileOption())
    .addOption(portOption('portal-port', 8420))
    .addOption(portOption('control-port', 8421))
    .addOption(stateOption())
    .addOption(seedOption())
    .addOption(tokensOption())
    .addOption(stockToOption())
    .addOption(pskcKeyOption())
    .addOption(pskcPasswordOption())
    .addOption(nowOption())
    .addOption(langOption())
    .addOption(logOption())
    .action((options: TuiOptions, command: Command) => {
      if (options.attach !== true) return deskInTerminal(options);
      refuseTyped(command);
      return attachTo(options);
    });
  for (const option of reachOptions()) command.addOption(option);
}

/** What only a desk of one's own could use. In the environment it may stand: that is there for other commands too. */
function refuseTyped(command: Command): void {
  const used = ['attach', 'lines', 'state', 'lang'];
  for (const option of command.options) {
    const name = option.attributeName();
    if (used.includes(name) || command.getOptionValueSource(name) !== 'cli') continue;
    throw wrongUsage(
      `「${option.long}」は --attach と同時に指定できません（起動中のデスクが決めています）。`,
      `${option.long} can't be given with --attach: the running desk has decided it`,
    );
  }
}

/** The desk with its servers in this process. `ichido start` in a terminal does the same. */
export async function deskInTerminal(options: TuiOptions): Promise<void> {
  checkTogether(options);
  const run = await runnerOf(options);
  process.exitCode = await run(options, () => openDesk(options));
}

/** On the whole screen, or line by line. */
async function runnerOf({ lines }: TuiOptions) {
  if (lines === true) return (await import('../line-desk.ts')).runLineDesk;
  const { requireTerminal, runTerminalDesk } = await import('../terminal-desk.ts');
  requireTerminal();
  return runTerminalDesk;
}

async function openDesk(options: StartOptions): Promise<Connected> {
  const { startDesk } = await import('../../desk/start-desk.ts');
  const { localWorld } = await import('../../desk/world/local-world.ts');
  const { userStateFolder } = await import('../../desk/state/user-state.ts');
  const running = await startDesk(await deskOptions(options, userStateFolder()));
  const undo: (() => void)[] = [];
  const stop = async () => {
    for (const act of undo.reverse()) act();
    await running.stop();
  };
  try {
    const { portalUrl: portal, controlUrl: control, secret, demo: contract } = running;
    const { announceRunning } = await import('../running.ts');
    undo.push(announceRunning({ portal, control, secret }, running.state));
    if (options.readyFile !== undefined) {
      const { writeReadyFile } = await import('../serve.ts');
      undo.push(writeReadyFile({ portal, control, secret, contract, pid: process.pid }, options.readyFile));
    }
    return { world: localWorld(running), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function attachTo(options: TuiOptions): Promise<void> {
  const run = await runnerOf(options);
  const { findDesk } = await import('../find-desk.ts');
  const { state = process.env['ICHIDO_STATE'] } = options;
  const find = () => findDesk({ ...process.env, ICHIDO_STATE: state });
  // Where there is none, that is said on the plain terminal.
  find();
  process.exitCode = await run(options, async () => {
    const { attach } = await import('../../desk/world/attached-world.ts');
    const attached = await attach(find, () => Date.now());
    return { world: attached.world, stop: () => attached.close() };
  });
}
