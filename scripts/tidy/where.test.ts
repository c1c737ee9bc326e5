/** docs/where.md: every file and folder that it names is there. */
import { expect, test } from 'vitest';
import { files, roomNames, textOf } from './house.ts';

test('what docs/where.md names is there', () => {
  const named = [...textOf('docs/where.md').matchAll(/`([a-z-]+\/[\w./-]*)`/g)].flatMap(([, path]) => path ?? []);
  const ours = named.filter((path) => roomNames.some((room) => path.startsWith(`${room}/`)));
  expect(ours.length).toBeGreaterThan(25);
  const missing = ours.filter((path) => !files.some((file) => file === path || file.startsWith(path)));
  expect(missing).toEqual([]);
});
