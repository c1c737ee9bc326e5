/** Words: what a comment or a document names is there, and people are "they". */
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { code, commentsOf, files, isTidy, product, textOf, withoutComments } from './house.ts';

const documents = files.filter((path) => path.endsWith('.md'));

/** Comments with their lines; a document counts as one. */
const passages = (path: string): readonly { readonly line: number; readonly text: string }[] =>
  path.endsWith('.md') ? [{ line: 1, text: textOf(path) }] : commentsOf(path);

/** Files of other people's projects, and those that a reader of the documents writes. */
const elsewhere = ['steps/mine.mjs', 'steps/mine.ts', 'cucumber.mjs'];

/** Named from the root, from the file that names it, or by its last parts. */
const isThere = (name: string, from: string): boolean =>
  elsewhere.includes(name) ||
  files.some((path) => path === name || path.endsWith(`/${name}`)) ||
  files.includes(posix.normalize(posix.join(posix.dirname(from), name)));

describe('words', () => {
  test('a file that a comment or a document names is there', () => {
    const wrong = [...code.filter((path) => !isTidy(path)), ...documents].flatMap((path) =>
      passages(path).flatMap(({ line, text }) =>
        [...text.matchAll(/(?<![\w./-])((?:[\w.-]+\/)*[\w-][\w.-]*\.(?:ts|mjs|feature|eta|md))\b/g)]
          .map((match) => match[1] ?? '')
          .filter((name) => !isThere(name, path))
          .map((name) => `${path}:${line} ${name}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('a folder that a comment or a document names is there', () => {
    const rooms =
      /(?<![\w./-])((?:common|pskc|browser|simulator|portal-stub|desk|harness|cli|scripts)(?:\/[\w-]+)+)\/?(?![\w.*{-])/g;
    const wrong = [...code.filter((path) => !isTidy(path)), ...documents].flatMap((path) =>
      passages(path).flatMap(({ line, text }) =>
        [...text.matchAll(rooms)]
          .map((match) => match[1] ?? '')
          .filter((name) => !files.some((file) => file.startsWith(`${name}/`) || file.startsWith(`${name}.`)))
          .map((name) => `${path}:${line} ${name}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('what the portal says in Japanese stands in its texts, and labels in its templates', () => {
    const spoken = product.filter((path) => /^portal-stub\/(?!texts\/|testing\/)/.test(path));
    expect(spoken.length).toBeGreaterThan(50);
    const wrong = spoken.flatMap((path) =>
      // What a schema says of a field quotes the label that it stands for.
      [
        ...withoutComments(textOf(path))
          .replace(/\.describe\('[^']*'\)/g, '')
          .matchAll(/['"`][^'"`\n]*[ぁ-んァ-ヶ一-龠々][^'"`\n]*/g),
      ].map((match) => `${path} ${match[0]}`),
    );
    expect(wrong).toEqual([]);
  });

  test('two languages are one text until the last edge: nothing cuts a message at its slash', () => {
    const wrong = product
      .filter((path) => !isTidy(path))
      .filter((path) => /(?:split|indexOf)\(['"] \/ ['"]\)|\.ja\} \/ \$\{/.test(withoutComments(textOf(path))))
      .map((path) => `${path} glues or cuts two languages: carry a Text`);
    expect(wrong).toEqual([]);
  });

  test('no literal holds both languages side by side', () => {
    const japanese = /[\u3040-\u30ff\u4e00-\u9fff）。」] \/ [A-Za-z(]|[\w).…] \/ [\u3040-\u30ff\u4e00-\u9fff（「]/;
    const wrong = product
      .filter((path) => !isTidy(path))
      .flatMap((path) =>
        withoutComments(textOf(path))
          .split('\n')
          .filter((line) => japanese.test(line))
          .map((line) => `${path}: ${line.trim()} (carry a Text, join it by bothLanguages)`),
      );
    expect(wrong).toEqual([]);
  });

  test('the offset of Japan stands in common/japan-time.ts alone', () => {
    const wrong = product
      .filter((path) => !isTidy(path) && path !== 'common/japan-time.ts')
      .filter((path) => /\b9 \* 3_?600|Asia\/Tokyo/.test(withoutComments(textOf(path))));
    expect(wrong).toEqual([]);
  });

  test('people are "they"', () => {
    const texts = files.filter((path) => /\.(ts|mjs|md|feature|eta|yml)$/.test(path) && !isTidy(path));
    const wrong = texts.flatMap((path) =>
      textOf(path)
        .split('\n')
        .flatMap((line, index) =>
          /\b(he|his|him|himself|she|her|hers|herself)\b/i.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [],
        ),
    );
    expect(wrong).toEqual([]);
  });
});
