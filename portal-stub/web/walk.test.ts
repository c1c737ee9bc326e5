/** The manual's procedures walked on the pages, and what a page keeps, says and forgets. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { demo, logInAdmin, logInUser, type Visitor } from '../testing/test-visitor.ts';

let portal: TestPortal;
let admin: Visitor;
beforeEach(async () => {
  portal = await startTestPortal();
  admin = await logInAdmin(portal.url);
});
afterEach(() => portal.close());

const section = 'ワンタイムパスワードの設定';
const different = '全ての利用者が異なるトークンを使用する';
const same = '全ての利用者が同じトークンを使用する';
const pin = { ご契約先確認暗証番号: demo.pin };

async function openSection(): Promise<void> {
  await admin.link('ご契約先管理情報変更');
  await admin.link('利用者情報登録／変更');
}

function typed(serial: string, otp = portal.freshCode(serial)) {
  return { シリアル番号: serial, ワンタイムパスワード: otp, ...pin };
}

async function register(serial: string, users: readonly string[] = []): Promise<void> {
  await openSection();
  await admin.press('利用登録', {}, section);
  await admin.press('OK', { ...typed(serial), ...Object.fromEntries(users.map((user) => [user, true])) });
}

async function changeMode(to: string): Promise<void> {
  await openSection();
  await admin.press('変更', {}, section);
  await admin.press('次へ', { [to]: true });
}

async function transferBy(userId: string, serial: string): Promise<string | undefined> {
  const user = await logInUser(portal.url, userId, `riyou${userId.slice(-2)}`);
  await user.link('資金移動');
  await user.press('実行', { 振込先口座番号: '1234567', 金額: '1000', ワンタイムパスワード: portal.freshCode(serial) });
  return user.code() ?? user.status()?.split(' ')[0];
}

/** 利用者ID → シリアル番号 as the screen shows them. */
function table(): Record<string, string> {
  const { $ } = admin.page;
  return Object.fromEntries(
    [...$('tbody tr')].map((row) => [$(row).find('th').text(), $(row).find('td').last().text()]),
  );
}

test('(1) shared to individual, each user their own token', async () => {
  await register('SKTH00001');
  expect(admin.status()).toMatch(/^登録完了.*SKTH00001/);
  expect(admin.text('現在のトークン情報')).toContain('シリアル番号SKTH00001');

  await changeMode(different);
  expect(admin.h1()).toBe('ワンタイムパスワード利用登録');
  expect(table()).toEqual({ user01: '未登録', user02: '未登録', user03: '未登録' });
  expect(await transferBy('user01', 'SKTH00001')).toBe('E-REG-01');

  await admin.press('OK', { ...typed('SKTH00001'), user01: true });
  expect(admin.status()).toMatch(/^登録完了.*SKTH00001（user01）/);
  await admin.press('OK', { ...typed('SKTS00001'), user02: true });
  expect(table()).toEqual({ user01: 'SKTH00001', user02: 'SKTS00001', user03: '未登録' });
  expect(await transferBy('user01', 'SKTH00001')).toBe('受付完了');
  expect(await transferBy('user02', 'SKTH00001')).toBe('E-OTP-01');
});

test('(2) a swap in shared mode asks for the new token only, and offers no user choice', async () => {
  await register('SKTH00001');
  await register('SKTH00002');
  expect(admin.text('現在のトークン情報')).toContain('SKTH00002');
  expect(admin.names('checkbox')).toEqual([]);
  expect(await transferBy('user03', 'SKTH00001')).toBe('E-OTP-01');
  expect(await transferBy('user03', 'SKTH00002')).toBe('受付完了');
});

test('(3) several users share one token in individual mode, by one submit (S-33, D-03)', async () => {
  await changeMode(different);
  await register('SKTH00001', ['user01', 'user02']);
  await register('SKTH00002', ['user03']);
  expect(table()).toEqual({ user01: 'SKTH00001', user02: 'SKTH00001', user03: 'SKTH00002' });
  expect(await transferBy('user02', 'SKTH00001')).toBe('受付完了');
  await openSection();
  expect(admin.text(section)).toContain(different);
});

test('choosing the current mode again changes nothing and says so (D-02)', async () => {
  await register('SKTH00001');
  await changeMode(same);
  expect(admin.status()).toContain('変更');
  expect(admin.text('現在のトークン情報')).toContain('SKTH00001');
  expect(portal.service.history(demo.contractId)).toHaveLength(1);
});

test('利用登録解除 wants the PIN only, and the users in individual mode (D-07)', async () => {
  await register('SKTH00001');
  await openSection();
  await admin.press('利用登録解除', {}, section);
  await admin.press('OK', pin);
  expect(admin.status()).toBe('登録解除完了');
  expect(admin.text('現在のトークン情報')).toContain('未登録');

  await changeMode(different);
  await register('SKTH00001', ['user01', 'user02']);
  await openSection();
  await admin.press('利用登録解除', {}, section);
  await admin.press('OK', pin);
  expect(admin.code()).toBe('E-USR-01');
  await admin.press('OK', { ...pin, user01: true });
  expect(table()).toEqual({ user01: '未登録', user02: 'SKTH00001', user03: '未登録' });
});

test('利用登録解除 with nothing registered is refused at once, and again at OK', async () => {
  await openSection();
  await admin.press('利用登録解除', {}, section);
  expect([admin.h1(), admin.code()]).toEqual(['ワンタイムパスワード利用登録解除', 'E-REG-01']);
  await admin.press('OK', pin);
  expect([admin.code(), admin.page.status]).toEqual(['E-REG-01', 409]);
});

test('キャンセル leads back, sends nothing and changes nothing', async () => {
  await register('SKTH00001');
  const before = JSON.stringify([portal.service.contract(demo.contractId), portal.service.attempts(demo.contractId)]);
  for (const path of [
    'otp/mode',
    'otp/register',
    'otp/deregister',
    'users/new',
    'users/edit?user=user01',
    'users/delete?user=user01',
  ]) {
    await admin.get(`/admin/${path}`);
    expect(admin.prepare('キャンセル')).toMatchObject({ path: '/admin/users', method: 'get' });
    expect([...admin.prepare('キャンセル').body]).toEqual([]);
    await admin.press('キャンセル');
    expect(admin.h1()).toBe('利用者情報選択');
  }
  expect(JSON.stringify([portal.service.contract(demo.contractId), portal.service.attempts(demo.contractId)])).toBe(
    before,
  );
});

test('クリア is a reset button', async () => {
  await admin.get('/admin/otp/register');
  const { $ } = admin.page;
  expect($('button:contains("クリア")').attr('type')).toBe('reset');
});

describe('users', () => {
  test('add, rename, delete: each ends with its status and shows in the list', async () => {
    await openSection();
    await admin.press('新規登録', {}, '利用者一覧');
    await admin.press('OK', { 利用者ID: 'user04', 利用者名: '法人 四郎', ...pin });
    expect(admin.status()).toBe('利用者登録完了');
    const added = portal.service.contract(demo.contractId)?.users.find(({ userId }) => userId === 'user04');
    expect(admin.page.$('main').text()).toContain(added?.password);
    await logInUser(portal.url, 'user04', added?.password);

    await openSection();
    await admin.press('変更', { user04: true }, '利用者一覧');
    expect(admin.page.$('input[name=name]').attr('value')).toBe('法人 四郎');
    await admin.press('OK', { 利用者名: '法人 改名', ...pin });
    expect(admin.status()).toBe('利用者情報変更完了');
    await openSection();
    expect(admin.text('利用者一覧')).toContain('法人 改名');

    await admin.press('登録抹消', { user04: true }, '利用者一覧');
    await admin.press('OK', pin);
    expect(admin.status()).toBe('利用者登録抹消完了');
    await openSection();
    expect(admin.names('radio', '利用者一覧')).toEqual(['user01', 'user02', 'user03']);
  });

  test('利用中止解除: shown with ×, released with the PIN, refused for who is not stopped', async () => {
    for (let count = 0; count < 7; count += 1)
      portal.service.act(demo.contractId, { type: 'userLogin', userId: 'user02', password: 'wrong123' });
    await openSection();
    expect(admin.page.$('tbody tr').eq(1).text()).toContain('×');
    await admin.press('利用中止解除', { user02: true }, '利用者一覧');
    await admin.press('OK', { ご契約先確認暗証番号: 'wrong123' });
    expect(admin.code()).toBe('E-PIN-01');
    await admin.press('OK', pin);
    expect(admin.status()).toBe('利用中止解除完了');
    await logInUser(portal.url, 'user02', 'riyou02');
    await admin.get('/admin/users/unlock?user=user02');
    expect([admin.code(), admin.page.status]).toEqual(['E-USR-02', 200]);
    await admin.press('OK', pin);
    expect([admin.code(), admin.page.status]).toEqual(['E-USR-02', 409]);
  });

  test.each([
    '法人 𠮷郎',
    '髙﨑',
    '葛\u{e0100}城',
    'か\u3099く',
    'ﾎｳｼﾞﾝ ﾀﾛｳ',
    '<b>&amp;"\'',
    'a'.repeat(50),
    "O'Neil {{7*7}} #{7*7} <%= 7*7 %>",
  ])('the name %s survives byte for byte', async (name) => {
    await admin.get('/admin/users/edit?user=user01');
    await admin.press('OK', { 利用者名: name, ...pin });
    expect(admin.status()).toBe('利用者情報変更完了');
    expect(portal.service.contract(demo.contractId)?.users[0]?.name).toBe(name);
    await admin.get('/admin/users');
    expect(admin.page.$('tbody bdi').first().text()).toBe(name);
    await admin.get('/admin/users/edit?user=user01');
    expect(admin.page.$('input[name=name]').attr('value')).toBe(name);
  });
});

describe('after a refusal', () => {
  test('the form keeps serial and users, never code or PIN; the wrong field is marked', async () => {
    await changeMode(different);
    await admin.press('OK', { シリアル番号: 'skth00001', ワンタイムパスワード: '123456', ...pin, user02: true });
    const { $, html } = admin.page;
    expect([admin.code(), admin.page.status]).toEqual(['E-INP-10', 422]);
    expect(admin.alert()).toContain('半角');
    expect($('input[name=serial]').attr('value')).toBe('skth00001');
    expect($('input[name=serial]').attr('aria-invalid')).toBe('true');
    expect([...$('input[checked]')].map((each) => $(each).attr('value'))).toEqual(['user02']);
    expect($('input[name=otp]').attr('value')).toBe('');
    expect($('input[name=pin]').attr('value')).toBe('');
    expect(html).not.toContain('123456');
    expect(html).not.toContain(demo.pin);
  });

  test('no hint tells the cases of E-OTP-01 apart: same status, same page but for what was typed', async () => {
    await register('SKTH00001');
    const used = portal.code('SKTH00001');
    const seen = new Set<string>();
    for (const [serial, otp] of [
      ['SKTH99999', '000000'],
      ['SKTH00001', used],
      ['SKTH00002', portal.code('SKTS00001')],
    ] as const) {
      await admin.get('/admin/otp/register');
      const { body } = admin.prepare('OK', { ...typed(serial, otp) });
      await admin.send('/admin/otp/register', body);
      expect(admin.code()).toBe('E-OTP-01');
      const page = admin.page.html.replace(`value="${serial}"`, '').replace(/name="form" value="[^"]*"/, '');
      seen.add(`${admin.page.status} ${page}`);
    }
    expect(seen.size).toBe(1);
  });

  test('a transfer keeps account and amount, not the code', async () => {
    await register('SKTH00001');
    const user = await logInUser(portal.url);
    await user.link('資金移動');
    await user.press('実行', { 振込先口座番号: '7654321', 金額: '500', ワンタイムパスワード: '000000' });
    expect(user.code()).toBe('E-OTP-01');
    const values = [...user.page.$('form[action="/user/transfer"] input:not([type=hidden])')].map((each) =>
      user.page.$(each).attr('value'),
    );
    expect(values).toEqual(['7654321', '500', '']);
  });
});

describe('policies', () => {
  test('confirmModeChange: the choice commits only with the PIN on the confirmation screen (D-01)', async () => {
    const made = portal.service.createContract({ policy: { confirmModeChange: true } });
    if (!made.ok) throw new Error('no contract');
    const { contractId, password, confirmationPin } = made.value;
    admin = await logInAdmin(portal.url, { contractId, password, pin: confirmationPin });
    const mode = () => portal.service.contract(contractId)?.mode;
    await changeMode(different);
    expect(admin.h1()).toBe('ワンタイムパスワード利用形態設定確認');
    expect(admin.names('textbox')).toEqual(['ご契約先確認暗証番号']);
    expect(mode()).toBe('shared');
    await admin.press('OK', { ご契約先確認暗証番号: 'wrong123' });
    expect([admin.h1(), admin.code(), mode()]).toEqual(['ワンタイムパスワード利用形態設定確認', 'E-PIN-01', 'shared']);
    await admin.press('OK', { ご契約先確認暗証番号: confirmationPin });
    expect([admin.h1(), mode()]).toEqual(['ワンタイムパスワード利用登録', 'individual']);
    await changeMode(different);
    expect(admin.status()).toContain('変更なし');
  });

  test('unregisteredUser confirmationPin: 資金移動 asks 利用者確認暗証番号 instead (D-08)', async () => {
    const made = portal.service.createContract({ policy: { unregisteredUser: 'confirmationPin' } });
    if (!made.ok) throw new Error('no contract');
    const { contractId } = made.value;
    const [who] = made.value.users;
    if (!who) throw new Error('no user');
    const user = await logInUser(portal.url, who.userId, who.password, contractId);
    await user.link('資金移動');
    expect(user.names('textbox')).toEqual(['振込先口座番号', '金額', '利用者確認暗証番号']);
    const order = { 振込先口座番号: '1', 金額: '1' };
    await user.press('実行', { ...order, 利用者確認暗証番号: who.confirmationPin });
    expect(user.status()).toContain('受付完了');

    // The form that asked for the PIN is stale once a token is registered.
    portal.service.setUp(contractId, { mode: 'shared', serial: 'SKTH00001' });
    await user.press('実行', { ...order, 利用者確認暗証番号: who.confirmationPin });
    expect(user.code()).toBe('E-STA-01');
    expect(user.names('textbox')).toContain('ワンタイムパスワード');
  });
});

test('inquiries work without a token (N3)', async () => {
  const user = await logInUser(portal.url);
  await user.link('残高照会');
  expect(user.page.$('main').text()).toMatch(/残高\s*[\d,]+円/);
});

test('what clients say about the time changes nothing (A9)', async () => {
  const headers = { date: 'Sun, 22 Nov 2020 00:00:00 GMT', 'x-forwarded-for': '10.0.0.1', 'x-time': '1' };
  await admin.get('/admin/otp/register', { headers });
  expect(admin.page.$('time').text()).toBe('2026年11月22日 19時03分26秒');
  const { body } = admin.prepare('OK', typed('SKTH00001', portal.code('SKTH00001', -2)));
  await admin.send('/admin/otp/register', body, { headers: { ...headers, date: 'Sun, 22 Nov 2026 10:02:30 GMT' } });
  expect(admin.code()).toBe('E-OTP-01');
});
