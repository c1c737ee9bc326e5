/** Features: Japanese inside, every scenario with its rules, every tag known. */
import { describe, expect, test } from 'vitest';
import { files, isExample, textOf } from './house.ts';

describe('features', () => {
  const features = files.filter((path) => path.endsWith('.feature') && !isExample(path));

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

/** S-01…S-36, D-01…D-24, P-01…P-08 */
function isRule(tag: string): boolean {
  const match = /^@([SDP])-(\d\d)$/.exec(tag);
  const last = { S: 36, D: 24, P: 8 }[match?.[1] ?? ''] ?? 0;
  return match !== null && Number(match[2]) >= 1 && Number(match[2]) <= last;
}
