/** What is loaded before the first frame: each package that creeps in is seen by the person who waits. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const listLoaded = `
  const packages = new Set();
  require('node:module').registerHooks({
    load(url, context, next) {
      const name = /\\/node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
      if (name !== undefined) packages.add(name);
      return next(url, context);
    },
  });
  Promise.all(process.argv.slice(1).map((file) => import(file))).then(() => console.log([...packages].sort().join()));
`;

test('the screen and the terminal load the width table and nothing else; blessed follows where it is used', () => {
  const files = ['./run.ts', './terminal.ts'].map((file) => fileURLToPath(new URL(file, import.meta.url)));
  const loaded = execFileSync(process.execPath, ['-e', listLoaded, ...files], { encoding: 'utf8' });
  expect(loaded.trim()).toBe('get-east-asian-width');
});
