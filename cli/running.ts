/**
 * Desks and portals without a state folder leave their address in the user's state folder while they run, so that
 * commands find them.
 */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateFolder, writePrivateFile } from '../desk/state/private-file.ts';
import { isAlive, userStateFolder } from '../desk/state/user-state.ts';

export interface RunningAddress {
  readonly portal: string;
  /** None of a portal alone. */
  readonly control?: string | undefined;
  readonly secret: string;
}

/** Clears away what those that were killed left behind. */
function forgetDead(): void {
  const folder = join(userStateFolder(), 'running');
  try {
    for (const name of readdirSync(folder)) {
      if (!isAlive(Number(name.replace(/\.json$/, '')))) rmSync(join(folder, name), { force: true });
    }
  } catch {
    // No such folder, or none of ours to write: nobody is misled, since a dead desk's pid is asked for too.
  }
}

/**
 * Clears away what dead desks left, and writes `running/PID.json` (0600) unless a state's desk.json says the same.
 * Returns how to take it away again.
 */
export function announceRunning(address: RunningAddress, state: string | undefined): () => void {
  if (state !== undefined) {
    forgetDead();
    return () => {};
  }
  const folder = join(userStateFolder(), 'running');
  const file = join(folder, `${process.pid}.json`);
  try {
    makePrivateFolder(userStateFolder());
    makePrivateFolder(folder);
    forgetDead();
    writePrivateFile(file, `${JSON.stringify({ ...address, pid: process.pid })}\n`);
  } catch {
    // A home that can't be written only means that commands must be told by ICHIDO_DESK.
    return () => {};
  }
  return () => rmSync(file, { force: true });
}
