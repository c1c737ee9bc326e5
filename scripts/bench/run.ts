/** `npm run bench -- [name…]`: runs `scripts/bench/<name>.ts`, each in a process of its own; all of them when none is named. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bothLanguages } from '../../common/text.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const known = readdirSync(folder)
  .filter((name) => /^[a-z0-9-]+\.ts$/.test(name) && name !== 'run.ts')
  .map((name) => name.slice(0, -3));
const words = process.argv.slice(2);
const names = words.filter((word) => !word.startsWith('-'));
const unknown = names.filter((name) => !known.includes(name));

if (unknown.length > 0) {
  process.stderr.write(
    `ichido: ${bothLanguages({ ja: 'そのようなベンチマークはありません', en: 'no such benchmark' })}: ${unknown.join(', ')}\n`,
  );
  process.stderr.write(`ichido: ${known.join(', ')}\n`);
  process.exitCode = 2;
} else {
  for (const name of names.length === 0 ? known : names) {
    process.stdout.write(`## ${name}\n`);
    const options = words.filter((word) => word.startsWith('-'));
    const result = spawnSync(process.execPath, [join(folder, `${name}.ts`), ...options], { stdio: 'inherit' });
    if (result.status !== 0) process.exitCode = 1;
  }
}
