/** `ichido portal`: the portal stub alone, for people who bring their own tokens (`--tokens`, or `POST /__admin/stock`). */
import type { Command } from 'commander';
import { checkTogether, logTo, type StartOptions, tokensOf } from '../desk-options.ts';
import { faultAsked, sayFault, servedWith } from '../fault-named.ts';
import { help } from '../help-text.ts';
import {
  faultOption,
  logOption,
  nowOption,
  portOption,
  reachOptions,
  readyFileOption,
  stateOption,
  tokensOption,
} from '../options.ts';
import { pskcKeyOption, pskcPasswordOption } from '../pskc-protection.ts';
import { reachOf, sayReach } from '../reach.ts';

type PortalOptions = Omit<StartOptions, 'controlPort' | 'seed' | 'headless' | 'lang'>;

export function add(program: Command): void {
  const command = program
    .command('portal')
    .description(help({ ja: 'ポータルのスタブだけを起動する', en: 'start the portal stub alone' }))
    .addOption(readyFileOption())
    .addOption(portOption('portal-port', 8420))
    .addOption(stateOption())
    .addOption(tokensOption())
    .addOption(pskcKeyOption())
    .addOption(pskcPasswordOption())
    .addOption(nowOption())
    .addOption(logOption())
    .addOption(faultOption())
    .action(portal);
  for (const option of reachOptions()) command.addOption(option);
}

async function portal(options: PortalOptions): Promise<void> {
  checkTogether(options);
  const { catchSignals, sayReady, sayWaiting } = await import('../serve.ts');
  const signals = catchSignals();
  const fault = await faultAsked(options.fault);
  const reach = reachOf(options);
  sayReach(reach);
  const { startPortal } = await import('../../desk/start-portal.ts');
  const running = await startPortal({
    state: options.state,
    portalPort: options.portalPort,
    now: options.now,
    tokens: await tokensOf(options),
    reach,
    log: await logTo(options.log),
    wrap: fault && servedWith(fault),
  });
  const { announceRunning } = await import('../running.ts');
  const undo: (() => void)[] = [];
  try {
    const { portalUrl: portal, secret, demo: contract } = running;
    if (fault !== undefined) sayFault(fault);
    undo.push(announceRunning({ portal, secret }, running.state));
    undo.push(sayReady({ portal, secret, contract, pid: process.pid, fault: fault?.name }, options.readyFile));
    sayWaiting(portal);
    process.exitCode = await signals.ended;
  } finally {
    for (const act of undo.reverse()) act();
    await running.stop();
  }
}
