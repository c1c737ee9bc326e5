import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testTerminal } from '../simulator/tui/testing/test-terminal.ts';
import { charWidth, clean, pad, shorten, textWidth, wrap } from './text-width.ts';

test.each([
  ['a plain text stays', 'SKTH00001 user', 'SKTH00001 user'],
  ['Japanese stays', '法人　太郎（ﾃｽﾄ）', '法人　太郎（ﾃｽﾄ）'],
  ['a surrogate pair of a name stays', '𠮷野家 髙﨑', '𠮷野家 髙﨑'],
  ['decomposed kana are composed', 'か\u3099', 'が'],
  ['an ideographic variation selector goes', '葛\u{e0100}城', '葛城'],
  ['ESC and its friends are shown as ?', '\u001b[31mred\u0007\u009b2J', '?[31mred??2J'],
  ['line ends and tabs are blanks', 'a\r\nb\tc\u2028d', 'a  b c d'],
  ['bidirectional controls go', 'a\u202eb\u2066c\u200fd\u061ce', 'abcde'],
  ['joiners and zero-width characters go', 'a\u200bb\u200dc\ufeffd', 'abcd'],
  ['emoji become a geta', '👍🏻ok⌚', '〓〓ok〓'],
  ['a character that changed its width becomes a geta', '\u3248\u4dc0', '〓〓'],
  ['the era that blessed does not know is spelled out', '㋿8年', '令和8年'],
  ['a lone surrogate is shown as ?', 'a\ud83dz', 'a?z'],
  ['private use is shown as ?', 'a\ue000', 'a?'],
])('clean: %s', (_, given, wanted) => {
  expect(clean(given)).toBe(wanted);
});

test('clean is idempotent, cuts at its limit and never lets a control character through', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const safe = clean(text);
      expect(clean(safe)).toBe(safe);
      expect(safe).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{M}\p{Zl}\p{Zp}]/u);
      expect(clean(text, 10).length).toBeLessThanOrEqual(10);
    }),
    { numRuns: 500 },
  );
});

test.each([false, true])(
  'every character that clean lets through is as wide as xterm.js draws it (wide: %s)',
  { timeout: 60_000 },
  async (wide) => {
    const terminal = testTerminal(4, 1, wide);
    const wrong: string[] = [];
    let line = '';
    const check = async (characters: readonly string[]) => {
      for (const ch of characters) line += `\r\u001b[K${ch}\u001b[6n`;
      const columns: number[] = [];
      const heard = terminal.xterm.onData((data) => columns.push(Number(/;(\d+)R/.exec(data)![1]) - 1));
      await terminal.write(line);
      heard.dispose();
      line = '';
      characters.forEach((ch, i) => {
        if (columns[i] !== charWidth(ch, wide)) wrong.push(`${ch} U+${ch.codePointAt(0)!.toString(16)} ${columns[i]}`);
      });
    };
    let some: string[] = [];
    // Beyond the supplementary ideographs nothing is let through as it is.
    for (let point = 0x20; point < 0x2fa20; point++) {
      if (point === 0xd800) point = 0xe000;
      const ch = String.fromCodePoint(point);
      if (clean(ch) !== ch) continue;
      some.push(ch);
      if (some.length === 500) {
        await check(some);
        some = [];
      }
    }
    await check(some);
    terminal.close();
    expect(wrong).toEqual([]);
  },
);

test('texts are cut, padded and broken at cells', () => {
  expect(textWidth('あa①', false)).toBe(4);
  expect(textWidth('あa①', true)).toBe(5);
  expect(shorten('あいうえお', 10, false)).toBe('あいうえお');
  expect(shorten('あいうえお', 8, false)).toBe('あいう~');
  expect(shorten('あいうえお', 0, false)).toBe('');
  expect(pad('あ', 4, false)).toBe('あ  ');
  expect(wrap('「利用登録」をクリック', 12, false)).toEqual(['「利用登録」', 'をクリック']);
  expect(wrap('「利用登録」', 10, false)).toEqual(['「利用登', '録」']);
  // A katakana word stays whole, with the brackets that belong to it, unless a line has no room for it.
  expect(wrap('暗証番号で「ログオン」', 20, false)).toEqual(['暗証番号で', '「ログオン」']);
  expect(wrap('「ログオン」をクリック', 20, false)).toEqual(['「ログオン」を', 'クリック']);
  expect(wrap('「パスワード」', 10, false)).toEqual(['「パスワー', 'ド」']);
  expect(wrap('press the button', 9, false)).toEqual(['press the', 'button']);
});
