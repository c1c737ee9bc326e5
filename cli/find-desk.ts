/**
 * Finds the running desk for commands that talk to one: `ICHIDO_DESK=FILE` (a desk.json or a ready file), else the
 * desk.json of the state folder (`ICHIDO_STATE`, or the user's own), else the one headless desk that is running.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, userStateFolder } from '../desk/state/user-state.ts';
import { failed } from './exit.ts';

export interface DeskAddress {
  /** `http://127.0.0.1:8420`, no slash at the end. */
  readonly portal: string;
  /** `http://127.0.0.1:8421`, no slash at the end; a WebSocket and `POST /rpc` answer there. */
  readonly control: string;
  /** The control secret. Goes into an Authorization header, never anywhere else. */
  readonly secret: string;
  readonly pid: number | undefined;
}

/** Throws `ExitError` 1, in both languages, when there is none or more than one. */
export function findDesk(environment: NodeJS.ProcessEnv = process.env): DeskAddress {
  const named = environment['ICHIDO_DESK'];
  if (named !== undefined && named !== '') return readNamed(named);
  const state = environment['ICHIDO_STATE'];
  const folder = state === undefined || state === '' || state === ':memory:' ? userStateFolder(environment) : state;
  const ofState = living([join(folder, 'desk.json')])[0];
  if (ofState !== undefined) return ofState;
  const [only, ...others] = living(runningFiles(userStateFolder(environment)));
  if (only === undefined) {
    throw failed(
      '起動中のデスクが見つかりません。「npm start」で起動するか、ICHIDO_DESK=ファイル で指定してください。',
      'no running desk found: start one with `npm start`, or name it with ICHIDO_DESK=FILE',
    );
  }
  if (others.length > 0) {
    const controls = [only, ...others].map(({ control }) => control);
    throw failed(
      `起動中のデスクが複数あります（${controls.join('、')}）。ICHIDO_DESK=ファイル で指定してください。`,
      `more than one desk is running (${controls.join(', ')}): name one with ICHIDO_DESK=FILE`,
    );
  }
  return only;
}

/** The desks whose process is there; a desk.json that a SIGKILL left behind names nobody. */
function living(files: readonly string[]): DeskAddress[] {
  return files.flatMap((file) => {
    const found = readAddress(file);
    return found !== undefined && (found.pid === undefined || isAlive(found.pid)) ? [found] : [];
  });
}

function readNamed(file: string): DeskAddress {
  const address = readAddress(file);
  if (address === undefined) {
    throw failed(
      `ICHIDO_DESK のファイル「${file}」を読めません。`,
      `the file named by ICHIDO_DESK can't be read as a desk: ${file}`,
    );
  }
  return address;
}

/** Headless desks without a state folder leave their address here while they run. */
function runningFiles(userState: string): string[] {
  const folder = join(userState, 'running');
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

function readAddress(file: string): DeskAddress | undefined {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8')) as { [key: string]: unknown };
    const { portal, control, secret, pid } = value;
    if (typeof portal !== 'string' || typeof control !== 'string' || typeof secret !== 'string') return undefined;
    return { portal, control, secret, pid: typeof pid === 'number' ? pid : undefined };
  } catch {
    return undefined;
  }
}
