/** Reads the project's own files for the tests that keep the house: which there are, what they import, what they say. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** From the bottom: a room imports what stands before it, never what stands after it. */
export const roomNames = [
  'common',
  'pskc',
  'browser',
  'simulator',
  'portal-stub',
  'desk',
  'harness',
  'cli',
  'scripts',
] as const;

/** What .gitignore leaves out is not ours: folders by name, files by their ending. */
const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
  .split('\n')
  .filter((line) => line !== '');

/** Every file of the project, from the root, sorted. Walked, so that it works without git too. */
export const files: readonly string[] = walk('').sort();

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === '.git' || ignored.includes(`${entry.name}/`) ? [] : walk(path);
    return ignored.some((line) => line.startsWith('*') && entry.name.endsWith(line.slice(1))) ? [] : [path];
  });
}

const texts = new Map<string, string>();

export function textOf(path: string): string {
  const known = texts.get(path);
  if (known !== undefined) return known;
  const text = readFileSync(join(root, path), 'utf8');
  texts.set(path, text);
  return text;
}

export const isTest = (path: string): boolean => path.endsWith('.test.ts');
export const room = (path: string): string => path.split('/')[0] ?? '';
/** Projects of their own, as somebody else would write them. */
export const isExample = (path: string): boolean => path.startsWith('examples/');
export const code: readonly string[] = files.filter((path) => /\.(ts|mjs)$/.test(path) && !isExample(path));
export const product: readonly string[] = code.filter((path) => !isTest(path));
/** Code in a room; what stands in the root or in features/ is not. */
export const inRooms = (path: string): boolean => (roomNames as readonly string[]).includes(room(path));
/** These files name what they look for. */
export const isTidy = (path: string): boolean => path.startsWith('scripts/tidy/');

export interface Import {
  readonly from: string;
  /** Gone when the program runs. */
  readonly typeOnly: boolean;
}

export function importsOf(path: string): Import[] {
  const text = textOf(path);
  const found: Import[] = [];
  for (const match of text.matchAll(/^\s*(?:import|export)\b(\s+type\b)?[^;'"]*?from\s*['"]([^'"]+)['"]/gms)) {
    found.push({ from: match[2] ?? '', typeOnly: match[1] !== undefined });
  }
  for (const match of text.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm)) {
    found.push({ from: match[1] ?? '', typeOnly: false });
  }
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g)) {
    found.push({ from: match[1] ?? '', typeOnly: false });
  }
  return found;
}

/** The file that a relative import leads to, from the root. */
export const target = (path: string, from: string): string => posix.normalize(posix.join(posix.dirname(path), from));
export const isRelative = (from: string): boolean => from.startsWith('.');

/** Comments and the insides of strings don't count as code. Good enough for looking for names. */
export const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/[^\n]*/g, '$1');

/** Each comment of a code file with the line on which it begins. */
export function commentsOf(path: string): { readonly line: number; readonly text: string }[] {
  const text = textOf(path);
  return [...text.matchAll(/\/\*[\s\S]*?\*\/|(?<=^|[^:'"`\\])\/\/[^\n]*/gm)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    text: match[0],
  }));
}

/** The header comment decides what a file is. */
export const header = (path: string): string => /^(?:#![^\n]*\n)?\s*\/\*\*[\s\S]*?\*\//.exec(textOf(path))?.[0] ?? '';
export const isPure = (path: string): boolean => /\bPURE\b/.test(header(path));
