/**
 * Finds what is running for commands that talk to it: `ICHIDO_DESK=FILE` (a desk.json or a ready file), else the
 * desk.json of the state folder (`ICHIDO_STATE`, or the user's own), else the one that runs in memory. A portal alone
 * has no control server: what is asked of tokens needs a desk.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type DeskAddress, type PortalAddress, readDeskFile } from '../desk/net/desk-file.ts';
import { isAlive, userStateFolder } from '../desk/state/user-state.ts';
import { failed } from './exit.ts';

/** Throws `ExitError` 1, in both languages, when there is none, or more than one. */
export function findDesk(environment: NodeJS.ProcessEnv = process.env): DeskAddress {
  const desk = find(environment, isDesk);
  if (isDesk(desk)) return desk;
  throw failed(
    `起動中なのはポータルだけ（${desk.portal}）で、トークンがありません。「ichido start」のデスクが必要です。`,
    `only a portal alone is running (${desk.portal}), which has no tokens: this needs a desk, as \`ichido start\` starts it`,
  );
}

/** The same, a portal alone too. */
export function findPortal(environment: NodeJS.ProcessEnv = process.env): PortalAddress {
  return find(environment, () => true);
}

const isDesk = (address: PortalAddress): address is DeskAddress => address.control !== undefined;

/** @param wanted of those that run in memory; another is found only where none is wanted. */
function find(environment: NodeJS.ProcessEnv, wanted: (address: PortalAddress) => boolean): PortalAddress {
  const named = environment['ICHIDO_DESK'];
  if (named !== undefined && named !== '') return readNamed(named);
  const state = environment['ICHIDO_STATE'];
  const folder = state === undefined || state === '' || state === ':memory:' ? userStateFolder(environment) : state;
  const ofState = living([join(folder, 'desk.json')])[0];
  if (ofState !== undefined && wanted(ofState)) return ofState;
  const running = living(runningFiles(userStateFolder(environment)));
  const [only, ...others] = running.some(wanted) ? running.filter(wanted) : [ofState, ...running].filter(isFound);
  if (only === undefined) {
    throw failed(
      '起動中のデスクが見つかりません。「npm start」で起動するか、ICHIDO_DESK=ファイル で指定してください。',
      'no running desk found: start one with `npm start`, or name it with ICHIDO_DESK=FILE',
    );
  }
  if (others.length > 0) {
    const controls = [only, ...others].map(({ control, portal }) => control ?? portal);
    throw failed(
      `起動中のデスクが複数あります（${controls.join('、')}）。ICHIDO_DESK=ファイル で指定してください。`,
      `more than one desk is running (${controls.join(', ')}): name one with ICHIDO_DESK=FILE`,
    );
  }
  return only;
}

const isFound = <T>(value: T | undefined): value is T => value !== undefined;

/** Those whose process is there; a desk.json that a SIGKILL left behind names nobody. */
function living(files: readonly string[]): PortalAddress[] {
  return files.flatMap((file) => {
    const found = readDeskFile(file);
    return found !== undefined && (found.pid === undefined || isAlive(found.pid)) ? [found] : [];
  });
}

function readNamed(file: string): PortalAddress {
  const address = readDeskFile(file);
  if (address === undefined) {
    throw failed(
      `ICHIDO_DESK のファイル「${file}」を読めません。`,
      `the file named by ICHIDO_DESK can't be read as a desk: ${file}`,
    );
  }
  return address;
}

/** Desks and portals without a state folder leave their address here while they run. */
function runningFiles(userState: string): string[] {
  const folder = join(userState, 'running');
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}
