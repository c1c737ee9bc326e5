/** Keeps the house: what the architecture promises of the files is checked on the files. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const self = 'scripts/tidy.test.ts';
/** What .gitignore leaves out is not ours: folders by name, files by their ending. */
const ignored = readFileSync(join(root, '.gitignore'), 'utf8')
  .split('\n')
  .filter((line) => line !== '');

/** Every file of the project, from the root, sorted. Walked, so that it works without git too. */
const files = walk('').sort();

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === '.git' || ignored.includes(`${entry.name}/`) ? [] : walk(path);
    return ignored.some((line) => line.startsWith('*') && entry.name.endsWith(line.slice(1))) ? [] : [path];
  });
}

const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
const isTest = (path: string): boolean => path.endsWith('.test.ts');
const code = files.filter((path) => /\.(ts|mjs)$/.test(path));
const product = code.filter((path) => !isTest(path));
const room = (path: string): string => path.split('/')[0] ?? '';

/** Imports of a file, type-only ones told apart: they are gone when the program runs. */
function importsOf(path: string): { readonly from: string; readonly typeOnly: boolean }[] {
  const text = textOf(path);
  const found = [];
  for (const match of text.matchAll(/^\s*(?:import|export)\b(\s+type\b)?[^;'"]*?from\s*['"]([^'"]+)['"]/gms)) {
    found.push({ from: match[2] ?? '', typeOnly: match[1] !== undefined });
  }
  for (const match of text.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm))
    found.push({ from: match[1] ?? '', typeOnly: false });
  for (const match of text.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g))
    found.push({ from: match[1] ?? '', typeOnly: false });
  return found;
}

/** The file that a relative import leads to, from the root. */
const target = (path: string, from: string): string => posix.normalize(posix.join(posix.dirname(path), from));
const isRelative = (from: string): boolean => from.startsWith('.');

/** Comments and the insides of strings don't count as code. Good enough for looking for names. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/[^\n]*/g, '$1');

/** The header comment decides what a file is. */
const header = (path: string): string => /^(?:#![^\n]*\n)?\s*\/\*\*[\s\S]*?\*\//.exec(textOf(path))?.[0] ?? '';
const isPure = (path: string): boolean => /\bPURE\b/.test(header(path));

const wallClock =
  /\bDate\.now\s*\(|\bnew Date\s*\(\s*\)|\bperformance\.now\s*\(|\bMath\.random\s*\(|\bprocess\.hrtime\b/;

/** Composition roots may ask the wall clock and the random source: they hand them down as arguments. */
const compositionRoots =
  /^(scripts\/|cli\/|desk\/(start-desk|open-bank)\.ts$|simulator\/hid\/io\/umockdev-reader\.ts$)/;

describe('rooms', () => {
  test('there is something to look at', () => {
    expect(product.length).toBeGreaterThan(20);
    expect(product.filter(isPure).length).toBeGreaterThan(5);
  });

  test('nothing imports upwards, and simulator and portal-stub never each other', () => {
    const allowed: { readonly [room: string]: readonly string[] } = {
      common: ['common'],
      pskc: ['pskc', 'common'],
      simulator: ['simulator', 'pskc', 'common'],
      'portal-stub': ['portal-stub', 'pskc', 'common'],
      desk: ['desk', 'simulator', 'portal-stub', 'pskc', 'common'],
      harness: ['harness', 'desk', 'simulator', 'portal-stub', 'pskc', 'common', 'features'],
      cli: ['cli', 'harness', 'desk', 'simulator', 'portal-stub', 'pskc', 'common'],
    };
    const wrong = product.flatMap((path) => {
      const rooms = allowed[room(path)];
      if (rooms === undefined) return [];
      return importsOf(path)
        .filter(({ from }) => isRelative(from) && !rooms.includes(room(target(path, from))))
        .map(({ from }) => `${path} imports ${from}`);
    });
    expect(wrong).toEqual([]);
  });

  test('every relative import names a file that is there, with its ending', () => {
    const wrong = code.flatMap((path) =>
      importsOf(path)
        .filter(({ from }) => isRelative(from) && !files.includes(target(path, from)))
        .map(({ from }) => `${path} imports ${from}`),
    );
    expect(wrong).toEqual([]);
  });

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
});

/** In the published package; scripts/ and every test stay in the repository. */
const isShipped = (path: string): boolean => !/^scripts\//.test(path) && !/\.config\.ts$/.test(path);
/** Loaded when asked for; its absence is told by the command that wants it. */
const isLazyTool = (name: string): boolean =>
  name === 'playwright-core' || name.startsWith('@xterm/') || name === '@lydell/node-pty';

describe('PURE files', () => {
  const pure = product.filter(isPure);

  test('import no I/O', () => {
    const io =
      /^node:(fs|net|http|https|tls|dns|child_process|os|process|sqlite|timers|worker_threads|readline|tty|cluster|dgram|module)\b/;
    const shells = /^(express|ws|node-hid|blessed|playwright-core|tough-cookie)$/;
    const wrong = pure.flatMap((path) =>
      importsOf(path)
        .filter(({ from, typeOnly }) => !typeOnly && (io.test(from) || shells.test(from)))
        .map(({ from }) => `${path} imports ${from}`),
    );
    expect(wrong).toEqual([]);
  });

  test('import only what is pure too, or types', () => {
    const wrong = pure.flatMap((path) =>
      importsOf(path)
        .filter(
          ({ from, typeOnly }) =>
            !typeOnly && isRelative(from) && product.includes(target(path, from)) && !isPure(target(path, from)),
        )
        .map(({ from }) => `${path} imports ${from}, which does not call itself PURE`),
    );
    expect(wrong).toEqual([]);
  });

  test('ask no clock, no chance and no environment', () => {
    const impure = new RegExp(
      `${wallClock.source}|\\bsetTimeout\\b|\\bsetInterval\\b|\\bprocess\\.env\\b|\\bconsole\\.|\\brandomBytes\\b|\\brandomUUID\\b`,
    );
    expect(pure.filter((path) => impure.test(withoutComments(textOf(path))))).toEqual([]);
  });
});

test('the domain level loads no server, no socket and no page template', () => {
  const packages = new Set<string>();
  const seen = new Set(['harness/drivers/domain/stage.ts']);
  for (const path of seen) {
    for (const { from, typeOnly } of importsOf(path)) {
      if (typeOnly) continue;
      if (isRelative(from)) seen.add(target(path, from));
      else packages.add(from);
    }
  }
  expect(seen.size).toBeGreaterThan(50);
  const heavy = /^(express|ws|eta|helmet|cookie-parser|csrf-sync|zod|cheerio|node:(http|https|net|tls|sqlite))$/;
  expect([...packages].filter((name) => heavy.test(name))).toEqual([]);
});

test('only composition roots ask the wall clock or Math.random', () => {
  const wrong = product.filter((path) => !compositionRoots.test(path) && wallClock.test(withoutComments(textOf(path))));
  expect(wrong).toEqual([]);
});

describe('tests', () => {
  test('every test file is matched by the runner', () => {
    const matched = /^(common|simulator|pskc|portal-stub|desk|harness|cli|scripts)\/.*\.test\.ts$/;
    const testLike = files.filter((path) => /[._](test|spec)\.[cm]?[jt]sx?$/.test(path));
    expect(testLike.filter((path) => !matched.test(path))).toEqual([]);
    expect(textOf('vitest.config.ts')).toContain(
      "'{common,simulator,pskc,portal-stub,desk,harness,cli,scripts}/**/*.test.ts'",
    );
  });

  test('none is left focused or switched off', () => {
    const left = /\b(test|it|describe)\.(only|skip|todo)\(|\b[fx](it|describe)\(|\bdebugger\b/;
    expect(code.filter((path) => path !== self && left.test(withoutComments(textOf(path))))).toEqual([]);
    const features = files.filter((path) => path.endsWith('.feature'));
    expect(features.filter((path) => /@(only|wip|focus)\b/i.test(textOf(path)))).toEqual([]);
  });

  test('none sleeps', () => {
    const sleep = /setTimeout\(\s*(resolve|r|done|ok)\s*,\s*\d|(?<!timers\.)\bsleep\(\s*\d|waitForTimeout/;
    expect(code.filter((path) => path !== self && isTest(path) && sleep.test(withoutComments(textOf(path))))).toEqual(
      [],
    );
  });
});

describe('features', () => {
  const features = files.filter((path) => path.endsWith('.feature'));

  test('are Japanese inside, ASCII outside', () => {
    expect(features.filter((path) => !/^# language: ja\s/.test(textOf(path)))).toEqual([]);
  });

  test('every scenario names the rules that it proves, and each tag is known', () => {
    const wrong: string[] = [];
    for (const path of features) {
      let tags: string[] = [];
      let inherited: string[] = [];
      for (const [index, line] of textOf(path).split('\n').entries()) {
        const text = line.trim();
        if (text.startsWith('@')) {
          tags.push(...text.split(/\s+/).filter((word) => word.startsWith('@')));
          for (const tag of tags) if (/^@[SDP]-/.test(tag) && !isRule(tag)) wrong.push(`${path}:${index + 1} ${tag}`);
        } else if (/^(機能|フィーチャ|ルール)[:：]/.test(text)) {
          inherited = text.startsWith('ルール') ? [...inherited, ...tags] : tags;
          tags = [];
        } else if (
          /^(シナリオ|シナリオアウトライン|シナリオテンプレート|シナリオテンプレ|例)[:：]/.test(text) &&
          !/^例[:：]/.test(text)
        ) {
          if (![...inherited, ...tags].some(isRule)) wrong.push(`${path}:${index + 1} ${text}`);
          tags = [];
        } else if (text !== '' && !text.startsWith('#')) tags = [];
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** S-01…S-36, D-01…D-23, P-01…P-08 */
function isRule(tag: string): boolean {
  const match = /^@([SDP])-(\d\d)$/.exec(tag);
  const last = { S: 36, D: 23, P: 8 }[match?.[1] ?? ''] ?? 0;
  return match !== null && Number(match[2]) >= 1 && Number(match[2]) <= last;
}

describe('files', () => {
  test('are named in kebab-case', () => {
    const wrong = files
      .filter((path) => /^(common|simulator|pskc|portal-stub|desk|harness|cli|scripts|features)\//.test(path))
      .filter(
        (path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)+$/.test(basename(path)) && !path.includes('/fixtures/'),
      );
    expect(wrong).toEqual([]);
  });

  test('begin with a comment that says what they are for', () => {
    const wrong = product.filter(
      (path) =>
        /^(common|simulator|pskc|portal-stub|desk|harness|cli|scripts)\//.test(path) &&
        header(path) === '' &&
        !/^(?:#![^\n]*\n)?\/\*\*/m.test(textOf(path)),
    );
    expect(wrong).toEqual([]);
  });

  test('hold no leftovers', () => {
    expect(files.filter((path) => /(~|\.orig|\.rej|\.bak|\.swp|\.tmp)$|(^|\/)\.DS_Store$/.test(path))).toEqual([]);
    const leftover = /\b(FIXME|XXX|TODO)\b|^(<{7}|>{7}) /m;
    // The manual's own screens show XXXXXX; only the word alone counts.
    expect(code.filter((path) => path !== self && leftover.test(textOf(path)))).toEqual([]);
  });

  test('name no machine and no registry', () => {
    const texts = files.filter((path) => /\.(ts|mjs|json|md|feature|eta|css|yml|yaml|sh)$|^\.ci\//.test(path));
    const machine = /\/work\/|\/home\/[a-z]|\/Users\/[a-z]|\/root\/|registry\.npmjs|"resolved"/;
    expect(texts.filter((path) => path !== self && machine.test(textOf(path)))).toEqual([]);
  });

  test('use erasable TypeScript only, with endings', () => {
    const wrong = code.filter((path) =>
      /^\s*(export\s+)?(declare\s+)?(const\s+)?(enum|namespace)\s+\w/m.test(withoutComments(textOf(path))),
    );
    expect(wrong).toEqual([]);
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
});
