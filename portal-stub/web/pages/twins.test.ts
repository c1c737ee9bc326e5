/** Double clicks: the second post of a form gets the first's page, charges nothing and undoes nothing (C1, D-16). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../../testing/test-portal.ts';
import { createVisitor, demo, logInAdmin, logInUser, type Visitor } from '../../testing/test-visitor.ts';

let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal();
});
afterEach(() => portal.close());

const cookie = 'ichido-session';
const pin = { ご契約先確認暗証番号: demo.pin };
const typed = (serial: string) => ({ シリアル番号: serial, ワンタイムパスワード: portal.freshCode(serial), ...pin });
const adminLogin = { ご契約先ID: demo.contractId, ご契約先暗証番号: demo.password };
const userLogin = { ご契約先ID: demo.contractId, 利用者ID: 'user01', 利用者暗証番号: 'riyou01' };
const attempts = () => portal.service.attempts(demo.contractId).length;

/** Another tab of the same browser, at the moment before its first post is answered. */
function twinOf(visitor: Visitor): Visitor {
  const twin = createVisitor(portal.url);
  for (const [name, value] of visitor.cookies) twin.cookies.set(name, value);
  return twin;
}

async function at(path: string, visitor?: Visitor): Promise<Visitor> {
  const who = visitor ?? (await logInAdmin(portal.url));
  await who.get(path);
  return who;
}

const forms: [string, string, () => Promise<[Visitor, Record<string, string | boolean>]>][] = [
  ['管理者ログイン', 'ログオン', async () => [await at('/admin/login', createVisitor(portal.url)), adminLogin]],
  ['利用者ログイン', 'ログオン', async () => [await at('/user/login', createVisitor(portal.url)), userLogin]],
  ['利用形態設定', '次へ', async () => [await at('/admin/otp/mode'), { 全ての利用者が異なるトークンを使用する: true }]],
  [
    '利用形態設定確認',
    'OK',
    async () => {
      const made = portal.service.createContract({ mode: 'shared', policy: { confirmModeChange: true } });
      if (!made.ok) throw new Error('no contract');
      const { contractId, password, confirmationPin } = made.value;
      const visitor = await logInAdmin(portal.url, { contractId, password, pin: '' });
      await at('/admin/otp/mode', visitor);
      await visitor.press('次へ', { 全ての利用者が異なるトークンを使用する: true });
      return [visitor, { ご契約先確認暗証番号: confirmationPin }];
    },
  ],
  ['利用登録', 'OK', async () => [await at('/admin/otp/register'), typed('SKTH00001')]],
  [
    '利用登録解除',
    'OK',
    async () => {
      portal.service.setUp(demo.contractId, { mode: 'shared', serial: 'SKTH00001' });
      return [await at('/admin/otp/deregister'), pin];
    },
  ],
  [
    '利用者登録',
    'OK',
    async () => [await at('/admin/users/new'), { 利用者ID: 'user09', 利用者名: '法人 九郎', ...pin }],
  ],
  ['利用者情報変更', 'OK', async () => [await at('/admin/users/edit?user=user01'), { 利用者名: '改名', ...pin }]],
  ['利用者登録抹消', 'OK', async () => [await at('/admin/users/delete?user=user01'), pin]],
  [
    '利用中止解除',
    'OK',
    async () => {
      const wrong = { type: 'userLogin', userId: 'user01', password: 'wrong1234' } as const;
      for (let n = 0; n < 7; n += 1) portal.service.act(demo.contractId, wrong);
      return [await at('/admin/users/unlock?user=user01'), pin];
    },
  ],
  [
    '資金移動',
    '実行',
    async () => {
      portal.service.setUp(demo.contractId, { mode: 'shared', serial: 'SKTH00001' });
      const visitor = await at('/user/transfer', await logInUser(portal.url));
      const otp = portal.freshCode('SKTH00001');
      return [visitor, { 振込先口座番号: '1', 金額: '1', ワンタイムパスワード: otp }];
    },
  ],
  ['ログオフ', 'ログオフ', async () => [await at('/admin'), {}]],
];

test.each(forms)('%s: two posts at once are one act and one page', async (_screen, button, fill) => {
  const [visitor, fields] = await fill();
  const twin = twinOf(visitor);
  const { path, body } = visitor.prepare(button, fields);
  const of = () => portal.service.contracts().flatMap(({ contractId }) => portal.service.attempts(contractId)).length;
  const before = of();
  await Promise.all([visitor.send(path, body), twin.send(path, body)]);
  expect([visitor.code(), twin.code()]).toEqual([undefined, undefined]);
  expect([twin.h1(), twin.status(), twin.page.status]).toEqual([visitor.h1(), visitor.status(), 200]);
  expect(of() - before).toBe(path === '/logoff' ? 0 : 1);
  expect(portal.service.attempts('')).toEqual([]);
});

test.each(forms)('%s: the second post with the cookie that the first was given, too', async (_screen, button, fill) => {
  const [visitor, fields] = await fill();
  const { path, body } = visitor.prepare(button, fields);
  await visitor.send(path, body);
  const { cookies, page, h1, status } = { ...visitor, page: visitor.page.status };
  const held = cookies.get(cookie);
  const shown = [h1(), status(), page];
  portal.clock.move(2000);
  await visitor.send(path, body);
  expect([visitor.h1(), visitor.status(), visitor.page.status]).toEqual(shown);
  expect(visitor.cookies.get(cookie)).toBe(held);
});

test('later than two seconds it is no twin', async () => {
  const visitor = await at('/admin/login', createVisitor(portal.url));
  const late = twinOf(visitor);
  const { path, body } = visitor.prepare('ログオン', adminLogin);
  await visitor.send(path, body);
  portal.clock.move(2001);
  await late.send(path, body);
  expect(late.code()).toBe('E-SES-01');
  await visitor.get('/admin');
  expect(visitor.page.status).toBe(200);
});

test('a refused form sent twice is charged once; corrected, it is judged', async () => {
  const admin = await at('/admin/otp/register');
  const { path, body } = admin.prepare('OK', { ...typed('SKTH00001'), ご契約先確認暗証番号: 'wrong1234' });
  await Promise.all([admin.send(path, body), twinOf(admin).send(path, body)]);
  expect(portal.service.contract(demo.contractId)?.failures.confirmationPin).toBe(1);
  body.set('pin', 'wrong5678');
  await admin.send(path, body);
  expect([admin.code(), portal.service.contract(demo.contractId)?.failures.confirmationPin]).toEqual(['E-PIN-01', 2]);
  body.set('pin', demo.pin);
  await admin.send(path, body);
  expect(admin.status()).toContain('登録完了');
});

test('a log-in that is refused is judged each time it is typed anew, the clock standing still', async () => {
  const visitor = await at('/admin/login', createVisitor(portal.url));
  const before = attempts();
  for (let n = 0; n < 3; n += 1) await visitor.press('ログオン', { ...adminLogin, ご契約先暗証番号: 'wrong1234' });
  expect([attempts() - before, portal.service.contract(demo.contractId)?.failures.password]).toEqual([3, 3]);
});

test('whoever may not come in gets the same refusal twice, each recorded, and nothing is charged', async () => {
  const admin = await at('/admin/otp/register');
  const { path, body } = admin.prepare('OK', typed('SKTH00001'));
  portal.clock.move(16 * 60_000);
  const twin = twinOf(admin);
  const recorded = () => attempts() + portal.service.attempts('').length;
  const [before, contract] = [recorded(), portal.service.contract(demo.contractId)];
  await Promise.all([admin.send(path, body), twin.send(path, body)]);
  expect([admin.code(), twin.code(), twin.h1()]).toEqual(['E-SES-01', 'E-SES-01', admin.h1()]);
  expect(recorded() - before).toBe(2);
  expect(portal.service.contract(demo.contractId)).toEqual(contract);
});

test('an entrance gives its twin the session only for the same password', async () => {
  const visitor = await at('/admin/login', createVisitor(portal.url));
  const other = twinOf(visitor);
  const { path, body } = visitor.prepare('ログオン', adminLogin);
  await visitor.send(path, body);
  body.set('password', 'guess1234');
  await other.send(path, body);
  expect(other.code()).toBe('E-SES-01');
});

test('who has the form but not its cookie gets none of its page', async () => {
  const admin = await at('/admin/users/new');
  const { path, body } = admin.prepare('OK', { 利用者ID: 'user09', 利用者名: '法人 九郎', ...pin });
  const thief = createVisitor(portal.url);
  await admin.send(path, body);
  await thief.send(path, body);
  expect([thief.code(), thief.h1()]).toEqual(['E-SES-01', '管理者ログイン']);
});

test('the twin of a page whose session has ended is told so', async () => {
  const admin = await at('/admin/otp/register');
  const late = twinOf(admin);
  const { path, body } = admin.prepare('OK', typed('SKTH00001'));
  await admin.send(path, body);
  await admin.press('ログオフ');
  await late.send(path, body);
  expect(late.code()).toBe('E-SES-01');
});

test('no answer sets a cookie over a newer session, and a late log-off takes none away', async () => {
  const visitor = await at('/admin/login', createVisitor(portal.url));
  const before = visitor.cookies.get(cookie) ?? '';
  await visitor.press('ログオン', adminLogin);
  const crossing = () =>
    fetch(`${portal.url}/user/login`, { headers: { cookie: `${cookie}=${before}` } }).then(({ headers }) =>
      headers.getSetCookie(),
    );
  expect(await crossing()).toEqual([]);
  // Whoever comes with it again has no other, and gets one that works.
  expect(await crossing()).toHaveLength(1);

  const { path, body } = visitor.prepare('ログオフ');
  await visitor.send(path, body);
  const again = await logInAdmin(portal.url);
  await again.send(path, body);
  await again.get('/admin');
  expect(again.page.status).toBe(200);
});
