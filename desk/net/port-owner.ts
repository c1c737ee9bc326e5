/** Who listens on a port, for the sentence that a busy port gets. Linux tells by /proc; elsewhere nobody is named. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface PortOwner {
  readonly pid: number;
  readonly name: string;
}

/** The process that listens on this TCP port here, if this system and this user may know. */
export function portOwner(port: number): PortOwner | undefined {
  const inodes = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => listeningInodes(file, port)));
  if (inodes.size === 0) return undefined;
  for (const pid of list('/proc').filter((name) => /^\d+$/.test(name))) {
    for (const handle of list(`/proc/${pid}/fd`)) {
      const inode = /^socket:\[(\d+)\]$/.exec(link(`/proc/${pid}/fd/${handle}`))?.[1];
      if (inode !== undefined && inodes.has(inode))
        return { pid: Number(pid), name: printable(read(`/proc/${pid}/comm`)) };
    }
  }
  return undefined;
}

/** `/proc/net/tcp`: local address `0100007F:20E4`, state `0A` = listening, inode in the tenth column. */
function listeningInodes(file: string, port: number): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return read(file)
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[3] === '0A' && columns[1]?.endsWith(suffix) === true)
    .map((columns) => columns[9] ?? '')
    .filter((inode) => inode !== '0');
}

const printable = (text: string): string => text.trim().replace(/[^\x20-\x7e]/g, '?');

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function link(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
