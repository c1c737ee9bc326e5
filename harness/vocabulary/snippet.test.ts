import { expect, test } from 'vitest';
import JapaneseSnippet from './snippet.ts';

const build = (source: string, below: readonly string[] = []) =>
  new JapaneseSnippet().build({
    functionName: 'When',
    generatedExpressions: [{ source }],
    stepParameterNames: below,
  });

test('a definition in ichido’s own words, its parameters named by them', () => {
  const code = build('利用者「a」がトークン「社有」「予備」と「x」を30秒で2回試す');
  expect(code).toContain(
    "When('{利用者}が{トークン}と{表示}を{期間}で{int}回試す', async function (利用者, トークン, 表示, 期間, int) {",
  );
  expect(code).toContain("import { When } from '@cucumber/cucumber'");
});

test('equal words are numbered, a table comes last, quotes are escaped', () => {
  expect(build("「a」と「b」のit's", ['dataTable'])).toContain(
    "When('{表示}と{表示}のit\\'s', async function (表示, 表示2, 表) {",
  );
});
