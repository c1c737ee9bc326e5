import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { InputToken } from '../keys/input-token.ts';
import { flush, type InputState, noInput, read, waits } from './input.ts';

function tokens(...reads: (string | Uint8Array)[]): InputToken[] {
  let state: InputState = noInput;
  const all: InputToken[] = [];
  for (const one of reads) {
    const taken = read(state, typeof one === 'string' ? Buffer.from(one) : one);
    state = taken.state;
    all.push(...taken.tokens);
  }
  return all;
}
const keys = (...reads: string[]) => tokens(...reads).map((token) => (token.type === 'key' ? token.key : token.type));

test.each([
  ['letters and the blank', 'aZ あ', ['a', 'Z', 'space', 'あ']],
  [
    'control keys',
    '\u0003\u001a\u000c\r\n\t\u007f\b',
    ['C-c', 'C-z', 'C-l', 'enter', 'enter', 'tab', 'backspace', 'backspace'],
  ],
  ['arrows in both modes', '\u001b[A\u001bOB\u001b[C\u001bOD', ['up', 'down', 'right', 'left']],
  ['paging', '\u001b[5~\u001b[6~\u001b[H\u001b[4~\u001b[3~', ['pageup', 'pagedown', 'home', 'end', 'delete']],
  ['modifiers', '\u001b[1;5C\u001b[Z\u001ba', ['C-right', 'S-tab', 'M-a']],
  ['two keys of one read', 'jj', ['j', 'j']],
  ['NUL, C1 and unknown sequences are nothing', '\u0000\u0085\u001b[99z\u001b[?1;2c\u001bOq', []],
  ['answers of the terminal are nothing', '\u001b]11;rgb:0000/0000/0000\u0007\u001bP1$r0m\u001b\\x', ['x']],
])('%s', (_, bytes, wanted) => {
  expect(keys(bytes)).toEqual(wanted);
});

test('an escape sequence or a character cut by the read waits for its end', () => {
  expect(keys('\u001b', '[', 'A')).toEqual(['up']);
  const あ = Buffer.from('あ𠮷');
  for (let cut = 1; cut < あ.length; cut++) {
    expect(tokens(あ.subarray(0, cut), あ.subarray(cut))).toMatchObject([{ text: 'あ' }, { text: '𠮷' }]);
  }
});

test('a lone ESC is the Escape key after a silence', () => {
  const { state, tokens: none } = read(noInput, Buffer.from('\u001b'));
  expect(none).toEqual([]);
  expect(waits(state)).toBe(true);
  expect(flush(state)).toEqual({ state: noInput, tokens: [{ type: 'key', key: 'escape' }] });
});

test('SGR mouse: the left button and the wheel, cells counted from 0, beyond column 223', () => {
  expect(tokens('\u001b[<0;231;5M\u001b[<0;231;5m\u001b[<64;1;1M\u001b[<65;1;1M')).toEqual([
    { type: 'mouse', action: 'down', x: 230, y: 4 },
    { type: 'mouse', action: 'up', x: 230, y: 4 },
    { type: 'mouse', action: 'wheelUp', x: 0, y: 0 },
    { type: 'mouse', action: 'wheelDown', x: 0, y: 0 },
  ]);
  // Right button, motion, side wheel, nonsense.
  expect(tokens('\u001b[<2;1;1M\u001b[<35;1;1M\u001b[<66;1;1M\u001b[<0;0;0M\u001b[<;;M\u001b[M !!')).toEqual([]);
});

test('a click and a key in one read are both heard', () => {
  expect(tokens('\u001b[<0;3;4Mq').map((token) => token.type)).toEqual(['mouse', 'key']);
});

test('a bracketed paste is one token, its line ends and escapes included, wherever it is cut', () => {
  const text = '\u001b[200~一行目\r二行目\u001b[31m\u0003\u001b[201~x';
  const bytes = Buffer.from(text);
  for (let cut = 0; cut <= bytes.length; cut++) {
    expect(tokens(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual([
      { type: 'paste', text: '一行目\r二行目\u001b[31m\u0003' },
      { type: 'key', key: 'x', text: 'x' },
    ]);
  }
});

test('a paste without an end is given up after a silence, and a huge one is cut', () => {
  const { state } = read(noInput, Buffer.from('\u001b[200~abc'));
  expect(flush(state).tokens).toEqual([{ type: 'paste', text: 'abc' }]);
  const [paste] = tokens(`\u001b[200~${'x'.repeat(200_000)}\u001b[201~`);
  expect(paste).toMatchObject({ type: 'paste' });
  expect((paste as { text: string }).text).toHaveLength(65536);
});

test('the cursor report is told', () => {
  expect(tokens('\u001b[1;3R')).toEqual([{ type: 'cursor', row: 1, col: 3 }]);
});

test('Ctrl-C gets through whatever came before it', () => {
  expect(keys('\u001b]52;c;', '\u0003')).toEqual(['C-c']);
});

test('however the bytes are cut, the tokens are the same', () => {
  const piece = fc.constantFrom(
    'a',
    'あ',
    '𠮷',
    '\u001b[A',
    '\u001b[<0;5;6M',
    '\u001b[200~p\rq\u001b[201~',
    '\u001bOB',
    '\r',
    '\u001b[1;2R',
    '\u001b]0;t\u0007',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.array(fc.nat({ max: 200 })), (pieces, cuts) => {
      const bytes = Buffer.from(pieces.join(''));
      const places = [...new Set(cuts.filter((cut) => cut < bytes.length))].sort((a, b) => a - b);
      const reads = [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length));
      expect(tokens(...reads)).toEqual(tokens(bytes));
    }),
    { numRuns: 1000 },
  );
});
