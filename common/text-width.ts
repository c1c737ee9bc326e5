/**
 * How many cells a text takes, and the door through which foreign text comes in. PURE.
 *
 * What leaves `clean` has no control byte, no bidirectional control, nothing that combines or joins, and only wide
 * characters whose width every terminal agrees on; the rest becomes 〓 (the printer's "geta" for a missing sort) or `?`.
 */
import { eastAsianWidth } from 'get-east-asian-width';

/** What stands for a character whose width terminals disagree on (emoji, newer ideographs). */
const geta = '〓';

/**
 * Makes any text safe to draw, on one line.
 * @param limit longest result in UTF-16 units; longer texts are cut at a character.
 */
export function clean(text: string, limit = 4096): string {
  if (text.length <= limit && plain.test(text)) return text;
  const known = limit === 4096 ? cleaned.get(text) : undefined;
  if (known !== undefined) return known;
  let out = '';
  for (const ch of text.slice(0, limit * 2).normalize('NFC')) {
    const safe = cleanedCharacter(ch);
    if (out.length + safe.length > limit) break;
    out += safe;
  }
  if (limit === 4096 && text.length <= 200) {
    if (cleaned.size >= 4000) cleaned.clear();
    cleaned.set(text, out);
  }
  return out;
}

const plain = /^[ -~]*$/;
// Every frame draws the same Japanese words again.
const cleaned = new Map<string, string>();

function cleanedCharacter(ch: string): string {
  const known = cleanedCharacters.get(ch);
  if (known !== undefined) return known;
  const safe = cleanCharacter(ch);
  if (cleanedCharacters.size >= 20_000) cleanedCharacters.clear();
  cleanedCharacters.set(ch, safe);
  return safe;
}

const cleanedCharacters = new Map<string, string>();

function cleanCharacter(ch: string): string {
  const point = ch.codePointAt(0)!;
  if (point >= 0x20 && point < 0x7f) return ch;
  if (ch === '\t' || ch === '\n' || ch === '\r' || ch === '\u3164' || ch === '\uffa0') return ' ';
  if (point === 0x32ff) return '令和';
  if (point === 0x3000) return ch;
  if (/[\p{Zs}\p{Zl}\p{Zp}]/u.test(ch)) return ' ';
  if (/[\p{Cc}\p{Cs}\p{Co}\p{Cn}]/u.test(ch)) return '?';
  if (/[\p{M}\p{Cf}]/u.test(ch) || (point >= 0x1160 && point <= 0x11ff)) return '';
  if (uncertain(point) || (eastAsianWidth(point) === 2 && !agreed(point))) return geta;
  return ch;
}

/** Narrow in one edition of Unicode, wide in another; or younger than the tables of many terminals. */
const uncertain = (point: number): boolean =>
  (point >= 0x3248 && point <= 0x324f) ||
  (point >= 0x4dc0 && point <= 0x4dff) ||
  (point >= 0xd7b0 && point <= 0xd7ff) ||
  (point >= 0x2ffc && point <= 0x2fff) ||
  (point >= 0x31bb && point <= 0x31bf) ||
  (point >= 0x31e4 && point <= 0x31ef) ||
  point === 0x303f ||
  (point >= 0x1f000 && point < 0x20000) ||
  point > 0x2fa1d;

/** The blocks of Japanese, Chinese and Korean text that have been wide since Unicode 3. */
const agreed = (point: number): boolean =>
  (point >= 0x2e80 && point <= 0xa4cf) ||
  (point >= 0xac00 && point <= 0xd7a3) ||
  (point >= 0xf900 && point <= 0xfaff) ||
  (point >= 0xfe30 && point <= 0xfe6f) ||
  (point >= 0xff01 && point <= 0xff60) ||
  (point >= 0xffe0 && point <= 0xffe6) ||
  (point >= 0x20000 && point <= 0x2fa1d);

/**
 * Cells of one clean character: 1 or 2.
 * @param wide true on terminals that draw ambiguous characters (①, °, Greek) in two cells.
 */
export function charWidth(ch: string, wide: boolean): 1 | 2 {
  const point = ch.codePointAt(0)!;
  if (point < 0x80) return 1;
  if (point > 0xffff) return point >= 0x20000 ? 2 : 1;
  const table = wide ? wideTable : narrowTable;
  const known = table[point]!;
  if (known !== 0) return known as 1 | 2;
  const width = eastAsianWidth(point, { ambiguousAsWide: wide });
  table[point] = width;
  return width;
}

// Remembered answers: the lookup is a search in ranges, and a frame asks thousands of times.
const narrowTable = new Uint8Array(0x10000);
const wideTable = new Uint8Array(0x10000);

/** Cells of a clean text. */
export function textWidth(text: string, wide: boolean): number {
  let width = 0;
  for (const ch of text) width += charWidth(ch, wide);
  return width;
}

/** The longest beginning of `text` within `cells`, ended by `~` when something was cut off. */
export function shorten(text: string, cells: number, wide: boolean): string {
  if (textWidth(text, wide) <= cells) return text;
  if (cells <= 0) return '';
  let out = '';
  let width = 0;
  for (const ch of text) {
    const next = width + charWidth(ch, wide);
    if (next > cells - 1) break;
    out += ch;
    width = next;
  }
  return `${out}~`;
}

/** `shorten`, then blanks up to `cells`. */
export function pad(text: string, cells: number, wide: boolean): string {
  const cut = shorten(text, cells, wide);
  return cut + ' '.repeat(Math.max(0, cells - textWidth(cut, wide)));
}

/** Breaks a clean text into lines of at most `cells`; at blanks where it can, anywhere in Japanese but in a katakana word. */
export function wrap(text: string, cells: number, wide: boolean): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    let width = 0;
    for (const word of paragraph.match(/[!-~]+|[ァ-ヺー]+|[^!-~]/gu) ?? []) {
      for (const piece of breakWord(word, cells, wide)) {
        const pieceWidth = textWidth(piece, wide);
        if (width + pieceWidth > cells && line !== '') {
          // 禁則: no line begins with a closing mark or ends with an opening one; a character goes along.
          const [head, tail] = closing.test(piece) || opening.test(line) ? cutLast(line) : [line, ''];
          lines.push(head.trimEnd());
          line = tail;
          width = textWidth(tail, wide);
          if (piece === ' ') continue;
        }
        line += piece;
        width += pieceWidth;
      }
    }
    lines.push(line.trimEnd());
  }
  return lines;
}

const opening = /[「『（【(]$/u;
const closing = /^[」』）】、。，．・ー？！)\],.]$/u;

/** The line without its last katakana word or character and what opens before it, and that. A single character stays. */
function cutLast(line: string): [string, string] {
  const at = line.search(/[「『（【(]*(?:[ァ-ヺー]+|.)$/u);
  if (at > 0) return [line.slice(0, at), line.slice(at)];
  const characters = [...line];
  return characters.length < 2 ? [line, ''] : [characters.slice(0, -1).join(''), characters.at(-1)!];
}

function breakWord(word: string, cells: number, wide: boolean): string[] {
  // A katakana word has its brackets beside it, and leaves a gap where it does not fit.
  const room = /^[ァ-ヺー]/u.test(word) ? cells / 2 : cells;
  return textWidth(word, wide) <= room ? [word] : [...word];
}
