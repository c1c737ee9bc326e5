/** Where this package lies: one folder up in the repository, two in the published package. */
import { existsSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const harness = fileURLToPath(new URL('..', import.meta.url));

/** `.ts` in the repository, `.js` in the published package. */
const extension = extname(fileURLToPath(import.meta.url));

export const packageRoot =
  [join(harness, '..'), join(harness, '..', '..')].find((folder) => existsSync(join(folder, 'package.json'))) ??
  harness;

/** The command's entry. */
export const commandFile = join(harness, '..', 'cli', `ichido${extension}`);
/** The world and every step, for Cucumber to import. */
export const ourSteps = join(harness, `cucumber${extension}`);
/** How a definition is drafted, as a URL: Cucumber imports it by its name. */
export const ourSnippet = pathToFileURL(join(harness, 'vocabulary', `snippet${extension}`)).href;
export const ourFeatures = join(packageRoot, 'features');

/** Our own features and cucumber.mjs are no project's. */
export const isOurRepository = (cwd: string): boolean => relative(cwd, packageRoot) === '';

export const posix = (path: string): string => path.replaceAll('\\', '/');
