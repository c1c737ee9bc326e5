import { describe, expect, test } from 'vitest';
import { hintsFor, supportHint } from './hints.ts';

const bytes = (...lines: string[]) => new TextEncoder().encode(lines.join('\n'));
const found = (given: Uint8Array, language = 'en') =>
  hintsFor(given, language).map(({ line, text }) => `${line}: ${text.ja}`);

/** 「機能: 電」 in Shift_JIS. */
const shiftJis = Uint8Array.from([0x8b, 0x40, 0x94, 0x5c, 0x3a, 0x20, 0x93, 0x64]);

describe('a feature file', () => {
  test('that is right gives no hint', () => {
    const right = bytes(
      '# language: ja',
      '機能: 電池',
      '  シナリオ: 一',
      '    前提 ある: 値',
      '      """',
      '機能：',
      '      """',
    );
    expect(found(right)).toEqual([]);
    expect(found(bytes('機能: 電池'), 'ja')).toEqual([]);
    expect(found(bytes('Feature: x', '  Scenario: y'))).toEqual([]);
  });

  test.each([
    ['シナリオ：一', '：'],
    ['背景：', '：'],
    ['  ＠S-18', '＠'],
    ['  ｜値｜', '｜'],
  ])('%j is told by its line', (line, sign) => {
    expect(found(bytes('# language: ja', '機能: 電池', line))).toEqual([expect.stringMatching(`^3: .*「${sign}」`)]);
  });

  test('a full-width number sign before language', () => {
    expect(found(bytes('＃language: ja', '機能: 電池'))[0]).toMatch(/^1: .*language: ja|^1: .*「＃」/);
  });

  test('in Japanese without a language', () => {
    expect(found(bytes('', '@S-18', '機能: 電池'))).toEqual([expect.stringMatching(/^3: .*# language: ja/)]);
    expect(found(bytes('# 注', '# language: ja', '機能: 電池'))).toEqual([]);
  });

  test('in another encoding', () => {
    expect(found(shiftJis)).toEqual([expect.stringMatching(/^0: Shift_JIS/)]);
    expect(found(Uint8Array.from([0xff, 0xfe, 0x5f, 0x6a]))).toEqual([expect.stringMatching(/^0: UTF-16/)]);
    expect(found(Uint8Array.from([0x8b, 0xff, 0xff]))).toEqual([expect.stringMatching(/^0: UTF-8 ではありません/)]);
  });
});

test('a module in a commonjs project', () => {
  const message = 'Cannot use import statement outside a module';
  expect(supportHint(message, '/x/steps/mine.ts')?.ja).toContain('"type": "module"');
  expect(supportHint(message, '/x/steps/mine.mts')).toBeUndefined();
  expect(supportHint('Unexpected end of input', '/x/steps/mine.ts')).toBeUndefined();
});
