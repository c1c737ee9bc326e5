/** A hundred tests of one shared desk, each with a contract of its own and a token lent to it out of eight. */
import { appendFileSync } from 'node:fs';
import { expect, test } from '../../../harness/playwright.ts';

const log = process.env['ICHIDO_POOL_LOG'] ?? '';

for (let number = 1; number <= 100; number += 1) {
  test(`registers a token that is lent, ${number}`, async ({ page, desk, contract, tokens }) => {
    const asked = performance.now();
    const token = await tokens.hardware();
    const lent = performance.now();
    await page.goto(`${desk.portalUrl}/admin/login`);
    await page.getByLabel('ご契約先ID').fill(contract.contractId);
    await page.getByLabel('ご契約先暗証番号').fill(contract.password);
    await page.getByRole('button', { name: 'ログオン' }).click();
    await page.getByRole('link', { name: 'ご契約先管理情報変更' }).click();
    await page.getByRole('link', { name: '利用者情報登録／変更' }).click();
    await page.locator('summary', { hasText: 'ワンタイムパスワードの設定' }).click();
    await page.getByRole('button', { name: '利用登録', exact: true }).click();
    await page.getByLabel('シリアル番号').fill(token.serial);
    await page.getByLabel('ご契約先確認暗証番号').fill(contract.confirmationPin);
    const ready = performance.now();
    await page.getByLabel('ワンタイムパスワード', { exact: true }).fill(await token.freshCode());
    const typed = performance.now();
    await page.getByRole('button', { name: 'OK' }).click();
    await expect(page.getByRole('status')).toContainText(token.serial);
    appendFileSync(log, `${JSON.stringify({ leaseMs: lent - asked, codeMs: typed - ready, serial: token.serial })}\n`);
  });
}
