import { expect, test } from 'vitest';
import { readPage } from '../../../browser/page.ts';
import { blanked, openWindows, type PagesWindow } from './open-windows.ts';

test('what a secret’s field and a hidden field hold is blanked, and nothing else', () => {
  const html =
    '<input type="hidden" name="csrf" value="abc"><input value="PIN" type="password"><input value="SKTH00001">' +
    "<INPUT type=password value='PIN'><input autocomplete=one-time-code value=123456>";
  expect(blanked(html)).toBe(
    '<input type="hidden" name="csrf" value="***"><input value="***" type="password"><input value="SKTH00001">' +
      '<INPUT type=password value="***"><input autocomplete=one-time-code value="***">',
  );
});

test('each page with its owner and title; the one in front with a picture, where there is one', async () => {
  const windows = openWindows();
  const page = (heading: string) => readPage('http://x/', 200, `<h1>${heading}</h1>`);
  const pages = [page('奥'), page('前')];
  const picture = async () => Buffer.from('png');
  windows.add('管理者', { shown: () => pages, picture } as unknown as PagesWindow);
  windows.add('利用者「user01」', { shown: () => [page('照会')] } as unknown as PagesWindow);
  expect(windows.shown().map(({ name, picture }) => [name, picture !== undefined])).toEqual([
    ['管理者: 奥', false],
    ['管理者: 前', true],
    ['利用者「user01」: 照会', false],
  ]);
  windows.forget();
  expect(windows.shown()).toEqual([]);
});
