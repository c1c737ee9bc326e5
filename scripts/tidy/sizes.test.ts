/** Sizes: a file is one noun or one verb, and a folder can be taken in at a glance. */
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { code, files, isTest, product, roomNames, textOf } from './house.ts';

const lines = (path: string): number => textOf(path).split('\n').length - 1;
const told = (path: string): string => `${path}: ${lines(path)}`;

describe('sizes', () => {
  test('no file has more than 300 lines, no test more than 400', () => {
    const long = code.filter((path) => lines(path) > (isTest(path) ? 400 : 300));
    expect(long.map(told)).toEqual([]);
  });

  test('a folder shows at most 20 files, its tests not counted', () => {
    // Templates, recorded screens and pictures are data: a folder of their own may hold as many as there are.
    const counted = files.filter((path) => !isTest(path) && !/\/(templates|golden|fixtures|pictures)\//.test(path));
    const folders = Map.groupBy(counted, (path) => posix.dirname(path));
    const full = [...folders].filter(([folder, all]) => folder !== '.' && all.length > 20);
    expect(full.map(([folder, all]) => `${folder}: ${all.length}`)).toEqual([]);
  });

  test('the middle file of every room has fewer than 100 lines, the TUI for itself too', () => {
    const middle = (name: string): number => {
      const all = product.filter((path) => path.startsWith(`${name}/`)).map(lines);
      return all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;
    };
    const long = [...roomNames, 'simulator/tui'].filter((name) => middle(name) >= 100);
    expect(long.map((name) => `${name}: ${middle(name)}`)).toEqual([]);
  });
});
