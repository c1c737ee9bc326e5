/**
 * Makes the pictures of the manual's three procedures again: the pages of the stub in the Chromium of level `browser`,
 * found by role and label. Same seed, same instant, same demo contract: the same pictures each time.
 *
 *     node scripts/pictures/procedures.ts [folder]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { type RunningDesk, startDesk } from '../../desk/start-desk.ts';
import { launchChromium } from '../../harness/drivers/browser/chromium.ts';
import { sceneStart } from '../../harness/drivers/scene-start.ts';

const folder = resolve(process.argv[2] ?? fileURLToPath(new URL('../../docs/pictures/procedures', import.meta.url)));
/** High enough for nothing to scroll: the banner stays on top. */
const viewport = { width: 860, height: 1600 };
const section = 'ワンタイムパスワードの設定';
const stepMs = 30_000;

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** The page down to its last line; WebP takes a quarter of what PNG does. */
async function save(page: Page, name: string): Promise<void> {
  const { y = 0, height = 0 } = (await page.getByRole('contentinfo').boundingBox()) ?? {};
  const clip = { x: 0, y: 0, width: viewport.width, height: Math.ceil(y + height), scale: 1 };
  const devtools = await page.context().newCDPSession(page);
  const picture = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 80, clip });
  await devtools.detach();
  writeFileSync(join(folder, `${name}.webp`), Buffer.from(picture.data, 'base64'));
  console.log(name);
}

/** What the bank's hand sets up before a procedure begins. */
async function given({ portalUrl, secret, demo }: RunningDesk, registrations: object): Promise<void> {
  const answer = await fetch(`${portalUrl}/__admin/contracts/${demo?.contractId}/registrations`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(registrations),
  });
  if (!answer.ok) throw new Error(`PUT registrations: ${answer.status} ${await answer.text()}`);
}

/** 利用者情報選択 with its section open. */
async function openSection(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'ご契約先管理情報変更', exact: true }).first().click();
  await page.getByRole('link', { name: '利用者情報登録／変更', exact: true }).first().click();
  await page.locator('summary', { hasText: section }).click();
}

/** Its form, filled; each code is of a step of its own. */
async function fill(page: Page, desk: RunningDesk, serial: string, userIds: readonly string[]): Promise<void> {
  desk.clock.change({ advanceMs: stepMs });
  for (const userId of userIds) await page.getByRole('checkbox', { name: userId }).check();
  await page.getByRole('textbox', { name: 'シリアル番号' }).fill(serial);
  await page.getByRole('textbox', { name: 'ワンタイムパスワード' }).fill(await desk.code(serial));
  const pin = page.getByLabel('ご契約先確認暗証番号');
  await pin.fill(desk.demo?.confirmationPin ?? '');
  // A caret blinks.
  await pin.blur();
}

async function done(page: Page): Promise<void> {
  await button(page, 'OK').click();
  await page.getByRole('status').getByText('登録完了').waitFor();
}

async function walk(page: Page, desk: RunningDesk): Promise<void> {
  const { contractId = '', password = '' } = desk.demo ?? {};
  await page.goto(desk.portalUrl);
  await page.getByRole('link', { name: '管理者ログイン', exact: true }).click();
  await page.getByRole('textbox', { name: 'ご契約先ID' }).fill(contractId);
  await page.getByLabel('ご契約先暗証番号', { exact: true }).fill(password);
  await button(page, 'ログオン').click();

  await given(desk, { mode: 'shared', serial: 'SKTH00001' });
  await openSection(page);
  await save(page, '1-1-section');
  const group = page.getByRole('region', { name: section });
  await group.getByRole('button', { name: '変更', exact: true }).click();
  await page.getByRole('radio', { name: '全ての利用者が異なるトークンを使用する' }).check();
  await save(page, '1-2-mode');
  await button(page, '次へ').click();
  await fill(page, desk, 'SKTH00001', ['user01']);
  await save(page, '1-3-registration');
  await done(page);
  await save(page, '1-4-done');

  await given(desk, { mode: 'shared', serial: 'SKTH00001' });
  await openSection(page);
  await button(page, '利用登録').click();
  await fill(page, desk, 'SKTH00002', []);
  await save(page, '2-1-swap');
  await done(page);
  await save(page, '2-2-done');

  await given(desk, { mode: 'individual', users: { user01: 'SKTH00001' } });
  await openSection(page);
  await save(page, '3-1-section');
  await button(page, '利用登録').click();
  await fill(page, desk, 'SKTH00002', ['user02', 'user03']);
  await save(page, '3-2-registration');
  await done(page);
  await save(page, '3-3-done');
}

mkdirSync(folder, { recursive: true });
const desk = await startDesk({ seed: 1, now: sceneStart });
const chromium = await launchChromium();
try {
  const context = await chromium.newContext({
    javaScriptEnabled: false,
    locale: 'ja-JP',
    viewport,
    reducedMotion: 'reduce',
  });
  await walk(await context.newPage(), desk);
} finally {
  await chromium.close();
  await desk.stop();
}
