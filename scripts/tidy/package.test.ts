/** The package: what it depends on, what it exports, and a lock file that pins it. */
import { expect, test } from 'vitest';
import { code, importsOf, isRelative, isTest, textOf } from './house.ts';

test('every package that is imported is in package.json, in dependencies unless only tests and scripts use it', () => {
  const manifest = JSON.parse(textOf('package.json')) as { dependencies: object; devDependencies: object };
  const run = Object.keys(manifest.dependencies);
  const develop = Object.keys(manifest.devDependencies);
  const wrong = code.flatMap((path) =>
    importsOf(path)
      .filter(({ from }) => !isRelative(from) && !/^(node:|ichido(\/|$))|\$\{/.test(from))
      .filter(({ from, typeOnly }) => {
        const name = from
          .split('/')
          .slice(0, from.startsWith('@') ? 2 : 1)
          .join('/');
        const types = `@types/${name.replace(/^@/, '').replace('/', '__')}`;
        if (run.includes(name)) return false;
        if (typeOnly && develop.includes(types)) return false;
        return !(develop.includes(name) && (isTest(path) || !isShipped(path) || isLazyTool(name)));
      })
      .map(({ from }) => `${path} imports ${from}`),
  );
  expect(wrong).toEqual([]);
});

/** In the published package; scripts/ and every test stay in the repository. */
const isShipped = (path: string): boolean => !/^scripts\//.test(path) && !/\.config\.ts$/.test(path);
/** Loaded when asked for; its absence is told by the command that wants it. */
const isLazyTool = (name: string): boolean =>
  name === 'playwright-core' ||
  name === 'write-excel-file' ||
  name.startsWith('@xterm/') ||
  name === '@lydell/node-pty';

test('the package exports its entries and the features, and nothing inside', () => {
  const manifest = JSON.parse(textOf('package.json')) as { exports: object };
  expect(Object.keys(manifest.exports)).toEqual(['.', './harness', './cucumber', './features/*', './package.json']);
});

test('the lock file pins every package, and package.json names exact versions', () => {
  const manifest = JSON.parse(textOf('package.json')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+/.test(version),
  );
  expect(loose).toEqual([]);
  const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, { integrity?: string }> };
  expect(
    Object.entries(lock.packages)
      .filter(([path, entry]) => path !== '' && entry.integrity === undefined)
      .map(([path]) => path),
  ).toEqual([]);
});
