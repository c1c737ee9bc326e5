/** The system parts of a run of the gate: only what the chosen parts need or use is installed. */
import { canInstall, installPackages, systemParts } from '../../cli/parts/system-parts.ts';
import type { Part } from './parts.ts';

/** What a run would install from Debian, in the order of the table of system parts. */
export function wanted(parts: readonly Part[]): typeof systemParts {
  const names = new Set(parts.flatMap((part) => [...(part.needs ?? []), ...(part.uses ?? [])]));
  return systemParts.filter((part) => names.has(part.name) && part.debian !== undefined);
}

/** Installs what is missing where that may be done; a failure only means that tests are skipped, by name. */
export function provide(parts: readonly Part[]): string | undefined {
  const missing = wanted(parts).filter((part) => part.find() === undefined);
  if (missing.length === 0) return undefined;
  if (process.stdin.isTTY === true || !canInstall()) {
    return `missing: ${missing.map((part) => part.name).join(', ')} (\`npm run doctor\` says how to get them)`;
  }
  const packages = missing.map((part) => part.debian ?? '');
  const failure = installPackages(packages);
  return `${failure === undefined ? 'installed' : `could not install (${failure})`}: ${packages.join(' ')}`;
}
