import { expect, test } from 'vitest';
import { waitOfScenario } from './wait-estimate.ts';

const text = `# language: ja
機能: 待つ
  背景:
    前提 トークン「甲」が全員の共有トークンとして登録されている

  シナリオ: 一つ目
    もし 40秒が過ぎる
    かつ 15分が過ぎる
    ならば 利用者「user01」はトークン「甲」で取引できる

  ルール: ある
    背景:
      前提 トークン「乙」が利用者「user01」に登録されている
    @S-18
    シナリオアウトライン: 二つ目
      もし 管理者がトークン「丙」を利用登録する
      ならば 受け付けられる
      例:
        | あ |
        | い |

  シナリオ: 三つ目
    ならば 受け付けられる
`;
const lineOf = (words: string) => text.split('\n').findIndex((line) => line.includes(words)) + 1;

test('what passes, but no travel in time, and a step for each code after the first', () => {
  expect(waitOfScenario(text, lineOf('一つ目'))).toBe(40_000 + 30_000);
});

test('a row of examples begins with the backgrounds of file and rule', () => {
  expect(waitOfScenario(text, lineOf('| い |'))).toBe(60_000);
});

test('whoever types one code at most waits for none', () => {
  expect(waitOfScenario('シナリオ: x\n  もし 管理者がトークン「丙」を利用登録する', 1)).toBe(0);
});
