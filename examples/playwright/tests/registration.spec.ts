import { expect, test } from 'ichido/playwright';

// A desk with a clock of its own: nobody waits 30 seconds for the next code.
test.use({ deskNow: Date.parse('2026-04-01T09:00:00+09:00') });

test('the administrator registers a token for all users', async ({ page, desk, contract, tokens }) => {
  const token = await tokens.hardware();
  await page.goto(`${desk.portalUrl}/admin/login`);
  await page.getByLabel('ご契約先ID').fill(contract.contractId);
  await page.getByLabel('ご契約先暗証番号').fill(contract.password);
  await page.getByRole('button', { name: 'ログオン' }).click();
  await page.getByRole('link', { name: 'ご契約先管理情報変更' }).click();
  await page.getByRole('link', { name: '利用者情報登録／変更' }).click();
  await page.locator('summary', { hasText: 'ワンタイムパスワードの設定' }).click();
  await page.getByRole('button', { name: '利用登録', exact: true }).click();
  await page.getByLabel('シリアル番号').fill(token.serial);
  await page.getByLabel('ワンタイムパスワード', { exact: true }).fill(await token.freshCode());
  await page.getByLabel('ご契約先確認暗証番号').fill(contract.confirmationPin);
  await page.getByRole('button', { name: 'OK' }).click();

  const { serial } = await desk.bank('getContract', { params: { id: contract.contractId } });
  expect(serial).toBe(token.serial);
});

test('a code counts once: a fresh one is another one', async ({ tokens }) => {
  const token = await tokens.software();
  expect(await token.freshCode()).not.toBe(await token.freshCode());
});

test('desk, portal and page have one clock', async ({ page, deskClock }) => {
  const before = await deskClock.now();
  await page.goto('about:blank');
  await deskClock.advance(60_000);
  expect(await deskClock.now()).toBe(before + 60_000);
  expect(await page.evaluate(() => Date.now())).toBeGreaterThanOrEqual(before + 60_000);
});
