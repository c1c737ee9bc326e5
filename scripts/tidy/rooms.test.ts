/** Rooms: who imports whom, and what a file that calls itself PURE may touch. */
import { describe, expect, test } from 'vitest';
import { code, files, importsOf, isPure, isRelative, product, room, target, textOf, withoutComments } from './house.ts';

const wallClock =
  /\bDate\.now\s*\(|\bnew Date\s*\(\s*\)|\bperformance\.now\s*\(|\bMath\.random\s*\(|\bprocess\.hrtime\b/;

/** Composition roots may ask the wall clock and the random source: they hand them down as arguments. */
const compositionRoots =
  /^(scripts\/|cli\/|examples\/[a-z]+\/stage\.ts$|desk\/(start-desk|open-bank|open-tray)\.ts$|simulator\/hid\/families\/keyboard\/umockdev-reader\.ts$)/;

describe('rooms', () => {
  test('there is something to look at', () => {
    expect(product.length).toBeGreaterThan(20);
    expect(product.filter(isPure).length).toBeGreaterThan(5);
  });

  test('nothing imports upwards, and simulator and portal-stub never each other', () => {
    const allowed: { readonly [room: string]: readonly string[] } = {
      common: ['common'],
      pskc: ['pskc', 'common'],
      browser: ['browser', 'common'],
      simulator: ['simulator', 'pskc', 'common'],
      'portal-stub': ['portal-stub', 'browser', 'pskc', 'common'],
      desk: ['desk', 'simulator', 'portal-stub', 'pskc', 'common'],
      harness: ['harness', 'desk', 'simulator', 'portal-stub', 'browser', 'pskc', 'common', 'features'],
      cli: ['cli', 'harness', 'desk', 'simulator', 'portal-stub', 'browser', 'pskc', 'common'],
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

  test('no driver answers from the product: drivers import none of its texts', () => {
    const drivers = product.filter((path) => path.startsWith('harness/drivers/'));
    expect(drivers.length).toBeGreaterThan(10);
    const wrong = drivers.flatMap((path) =>
      importsOf(path)
        .filter(({ from }) => /(^|[-/])texts(\.ts$|\/)|\/templates\//.test(from))
        .map(({ from }) => `${path} imports ${from}`),
    );
    expect(wrong).toEqual([]);
  });

  test("the HID rooms import downwards: what a desk binds, the families, the system's devices, conversations", () => {
    const order = ['binding', 'families', 'io', 'talk'];
    const depth = (path: string) => order.indexOf(/^simulator\/hid\/(\w+)\//.exec(path)?.[1] ?? '');
    const wrong = product
      .filter((path) => depth(path) >= 0)
      .flatMap((path) =>
        importsOf(path)
          .filter(({ from }) => isRelative(from) && depth(target(path, from)) >= 0)
          .filter(({ from }) => depth(target(path, from)) < depth(path))
          .map(({ from }) => `${path} imports ${from}`),
      );
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
});

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
  const heavy = /^(express|ws|eta|helmet|cookie-parser|csrf-sync|zod|parse5|node:(http|https|net|tls|sqlite))$/;
  expect([...packages].filter((name) => heavy.test(name))).toEqual([]);
});

test('only composition roots ask the wall clock or Math.random', () => {
  const wrong = product.filter((path) => !compositionRoots.test(path) && wallClock.test(withoutComments(textOf(path))));
  expect(wrong).toEqual([]);
});
