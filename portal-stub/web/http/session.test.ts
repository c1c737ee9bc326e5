/** Sessions over real HTTP (quality F1 to F4, F13; D-09, D-10, D-20). */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { atHome } from '../../../common/reach.ts';
import { startTestPortal, type TestPortal } from '../../testing/test-portal.ts';
import { createVisitor, demo, logInAdmin, logInUser, type Visitor } from '../../testing/test-visitor.ts';
import { maxParallel } from './session.ts';

let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal();
});
afterEach(() => portal.close());

const minute = 60_000;
const cookie = 'ichido-session';

async function opens(visitor: Visitor, path: string): Promise<boolean> {
  await visitor.get(path);
  return visitor.page.status === 200;
}

/** Another browser that holds the same cookie. */
function thiefOf(visitor: Visitor): Visitor {
  const thief = createVisitor(portal.url);
  thief.cookies.set(cookie, visitor.cookies.get(cookie) ?? '');
  return thief;
}

test('the cookie is HttpOnly, Strict, for / and dies with the browser', async () => {
  const { headers } = await fetch(`${portal.url}/admin/login`);
  const [line] = headers.getSetCookie();
  expect(line).toMatch(/^ichido-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
});

test('under TLS it is Secure and has the __Host- prefix', async () => {
  const secure = await startTestPortal(undefined, { reach: { ...atHome, trustProxy: true } });
  const { headers } = await fetch(`${secure.url}/admin/login`);
  expect(headers.getSetCookie()[0]).toMatch(
    /^__Host-ichido-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  );
  expect(headers.get('strict-transport-security')).toContain('max-age');
  await secure.close();
});

test('log-in gives a new id; the one before, and one that was planted, are dead', async () => {
  const visitor = createVisitor(portal.url);
  visitor.cookies.set(cookie, 'planted');
  await visitor.get('/admin/login');
  const before = visitor.cookies.get(cookie);
  expect(before).not.toBe('planted');
  await visitor.press('ログオン', { ご契約先ID: demo.contractId, ご契約先暗証番号: demo.password });
  const after = visitor.cookies.get(cookie);
  expect(after).not.toBe(before);
  expect(visitor.h1()).toBe('ご契約先ステータス');
  for (const id of ['planted', before ?? '']) {
    const { status } = await fetch(`${portal.url}/admin`, { headers: { cookie: `${cookie}=${id}` } });
    expect(status).toBe(401);
  }
});

test('logging in again, as somebody else too, ends the session before', async () => {
  const visitor = await logInAdmin(portal.url);
  const thief = thiefOf(visitor);
  await visitor.get('/user/login');
  await visitor.press('ログオン', { ご契約先ID: demo.contractId, 利用者ID: 'user01', 利用者暗証番号: 'riyou01' });
  expect(visitor.h1()).toBe('利用者ステータス');
  expect(await opens(thief, '/admin')).toBe(false);
  expect(await opens(visitor, '/admin')).toBe(false);
});

test('10,000 ids, none twice, none in an address or a body', async () => {
  const { createSessions } = await import('./session.ts');
  const sessions = createSessions(portal.service);
  const ids = new Set(Array.from({ length: 10_000 }, () => sessions.begin({ role: 'anonymous' }, 0).id));
  expect(ids.size).toBe(10_000);
  sessions.close();
  const visitor = await logInAdmin(portal.url);
  for (const path of ['/admin', '/admin/users', '/admin/otp/register']) {
    await visitor.get(path);
    expect(visitor.page.html).not.toContain(visitor.cookies.get(cookie));
  }
});

test('log-off kills it at the server, and only a POST logs off', async () => {
  const visitor = await logInAdmin(portal.url);
  const thief = thiefOf(visitor);
  await visitor.get('/logoff');
  expect(visitor.page.status).toBe(405);
  await visitor.get('/admin');
  await visitor.press('ログオフ');
  expect(visitor.h1()).toBe('トップ');
  expect(visitor.cookies.has(cookie)).toBe(false);
  expect(await opens(thief, '/admin/users')).toBe(false);
  expect(thief.h1()).toBe('管理者ログイン');
  expect(thief.code()).toBe('E-SES-01');
});

describe('on the desk’s clock', () => {
  test('an administrator idle for 15 minutes is logged off, one second earlier not (D-20)', async () => {
    const visitor = await logInAdmin(portal.url);
    portal.clock.move(15 * minute - 1000);
    expect(await opens(visitor, '/admin')).toBe(true);
    portal.clock.move(15 * minute - 1000);
    expect(await opens(visitor, '/admin')).toBe(true);
    portal.clock.move(15 * minute);
    expect(await opens(visitor, '/admin')).toBe(false);
    expect(visitor.code()).toBe('E-SES-01');
  });

  test('OK after idling leads to the login page and changes nothing (C9)', async () => {
    const visitor = await logInAdmin(portal.url);
    await visitor.get('/admin/otp/register');
    portal.clock.move(16 * minute);
    const before = portal.service.contract(demo.contractId);
    await visitor.press('OK', {
      シリアル番号: 'SKTH00001',
      ワンタイムパスワード: portal.code('SKTH00001'),
      ご契約先確認暗証番号: demo.pin,
    });
    expect([visitor.h1(), visitor.code(), visitor.page.status]).toEqual(['管理者ログイン', 'E-SES-01', 401]);
    expect(portal.service.contract(demo.contractId)).toEqual(before);
    const attempts = portal.service.attempts(demo.contractId);
    expect(attempts.at(-1)).toMatchObject({ act: 'register', reason: 'no-session' });
    await visitor.press('ログオン', { ご契約先ID: demo.contractId, ご契約先暗証番号: demo.password });
    expect(visitor.h1()).toBe('ご契約先ステータス');
  });

  test('idleMinutes is the contract’s own policy', async () => {
    const made = portal.service.createContract({ policy: { idleMinutes: 2 } });
    if (!made.ok) throw new Error('no contract');
    const { contractId, password } = made.value;
    const visitor = await logInAdmin(portal.url, { contractId, password, pin: '' });
    portal.clock.move(2 * minute);
    expect(await opens(visitor, '/admin')).toBe(false);
  });

  test('nobody stays longer than 8 hours', async () => {
    const visitor = await logInAdmin(portal.url);
    for (let passed = 0; passed < 8 * 60 - 10; passed += 10) {
      portal.clock.move(10 * minute);
      expect(await opens(visitor, '/admin')).toBe(true);
    }
    portal.clock.move(10 * minute);
    expect(await opens(visitor, '/admin')).toBe(false);
  });

  test('users idle out, too', async () => {
    const visitor = await logInUser(portal.url);
    portal.clock.move(15 * minute - 1000);
    expect(await opens(visitor, '/user')).toBe(true);
    portal.clock.move(15 * minute);
    expect(await opens(visitor, '/user')).toBe(false);
    expect(visitor.h1()).toBe('利用者ログイン');
  });
});

test(`an administrator has ${maxParallel} sessions at once; one more ends the least recently used (F13)`, async () => {
  const visitors: Visitor[] = [];
  for (let count = 0; count < maxParallel; count += 1) {
    visitors.push(await logInAdmin(portal.url));
    portal.clock.move(1000);
  }
  const [first, second] = visitors as [Visitor, Visitor];
  expect(await opens(first, '/admin')).toBe(true);
  portal.clock.move(1000);
  await logInAdmin(portal.url);
  expect(await opens(first, '/admin')).toBe(true);
  expect(await opens(second, '/admin')).toBe(false);
  // Users have sessions of their own count.
  await logInUser(portal.url);
  expect(await opens(first, '/admin')).toBe(true);
});

test('roles never cross: 403 with a page that says so (F, B8)', async () => {
  const admin = await logInAdmin(portal.url);
  const user = await logInUser(portal.url);
  for (const [visitor, path] of [
    [admin, '/user'],
    [admin, '/user/transfer'],
    [user, '/admin'],
    [user, '/admin/users'],
    [user, '/admin/otp/register'],
  ] as const) {
    await visitor.get(path);
    expect([path, visitor.page.status, visitor.code()]).toEqual([path, 403, 'E-SES-02']);
  }
  expect(await opens(admin, '/admin')).toBe(true);
  expect(await opens(user, '/user')).toBe(true);
});

describe('sessions end with whom they belong to', () => {
  const wrong = { ご契約先確認暗証番号: 'wrong123' };

  test('a stopped administrator sees nothing more, in no session, and is told why (D-09b)', async () => {
    const visitor = await logInAdmin(portal.url);
    const other = await logInAdmin(portal.url);
    await visitor.get('/admin/otp/deregister');
    portal.service.setUp(demo.contractId, { mode: 'shared', serial: 'SKTH00001' });
    await visitor.get('/admin/otp/deregister');
    for (let count = 1; count <= 7; count += 1) {
      await visitor.press('OK', wrong);
      expect(visitor.code()).toBe('E-PIN-01');
    }
    expect(visitor.alert()).toContain('契約利用中止');
    expect(visitor.h1()).toBe('管理者ログイン');
    for (const each of [visitor, other])
      for (const path of ['/admin', '/admin/users', '/admin/otp/register']) {
        await each.get(path);
        expect([each.page.status, each.code(), each.h1()]).toEqual([403, 'E-LCK-01', '管理者ログイン']);
        expect(each.page.html).not.toContain('SKTH00001');
      }
    await visitor.press('ログオン', { ご契約先ID: demo.contractId, ご契約先暗証番号: demo.password });
    expect(visitor.code()).toBe('E-LCK-01');
  });

  test('the right PIN in a session that was stopped is refused by the rules, and recorded', async () => {
    portal.service.setUp(demo.contractId, { mode: 'shared', serial: 'SKTH00001' });
    const visitor = await logInAdmin(portal.url);
    await visitor.get('/admin/otp/deregister');
    const right = visitor.prepare('OK', { ご契約先確認暗証番号: demo.pin });
    for (let count = 1; count <= 7; count += 1) await visitor.press('OK', wrong).catch(() => {});
    await visitor.send(right.path, right.body);
    expect([visitor.code(), visitor.page.status, visitor.h1()]).toEqual(['E-LCK-01', 403, '管理者ログイン']);
    expect(portal.service.attempts(demo.contractId).at(-1)).toMatchObject({
      act: 'deregister',
      reason: 'contract-stopped',
    });
    expect(portal.service.contract(demo.contractId)?.registration.serial).toBe('SKTH00001');
  });

  test('the bank’s unlock does not revive it', async () => {
    const visitor = await logInAdmin(portal.url);
    for (let count = 0; count < 7; count += 1)
      portal.service.act(demo.contractId, { type: 'adminLogin', password: 'wrong123' });
    portal.service.unlock(demo.contractId);
    expect(await opens(visitor, '/admin')).toBe(false);
    expect(visitor.code()).toBe('E-SES-01');
    await logInAdmin(portal.url);
  });

  test('users go on while the administrator is stopped', async () => {
    const user = await logInUser(portal.url);
    for (let count = 0; count < 7; count += 1)
      portal.service.act(demo.contractId, { type: 'adminLogin', password: 'wrong123' });
    expect(await opens(user, '/user/transfer')).toBe(true);
  });

  test('a stopped user is out at once, another is not (D-09a)', async () => {
    const user = await logInUser(portal.url);
    const other = await logInUser(portal.url, 'user02', 'riyou02');
    for (let count = 0; count < 7; count += 1)
      portal.service.act(demo.contractId, { type: 'userLogin', userId: 'user01', password: 'wrong123' });
    await user.get('/user/balance');
    expect([user.page.status, user.code(), user.h1()]).toEqual([403, 'E-LCK-01', '利用者ログイン']);
    expect(await opens(other, '/user/balance')).toBe(true);
  });

  test('a deleted user, and everybody of a deleted contract, is out', async () => {
    const admin = await logInAdmin(portal.url);
    const user = await logInUser(portal.url);
    const other = await logInUser(portal.url, 'user02', 'riyou02');
    await admin.get('/admin/users/delete?user=user01');
    await admin.press('OK', { ご契約先確認暗証番号: demo.pin });
    expect(await opens(user, '/user')).toBe(false);
    expect(await opens(other, '/user')).toBe(true);
    portal.service.deleteContract(demo.contractId);
    expect(await opens(other, '/user')).toBe(false);
    expect(await opens(admin, '/admin')).toBe(false);
  });

  test('reset logs everybody off', async () => {
    const admin = await logInAdmin(portal.url);
    expect((await portal.admin('reset', { method: 'POST' })).status).toBe(204);
    expect(await opens(admin, '/admin')).toBe(false);
  });
});

test('where one user was stopped another can log on', async () => {
  const browser = await logInUser(portal.url);
  for (let count = 0; count < 7; count += 1)
    portal.service.act(demo.contractId, { type: 'userLogin', userId: 'user01', password: 'wrong123' });
  await browser.get('/user');
  expect(browser.code()).toBe('E-LCK-01');
  await browser.press('ログオン', { ご契約先ID: demo.contractId, 利用者ID: 'user01', 利用者暗証番号: 'riyou01' });
  expect([browser.code(), browser.page.$('input[name=userId]').attr('value')]).toEqual(['E-LCK-01', 'user01']);
  await browser.press('ログオン', { 利用者ID: 'user02', 利用者暗証番号: 'riyou02' });
  expect(browser.h1()).toBe('利用者ステータス');
});
