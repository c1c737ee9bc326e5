/** Found by role and name, as a stranger finds things; whatever is ambiguous or missing is an error, never a guess. */
import { describe, expect, test } from 'vitest';
import { press } from './form.ts';
import { buttonNames, choices, link, readPage, refusal, region, rows, status, title, valueBeside } from './page.ts';

const html = `<!DOCTYPE html><html lang="ja"><body>
<h1>  見出し
 </h1>
<div role="alert"><strong>E-OTP-01</strong> 正しくありません</div>
<p role="status">登録完了</p>
<nav><a href="/a?x=1">メニュー</a></nav>
<section aria-labelledby="t1"><h2 id="t1">一つ目</h2><form action="/one" method="post">
  <input type="hidden" name="csrf" value="secret">
  <label for="s">シリアル番号</label><input id="s" name="serial" value="old">
  <label>備考<input name="note"></label>
  <input name="otp" aria-label="ワンタイムパスワード">
  <table><thead><tr><th>選択<span>必須</span></th><th>利用者ID</th></tr></thead><tbody>
   <tr><td><input type="checkbox" id="u1" name="users" value="1"></td><th><label for="u1">user01</label></th></tr>
   <tr><td><input type="checkbox" id="u2" name="users" value="2" checked></td><th><label for="u2">user02</label></th></tr>
  </tbody></table>
  <button name="go" value="yes">OK</button><button type="reset">クリア</button></form></section>
<section aria-label="二つ目"><details><summary>二つ目</summary><dl><dt>現在の設定</dt><dd>同じ</dd></dl>
  <form action="two"><fieldset><legend>利用形態</legend>
    <input type="radio" name="m" value="i" id="mi"><label for="mi">異なる</label>
    <input type="radio" name="m" value="s" id="ms" checked><label for="ms">同じ</label></fieldset>
  <button>OK</button></form></details></section>
</body></html>`;
const page = readPage('http://127.0.0.1:1/admin/x', 200, html);

test('title, alert, status, link', () => {
  expect(title(page)).toBe('見出し');
  expect(refusal(page)).toEqual({ code: 'E-OTP-01', text: '正しくありません' });
  expect(status(page)).toBe('登録完了');
  expect(link(page, 'メニュー')).toBe('http://127.0.0.1:1/a?x=1');
});

test('an alert without a code is an error', () => {
  expect(() => refusal(readPage('http://127.0.0.1:1/', 200, '<p role="alert">困りました</p>'))).toThrow(/拒否コード/);
});

test('regions, values, rows, choices', () => {
  expect(valueBeside(page, region(page, '二つ目'), '現在の設定')).toBe('同じ');
  expect(region(page, '二つ目').tagName).toBe('details');
  expect(rows(page, region(page, '一つ目')).map(({ choice }) => choice)).toEqual(['user01', 'user02']);
  expect(choices(page, region(page, '利用形態'))).toEqual([
    { name: '異なる', checked: false },
    { name: '同じ', checked: true },
  ]);
  expect(buttonNames(page, region(page, '一つ目'))).toEqual(['OK', 'クリア']);
});

describe('press', () => {
  test('sends what was typed, what was there, and the button itself', () => {
    const sent = press(
      page,
      'OK',
      { fields: { シリアル番号: 'new', 備考: '', ワンタイムパスワード: '1' }, checked: ['user01'] },
      region(page, '一つ目'),
    );
    expect(sent.url).toBe('http://127.0.0.1:1/one');
    expect([...sent.body]).toEqual([
      ['csrf', 'secret'],
      ['serial', 'new'],
      ['note', ''],
      ['otp', '1'],
      ['users', '1'],
      ['users', '2'],
      ['go', 'yes'],
    ]);
  });

  test('a chosen radio puts the preselected one off; nothing chosen sends nothing', () => {
    const within = region(page, '二つ目');
    expect([...press(page, 'OK', { checked: ['異なる'] }, within).body]).toEqual([['m', 'i']]);
    expect([...press(page, 'OK', { unchecked: ['同じ'] }, within).body]).toEqual([]);
    expect(press(page, 'OK', {}, within)).toMatchObject({ method: 'GET', url: 'http://127.0.0.1:1/admin/two' });
  });

  test('an ambiguous button, an unknown field, a missing choice are errors', () => {
    expect(() => press(page, 'OK')).toThrow(/2個/);
    expect(() => press(page, 'OK', { fields: { 暗証番号: 'x' } }, region(page, '一つ目'))).toThrow(/暗証番号/);
    expect(() => press(page, 'OK', { checked: ['user09'] }, region(page, '一つ目'))).toThrow(/user09/);
    expect(() => link(page, 'ありません')).toThrow(/0個/);
    expect(() => region(page, 'どこにもない')).toThrow(/0個/);
  });
});
