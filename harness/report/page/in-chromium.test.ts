/** The page in a real browser: found in Japanese, walked by keyboard, read in English, printed, and without a fault of axe. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, missingForBrowser } from '../../drivers/browser/chromium.ts';
import { run, verdict } from '../test-runs.ts';
import { indexPage } from './index-page.ts';

const failed = verdict(2, 'failed');
const summaries = [
  run('domain', { ...verdict(1, 'passed'), tags: ['S-32'], name: '復元しても同じ番号にならない' }, failed),
  { ...run('http', verdict(1, 'passed'), failed), success: false },
];
const levels = ['domain', 'http', 'browser'];
const page = indexPage({ summaries, partial: [{ name: 'a', summary: run('http') }], levels, picture: () => undefined });

const there = (await missingForBrowser()) === undefined;

describe.skipIf(!there)('in Chromium', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ichido-page-'));
  const asked: string[] = [];
  let browser: Browser;
  let window: Page;

  beforeAll(async () => {
    writeFileSync(join(folder, 'index.html'), page);
    browser = await launchChromium();
    window = await browser.newPage();
    window.on('request', (request) => asked.push(request.url()));
    window.on('pageerror', (error) => asked.push(String(error)));
    await window.goto(pathToFileURL(join(folder, 'index.html')).href);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const shown = () =>
    window.evaluate<string[]>('[...document.querySelectorAll(".rule:not([hidden])")].map(({ id }) => id)');
  const soon = { timeout: 10_000 };
  const look = async (text: string) => {
    await window.locator('#q').fill(text);
    await window.locator('#q').press('Enter');
    await expect.poll(shown, soon).not.toHaveLength(0);
  };

  test('search finds Japanese, full-width and half-width alike, and leads to what was seen in two clicks', async () => {
    await window.keyboard.press('/');
    await window.keyboard.type('バックアップ機能');
    await expect.poll(shown, soon).toEqual(['S-32']);
    expect(await window.locator('#found').textContent()).toMatch(/規則 1 件/);
    await window.locator('#S-32 summary').click();
    await window.locator('#S-32 details a').first().click();
    await expect.poll(() => window.locator('#at-a-feature-1').getAttribute('open'), soon).not.toBeNull();
    expect(await window.locator('#at-a-feature-1 ol li').first().isVisible()).toBe(true);
    await look('ｓ－０１');
    await expect.poll(shown, soon).toEqual(['S-01']);
    await window.keyboard.press('Escape');
    await expect.poll(shown, soon).toContain('S-36');
  });

  test('filters by verdict, by level and by kind', async () => {
    await window.selectOption('#verdict', 'failing');
    await expect.poll(shown, soon).toEqual(['M1', 'X99']);
    await window.selectOption('#verdict', 'none');
    await window.selectOption('#kind', 'P');
    await expect.poll(shown, soon).toHaveLength(8);
    await window.selectOption('#kind', '');
    await window.selectOption('#verdict', 'notRun');
    await window.selectOption('#level', 'http');
    await expect.poll(shown, soon).toContain('S-32');
    for (const id of ['#verdict', '#level']) await window.selectOption(id, '');
  });

  test.each([
    ['light', 'en'],
    ['dark', 'ja'],
  ] as const)('axe finds nothing (%s, %s)', { timeout: 180_000 }, async (colorScheme, language) => {
    await window.emulateMedia({ colorScheme });
    await window.addScriptTag({ content: axe.source });
    await window.locator('#language').click();
    expect(await window.locator('html').getAttribute('lang')).toBe(language);
    expect(await window.locator('#failures h2 .en').isVisible()).toBe(language === 'en');
    const found = (await window.evaluate('axe.run()')) as {
      violations: { id: string; nodes: { html: string }[] }[];
      passes: unknown[];
    };
    expect(found.passes.length).toBeGreaterThan(10);
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  test('on paper the finder is gone and each rule’s scenarios stand open', async () => {
    expect((await window.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(10_000);
    await window.emulateMedia({ media: 'print' });
    expect(await window.locator('#finder').isVisible()).toBe(false);
    await window.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await window.locator('#M1 details a').first().isVisible()).toBe(true);
    await window.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await window.locator('#M1 details a').first().isVisible()).toBe(false);
  });

  test('it asked for nothing but itself, and threw nothing', () => {
    expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([pathToFileURL(join(folder, 'index.html')).href]);
  });
});
