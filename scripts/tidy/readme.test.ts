/** README.md and README.ja.md say the same: as many sections at the same depths, the same commands, options, links and tables. */
import { expect, test } from 'vitest';
import { textOf } from './house.ts';

const english = textOf('README.md');
const japanese = textOf('README.ja.md');

const blocks = /```.*?\n([\s\S]*?)```/g;
const prose = (text: string): string => text.replace(blocks, '');
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');
const set = (all: readonly string[]): string[] => [...new Set(all)].sort();

const depths = (text: string): string[] => matches(prose(text), /^(#+) /gm);

/** What is typed: in blocks of a shell and between back quotes, without its values. */
function commands(text: string): string[] {
  const typed = [...matches(text, /```sh\n([\s\S]*?)```/g), ...matches(prose(text), /`([^`\n]+)`/g)].join('\n');
  return set(matches(typed, /(?:^|&& )(?:npx )?((?:ichido|npm)(?: [a-z:]+(?:-[a-z]+)*)*)/gm));
}

const options = (text: string): string[] => set(matches(text, /(--[a-z][a-z-]+)/g));

/** Where its links lead; the pictures of the two are in their own language, and each leads to the other. */
const links = (text: string): string[] =>
  set(
    matches(text, /\]\(([^)]+)\)/g)
      .filter((to) => !/^README/.test(to))
      .map((to) => to.replace(/-(?:ja|en)\.svg$/, '.svg')),
  );

/** The demo's figures and the levels: their first cells. */
const firstCells = (text: string): string[] => set(matches(prose(text), /^\| (\d+|user\d+|`[a-z]+`) \|/gm));

test.each([
  ['depths of the sections', depths, 8],
  ['commands', commands, 18],
  ['options', options, 12],
  ['links and pictures', links, 10],
  ['rows of the tables', firstCells, 9],
] as const)('README.md and README.ja.md have the same %s', (_, read, least) => {
  expect(read(english).length).toBeGreaterThanOrEqual(least);
  expect(read(japanese)).toEqual(read(english));
});
