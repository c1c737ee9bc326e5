/** The pages as a driver knows them: every control by role and accessible name, unique within its region. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../../testing/test-portal.ts';
import { createVisitor, logInAdmin, logInUser, type Role, type Visitor } from '../../testing/test-visitor.ts';
import { pageRoutes } from './pages.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal();
});
afterAll(() => portal.close());

const different = '全ての利用者が異なるトークンを使用する';
const same = '全ての利用者が同じトークンを使用する';
const skip = '本文へ進む';
const menu = [skip, 'ご契約先ステータス', 'ご契約先管理情報変更', '利用者情報登録／変更', '操作履歴照会', '通知メール'];
const users = ['user01', 'user02', 'user03'];
const otpSection = 'ワンタイムパスワードの設定';

interface Expected {
  readonly path: string;
  readonly who: 'anyone' | 'admin' | 'user';
  readonly mode?: 'shared' | 'individual';
  readonly h1: string;
  readonly id: string;
  /** Region ('' = the whole page) → role → exact names, in order. */
  readonly has: Readonly<Record<string, Partial<Record<Role, readonly string[]>>>>;
}

const pages: readonly Expected[] = [
  {
    path: '/',
    who: 'anyone',
    h1: 'トップ',
    id: 'STUB-TOP-01',
    has: { '': { link: [skip, '管理者ログイン', '利用者ログイン'], button: [] } },
  },
  {
    path: '/admin/login',
    who: 'anyone',
    h1: '管理者ログイン',
    id: 'STUB-LGN-01',
    has: { '': { textbox: ['ご契約先ID', 'ご契約先暗証番号'], button: ['ログオン'] } },
  },
  {
    path: '/user/login',
    who: 'anyone',
    h1: '利用者ログイン',
    id: 'STUB-LGN-02',
    has: { '': { textbox: ['ご契約先ID', '利用者ID', '利用者暗証番号'], button: ['ログオン'] } },
  },
  {
    path: '/admin',
    who: 'admin',
    h1: 'ご契約先ステータス',
    id: 'STUB-CST-01',
    has: { '': { link: menu, button: ['ログオフ'] } },
  },
  {
    path: '/admin/contract',
    who: 'admin',
    h1: 'ご契約先管理情報変更',
    id: 'STUB-CST-02',
    has: { '': { link: menu, button: ['ログオフ'] } },
  },
  {
    path: '/admin/users',
    who: 'admin',
    h1: '利用者情報選択',
    id: 'STUB-USR-01',
    has: {
      '': { link: menu, region: ['利用者一覧', otpSection] },
      利用者一覧: { radio: users, button: ['新規登録', '変更', '登録抹消', '利用中止解除'] },
      [otpSection]: { button: ['ヘルプ', '閉じる', '変更', '利用登録', '利用登録解除'] },
    },
  },
  {
    path: '/admin/otp/mode',
    who: 'admin',
    h1: 'ワンタイムパスワード利用形態設定',
    id: 'STUB-OTP-01',
    has: { '': { group: ['利用形態の選択'], radio: [different, same], button: ['ログオフ', '次へ', 'キャンセル'] } },
  },
  {
    path: '/admin/otp/register',
    who: 'admin',
    mode: 'shared',
    h1: 'ワンタイムパスワード利用登録',
    id: 'STUB-OTP-03',
    has: {
      '': {
        region: ['現在のトークン情報', 'トークン情報の入力'],
        checkbox: [],
        button: ['ログオフ', 'OK', 'クリア', 'キャンセル'],
      },
      トークン情報の入力: { textbox: ['シリアル番号', 'ワンタイムパスワード', 'ご契約先確認暗証番号'] },
    },
  },
  {
    path: '/admin/otp/register',
    who: 'admin',
    mode: 'individual',
    h1: 'ワンタイムパスワード利用登録',
    id: 'STUB-OTP-03',
    has: {
      '': { region: ['現在のトークン情報', 'トークン情報の入力'], button: ['ログオフ', 'OK', 'クリア', 'キャンセル'] },
      現在のトークン情報: { checkbox: users, textbox: [] },
      トークン情報の入力: { textbox: ['シリアル番号', 'ワンタイムパスワード', 'ご契約先確認暗証番号'], checkbox: [] },
    },
  },
  {
    path: '/admin/otp/deregister',
    who: 'admin',
    mode: 'individual',
    h1: 'ワンタイムパスワード利用登録解除',
    id: 'STUB-OTP-04',
    has: {
      '': { textbox: ['ご契約先確認暗証番号'], button: ['ログオフ', 'OK', 'キャンセル'] },
      現在のトークン情報: { checkbox: users },
    },
  },
  {
    path: '/admin/users/new',
    who: 'admin',
    h1: '利用者登録',
    id: 'STUB-USR-02',
    has: {
      '': { textbox: ['利用者ID', '利用者名', 'ご契約先確認暗証番号'], button: ['ログオフ', 'OK', 'キャンセル'] },
    },
  },
  {
    path: '/admin/users/edit?user=user02',
    who: 'admin',
    h1: '利用者情報変更',
    id: 'STUB-USR-03',
    has: { '': { textbox: ['利用者名', 'ご契約先確認暗証番号'], button: ['ログオフ', 'OK', 'キャンセル'] } },
  },
  {
    path: '/admin/users/delete?user=user02',
    who: 'admin',
    h1: '利用者登録抹消',
    id: 'STUB-USR-04',
    has: { '': { textbox: ['ご契約先確認暗証番号'], button: ['ログオフ', 'OK', 'キャンセル'] } },
  },
  {
    path: '/admin/users/unlock?user=user02',
    who: 'admin',
    h1: '利用中止解除',
    id: 'STUB-USR-05',
    has: { '': { textbox: ['ご契約先確認暗証番号'], button: ['ログオフ', 'OK', 'キャンセル'] } },
  },
  { path: '/logged-off', who: 'anyone', h1: 'トップ', id: 'STUB-TOP-01', has: { '': { button: [] } } },
  {
    path: '/admin/history',
    who: 'admin',
    h1: '操作履歴照会',
    id: 'STUB-REC-01',
    has: { '': { region: ['操作履歴の一覧'], button: ['ログオフ'] } },
  },
  {
    path: '/admin/mails',
    who: 'admin',
    h1: '通知メール',
    id: 'STUB-REC-02',
    has: { '': { region: ['通知メールの一覧'], button: ['ログオフ'] } },
  },
  {
    path: '/user',
    who: 'user',
    h1: '利用者ステータス',
    id: 'STUB-UST-01',
    has: { '': { link: [skip, '利用者ステータス', '残高照会', '資金移動'], button: ['ログオフ'] } },
  },
  { path: '/user/balance', who: 'user', h1: '残高照会', id: 'STUB-INQ-01', has: { '': { button: ['ログオフ'] } } },
  {
    path: '/user/transfer',
    who: 'user',
    h1: '資金移動',
    id: 'STUB-TRF-01',
    has: { '': { textbox: ['振込先口座番号', '金額', 'ワンタイムパスワード'], button: ['ログオフ', '実行'] } },
  },
];

describe.each(pages)('$h1 ($path $mode)', (expected) => {
  let visitor: Visitor;
  beforeAll(async () => {
    portal.service.setUp('12345678901', { mode: expected.mode ?? 'shared' });
    const { url } = portal;
    visitor = await {
      anyone: async () => createVisitor(url),
      admin: () => logInAdmin(url),
      user: () => logInUser(url),
    }[expected.who]();
    await visitor.get(expected.path);
  });

  test('is the screen it says it is', () => {
    const { $, status, html } = visitor.page;
    expect(status).toBe(200);
    expect($('h1')).toHaveLength(1);
    expect(visitor.h1()).toBe(expected.h1);
    expect($('main').text()).toContain(expected.id);
    expect($('title').text()).toContain(expected.h1);
    expect($('html').attr('lang')).toBe('ja');
    expect(html).toContain('<meta charset="utf-8">');
    expect($('body > header').text()).toContain('テスト用スタブ');
    expect($('body > header time').text()).toMatch(/^\d{4}年\d\d月\d\d日 \d\d時\d\d分\d\d秒$/);
  });

  test('has its controls by role and name', () => {
    for (const [region, roles] of Object.entries(expected.has))
      for (const [role, names] of Object.entries(roles))
        expect([role, visitor.names(role as Role, region || undefined)]).toEqual([role, names]);
  });

  test('names are unique within a region, ids on the page', () => {
    const { $ } = visitor.page;
    for (const region of [...visitor.names('region'), ...(visitor.names('region').length === 0 ? [undefined] : [])])
      for (const role of ['button', 'link', 'textbox', 'radio', 'checkbox'] as const) {
        const names = visitor.names(role, region);
        expect(names).not.toContain('');
        expect(new Set(names).size).toBe(names.length);
      }
    const ids = [...$('[id]')].map((each) => $(each).attr('id'));
    expect(new Set(ids).size).toBe(ids.length);
    for (const each of $('[aria-describedby], [aria-labelledby]'))
      for (const id of `${$(each).attr('aria-describedby') ?? ''} ${$(each).attr('aria-labelledby') ?? ''}`.split(' '))
        if (id) expect(ids).toContain(id);
  });

  test('needs no script and leaves judging to the server (D-14)', () => {
    const { $ } = visitor.page;
    expect($('script, style, [style], [onclick], [onsubmit]')).toHaveLength(0);
    expect($('[maxlength], [required], [pattern], [minlength]')).toHaveLength(0);
    for (const each of $('input[name=otp]')) {
      expect($(each).attr('inputmode')).toBe('numeric');
      expect($(each).attr('autocomplete')).toBe('one-time-code');
    }
    for (const each of $('input[name=pin], input[name=password]')) {
      expect($(each).attr('type')).toBe('password');
      expect($(each).attr('autocomplete')).toBe($(each).attr('name') === 'pin' ? 'off' : 'current-password');
    }
    for (const each of $('form[method=post]'))
      expect($(each).find('input[name=csrf]').attr('value')).toMatch(/^.{20,}$/);
  });
});

test('every page of the route table is looked at above', () => {
  const seen = new Set(pages.map(({ path }) => path.split('?')[0]));
  const unseen = pageRoutes.filter(({ method, path }) => method === 'GET' && !seen.has(path)).map(({ path }) => path);
  // It only leads back to where the choice is made.
  expect(unseen).toEqual(['/admin/otp/mode/confirm']);
});

describe('利用者情報選択', () => {
  test('the section is an accordion with the manual’s texts (S-09 to S-14)', async () => {
    portal.service.setUp('12345678901', { mode: 'shared', serial: 'SKTH00001' });
    const visitor = await logInAdmin(portal.url);
    await visitor.link('利用者情報登録／変更');
    const { $ } = visitor.page;
    const details = $('section details');
    expect(details).toHaveLength(1);
    expect(details.attr('open')).toBeUndefined();
    expect(details.children('summary').text()).toBe('ワンタイムパスワードの設定');
    expect(details.text()).toContain(
      'ワンタイムパスワード認証の利用形態を変更する場合は「変更」ボタンを押してください。',
    );
    expect(details.find('dt').text()).toBe('現在の設定');
    expect(details.find('dd').text()).toBe(same);
    expect(details.find('button').text()).toBe('変更利用登録利用登録解除');
    const rows = [...$('tbody tr')].map((row) => [...$(row).find('th, td')].slice(1).map((cell) => $(cell).text()));
    expect(rows[0]).toEqual(['user01', '法人 太郎', 'SKTH00001', '-']);
  });

  test.each(['変更', '登録抹消', '利用中止解除'])('%s without a choice is refused', async (button) => {
    const visitor = await logInAdmin(portal.url);
    await visitor.get('/admin/users');
    await visitor.press(button, {}, '利用者一覧');
    expect([visitor.h1(), visitor.code(), visitor.page.status]).toEqual(['利用者情報選択', 'E-USR-01', 422]);
  });

  test('with a choice each button opens its screen for that user', async () => {
    const visitor = await logInAdmin(portal.url);
    for (const [button, h1] of [
      ['変更', '利用者情報変更'],
      ['登録抹消', '利用者登録抹消'],
      ['利用中止解除', '利用中止解除'],
    ] as const) {
      await visitor.get('/admin/users');
      await visitor.press(button, { user03: true }, '利用者一覧');
      expect(visitor.h1()).toBe(h1);
      expect(visitor.page.$('main').text()).toContain('user03');
    }
  });
});

test('the keyboard stands at the first field that is wrong, without scripts', async () => {
  const visitor = await logInAdmin(portal.url);
  portal.service.setUp('12345678901', { mode: 'individual' });
  for (const [fill, id] of [
    [{}, 'serial'],
    [{ シリアル番号: 'SKTH00001' }, 'otp'],
    [{ シリアル番号: 'SKTH00001', ワンタイムパスワード: '000000' }, 'pin'],
    [{ シリアル番号: 'SKTH00001', ワンタイムパスワード: '000000', ご契約先確認暗証番号: 'kakunin01' }, 'user-0'],
  ] as const) {
    await visitor.get('/admin/otp/register');
    expect(visitor.page.$('[autofocus]')).toHaveLength(0);
    await visitor.press('OK', fill);
    expect([...visitor.page.$('[autofocus]')].map((each) => visitor.page.$(each).attr('id'))).toEqual([id]);
  }
});

test('an unknown address keeps menu and ログオフ; who logs off is told so', async () => {
  const visitor = await logInAdmin(portal.url);
  const lost = await visitor.get('/admin/nowhere');
  expect([lost.status, visitor.names('button')]).toEqual([404, ['ログオフ']]);
  expect(visitor.names('link')).toEqual(expect.arrayContaining(menu));
  await visitor.press('ログオフ');
  expect([visitor.h1(), visitor.status(), visitor.names('button')]).toEqual(['トップ', 'ログオフしました。', []]);
  expect((await visitor.get('/admin')).status).toBe(401);
});

test('history and mails show the administrator what the bank wrote down, the latest first', async () => {
  const visitor = await logInAdmin(portal.url);
  portal.service.setUp('12345678901', { mode: 'shared' });
  const pin = { ご契約先確認暗証番号: 'kakunin01' };
  for (const user of ['新 一郎', '新 二郎']) {
    await visitor.get('/admin/users/edit?user=user02');
    await visitor.press('OK', { 利用者名: user, ...pin });
  }
  const { $ } = await visitor.get('/admin/history');
  const rows = [...$('tbody tr')].map((row) => [...$(row).find('td')].map((cell) => $(cell).text()).slice(1, 4));
  expect(rows.slice(0, 2)).toEqual([
    ['管理者', '利用者情報変更', 'user02'],
    ['管理者', '利用者情報変更', 'user02'],
  ]);
  const mails = await visitor.get('/admin/mails');
  expect(mails.$('details')).toHaveLength(portal.service.mails('12345678901').length);
  expect(mails.$('.letter').first().text()).toContain('利用者情報変更を受け付けました。');
});

test('the mode page shows the note and preselects the current mode (S-17, S-18)', async () => {
  const visitor = await logInAdmin(portal.url);
  for (const mode of ['shared', 'individual'] as const) {
    portal.service.setUp('12345678901', { mode });
    await visitor.get('/admin/otp/mode');
    expect(visitor.page.$('input[checked]').attr('value')).toBe(mode);
    expect(visitor.page.$('main').text()).toContain('利用形態を変更する場合は、トークンの利用登録が解除されます。');
  }
});

test('the login pages show the demo contract’s ids and PINs while it exists, and nothing of any other', async () => {
  const visitor = createVisitor(portal.url);
  const other = portal.service.createContract({});
  if (!other.ok) throw new Error('no contract');
  await visitor.get('/admin/login');
  expect(visitor.page.$('header').text()).toMatch(/12345678901.*keiyaku01.*kakunin01/s);
  await visitor.get('/user/login');
  expect(visitor.page.$('header').text()).toMatch(/user01.*riyou01.*user03.*riyou03/s);
  expect(visitor.page.html).not.toContain(other.value.contractId);
  portal.service.deleteContract('12345678901');
  for (const path of ['/admin/login', '/user/login']) {
    await visitor.get(path);
    expect(visitor.page.$('header').text()).not.toContain('試験用のご契約');
    expect(visitor.page.html).not.toContain('12345678901');
  }
});
