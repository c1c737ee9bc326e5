/** What a command that starts a desk was asked for, and what `startDesk` is told of it. */
import { wrongUsage } from './exit.ts';
import { type ReachOptions, reachOf, sayReach } from './reach.ts';

export interface StartOptions extends ReachOptions {
  readonly headless?: boolean;
  readonly readyFile?: string;
  readonly portalPort: number;
  readonly controlPort: number;
  readonly state?: string;
  readonly seed?: number;
  readonly tokens?: string;
  readonly stockTo?: string;
  readonly pskcKey?: string;
  readonly pskcPassword?: string;
  readonly now?: number;
  readonly lang?: 'ja' | 'en';
  readonly log?: string;
  readonly fault?: string;
}

/** Wrong usage that only shows when the options stand beside each other. Asked before anything is opened. */
export function checkTogether({ portalPort, controlPort, ...options }: Partial<StartOptions>): void {
  if (portalPort !== undefined && portalPort !== 0 && portalPort === controlPort) {
    throw wrongUsage(
      `--portal-port と --control-port に同じ番号（${portalPort}）は指定できません。`,
      `--portal-port and --control-port can't both be ${portalPort}`,
    );
  }
  const alone = options.pskcKey !== undefined ? '--pskc-key' : options.pskcPassword && '--pskc-password';
  if (alone === '--pskc-key' && options.stockTo !== undefined) return;
  if (alone && options.tokens === undefined) {
    throw wrongUsage(`${alone} は --tokens と一緒に指定してください。`, `${alone} needs --tokens: the file it opens`);
  }
}

/** What `startDesk` is told. `fallback` is the state when none was named. */
export async function deskOptions(options: StartOptions, fallback: string) {
  const { version } = await import('./parts/manifest.ts');
  const { faultAsked, servedWith } = await import('./fault-named.ts');
  const fault = await faultAsked(options.fault);
  const reach = reachOf(options);
  sayReach(reach);
  return {
    reach,
    state: options.state ?? fallback,
    portalPort: options.portalPort,
    controlPort: options.controlPort,
    seed: options.seed,
    now: options.now,
    tokens: await tokensOf(options),
    ...(await stockToOf(options)),
    log: await logTo(options.log),
    version: version(),
    wrap: fault && servedWith(fault),
    fault: fault?.name,
  };
}

/** Seeds leave the process under a key that the team has itself. */
async function stockToOf(options: StartOptions) {
  if (options.stockTo === undefined) return {};
  const { protectionOf } = await import('./pskc-protection.ts');
  const { key } = protectionOf(options);
  if (key === undefined) {
    throw wrongUsage(
      '--stock-to には鍵が要ります（--pskc-key @ファイル名 か ICHIDO_PSKC_KEY）。',
      '--stock-to wants a key: --pskc-key @FILE or ICHIDO_PSKC_KEY',
    );
  }
  const { stockTo } = await import('./stock-to.ts');
  return { pskcKey: key, onIssued: stockTo(options.stockTo) };
}

export async function tokensOf(options: Pick<StartOptions, 'tokens' | 'pskcKey' | 'pskcPassword'>) {
  const { protectionOf, readNamedFile } = await import('./pskc-protection.ts');
  const protection = protectionOf(options); // wrong usage is told even where no file needs it
  return options.tokens === undefined ? undefined : { ...protection, pskc: readNamedFile(options.tokens) };
}

/** Appends finished lines to a file of mode 0600. */
export async function logTo(file: string | undefined): Promise<((line: string) => void) | undefined> {
  if (file === undefined) return undefined;
  const { appendFileSync } = await import('node:fs');
  const { touchPrivateFile } = await import('../common/private-database.ts');
  const { failed } = await import('./exit.ts');
  try {
    touchPrivateFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw failed(`--log「${file}」に書けません（${code}）。`, `can't write the log ${file} (${code})`);
  }
  return (line) => appendFileSync(file, `${line}\n`);
}
