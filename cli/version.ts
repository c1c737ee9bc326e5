/** The package's version, from the package.json above this file (one level up in the repository, two in dist). */
import { readFileSync } from 'node:fs';

export function version(): string {
  for (const up of ['../package.json', '../../package.json']) {
    try {
      const text = readFileSync(new URL(up, import.meta.url), 'utf8');
      return String((JSON.parse(text) as { version: unknown }).version);
    } catch {}
  }
  return 'unknown';
}
