import { expect, test } from 'vitest';
import { box, createGrid, fill, type Grid, put } from '../draw/grid.ts';
import { pair, theme } from '../draw/theme.ts';
import { hardware, software } from '../testing/fake-facts.ts';
import { fakeWorld } from '../testing/fake-world.ts';
import { start, testRun } from '../testing/test-run.ts';
import { firstDifference, testTerminal } from '../testing/test-terminal.ts';
import { createScreen } from './screen.ts';

const handlers = (): number[] =>
  ['uncaughtException', 'SIGTERM', 'SIGINT', 'SIGQUIT', 'exit'].map((name) => process.listenerCount(name));
const handlersAtFirst = handlers();
const colours = theme(true);

/** A small generator of its own, so that a failure can be run again: the seed is in the test's name. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const words = [
  '日本語',
  'abc',
  '①ボタン',
  '─│╭',
  '▀▄█',
  'ｱｲｳ',
  '𠮷野家',
  ' ',
  '〓',
  '°±é',
  'αβγ',
  '「利用登録」',
  '👍🏻',
  '\u001b[31m',
  'が',
  '◎■□',
];

/** Draws some overlapping things over the frame before, or over nothing. */
function drawSomething(grid: Grid, next: (below: number) => number): void {
  for (let i = next(12); i >= 0; i--) {
    const x = next(grid.cols + 4) - 2;
    const y = next(grid.rows);
    const attr = pair(colours, next(256), next(256));
    const area = { x, y, width: next(30), height: next(8) };
    const text = Array.from({ length: next(8) }, () => words[next(words.length)]).join('');
    switch (next(4)) {
      case 0:
        box(grid, area, attr, 'round', text);
        break;
      case 1:
        fill(grid, area, attr);
        break;
      default:
        put(grid, x, y, text, next(3) === 0 ? colours.strong : attr);
    }
  }
}

for (const wide of [false, true]) {
  for (const [cols, rows] of [
    [80, 24],
    [120, 40],
    [44, 12],
  ] as const) {
    test(`1,000 random frames, ${cols}×${rows}, ambiguous ${wide ? 'wide' : 'narrow'}: every cell is as the grid says`, {
      timeout: 60_000,
    }, async () => {
      const next = random(cols * 7 + (wide ? 1 : 0));
      const terminal = testTerminal(cols, rows, wide);
      const screen = createScreen(cols, rows);
      await terminal.write(screen.enter({ mouse: true, title: 'test' }));
      let before: Grid | undefined;
      for (let frame = 0; frame < 1000; frame++) {
        const grid = createGrid(cols, rows, wide);
        if (before !== undefined && next(5) > 0) {
          grid.ch.splice(0, Number.POSITIVE_INFINITY, ...before.ch);
          grid.attr.splice(0, Number.POSITIVE_INFINITY, ...before.attr);
        }
        drawSomething(grid, next);
        if (next(10) === 0) grid.cursor = { x: next(cols), y: next(rows) };
        await terminal.write(screen.frame(grid));
        const different = firstDifference(grid, terminal);
        if (different !== undefined) expect.fail(`frame ${frame}: ${different}`);
        if (grid.cursor !== undefined) {
          expect([terminal.xterm.buffer.active.cursorX, terminal.xterm.buffer.active.cursorY]).toEqual([
            grid.cursor.x,
            grid.cursor.y,
          ]);
        }
        before = grid;
      }
      terminal.close();
    });
  }
}

test('the desk itself through keys, dialogs, the swap and 60 sizes: every cell is as the grid says', {
  timeout: 60_000,
}, async () => {
  const next = random(5);
  const world = fakeWorld(start, [hardware(1), hardware(2, 5), hardware(3, 0), software(1)]);
  const run = await testRun({}, world);
  const terminal = testTerminal(80, 24);
  const screen = createScreen(80, 24);
  await terminal.write(screen.enter({ mouse: false, title: 'test' }));
  const keys = [
    'space',
    'down',
    'up',
    's',
    'enter',
    'escape',
    'v',
    'd',
    'm',
    '/',
    'あ',
    'l',
    'h',
    'f',
    '1',
    '?',
    'a',
    'b',
    'i',
    'o',
    't',
    'e',
    'tab',
    'G',
    'w',
  ];
  for (let frame = 0; frame < 600; frame++) {
    if (frame % 10 === 9) {
      const size = { cols: 1 + next(160), rows: 1 + next(50) };
      terminal.xterm.resize(size.cols, size.rows);
      await run.send({ type: 'resize', ...size });
    } else if (next(4) === 0) {
      world.now += next(5000);
      await run.wait(next(3000));
    } else await run.keys(keys[next(keys.length)]!);
    const grid = run.grid();
    await terminal.write(screen.frame(grid));
    const different = firstDifference(grid, terminal);
    if (different !== undefined) expect.fail(`frame ${frame} at ${grid.cols}×${grid.rows}: ${different}`);
  }
  terminal.close();
});

test('only changed cells are sent: one character in a line of Japanese costs one character', async () => {
  const screen = createScreen(80, 24);
  screen.enter({ mouse: false, title: 'test' });
  const grid = (last: string): Grid => {
    const drawn = createGrid(80, 24);
    put(drawn, 0, 3, `ご契約先確認暗証番号を入力してください ${last}`, 0);
    return drawn;
  };
  screen.frame(grid('1'));
  expect(screen.frame(grid('1'))).toBe('');
  const bytes = screen.frame(grid('2'));
  expect(bytes).toContain('2');
  expect(bytes).not.toMatch(/[぀-鿿]/);
});

test('what enter turned on, leave turns off; both can be repeated', async () => {
  const terminal = testTerminal(80, 24);
  const screen = createScreen(80, 24);
  await terminal.write('before\r\n');
  for (let i = 0; i < 2; i++) {
    await terminal.write(screen.enter({ mouse: true, title: 'ichido' }));
    expect(terminal.xterm.buffer.active.type).toBe('alternate');
    expect(terminal.xterm.modes).toMatchObject({
      bracketedPasteMode: true,
      mouseTrackingMode: 'vt200',
      applicationCursorKeysMode: true,
    });
    const grid = createGrid(80, 24);
    put(grid, 3, 3, '日本', 0);
    await terminal.write(screen.frame(grid));
    expect(firstDifference(grid, terminal)).toBeUndefined();
    await terminal.write(screen.leave());
    expect(terminal.xterm.buffer.active.type).toBe('normal');
    expect(terminal.xterm.modes).toMatchObject({
      bracketedPasteMode: false,
      mouseTrackingMode: 'none',
      applicationCursorKeysMode: false,
    });
    expect(terminal.rows()[0]).toBe('before');
  }
});

test('after something else wrote to the terminal, a forgotten screen is drawn whole again', async () => {
  const terminal = testTerminal(40, 12);
  const screen = createScreen(40, 12);
  await terminal.write(screen.enter({ mouse: false, title: 'test' }));
  const grid = createGrid(40, 12);
  put(grid, 0, 0, '漢字', 0);
  await terminal.write(screen.frame(grid));
  await terminal.write('\u001b[5;5Hgarbage\u001b[1;2Hxx');
  screen.forget();
  await terminal.write(screen.frame(grid));
  expect(firstDifference(grid, terminal)).toBeUndefined();
});

test('without colours nothing but bold, underline and inverse is sent', () => {
  const plain = theme(false);
  for (const [style, attribute] of Object.entries(plain)) {
    if (typeof attribute === 'number') expect(attribute & 0x3ffff, style).toBe(0x3ffff);
  }
});

test('blessed holds no handler of the process', () => {
  // Screens have been made above; counted before any was.
  expect(handlers()).toEqual(handlersAtFirst);
});
