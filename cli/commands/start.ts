/** `ichido start`, which is `npm start`: the desk. With a terminal the TUI, otherwise the ready line and nothing more. */
import type { Command } from 'commander';
import { checkTogether, deskOptions, type StartOptions } from '../desk-options.ts';
import { faultAsked, sayFault } from '../fault-named.ts';
import { help } from '../help-text.ts';
import {
  faultOption,
  headlessOption,
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

export function add(program: Command): void {
  const command = program
    .command('start')
    .description(help({ ja: 'デスクを起動する', en: 'start the desk: tokens, portal stub and control server' }))
    .addOption(headlessOption())
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
    .addOption(faultOption())
    .action(start);
  for (const option of reachOptions()) command.addOption(option);
}

async function start(options: StartOptions): Promise<void> {
  checkTogether(options);
  const terminal = process.stdin.isTTY === true && process.stdout.isTTY === true && options.headless !== true;
  if (terminal) return startInTerminal(options);
  const asked = await deskOptions(options, ':memory:');
  const fault = await faultAsked(options.fault);
  if (fault !== undefined) sayFault(fault);
  const { catchSignals, sayReady, sayWaiting } = await import('../serve.ts');
  const signals = catchSignals();
  const { startDesk } = await import('../../desk/start-desk.ts');
  const running = await startDesk(asked);
  const { announceRunning } = await import('../running.ts');
  const { tellPrompts } = await import('../hid/prompts.ts');
  const undo: (() => void)[] = [tellPrompts(running.hid)];
  try {
    const { portalUrl: portal, controlUrl: control, secret, demo: contract } = running;
    undo.push(announceRunning({ portal, control, secret }, running.state));
    undo.push(sayReady({ portal, control, secret, contract, pid: process.pid, fault: fault?.name }, options.readyFile));
    sayWaiting(portal, options.lang);
    process.exitCode = await signals.ended;
  } finally {
    for (const act of undo.reverse()) act();
    await running.stop();
  }
}

/** The terminal screen. */
async function startInTerminal(options: StartOptions): Promise<void> {
  const { deskInTerminal } = await import('./tui.ts');
  await deskInTerminal(options);
}
