/**
 * Every page as it can stand, in a real browser: axe finds nothing, nothing stands outside the window, the keyboard is
 * soon at the first field. Skipped by name where no Chromium is found.
 */
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChromium, unlessChromium } from '../../testing/test-browser.ts';
import { startTestPortal, type TestPortal } from '../../testing/test-portal.ts';
import { demo } from '../../testing/test-visitor.ts';

/** `ICHIDO_DEEP=1`: every width; otherwise the narrowest, where things run out of room first. */
const widths = process.env['ICHIDO_DEEP'] === undefined ? [360] : [360, 800, 1280];
const pin = 'ご契約先確認暗証番号';
const longId = 'u'.repeat(30);
const longName = 'とても長い名前のご利用者'.repeat(4);

describe.skipIf(unlessChromium !== undefined)(`in Chromium${unlessChromium ?? ''}`, { timeout: 120_000 }, () => {
  let browser: Browser;
  let portal: TestPortal;
  let page: Page;
  beforeAll(async () => {
    browser = await openChromium();
    portal = await startTestPortal();
    const { revision: seen = 0 } = portal.service.contract(demo.contractId) ?? {};
    const user = { userId: longId, name: longName };
    portal.service.act(demo.contractId, { type: 'addUser', ...user, pin: demo.pin, seen });
    page = await browser.newPage();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await portal?.close();
  });

  const go = (path: string) => page.goto(portal.url + path);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const type = (label: string, text: string) => page.getByRole('textbox', { name: label, exact: true }).fill(text);
  const fill = async (fields: { readonly [label: string]: string }) => {
    for (const [label, text] of Object.entries(fields)) await type(label, text);
  };
  const logOut = () => page.context().clearCookies();
  async function asAdmin(mode: 'shared' | 'individual' = 'shared', serial?: string): Promise<void> {
    portal.service.setUp(demo.contractId, mode === 'shared' ? { mode, ...(serial ? { serial } : {}) } : { mode });
    await logOut();
    await go('/admin/login');
    await fill({ ご契約先ID: demo.contractId, ご契約先暗証番号: demo.password });
    await press('ログオン');
  }
  async function asUser(serial?: string): Promise<void> {
    portal.service.setUp(demo.contractId, { mode: 'shared', ...(serial ? { serial } : {}) });
    await logOut();
    await go('/user/login');
    await fill({ ご契約先ID: demo.contractId, 利用者ID: 'user01', 利用者暗証番号: 'riyou01' });
    await press('ログオン');
  }
  const adminAt = (path: string, mode?: 'shared' | 'individual') => async () => {
    await asAdmin(mode);
    await go(path);
  };
  const userAt = (path: string, serial?: string) => async () => {
    await asUser(serial);
    await go(path);
  };
  const strangerAt = (path: string) => async () => {
    await logOut();
    await go(path);
  };
  const then =
    (first: () => Promise<unknown>, ...more: (() => Promise<unknown>)[]) =>
    async () => {
      for (const each of [first, ...more]) await each();
    };

  /** What is shown → how somebody gets there. */
  const states: { readonly [state: string]: () => Promise<unknown> } = {
    トップ: strangerAt('/'),
    管理者ログイン: strangerAt('/admin/login'),
    利用者ログイン: strangerAt('/user/login'),
    ログオンの断り: then(strangerAt('/user/login'), () => press('ログオン')),
    ログオンしていない: strangerAt('/admin/users'),
    ログオフのあと: then(adminAt('/admin'), () => press('ログオフ')),
    見つからない画面: adminAt('/admin/nowhere'),
    権限のない画面: userAt('/admin/users'),
    ご契約先ステータス: adminAt('/admin'),
    ご契約先管理情報変更: adminAt('/admin/contract'),
    利用者情報選択: adminAt('/admin/users'),
    '利用者情報選択、設定を開いて': then(adminAt('/admin/users'), () => page.locator('summary').click()),
    '利用者情報選択、説明を開いて': then(adminAt('/admin/users'), () => press('ヘルプ')),
    '利用者情報選択、利用者なしで': then(adminAt('/admin/users'), () => press('登録抹消')),
    利用形態設定: adminAt('/admin/otp/mode'),
    利用形態の変更のあと: then(
      adminAt('/admin/otp/mode'),
      () => page.getByText('異なる').click(),
      () => press('次へ'),
    ),
    '利用登録（共有）': adminAt('/admin/otp/register'),
    '利用登録（個別）': adminAt('/admin/otp/register', 'individual'),
    利用登録の断り: then(adminAt('/admin/otp/register'), () => press('OK')),
    登録完了: then(adminAt('/admin/otp/register'), async () => {
      await fill({ シリアル番号: 'SKTH00001', ワンタイムパスワード: portal.freshCode('SKTH00001'), [pin]: demo.pin });
      await press('OK');
    }),
    '利用登録解除（共有）': then(
      () => asAdmin('shared', 'SKTH00001'),
      () => go('/admin/otp/deregister'),
    ),
    利用者登録: adminAt('/admin/users/new'),
    利用者情報変更: adminAt(`/admin/users/edit?user=${longId}`),
    利用者情報変更完了: then(adminAt('/admin/users/edit?user=user02'), async () => {
      await fill({ 利用者名: longName, [pin]: demo.pin });
      await press('OK');
    }),
    利用者登録抹消: adminAt('/admin/users/delete?user=user02'),
    利用中止解除: adminAt('/admin/users/unlock?user=user02'),
    操作履歴照会: adminAt('/admin/history'),
    '通知メール、開いて': then(adminAt('/admin/mails'), () => page.locator('summary').first().click()),
    利用者ステータス: userAt('/user'),
    残高照会: userAt('/user/balance'),
    資金移動: userAt('/user/transfer', 'SKTH00002'),
    資金移動の断り: then(userAt('/user/transfer', 'SKTH00002'), () => press('実行')),
    受付完了: then(userAt('/user/transfer', 'SKTH00002'), async () => {
      const otp = portal.freshCode('SKTH00002');
      await fill({ 振込先口座番号: '1234567', 金額: '1,000,000', ワンタイムパスワード: otp });
      await press('実行');
    }),
  };

  interface Fault {
    readonly id: string;
    readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
  }

  test.each(Object.entries(states))('%s', async (_state, reach) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await reach();
    await page.evaluate(axe.source);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      const found = await page.evaluate<Fault[]>('axe.run().then(({ violations }) => violations)');
      const said = found.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${width} ${id} ${html} ${failureSummary}`),
      );
      expect(said).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });

  const forms = [
    '管理者ログイン',
    '利用者ログイン',
    '利用者情報選択',
    '利用形態設定',
    '利用登録（共有）',
    '利用登録（個別）',
    '利用登録解除（共有）',
    '利用者登録',
    '利用者情報変更',
    '利用者登録抹消',
    '資金移動',
  ];
  test.each(forms)(
    '%s: at most 12 presses of Tab to the first field, the first of them leads past the menu',
    async (form) => {
      await states[form]?.();
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.textContent')).toBe('本文へ進む');
      let presses = 1;
      while (!(await page.evaluate('document.activeElement.matches("main input")'))) {
        await page.keyboard.press('Tab');
        presses += 1;
        expect(presses).toBeLessThanOrEqual(12);
      }
      await go(new URL(page.url()).pathname + new URL(page.url()).search);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.closest("main") !== null')).toBe(true);
    },
  );

  test('at 200 % everything stays in the window; printed, menu and buttons are left out', async () => {
    await states['利用登録（個別）']?.();
    // A window of 1280 pixels at 200 % has room for 640.
    await page.setViewportSize({ width: 640, height: 450 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(640);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'OK' }).isVisible()).toBe(false);
    expect(await page.getByText('テスト用スタブ').first().isVisible()).toBe(true);
    await page.emulateMedia({ media: null });
  });
});
