/** Files: their names, their headers, and what none may hold. */
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { code, files, header, inRooms, isTidy, product, textOf, withoutComments } from './house.ts';

describe('files', () => {
  test('are named in kebab-case', () => {
    const wrong = files
      .filter((path) => inRooms(path) || path.startsWith('features/'))
      .filter(
        (path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/.test(basename(path)) && !path.includes('/fixtures/'),
      );
    expect(wrong).toEqual([]);
  });

  test('begin with a comment that says what they are for', () => {
    const wrong = product.filter(
      (path) => inRooms(path) && header(path) === '' && !/^(?:#![^\n]*\n)?\/\*\*/m.test(textOf(path)),
    );
    expect(wrong).toEqual([]);
  });

  test('hold no leftovers', () => {
    expect(files.filter((path) => /(~|\.orig|\.rej|\.bak|\.swp|\.tmp)$|(^|\/)\.DS_Store$/.test(path))).toEqual([]);
    const leftover = /\b(FIXME|XXX|TODO)\b|^(<{7}|>{7}) /m;
    // The manual's own screens show XXXXXX; only the word alone counts.
    expect(code.filter((path) => !isTidy(path) && leftover.test(textOf(path)))).toEqual([]);
  });

  test('name no machine and no registry', () => {
    const texts = files.filter((path) => /\.(ts|mjs|json|md|feature|eta|css|yml|yaml|sh)$|^\.ci\//.test(path));
    const machine = /\/work\/|\/home\/[a-z]|\/Users\/[a-z]|\/root\/|registry\.npmjs|"resolved"/;
    expect(texts.filter((path) => !isTidy(path) && machine.test(textOf(path)))).toEqual([]);
  });

  test('use erasable TypeScript only, with endings', () => {
    const wrong = code.filter((path) =>
      /^\s*(export\s+)?(declare\s+)?(const\s+)?(enum|namespace)\s+\w/m.test(withoutComments(textOf(path))),
    );
    expect(wrong).toEqual([]);
  });
});
