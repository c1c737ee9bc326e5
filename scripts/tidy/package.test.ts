/** The package: what it depends on, what it exports, and a lock file that pins it. */
import { expect, test } from 'vitest';
import { code, importsOf, isRelative, isTest, textOf } from './house.ts';

const manifest = JSON.parse(textOf('package.json')) as {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  peerDependencies: object;
  exports: object;
};

test('every package that is imported is in package.json, in dependencies unless only tests and scripts use it', () => {
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
        return !(develop.includes(name) && (isTest(path) || !isShipped(path) || isPeer(name)));
      })
      .map(({ from }) => `${path} imports ${from}`),
  );
  expect(wrong).toEqual([]);
});

/** In the published package; scripts/ and every test stay in the repository. */
const isShipped = (path: string): boolean =>
  !/^scripts\/|(^|\/)(test|fake)-[^/]*$/.test(path) && !/\.config\.ts$/.test(path);
/** A peer is its user's, loaded when asked for; its absence is told by the command that wants it. */
const isPeer = (name: string): boolean => Object.hasOwn(manifest.peerDependencies, name);

test('the package exports its entries and the features, and nothing inside', () => {
  expect(Object.keys(manifest.exports)).toEqual([
    '.',
    './harness',
    './stage',
    './cucumber',
    './playwright',
    './client',
    './pskc',
    './otp',
    './features/*',
    './openapi.json',
    './openrpc.json',
    './package.json',
  ]);
});

test('the lock file pins every package, package.json names exact tools and ranges of what is shipped', () => {
  const isExact = ([, version]: [string, string]): boolean => /^\d+\.\d+\.\d+/.test(version);
  expect(Object.entries(manifest.devDependencies).filter((each) => !isExact(each))).toEqual([]);
  // What a project shares with others is a range: exactness is its own lock's.
  expect(Object.entries(manifest.dependencies).filter(([, version]) => !/^\^\d/.test(version))).toEqual([]);
  const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, { integrity?: string }> };
  expect(
    Object.entries(lock.packages)
      .filter(([path, entry]) => path !== '' && entry.integrity === undefined)
      .map(([path]) => path),
  ).toEqual([]);
});
