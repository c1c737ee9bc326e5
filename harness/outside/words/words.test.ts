import { describe, expect, test } from 'vitest';
import { textOf } from '../../../browser/dom.ts';
import { buttonNames, readPage, refusal, region, status, title, valueBeside } from '../../../browser/page.ts';
import { hearPage } from './hear-page.ts';
import { createWords, withoutBeside } from './table.ts';
import { readWordFile } from './word-file.ts';

const table = {
  words: {
    登録完了: '登録しました',
    シリアル番号: 'カード番号',
    利用登録: 'カードを登録する',
    '利用登録/OK': '確定',
    未登録: '（なし）',
  },
  paths: { '/admin': '/bank/admin' },
};
const words = createWords(table);

describe('a table of words', () => {
  test('says ours as theirs, a word of one screen only there, and hears it back', () => {
    expect([words.say('シリアル番号', ''), words.say('OK', '利用登録'), words.say('OK', '利用者登録')]).toEqual([
      'カード番号',
      '確定',
      'OK',
    ]);
    expect([words.hear('カード番号', ''), words.hear('確定', '利用登録'), words.hear('確定', '')]).toEqual([
      'シリアル番号',
      'OK',
      '確定',
    ]);
  });

  test('a word that has an entry never counts in its old form, within a sentence neither', () => {
    expect(words.hear('未登録', '')).not.toBe('未登録');
    expect(words.hearWithin('登録完了 SKTH00001', '')).not.toContain('登録完了');
    expect(words.hearWithin('登録しました SKTH00001', '')).toBe('登録完了 SKTH00001');
  });

  test('one word of theirs for two of ours is refused before anything runs', () => {
    expect(() => createWords({ words: { OK: '確定', 実行: '確定' } })).toThrow(/「確定」.*「OK」.*「実行」/);
  });

  test('signs in a word are no more than signs', () => {
    const signs = createWords({ words: { 番号: '#（番）' } });
    expect([signs.hearWithin('#（番） 5', ''), signs.hearWithin('5（番） 5', '')]).toEqual(['番号 5', '5（番） 5']);
  });

  test('an address keeps its question', () => {
    expect([words.path('/admin?user=a'), words.path('/user')]).toEqual(['/bank/admin?user=a', '/user']);
  });
});

test('a page is read in our words: title, region, button, value, status; the page itself stays as it is', () => {
  const html = `<h1>カードを登録する</h1><section aria-label="いま"><dl><dt>カード番号</dt><dd>（なし）</dd></dl>
    <form><button>確定</button></form></section><div role="status">登録しました <b>SKTH00001</b></div>`;
  const page = readPage('http://portal/', 200, html);
  const heard = hearPage(page, words);
  expect([title(heard), status(heard)]).toEqual(['利用登録', '登録完了 SKTH00001']);
  const place = region(heard, 'いま');
  expect([valueBeside(heard, place, 'シリアル番号'), buttonNames(heard, place)]).toEqual(['未登録', ['OK']]);
  expect(textOf(page.elements.find(({ tagName }) => tagName === 'h1'))).toBe('カードを登録する');
});

test('what stands beside a refusal is left out, a number in it and signs as they are', () => {
  const beside = ['#文字目（空白など）です。', '止まりました。'];
  expect(withoutBeside('番号が違います。 12文字目（空白など）です。', beside)).toBe('番号が違います。');
  expect(withoutBeside('番号が違います。 止まりました。', beside)).toBe('番号が違います。');
  expect(withoutBeside('番号が違います。 何文字目（空白など）です。', beside)).toContain('何文字目');
  expect(withoutBeside('何度も違います。', undefined)).toBe('何度も違います。');
});

test('a refusal stays as the portal says it', () => {
  const page = readPage('http://portal/', 200, '<h1>x</h1><div role="alert"><p>カード番号が違います。</p></div>');
  expect(refusal(hearPage(page, words))?.text).toBe('カード番号が違います。');
});

describe('a file of words', () => {
  const file = {
    name: 'みなと電子銀行',
    origin: 'http://127.0.0.1:8480',
    words: {},
    refusals: {},
    companies: [{ id: '1', password: 'himitsu', pin: 'p', users: [{ id: 'a', name: 'A', password: 'x' }] }],
    stockTo: 'http://127.0.0.1:8480/lab/stock',
  };

  test('lends its companies, two for each worker, and none twice', async () => {
    const portal = readWordFile(JSON.stringify(file));
    expect((await portal.lease({ users: 1, nth: 1, worker: 0 })).id).toBe('1');
    await expect(portal.lease({ users: 1, nth: 2, worker: 0 })).rejects.toThrow('試験用の会社が足りません');
    await expect(portal.lease({ users: 2, nth: 1, worker: 0 })).rejects.toThrow('試験用の会社が足りません');
  });

  test.each([
    [{ stockTo: 'http://bank.example/stock' }, /stockTo: must be on this computer/],
    [{ colour: 'red' }, /colour/],
    [{ companies: [] }, /companies/],
  ])('is refused with the place of what is wrong: %j', (change, told) => {
    expect(() => readWordFile(JSON.stringify({ ...file, ...change }))).toThrow(told);
    expect(() => readWordFile(JSON.stringify({ ...file, ...change }))).not.toThrow('himitsu');
  });
});
