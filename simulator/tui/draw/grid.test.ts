import fc from 'fast-check';
import { expect, test } from 'vitest';
import { charWidth } from '../../../common/text-width.ts';
import { box, createGrid, fill, type Grid, gridText, hit, put, targetAt } from './grid.ts';

/** Every wide character has its empty cell, and every empty cell its wide character. */
function halves(grid: Grid): string[] {
  const wrong: string[] = [];
  for (let i = 0; i < grid.ch.length; i++) {
    const ch = grid.ch[i]!;
    const x = i % grid.cols;
    if (ch === '' && (x === 0 || charWidth(grid.ch[i - 1] || ' ', grid.wide) !== 2)) wrong.push(`orphan at ${i}`);
    if (ch !== '' && charWidth(ch, grid.wide) === 2 && grid.ch[i + 1] !== '') wrong.push(`half of ${ch} at ${i}`);
  }
  return wrong;
}

test('what is drawn over half of a wide character blanks the other half', () => {
  const grid = createGrid(8, 1);
  put(grid, 0, 0, '日本語', 0);
  put(grid, 1, 0, 'x', 0);
  expect(gridText(grid)).toBe(' x本語');
  put(grid, 3, 0, '表', 0);
  expect(gridText(grid)).toBe(' x 表');
});

test('a wide character that does not fit is left out, on the screen and within a limit', () => {
  const grid = createGrid(5, 1);
  expect(put(grid, 0, 0, '日本語', 0)).toBe(4);
  expect(put(grid, 0, 0, '語語', 0, 3)).toBe(2);
  expect(gridText(grid)).toBe('語本');
});

test('no sequence of drawings leaves half a character', { timeout: 60_000 }, () => {
  const drawing = fc.record({
    x: fc.integer({ min: -3, max: 22 }),
    y: fc.integer({ min: -1, max: 4 }),
    text: fc.string({ unit: fc.constantFrom('日', 'a', '①', '─', 'ｱ', '𠮷', '\u001b', '👍', ' '), maxLength: 12 }),
    kind: fc.constantFrom('put', 'box', 'fill'),
  });
  fc.assert(
    fc.property(fc.array(drawing, { maxLength: 30 }), fc.boolean(), (drawings, wide) => {
      const grid = createGrid(20, 4, wide);
      for (const { x, y, text, kind } of drawings) {
        if (kind === 'put') put(grid, x, y, text, 0);
        else if (kind === 'box') box(grid, { x, y, width: text.length + 2, height: 3 }, 0, 'round', text);
        else fill(grid, { x, y, width: text.length, height: 2 }, 0);
      }
      expect(halves(grid)).toEqual([]);
      expect(grid.ch).toHaveLength(80);
    }),
    { numRuns: 2000 },
  );
});

test('put is the last gate: no control character gets into a cell', () => {
  const grid = createGrid(20, 1);
  put(grid, 0, 0, '\u001b[31m\u202eab\u009b', 0);
  expect(gridText(grid)).toBe('?[31mab?');
});

test('lines become ASCII where they would take two cells', () => {
  const grid = createGrid(6, 3, true);
  box(grid, { x: 0, y: 0, width: 6, height: 3 }, 0);
  expect(gridText(grid)).toBe('+----+\n|    |\n+----+');
});

test('the part that was drawn last is hit first', () => {
  const under = { type: 'row', serial: 'under' } as const;
  const over = { type: 'press', serial: 'over' } as const;
  const grid = createGrid(10, 2);
  hit(grid, { x: 0, y: 0, width: 10, height: 2 }, under);
  hit(grid, { x: 2, y: 0, width: 3, height: 1 }, over);
  expect(targetAt(grid, 2, 0)).toBe(over);
  expect(targetAt(grid, 2, 1)).toBe(under);
  expect(targetAt(grid, 10, 0)).toBeUndefined();
});
