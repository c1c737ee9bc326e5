/** What a command that starts a desk was asked for, and what `startDesk` is told of it. */

export interface StartOptions {
  readonly headless?: boolean;
  readonly readyFile?: string;
  readonly portalPort: number;
  readonly controlPort: number;
  readonly state?: string;
  readonly seed?: number;
  readonly tokens?: string;
  readonly pskcKey?: string;
  readonly pskcPassword?: string;
  readonly now?: number;
  readonly lang?: 'ja' | 'en';
  readonly log?: string;
}

/** What `startDesk` is told. `fallback` is the state when none was named. */
export async function deskOptions(options: StartOptions, fallback: string) {
  const { version } = await import('./version.ts');
  return {
    state: options.state ?? fallback,
    portalPort: options.portalPort,
    controlPort: options.controlPort,
    seed: options.seed,
    now: options.now,
    tokens: await tokensOf(options),
    log: await logTo(options.log),
    version: version(),
  };
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
