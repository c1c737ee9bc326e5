import { expect, test } from 'vitest';
import { circles } from './circles.ts';
import { code, importsOf, isRelative, target } from './house.ts';

test('a circle is found, and what only leads into it is not part of it', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', ['b']],
    ['d', ['d']],
    ['e', []],
  ]);
  expect(circles(graph)).toEqual([['d'], ['b', 'c']]);
});

test('no files import each other in a circle, types counted', () => {
  const targets = (path: string) =>
    importsOf(path)
      .filter(({ from }) => isRelative(from))
      .map(({ from }) => target(path, from))
      .filter((each) => code.includes(each));
  const found = circles(new Map(code.map((path) => [path, targets(path)]))).map((each) => each.join(', '));
  expect(found).toEqual([]);
});
