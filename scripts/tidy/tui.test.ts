/** The TUI: its texts in one folder, and its arrows in one direction. */
import { expect, test } from 'vitest';
import { importsOf, isRelative, product, target, textOf, withoutComments } from './house.ts';

const tui = product.filter((path) => path.startsWith('simulator/tui/'));

test('no text of the TUI stands outside its texts', () => {
  const japanese = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]/;
  const elsewhere = tui.filter((path) => !/^simulator\/tui\/(texts|testing)\//.test(path));
  expect(elsewhere.length).toBeGreaterThan(30);
  expect(elsewhere.filter((path) => japanese.test(withoutComments(textOf(path))))).toEqual([]);
});

test('shell imports draw and lines, these import state, state imports keys, texts and the port; nothing the other way', () => {
  const parts = ['texts', 'keys', 'state', 'draw', 'lines', 'shell'];
  const height = (path: string): number => parts.indexOf(path.split('/')[2] ?? '');
  const wrong = tui
    .filter((path) => !path.startsWith('simulator/tui/testing/'))
    .flatMap((path) =>
      importsOf(path)
        .filter(({ from }) => isRelative(from))
        .map(({ from }) => target(path, from))
        .filter((to) => height(to) > height(path) || to.startsWith('simulator/tui/testing/'))
        .map((to) => `${path} imports ${to}`),
    );
  expect(wrong).toEqual([]);
});
