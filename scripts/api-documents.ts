/** docs/openapi.json and docs/openrpc.json: what the two servers describe of themselves, for those who have only the package. `--write` makes them anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openApiDocument } from '../portal-stub/web/control/openapi.ts';
import { openRpc } from '../simulator/control/protocol.ts';

const root = new URL('../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { readonly version: string };

export const apiDocuments: { readonly [path: string]: () => object } = {
  'docs/openapi.json': openApiDocument,
  'docs/openrpc.json': () => openRpc(version),
};

export const storedDocument = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [path, document] of Object.entries(apiDocuments)) {
    const text = `${JSON.stringify(document(), undefined, 2)}\n`;
    if (process.argv.includes('--write')) writeFileSync(new URL(path, root), text);
    else process.stdout.write(text);
  }
}
