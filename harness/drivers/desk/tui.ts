/** The desk as a person starts it: the command in a terminal, with portal and control server in the same process. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandFile } from '../../run/package-root.ts';
import { rowText, type Sight } from './sight.ts';
import { openTerminal, type Terminal } from './terminal.ts';

export interface TuiDesk {
  readonly portalUrl: string;
  readonly controlUrl: string;
  readonly secret: string;
  readonly terminal: Terminal;
  stop(): Promise<void>;
}

/** Large enough for the largest digits, and for a log that holds what one step does. */
const size = { cols: 120, rows: 50 };

/** @param fault what is wrong with it on purpose (harness/faults), by name. */
export async function startTui(begin: {
  readonly now: number;
  readonly seed: number;
  readonly fault?: string | undefined;
}): Promise<TuiDesk> {
  // Nothing of the person's own desks is read, and none of their commands finds this one.
  const folder = mkdtempSync(join(tmpdir(), 'ichido-desk-'));
  const ready = join(folder, 'ready.json');
  const words = [
    ...['--state', ':memory:', '--portal-port', '0', '--control-port', '0', '--ready-file', ready, '--lang', 'ja'],
    ...['--now', new Date(begin.now).toISOString(), '--seed', String(begin.seed)],
    ...(begin.fault === undefined ? [] : ['--fault', begin.fault]),
  ];
  const terminal = await openTerminal({
    file: process.execPath,
    args: ['--disable-warning=ExperimentalWarning', commandFile, 'start', ...words],
    env: { ...inherited(), TERM: 'xterm-256color', XDG_STATE_HOME: folder },
    cwd: folder,
    ...size,
  });
  const stop = async (): Promise<void> => {
    await terminal.close();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await terminal.until((sight) => (up(sight) ? true : undefined), 'デスクとポータル');
    const { portal, control, secret } = JSON.parse(readFileSync(ready, 'utf8')) as Ready;
    return { portalUrl: portal, controlUrl: control, secret, terminal, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

interface Ready {
  readonly portal: string;
  readonly control: string;
  readonly secret: string;
}

/** The second line says where the portal is, as soon as it is up. */
const up = (sight: Sight): boolean => /http:\/\/127\.0\.0\.1:\d+/.test(rowText(sight[1] ?? []));

/** A person's settings of ichido and colours stay out of it: every choice stands on the command line. */
function inherited(): { [name: string]: string } {
  const { TMUX: _, NO_COLOR: __, ...rest } = process.env;
  return Object.fromEntries(
    Object.entries(rest).flatMap(([name, value]) =>
      value === undefined || name.startsWith('ICHIDO_') ? [] : [[name, value]],
    ),
  );
}
