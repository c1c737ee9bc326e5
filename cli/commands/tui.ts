/** `ichido tui`: the desk as a full-screen terminal program; `--attach` shows a desk that runs elsewhere. */
import { type Command, Option } from 'commander';
import { deskOptions, type StartOptions } from '../desk-options.ts';
import { langOption, logOption, nowOption, portOption, seedOption, stateOption, tokensOption } from '../options.ts';
import { pskcKeyOption, pskcPasswordOption } from '../pskc-protection.ts';

interface TuiOptions extends StartOptions {
  readonly attach?: boolean;
}

export function add(program: Command): void {
  program
    .command('tui')
    .description('the desk in this terminal / デスクを端末の画面で使う')
    .addOption(new Option('--attach', 'show the desk that is running / 起動中のデスクにつなぐ'))
    .addOption(portOption('portal-port', 8420))
    .addOption(portOption('control-port', 8421))
    .addOption(stateOption())
    .addOption(seedOption())
    .addOption(tokensOption())
    .addOption(pskcKeyOption())
    .addOption(pskcPasswordOption())
    .addOption(nowOption())
    .addOption(langOption())
    .addOption(logOption())
    .action((options: TuiOptions) => (options.attach === true ? attachTo(options) : deskInTerminal(options)));
}

/** The desk with its servers in this process. `ichido start` in a terminal does the same. */
export async function deskInTerminal(options: StartOptions): Promise<void> {
  const { runTerminalDesk } = await import('../terminal-desk.ts');
  process.exitCode = await runTerminalDesk(options, async () => {
    const { startDesk } = await import('../../desk/start-desk.ts');
    const { localWorld } = await import('../../desk/world/local-world.ts');
    const { userStateFolder } = await import('../../desk/state/user-state.ts');
    const running = await startDesk(await deskOptions(options, userStateFolder()));
    const { announceRunning } = await import('../running.ts');
    const { portalUrl: portal, controlUrl: control, secret } = running;
    const forget = running.state === undefined ? announceRunning({ portal, control, secret }) : () => {};
    return {
      world: localWorld(running),
      async stop() {
        forget();
        await running.stop();
      },
    };
  });
}

async function attachTo(options: TuiOptions): Promise<void> {
  const { runTerminalDesk, requireTerminal } = await import('../terminal-desk.ts');
  requireTerminal();
  const { findDesk } = await import('../find-desk.ts');
  const { state = process.env['ICHIDO_STATE'] } = options;
  const find = () => findDesk({ ...process.env, ICHIDO_STATE: state });
  // Where there is none, that is said on the plain terminal.
  find();
  process.exitCode = await runTerminalDesk(options, async () => {
    const { attach } = await import('../../desk/world/attached-world.ts');
    const attached = await attach(find, () => Date.now());
    return { world: attached.world, stop: () => attached.close() };
  });
}
