/** Forms that act once, in their order, from where they were drawn (D-10, D-16, quality F5, F10, B9). */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { memoryStore } from '../../store/memory.ts';
import { type Store, StoreUnavailable } from '../../store/store.ts';
import { startTestPortal, type TestPortal } from '../../testing/test-portal.ts';
import { demo, logInAdmin, logInUser, type Visitor } from '../../testing/test-visitor.ts';

let portal: TestPortal;
let admin: Visitor;
beforeEach(async () => {
  portal = await startTestPortal();
  admin = await logInAdmin(portal.url);
});
afterEach(() => portal.close());

const pin = { ご契約先確認暗証番号: demo.pin };
const typed = (serial: string) => ({ シリアル番号: serial, ワンタイムパスワード: portal.freshCode(serial), ...pin });
const history = () => portal.service.history(demo.contractId);
/** Everything of the contract but its failure counters. */
const state = () => {
  const { failures, users, ...rest } = portal.service.contract(demo.contractId) ?? { failures: 0, users: [] };
  return JSON.stringify([rest, users.map(({ failures: _, ...user }) => user), history()]);
};

describe('one submit, one act', () => {
  test('double OK registers once, and both are shown that it was done', async () => {
    await admin.get('/admin/otp/register');
    const { path, body } = admin.prepare('OK', typed('SKTH00001'));
    const other = await cloneOf(admin);
    const answers = await Promise.all([admin.send(path, body), other.send(path, body)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200]);
    for (const visitor of [admin, other]) expect(visitor.status()).toContain('登録完了');
    expect(history()).toHaveLength(1);
  });

  test('Back and resend after completion is stale, with a fresh code too', async () => {
    await admin.get('/admin/otp/register');
    const first = admin.prepare('OK', typed('SKTH00001'));
    await admin.send(first.path, first.body);
    first.body.set('otp', portal.freshCode('SKTH00001'));
    await admin.send(first.path, first.body);
    expect([admin.code(), admin.page.status]).toEqual(['E-STA-01', 409]);
    expect(history()).toHaveLength(1);
  });

  test.each([
    ['/admin/users/new', { 利用者ID: 'user09', 利用者名: '法人 九郎', ...pin }],
    ['/admin/users/edit?user=user01', { 利用者名: '法人 改名', ...pin }],
    ['/admin/users/delete?user=user01', pin],
  ] as const)('%s acts once', async (path, fill) => {
    await admin.get(path);
    const { path: target, body } = admin.prepare('OK', fill);
    await admin.send(target, body);
    expect(admin.page.status).toBe(200);
    const { html } = admin.page;
    await admin.send(target, body);
    expect(admin.page.html).toBe(html);
    portal.clock.move(2001);
    await admin.send(target, body);
    expect(admin.code()).toBe('E-STA-01');
    expect(history()).toHaveLength(1);
  });

  test('a transfer executes once; 20 posts at once, too', async () => {
    portal.service.setUp(demo.contractId, { mode: 'shared', serial: 'SKTH00001' });
    const user = await logInUser(portal.url);
    await user.get('/user/transfer');
    const otp = portal.freshCode('SKTH00001');
    const { path, body } = user.prepare('実行', { 振込先口座番号: '1', 金額: '1', ワンタイムパスワード: otp });
    const clones = await Promise.all(Array.from({ length: 20 }, () => cloneOf(user)));
    const answers = await Promise.all(clones.map((clone) => clone.send(path, body)));
    expect(new Set(answers.map(({ html }) => html)).size).toBe(1);
    expect(clones[0]?.status()).toContain('受付完了');
    expect(history()).toHaveLength(2);
    // The consumed form carries no second transfer, whatever code comes with it.
    body.set('otp', portal.freshCode('SKTH00001'));
    await user.send(path, body);
    expect(user.code()).toBe('E-STA-01');
  });

  test('a refused form can be corrected on its own page and then acts', async () => {
    await admin.get('/admin/otp/register');
    await admin.press('OK', { ...typed('SKTH00001'), ご契約先確認暗証番号: 'wrong123' });
    expect(admin.code()).toBe('E-PIN-01');
    await admin.press('OK', { ワンタイムパスワード: portal.code('SKTH00001'), ...pin });
    expect(admin.status()).toContain('登録完了');
  });
});

describe('screens cannot be skipped', () => {
  const posts = [
    ['/admin/otp/register', () => ({ serial: 'SKTH00001', otp: portal.freshCode('SKTH00001'), pin: demo.pin })],
    ['/admin/otp/deregister', () => ({ pin: demo.pin })],
    ['/admin/otp/mode', () => ({ mode: 'individual' })],
    ['/admin/otp/mode/confirm', () => ({ pin: demo.pin })],
    ['/admin/users/new', () => ({ userId: 'user09', name: '法人 九郎', pin: demo.pin })],
    ['/admin/users/edit', () => ({ name: '法人 改名', pin: demo.pin })],
    ['/admin/users/delete', () => ({ pin: demo.pin })],
    ['/admin/users/unlock', () => ({ pin: demo.pin })],
  ] as const;

  test.each(posts)('%s without its form', async (path, fields) => {
    portal.service.setUp(demo.contractId, { mode: 'shared', serial: 'SKTH00002' });
    const before = state();
    await admin.get('/admin');
    const csrf = csrfOf(admin);
    await admin.send(path, new URLSearchParams({ csrf, ...fields() }));
    expect([admin.code(), admin.page.status]).toEqual(['E-STA-01', 409]);
    for (const form of ['', 'x', 'A'.repeat(22), '__proto__', 'constructor']) {
      await admin.send(path, new URLSearchParams({ csrf, form, ...fields() }));
      expect(admin.code()).toBe('E-STA-01');
    }
    expect(state()).toBe(before);
  });

  test('another screen’s form, or another session’s, is none', async () => {
    await admin.get('/admin/otp/deregister');
    const strange = formOf(admin);
    const other = await logInAdmin(portal.url);
    await other.get('/admin/otp/register');
    const fields = { serial: 'SKTH00001', otp: portal.freshCode('SKTH00001'), pin: demo.pin };
    for (const form of [strange, formOf(other)]) {
      await admin.get('/admin');
      await admin.send('/admin/otp/register', new URLSearchParams({ csrf: csrfOf(admin), form, ...fields }));
      expect(admin.code()).toBe('E-STA-01');
    }
    expect(history()).toHaveLength(0);
  });

  test('a mode that is none, and none at all, is E-INP-01 (B14)', async () => {
    for (const mode of [undefined, '', 'both', 'Shared', 'shared ', '__proto__']) {
      await admin.get('/admin/otp/mode');
      const { body } = admin.prepare('次へ');
      body.delete('mode');
      if (mode !== undefined) body.set('mode', mode);
      await admin.send('/admin/otp/mode', body);
      expect([mode, admin.code()]).toEqual([mode, 'E-INP-01']);
    }
    expect(history()).toHaveLength(0);
  });

  test('users of another contract in the list are refused; nobody is registered', async () => {
    const other = portal.service.createContract({ users: [{ userId: 'stranger', name: '他社 太郎' }] });
    if (!other.ok) throw new Error('no contract');
    portal.service.setUp(demo.contractId, { mode: 'individual' });
    const before = state();
    await admin.get('/admin/otp/register');
    const { body } = admin.prepare('OK', { ...typed('SKTH00001'), user01: true });
    body.append('users', 'stranger');
    await admin.send('/admin/otp/register', body);
    expect(admin.page.status).toBe(409);
    expect(state()).toBe(before);
    expect(portal.service.contract(other.value.contractId)).toEqual(other.value);
  });

  test('the PIN is asked for every registration and deregistration (B9)', async () => {
    portal.service.setUp(demo.contractId, { mode: 'shared', serial: 'SKTH00002' });
    const before = state();
    for (const [path, fill] of [
      ['/admin/otp/register', typed('SKTH00001')],
      ['/admin/otp/deregister', pin],
    ] as const)
      for (const value of [undefined, '', 'wrong123', 'riyou01', demo.password]) {
        await admin.get(path);
        const { body } = admin.prepare('OK', fill);
        body.delete('pin');
        if (value !== undefined) body.set('pin', value);
        await admin.send(path, body);
        expect(admin.page.status).toBeGreaterThan(400);
        portal.service.unlock(demo.contractId);
        admin = await logInAdmin(portal.url);
      }
    expect(portal.service.contract(demo.contractId)?.registration.serial).toBe('SKTH00002');
    expect(before).toContain('SKTH00002');
  });
});

describe('stale screens (D-10)', () => {
  test('mode changed elsewhere: E-STA-01, and the screen starts again from what is true now (C3)', async () => {
    await admin.get('/admin/otp/register');
    const other = await logInAdmin(portal.url);
    await other.get('/admin/otp/mode');
    await other.press('次へ', { 全ての利用者が異なるトークンを使用する: true });
    await admin.press('OK', typed('SKTH00001'));
    expect(admin.code()).toBe('E-STA-01');
    expect(admin.names('checkbox')).toEqual(['user01', 'user02', 'user03']);
    expect(admin.page.$('input[name=serial]').attr('value')).toBe('');
    await admin.press('OK', { ...typed('SKTH00001'), user01: true });
    expect(admin.status()).toContain('登録完了');
  });

  test('two sessions, different users: both succeed (C6); the same user: one (C4)', async () => {
    portal.service.setUp(demo.contractId, { mode: 'individual' });
    const other = await logInAdmin(portal.url);
    await admin.get('/admin/otp/register');
    await other.get('/admin/otp/register');
    await admin.press('OK', { ...typed('SKTH00001'), user01: true });
    await other.press('OK', { ...typed('SKTH00002'), user02: true });
    expect([admin.status(), other.status()].map((text) => text?.slice(0, 4))).toEqual(['登録完了', '登録完了']);
    await admin.get('/admin/otp/register');
    await other.get('/admin/otp/register');
    await admin.press('OK', { ...typed('SKTH00001'), user03: true });
    await other.press('OK', { ...typed('SKTH00002'), user03: true });
    expect([admin.code(), other.code()]).toEqual([undefined, 'E-STA-01']);
  });

  test('the confirmation screen stands on the choice’s screen: a change in between makes it stale', async () => {
    const made = portal.service.createContract({ policy: { confirmModeChange: true } });
    if (!made.ok) throw new Error('no contract');
    const { contractId, password, confirmationPin } = made.value;
    admin = await logInAdmin(portal.url, { contractId, password, pin: confirmationPin });
    await admin.get('/admin/otp/mode');
    portal.service.setUp(contractId, { mode: 'shared', serial: 'SKTH00001' });
    await admin.press('次へ', { 全ての利用者が異なるトークンを使用する: true });
    await admin.press('OK', { ご契約先確認暗証番号: confirmationPin });
    expect(admin.code()).toBe('E-STA-01');
    expect(portal.service.contract(contractId)).toMatchObject({
      mode: 'shared',
      registration: { serial: 'SKTH00001' },
    });
  });
});

describe('forged posts (F5)', () => {
  const target = '/admin/otp/mode';
  async function forged(change: (body: URLSearchParams) => void, headers: Record<string, string> = {}): Promise<void> {
    await admin.get(target);
    const { body } = admin.prepare('次へ', { 全ての利用者が異なるトークンを使用する: true });
    change(body);
    await admin.send(target, body, { headers });
  }

  test('token missing, empty, wrong, another session’s, an older session’s', async () => {
    const older = csrfOf(admin);
    const other = await logInAdmin(portal.url);
    admin = await logInAdmin(portal.url);
    for (const token of [undefined, '', 'x', older, csrfOf(other), csrfOf(admin).toUpperCase()]) {
      await forged((body) => (token === undefined ? body.delete('csrf') : body.set('csrf', token)));
      expect([admin.code(), admin.page.status]).toEqual(['E-SES-03', 403]);
    }
    expect(history()).toHaveLength(0);
    expect(portal.service.attempts(demo.contractId).at(-1)).toMatchObject({ act: 'changeMode', reason: 'form-token' });
  });

  test.each<Readonly<Record<string, string>>>([
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('%j is refused', async (headers) => {
    await forged(() => {}, { ...headers });
    expect(admin.page.status).toBe(403);
    expect(history()).toHaveLength(0);
  });

  test('the proof: the same post with our own origin goes through', async () => {
    await forged(() => {}, { origin: portal.url, 'sec-fetch-site': 'same-origin' });
    expect(admin.page.status).toBe(200);
    expect(history()).toHaveLength(1);
  });

  test.each([
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/json',
    'application/x-www-form-urlencoded; charset=shift_jis',
    '',
  ])('a body of type "%s" is refused', async (type) => {
    await admin.get(target);
    const { body } = admin.prepare('次へ', { 全ての利用者が異なるトークンを使用する: true });
    await admin.send(target, new TextEncoder().encode(String(body)), { headers: type ? { 'content-type': type } : {} });
    expect(admin.page.status).toBe(415);
    expect(history()).toHaveLength(0);
  });

  test('without a token nobody logs on either', async () => {
    const visitor = await logInAdmin(portal.url);
    await visitor.get('/admin/login');
    const { body } = visitor.prepare('ログオン', { ご契約先ID: demo.contractId, ご契約先暗証番号: demo.password });
    body.set('csrf', 'x');
    await visitor.send('/admin/login', body);
    expect([visitor.h1(), visitor.code()]).toEqual(['管理者ログイン', 'E-SES-03']);
  });
});

test('looking at every page changes nothing at all (GET)', async () => {
  portal.service.setUp(demo.contractId, { mode: 'individual', users: { user01: 'SKTH00001' } });
  const everything = () =>
    JSON.stringify([
      portal.service.contracts(),
      history(),
      portal.service.mails(demo.contractId),
      portal.service.serial('SKTH00001'),
    ]);
  const before = everything();
  const { pageRoutes } = await import('./pages.ts');
  for (const { method, path } of pageRoutes)
    for (const query of ['', '?user=user01', '?mode=shared&serial=SKTH00002&otp=123456&pin=kakunin01&users=user01'])
      if (method === 'GET' && path.startsWith('/admin')) await admin.get(path + query);
  expect(admin.page.status).toBe(200);
  expect(everything()).toBe(before);
});

function csrfOf({ page }: Visitor): string {
  return page.$('input[name=csrf]').attr('value') ?? '';
}

function formOf({ page }: Visitor): string {
  return page.$('input[name=form]').attr('value') ?? '';
}

/** A second window of the same browser. */
async function cloneOf(visitor: Visitor): Promise<Visitor> {
  const { createVisitor } = await import('../../testing/test-visitor.ts');
  const clone = createVisitor(portal.url);
  for (const [name, value] of visitor.cookies) clone.cookies.set(name, value);
  return clone;
}

test('when nothing can be written down, every act is E-SYS-01 and a 503, never a 500 (J6)', async () => {
  const store = memoryStore();
  let full = false;
  const failing: Store = {
    ...store,
    transact(work) {
      if (full) throw new StoreUnavailable('disk full');
      return store.transact(work);
    },
  };
  const broken = await startTestPortal(undefined, { store: failing });
  const visitor = await logInAdmin(broken.url);
  await visitor.get('/admin/otp/register');
  const { path, body } = visitor.prepare('OK', {
    シリアル番号: 'SKTH00001',
    ワンタイムパスワード: broken.code('SKTH00001'),
    ...pin,
  });
  full = true;
  await visitor.send(path, body);
  expect([visitor.code(), visitor.page.status]).toEqual(['E-SYS-01', 503]);
  body.set('csrf', 'x');
  await visitor.send(path, body);
  expect([visitor.code(), visitor.page.status]).toEqual(['E-SYS-01', 503]);
  visitor.cookies.clear();
  await visitor.send('/user/transfer', body);
  expect([visitor.code(), visitor.page.status]).toEqual(['E-SYS-01', 503]);
  const bank = await broken.admin(`contracts/${demo.contractId}`, { method: 'DELETE' });
  expect([bank.status, await bank.json()]).toEqual([503, expect.objectContaining({ code: 'not-recorded' })]);
  full = false;
  expect(broken.service.history(demo.contractId)).toHaveLength(0);
  await broken.close();
});
