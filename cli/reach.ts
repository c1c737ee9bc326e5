/** How far a stub may be reached, as the options say it, and the loud line about it. */

import { atHome, isOpen, type Reach } from '../common/reach.ts';
import { bothLanguages } from '../common/text.ts';
import { wrongUsage } from './exit.ts';

export interface ReachOptions {
  readonly host?: string;
  readonly allowHost?: readonly string[];
  readonly trustProxy?: boolean;
  /** True: every allowed name. */
  readonly controlHost?: readonly string[] | true;
}

/** Undefined: loopback alone. */
export function reachOf({ host, allowHost = [], trustProxy = false, controlHost }: ReachOptions): Reach | undefined {
  const opened = { ...atHome, host: host?.startsWith('127.') ? undefined : host, names: allowHost, trustProxy };
  if (!isOpen(opened)) {
    if (controlHost === undefined) return undefined;
    throw wrongUsage(
      '--control-host は、--host・--allow-host・--trust-proxy のどれかと一緒に指定してください。',
      '--control-host needs one of --host, --allow-host and --trust-proxy',
    );
  }
  const own =
    host === undefined || host === '0.0.0.0' || host === '::' ? [] : [host.includes(':') ? `[${host}]` : host];
  return { ...opened, controlNames: controlHost === true ? [...allowHost, ...own] : (controlHost ?? []) };
}

/** Loud, before anything answers: whoever reaches the stub can use it. */
export function sayReach(reach: Reach | undefined): void {
  if (reach === undefined) return;
  const { host, names, trustProxy, controlNames } = reach;
  const where = [host, ...names, ...(trustProxy ? ['X-Forwarded-Host'] : [])].filter(Boolean).join(', ');
  const control = controlNames.join(', ');
  process.stderr.write(
    `ichido: ${'!'.repeat(10)} ${bothLanguages({
      ja: `このスタブは外から使えます（${where}）。届く人はだれでも操作できます。本物の番号を入れないでください。`,
      en: `this stub can be used from outside (${where}) by anybody who reaches it: never type real numbers here`,
    })}\n`,
  );
  if (control === '') return;
  process.stderr.write(
    `ichido: ${'!'.repeat(10)} ${bothLanguages({
      ja: `銀行側の操作とトークンも外から動かせます（${control}、秘密が必要）。`,
      en: `the control plane and the tokens too (${control}, with the secret)`,
    })}\n`,
  );
}
