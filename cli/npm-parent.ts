/**
 * npm passes SIGINT and SIGTERM on to the desk that it started, but a SIGHUP (a closed terminal, a CI step that is
 * abandoned) ends npm alone, and a SIGKILL can't be passed on: without npm the desk would keep its ports for ever.
 */

/** True when npm itself is this process's parent: its script replaced the shell that npm had started. */
export function startedByNpm(environment: NodeJS.ProcessEnv = process.env): boolean {
  return process.platform !== 'win32' && /^exec .*\bichido\b/.test(environment['npm_lifecycle_script'] ?? '');
}

/** Calls `gone` once when the parent has ended. Returns the release. Nobody tells a child of it, so it looks. */
export function watchParent(gone: () => void, parent: () => number = () => process.ppid): () => void {
  const first = parent();
  const looking = setInterval(() => {
    if (parent() === first) return;
    clearInterval(looking);
    gone();
  }, lookMs);
  looking.unref();
  return () => clearInterval(looking);
}

const lookMs = 500;
