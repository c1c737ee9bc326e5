import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startTestPortal, type TestPortal } from '../../testing/test-portal.ts';
import { demo, logInAdmin, logInUser } from '../../testing/test-visitor.ts';
import { hiddenCharacterAt } from './hidden-character.ts';

test.each([
  ['SKTH00001', undefined],
  ['ＳＫＴＨ００００１', undefined],
  [' SKTH00001', 1],
  ['SKTH00001\u200b', 10],
  ['SKTH\u00ad00001', 5],
  ['\ufeff123456', 1],
  ['123\u3000456', 4],
  ['123456\t', 7],
])('%j hides something at %s', (typed, at) => {
  expect(hiddenCharacterAt(typed)).toBe(at);
});

describe('a page says where it stands', () => {
  let portal: TestPortal;
  beforeEach(async () => {
    portal = await startTestPortal();
  });
  afterEach(() => portal.close());

  test.each([
    ['SKTH00001\u200b', '123456', 'E-INP-10', '10文字目'],
    ['SKTH00001', '123\u00a0456', 'E-INP-12', '4文字目'],
    ['SKTH0000１', '123456', 'E-INP-10', undefined],
  ])('registration: %j, %j', async (serial, otp, code, said) => {
    const admin = await logInAdmin(portal.url);
    await admin.get('/admin/otp/register');
    await admin.press('OK', {
      シリアル番号: serial,
      ワンタイムパスワード: otp,
      ご契約先確認暗証番号: demo.pin,
    });
    expect(admin.code()).toBe(code);
    if (said === undefined) expect(admin.alert()).not.toContain('文字目');
    else expect(admin.alert()).toContain(`${said}に、空白などの見えない文字`);
  });

  test('a transfer, too', async () => {
    expect(portal.service.setUp(demo.contractId, { mode: 'shared', serial: 'SKTH00001' }).ok).toBe(true);
    const user = await logInUser(portal.url);
    await user.get('/user/transfer');
    await user.press('実行', { 振込先口座番号: '1234567', 金額: '1', ワンタイムパスワード: '12345\u200b' });
    expect([user.code(), user.alert()]).toEqual(['E-INP-12', expect.stringContaining('6文字目に')]);
  });
});
