/**
 * What people write by accident in a Japanese feature file, found in its bytes. Gherkin takes some of it for free text
 * and drops a scenario, a background or a tag without a word, so each is an error here. PURE.
 */
import type { Text } from '../../common/text.ts';

export interface Hint {
  /** From 1; 0 = the file as a whole. */
  readonly line: number;
  readonly text: Text;
}

const keyword = '(?:機能|フィーチャ|ルール|背景|シナリオ(?:アウトライン|テンプレ|テンプレート)?|テンプレ|例|サンプル)';
const fullWidthColon = new RegExp(`^\\s*${keyword}\\s*：`);
const japaneseStart = new RegExp(`^\\s*${keyword}\\s*[:：]`);
const languageLine = /^\s*#\s*language\s*:\s*\S+/;

/** @param language what a file without a `# language:` line is read as. */
export function hintsFor(bytes: Uint8Array, language: string): readonly Hint[] {
  const text = decoded(bytes, 'utf-8');
  if (text === undefined) return [{ line: 0, text: notUtf8(bytes) }];
  const lines = text.split(/\r?\n/);
  return [...missingLanguage(lines, language), ...fullWidth(lines)];
}

function notUtf8(bytes: Uint8Array): Text {
  const found =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
      ? 'UTF-16'
      : decoded(bytes, 'shift_jis') !== undefined
        ? 'Shift_JIS'
        : undefined;
  return found === undefined
    ? { ja: 'UTF-8 ではありません。UTF-8 で保存し直してください。', en: 'it is not UTF-8: save it as UTF-8' }
    : {
        ja: `${found} で保存されているようです。UTF-8 で保存し直してください。`,
        en: `it looks like ${found}: save it as UTF-8`,
      };
}

function missingLanguage(lines: readonly string[], language: string): readonly Hint[] {
  if (language === 'ja') return [];
  const first = lines.findIndex((line) => line.trim() !== '' && !/^\s*(#|@|＠)/.test(line));
  if (first === -1 || !japaneseStart.test(lines[first] ?? '')) return [];
  if (lines.slice(0, first).some((line) => languageLine.test(line))) return [];
  const text = {
    ja: "日本語の機能です。先頭に「# language: ja」と書くか、cucumber.mjs に language: 'ja' と書いてください。",
    en: 'it is in Japanese: write "# language: ja" on its first line, or language: \'ja\' in cucumber.mjs',
  };
  return [{ line: first + 1, text }];
}

function fullWidth(lines: readonly string[]): readonly Hint[] {
  const found: Hint[] = [];
  let docString: string | undefined;
  for (const [index, line] of lines.entries()) {
    const fence = /^\s*("""|```)/.exec(line)?.[1];
    if (docString !== undefined) {
      if (fence === docString) docString = undefined;
    } else if (fence !== undefined) docString = fence;
    else if (fullWidthColon.test(line)) found.push({ line: index + 1, text: halfWidth('：', ':') });
    else if (/^\s*＠/.test(line)) found.push({ line: index + 1, text: halfWidth('＠', '@') });
    else if (/^\s*｜/.test(line)) found.push({ line: index + 1, text: halfWidth('｜', '|') });
    else if (/^\s*＃\s*language/i.test(line)) found.push({ line: index + 1, text: halfWidth('＃', '#') });
  }
  return found;
}

const halfWidth = (wide: string, narrow: string): Text => ({
  ja: `全角の「${wide}」があります。半角の「${narrow}」にしてください。`,
  en: `a full-width "${wide}": write a half-width "${narrow}"`,
});

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What to do about steps that can't be loaded; undefined where nothing is known. */
export function supportHint(message: string, file: string | undefined): Text | undefined {
  const outside = /Cannot use import statement outside a module|Unexpected token 'export'/.test(message);
  if (!outside || (file !== undefined && !/\.[jt]s$/.test(file))) return undefined;
  return {
    ja: 'package.json の "type" が commonjs です。"type": "module" にするか、ファイル名を .mts（.mjs）にしてください。',
    en: 'package.json says "type": "commonjs": make it "module", or name the file .mts (.mjs)',
  };
}
