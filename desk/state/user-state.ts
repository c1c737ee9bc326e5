/** Where the user's own state lives, and whether a process is alive. */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The user's state folder: `ICHIDO_STATE` is the caller's business; this is the place when nothing was said. */
export function userStateFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32') return join(environment['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'ichido');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'ichido');
  const base = environment['XDG_STATE_HOME'];
  // XDG base directories: a relative path is to be ignored.
  return join(base?.startsWith('/') ? base : join(environment['HOME'] ?? homedir(), '.local', 'state'), 'ichido');
}

/** True while a process of that id exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
