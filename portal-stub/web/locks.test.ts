/** Who opens a lock, and what the counts beside each other tell a stranger: nothing. On the pages and the control plane. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultPolicy } from '../rules/policy.ts';
import { callControl } from '../testing/test-control.ts';
import { startTestPortal, type TestPortal } from '../testing/test-portal.ts';
import { createVisitor, demo, logInAdmin, logInUser, type Visitor } from '../testing/test-visitor.ts';

const serial = 'SKTH00001';
const limit = defaultPolicy.lockLimit;
let portal: TestPortal;
beforeEach(async () => {
  portal = await startTestPortal();
  portal.service.setUp(demo.contractId, { mode: 'individual', users: { user01: serial, user02: 'SKTH00002' } });
});
afterEach(() => portal.close());

const user = (userId = 'user01') =>
  portal.service.contract(demo.contractId)?.users.find((each) => each.userId === userId);
const history = () => portal.service.history(demo.contractId);
const stopUser = async () => {
  const visitor = await logInUser(portal.url);
  await visitor.get('/user/transfer');
  for (let n = 0; n < limit; n += 1)
    await visitor.press('実行', { 振込先口座番号: '1234567', 金額: '1000', ワンタイムパスワード: '000000' });
  expect(user()?.stopped).toBe(true);
};
const unlockBy = async (admin: Visitor, pin: string) => {
  await admin.get('/admin/users/unlock?user=user01');
  await admin.press('OK', { ご契約先確認暗証番号: pin });
};
const register = async (admin: Visitor, otp: string, pin: string) => {
  await admin.get('/admin/otp/register');
  const fields = { シリアル番号: 'SKTS00001', ワンタイムパスワード: otp, ご契約先確認暗証番号: pin };
  return admin.press('OK', { ...fields, user03: true });
};

describe('C5: unlocking', () => {
  test('of a user is the administrator’s, wants the PIN, and leaves one record', async () => {
    await stopUser();
    const admin = await logInAdmin(portal.url);
    const before = history().length;
    await unlockBy(admin, 'wrong1234');
    expect([admin.code(), user()?.stopped, history().length]).toEqual(['E-PIN-01', true, before]);
    const other = await logInUser(portal.url, 'user02', 'riyou02');
    for (const visitor of [other, createVisitor(portal.url)]) {
      const csrf = visitor.page.status ? (visitor.page.$('input[name=csrf]').attr('value') ?? '') : '';
      await visitor.send('/admin/users/unlock', new URLSearchParams({ csrf, user: 'user01', pin: demo.pin }));
      expect([401, 403]).toContain(visitor.page.status);
      expect([user()?.stopped, history().length]).toEqual([true, before]);
    }
    await unlockBy(admin, demo.pin);
    expect(admin.status()).toContain('完了');
    expect(user()).toMatchObject({ stopped: false, registration: { serial } });
    expect(history().slice(before)).toMatchObject([{ who: '管理者', what: '利用中止解除', users: ['user01'] }]);
  });

  test('of the only administrator is the bank’s, and leaves one record; users went on', async () => {
    const admin = createVisitor(portal.url);
    await admin.get('/admin/login');
    const logIn = (password: string) =>
      admin.press('ログオン', { ご契約先ID: demo.contractId, ご契約先暗証番号: password });
    for (let n = 0; n < limit; n += 1) await logIn('machigai1');
    await logIn(demo.password);
    expect(admin.code()).toBe('E-LCK-01');
    await logInUser(portal.url);
    const before = history().length;
    expect((await callControl(portal, 'POST', `contracts/${demo.contractId}/unlock`)).status).toBe(200);
    expect(history().slice(before)).toMatchObject([{ who: '銀行' }]);
    await logInAdmin(portal.url);
  });

  test('of a serial on the form is the bank’s, and leaves one record in its own log', async () => {
    const admin = await logInAdmin(portal.url);
    for (let n = 0; n < limit; n += 1) await register(admin, '000000', demo.pin);
    const locked = portal.freshCode('SKTS00001');
    await register(admin, locked, demo.pin);
    expect([admin.code(), portal.service.serial('SKTS00001')?.locked]).toEqual(['E-OTP-01', true]);
    const before = portal.service.history('').length;
    expect((await callControl(portal, 'POST', 'serials/SKTS00001/reset')).status).toBe(200);
    expect(portal.service.history('').slice(before)).toMatchObject([{ who: '銀行', newSerial: 'SKTS00001' }]);
    await register(admin, portal.freshCode('SKTS00001'), demo.pin);
    expect(user('user03')?.registration.serial).toBe('SKTS00001');
  });
});

describe('C6: PIN and OTP are counted apart, and neither tells of the other', () => {
  /** What a stranger sees of an answer: one-time tokens of the page left out. */
  const seen = ({ page }: Visitor) => [page.status, page.html.replace(/value="[\w-]{20,}"/g, ''), page.html.length];
  const failures = () => {
    const contract = portal.service.contract(demo.contractId);
    return [contract?.failures.confirmationPin, portal.service.serial('SKTS00001')?.locked];
  };

  test.each([0, limit - 1])(
    'after %i wrong codes a wrong PIN is answered the same, whatever the code',
    async (wrong) => {
      const admin = await logInAdmin(portal.url);
      for (let n = 0; n < wrong; n += 1) await register(admin, '000000', demo.pin);
      const right = portal.freshCode('SKTS00001');
      const answers: unknown[] = [];
      for (const otp of [right, '000000', portal.code('SKTS00001', 5)]) {
        await register(admin, otp, 'wrong1234');
        expect(admin.code()).toBe('E-PIN-01');
        answers.push(seen(admin));
      }
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
      // Three wrong PINs were counted, no code was: the right one is as good as before, and clears the PIN's count.
      expect(failures()).toEqual([3, false]);
      await register(admin, right, demo.pin);
      expect(user('user03')?.registration.serial).toBe('SKTS00001');
      expect(failures()).toEqual([0, false]);
    },
  );

  test.each([0, limit - 1])(
    'after %i wrong PINs a wrong code is answered as ever, and clears the PIN’s count',
    async (wrong) => {
      const admin = await logInAdmin(portal.url);
      await register(admin, '000000', demo.pin);
      const first = seen(admin);
      for (let n = 0; n < wrong; n += 1) await register(admin, '000000', 'wrong1234');
      await register(admin, '000000', demo.pin);
      expect(seen(admin)).toEqual(first);
      expect(failures()).toEqual([0, false]);
    },
  );

  test('a locked serial and a wrong code look the same, with a right PIN', async () => {
    const admin = await logInAdmin(portal.url);
    await register(admin, '000000', demo.pin);
    const first = seen(admin);
    for (let n = 0; n < limit; n += 1) await register(admin, '000000', demo.pin);
    await register(admin, portal.code('SKTS00001'), demo.pin);
    expect(seen(admin)).toEqual(first);
  });
});
