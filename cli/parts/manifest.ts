/** The package's manifest, two levels above this file in the repository, three in dist. */
import { readFileSync } from 'node:fs';

export interface Manifest {
  readonly version: string;
  readonly dependencies: { readonly [name: string]: string };
  readonly peerDependencies: { readonly [name: string]: string };
  readonly peerDependenciesMeta: { readonly [name: string]: { readonly optional?: boolean } };
}

const none: Manifest = { version: 'unknown', dependencies: {}, peerDependencies: {}, peerDependenciesMeta: {} };

export function manifest(): Manifest {
  for (const up of ['../../package.json', '../../../package.json']) {
    try {
      return { ...none, ...(JSON.parse(readFileSync(new URL(up, import.meta.url), 'utf8')) as Partial<Manifest>) };
    } catch {}
  }
  return none;
}

export const version = (): string => manifest().version;
