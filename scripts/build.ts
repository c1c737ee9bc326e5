/** `npm run build`: JavaScript and types in dist, for the package (Node strips no types inside node_modules). */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

rmSync(dist, { recursive: true, force: true });
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
const compiled = spawnSync(process.execPath, [compiler, '-p', join(root, 'tsconfig.build.json')], {
  stdio: ['ignore', 2, 2],
});
if (compiled.status !== 0) process.exit(1);

// Pages and styles: whatever is read beside the code lies beside it in dist too.
for (const room of ['common', 'simulator', 'pskc', 'browser', 'portal-stub', 'desk', 'harness', 'cli']) {
  cpSync(join(root, room), join(dist, room), {
    recursive: true,
    filter: (path) => !['.ts', '.md'].includes(extname(path)) && !path.includes('fixtures'),
  });
}
chmodSync(join(dist, 'cli', 'ichido.js'), 0o755);
