/** What the package exports is told with an example: a stranger has only the types and these comments. */
import { expect, test } from 'vitest';
import { product, textOf } from './house.ts';

const { exports } = JSON.parse(textOf('package.json')) as {
  readonly exports: { readonly [entry: string]: string | { readonly default: string } };
};

/** `./dist/pskc/index.js` → `pskc/index.ts`; data is no entry of code, and Cucumber's defines steps and exports nothing. */
const entries = Object.values(exports)
  .flatMap((entry) => (typeof entry === 'string' ? [] : [entry.default]))
  .map((path) => path.replace(/^\.\/dist\//, '').replace(/\.js$/, '.ts'))
  .filter((path) => path !== 'harness/cucumber.ts');

/** Names that lead to functions, and the comment above each where it is declared. */
async function exported(entry: string): Promise<[string, string][]> {
  const all = (await import(/* @vite-ignore */ `../../${entry}`)) as { readonly [name: string]: unknown };
  return Object.entries(all)
    .filter(([, value]) => typeof value === 'function' && !/^class\b/.test(String(value)))
    .map(([name]) => [`${entry} ${name}`, commentOf(name, entry)]);
}

/** The entry's own declaration, before one of that name elsewhere. */
function commentOf(name: string, entry: string): string {
  const declared = new RegExp(`(/\\*\\*(?:(?!\\*/)[\\s\\S])*\\*/)\\s*export (?:async )?(?:function|const) ${name}\\b`);
  const found = [entry, ...product]
    .map((path) => declared.exec(textOf(path))?.[1])
    .find((comment) => comment !== undefined);
  return found ?? '';
}

test('every exported function has an example in its comment', async () => {
  const told = (await Promise.all(entries.map(exported))).flat();
  // Playwright's own, handed on.
  const ours = told.filter(([name]) => name !== 'harness/playwright.ts expect');
  expect(ours.length).toBeGreaterThan(8);
  expect(ours.filter(([, comment]) => !comment.includes('@example')).map(([name]) => name)).toEqual([]);
}, 60_000);
