/** Before `npm publish`: the package must say whose it is, which only its owner knows. Exits 1 with the command that helps. */
import { readFileSync } from 'node:fs';

/** What npm shows beside a package, and what nobody but the owner can fill in. */
const owned = ['repository', 'homepage', 'bugs'] as const;

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  readonly [name: string]: unknown;
};
const missing = owned.filter((name) => manifest[name] === undefined);
if (missing.length > 0) {
  process.stderr.write(
    `ichido: package.json has no ${missing.join(', ')}. Run this with the address of the repository:\n` +
      `  npm pkg set repository.type=git repository.url=git+URL.git homepage=URL#readme bugs.url=URL/issues\n`,
  );
  process.exitCode = 1;
}
