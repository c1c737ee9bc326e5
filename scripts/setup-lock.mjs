/**
 * One at a time in a folder, by a lock that dies with its process: a local socket that listens (a named pipe on Windows).
 * A file with a pid in it outlives its writer, and the pid may come to life again as somebody else. Plain JavaScript
 * for Node 20, without packages.
 */
import { createHash } from 'node:crypto';
import { rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { relative } from 'node:path';

/** Between two looks at a socket that nobody answers on: its owner may be about to listen. */
const secondLookMs = 100;

/**
 * Runs `work` while no other process does, or rejects after `deadlineMs`. `onWait` is called once if another is at it.
 * Where no socket can be made nobody is kept out: a read-only folder is not installed into either.
 *
 * @param {string} file the socket; what an earlier version or a killed process left there is no lock
 * @param {() => void} work
 * @param {{ deadlineMs: number, onWait: () => void }} options
 */
export async function alone(file, work, { deadlineMs, onWait }) {
  const until = Date.now() + deadlineMs;
  const address = addressOf(file);
  let waited = false;
  let silent;
  for (;;) {
    const lock = await listen(address);
    if (lock !== 'taken') {
      try {
        return work();
      } finally {
        lock?.close();
      }
    }
    if (Date.now() >= until) throw new Error(`another process still holds ${file}`);
    const before = identity(file);
    const heard = await untilReleased(address, until - Date.now(), () => {
      if (!waited) onWait();
      waited = true;
    });
    if (heard || before === undefined) silent = undefined;
    else if (silent === before && identity(file) === before) rmSync(file, { force: true, recursive: true });
    else {
      silent = before;
      await new Promise((resolve) => setTimeout(resolve, secondLookMs));
    }
  }
}

/** A path of a socket may have about 100 bytes, so it is named from here. */
function addressOf(file) {
  if (process.platform !== 'win32') return relative(process.cwd(), file);
  return `\\\\.\\pipe\\ichido-setup-${createHash('sha256').update(file.toLowerCase()).digest('hex').slice(0, 32)}`;
}

/** A server that holds the address, 'taken', or undefined where no socket can be made. */
function listen(address) {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.on('error', () => {}));
    server.once('error', (error) => resolve(error.code === 'EADDRINUSE' ? 'taken' : undefined));
    server.listen(address, () => resolve(server.unref()));
  });
}

/** True when somebody held it, after they let go or the time is over; false when nobody listens. */
function untilReleased(address, ms, onHeld) {
  return new Promise((resolve) => {
    const socket = connect(address);
    let held = false;
    const timer = setTimeout(() => socket.destroy(), ms);
    socket.once('connect', () => {
      held = true;
      onHeld();
    });
    socket.on('error', () => {});
    socket.resume().once('close', () => {
      clearTimeout(timer);
      resolve(held);
    });
  });
}

/** Tells whether the file is still the one that was looked at before. */
function identity(file) {
  try {
    const { ino, ctimeNs } = statSync(file, { bigint: true });
    return `${ino} ${ctimeNs}`;
  } catch {
    return undefined;
  }
}
