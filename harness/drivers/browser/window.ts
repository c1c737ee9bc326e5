/**
 * A window of a real browser, without scripts: what is found, is found by role and label. One context a window, so that
 * each person has cookies of their own; a tab more where a screen stays open while its owner goes on elsewhere.
 */
import type { BrowserContext, Browser as Chromium, Locator, Page as Tab } from 'playwright-core';
import type { Browser } from '../../../browser/browser.ts';
import type { Filled } from '../../../browser/form.ts';
import { type Element, hasLink, link, nameOf, type Page, readPage } from '../../../browser/page.ts';
import { NotSupported } from '../../ports.ts';

const deadlineMs = 15_000;

export interface BrowserWindow extends Browser {
  close(): Promise<void>;
}

export function createBrowserWindow(chromium: Chromium, origin: string): BrowserWindow {
  let context: Promise<BrowserContext> | undefined;
  /** The tab in front, and what each tab shows. */
  let front: Tab | undefined;
  const shown = new Map<Tab, Page>();
  /** Screens that stay open until they are sent or left. */
  const held = new WeakSet<Page>();

  async function newTab(): Promise<Tab> {
    context ??= chromium.newContext({ javaScriptEnabled: false, locale: 'ja-JP' });
    const tab = await (await context).newPage();
    tab.setDefaultTimeout(deadlineMs);
    front = tab;
    return tab;
  }

  /** Does what leads to another page, and reads that page. */
  async function go(tab: Tab, act: () => Promise<unknown>): Promise<Page> {
    const [response] = await Promise.all([tab.waitForNavigation({ timeout: deadlineMs }), act()]);
    const page = readPage(tab.url(), response?.status() ?? 0, await tab.content());
    shown.set(tab, page);
    return page;
  }

  const openUrl = async (tab: Tab, url: string): Promise<Page> => go(tab, () => tab.goto(url));
  const tabFor = async (): Promise<Tab> => {
    const page = front && shown.get(front);
    return front === undefined || (page !== undefined && held.has(page)) ? newTab() : front;
  };

  return {
    open: async (path) => openUrl(await tabFor(), new URL(path, origin).href),

    async follow(page, name) {
      const tab = await tabFor();
      const there = shown.get(tab);
      // The menu stands on every page: the link of the page in front is as good, and a tab that is new has none.
      if (there === undefined || !hasLink(there, name)) return openUrl(tab, link(page, name));
      return go(tab, () => tab.getByRole('link', { name, exact: true }).first().click());
    },

    async press(page, name, filled = {}, place) {
      const tab = [...shown].find(([, there]) => there === page)?.[0];
      if (tab === undefined) throw new NotSupported('ブラウザーでは、送った画面をもう一度送ることはできません');
      await tab.bringToFront();
      front = tab;
      const within = place === undefined ? tab.locator('body') : await placeOf(tab, page, place);
      await fill(tab, filled);
      const button = within.getByRole('button', { name, exact: true });
      if (await button.isDisabled()) throw new Error(`ボタン「${name}」は押せません`);
      return go(tab, () => button.click());
    },

    hold: (page) => {
      held.add(page);
      return page;
    },

    send: async () => {
      throw new NotSupported('ブラウザーでは、画面を開かずに送信できません');
    },

    async close() {
      await (await context)?.close();
    },
  };
}

/** A region by its name; one that is folded is opened first, as a person does (S-10). */
async function placeOf(tab: Tab, page: Page, place: Element): Promise<Locator> {
  const name = nameOf(page, place);
  if (place.tagName !== 'details') return tab.getByRole('region', { name, exact: true });
  const summary = tab.locator('summary').filter({ hasText: name });
  const details = tab.locator('details').filter({ has: summary });
  if ((await details.getAttribute('open')) === null) await summary.click();
  return details;
}

async function fill(tab: Tab, { fields = {}, checked = [], unchecked = [] }: Filled): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await tab.getByLabel(label, { exact: true }).fill(text);
  for (const name of checked) await choice(tab, name).check();
  for (const name of unchecked) {
    if (await tab.getByRole('radio', { name, exact: true }).isVisible()) {
      throw new NotSupported('ブラウザーでは、ラジオボタンの選択を外せません');
    }
    await tab.getByRole('checkbox', { name, exact: true }).uncheck();
  }
}

const choice = (tab: Tab, name: string): Locator =>
  tab.getByRole('checkbox', { name, exact: true }).or(tab.getByRole('radio', { name, exact: true }));
