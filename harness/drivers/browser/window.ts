/**
 * A window of a real browser, without scripts: what is found, is found by role and name. Each person has cookies of
 * their own; a tab more where a screen stays open while its owner goes on elsewhere.
 */
import type { BrowserContext } from 'playwright-core';
import type { Filled } from '../../../browser/form.ts';
import { type Element, hasLink, link, nameOf, oneOf, type Page } from '../../../browser/page.ts';
import { NotSupported } from '../../ports.ts';
import type { PagesWindow } from '../http/open-windows.ts';
import { type AxNode, foldedBy, inside, named, placesNamed, type Role, stateOf } from './accessible.ts';
import { openTab, type Tab } from './tab.ts';

export interface BrowserWindow extends PagesWindow {
  /** Its pages, the one in front last. */
  tabs(): readonly Tab[];
  /** Nobody's any more, without cookies: for whoever comes next. */
  clear(): Promise<void>;
}

/** A tab is a process of its own: a few of them wait for the next scene. */
const mostTabs = 3;

/**
 * @param newContext opens one at the first page.
 * @param origin where the portal is: `http://127.0.0.1:8420`
 */
export function createBrowserWindow(
  newContext: () => Promise<BrowserContext>,
  origin: string,
  slowMs: number,
): BrowserWindow {
  let context: Promise<BrowserContext> | undefined;
  /** The tab in front is the last one. */
  const tabs: Tab[] = [];
  /** Screens that stay open until they are sent or left. */
  let held = new WeakSet<Page>();

  /** One tab leads to one page at a time. */
  const busy = new Set<Tab>();

  const isHeld = ({ shown }: Tab): boolean => shown !== undefined && held.has(shown);

  async function toFront(tab: Tab): Promise<Tab> {
    if (tabs.at(-1) === tab) return tab;
    tabs.splice(tabs.indexOf(tab), 1);
    tabs.push(tab);
    await tab.toFront();
    return tab;
  }

  async function freeTab(): Promise<Tab> {
    const free = tabs.findLast((tab) => !isHeld(tab));
    if (free !== undefined) return toFront(free);
    context ??= newContext();
    const tab = await openTab(await context, slowMs);
    tabs.push(tab);
    return tab;
  }

  return {
    open: async (path) => (await freeTab()).goTo(new URL(path, origin).href),

    async follow(page, name) {
      const tab = await freeTab();
      const { shown } = tab;
      // The menu stands on every page: the link of the page in front is as good, and a tab that is new has none.
      if (shown === undefined || !hasLink(shown, name)) return tab.goTo(link(page, name));
      const found = one(await tab.controls(), ['link'], name, shown);
      return tab.follow(() => tab.hand.click(found));
    },

    async press(page, name, filled = {}, place) {
      const tab = tabs.find(({ shown }) => shown === page);
      if (tab === undefined) throw new NotSupported('ブラウザーでは、送った画面をもう一度送ることはできません');
      if (busy.has(tab)) throw new NotSupported('ブラウザーでは、一つの画面を同時に二度送ることはできません');
      busy.add(tab);
      try {
        return await pressIn(await toFront(tab), page, name, filled, place);
      } finally {
        busy.delete(tab);
      }
    },

    hold: (page) => {
      held.add(page);
      return page;
    },

    send: async () => {
      throw new NotSupported('ブラウザーでは、画面を開かずに送信できません');
    },

    shown: () => tabs.flatMap(({ shown }) => shown ?? []),

    picture: async () => tabs.at(-1)?.picture(),

    tabs: () => tabs,

    async clear() {
      held = new WeakSet();
      // A page that is still awaited would come in place of the next scene's.
      const idle = tabs.filter((tab) => !tab.onItsWay && !busy.has(tab)).slice(0, mostTabs);
      const others = tabs.filter((tab) => !idle.includes(tab));
      tabs.splice(0, tabs.length, ...idle);
      for (const tab of idle) tab.forget();
      await Promise.all([...others.map((tab) => tab.close()), (await context)?.clearCookies()]);
    },
  };
}

async function pressIn(tab: Tab, page: Page, name: string, filled: Filled, place: Element | undefined): Promise<Page> {
  const nodes = await unfolded(tab, page, place);
  await fill(tab, nodes, page, filled);
  const button = one(place === undefined ? nodes : within(nodes, page, place), ['button'], name, page);
  if (stateOf(button, 'disabled') === true) throw new Error(`ボタン「${name}」は押せません`);
  return tab.follow(() => tab.hand.click(button));
}

const kinds: { readonly [role in Role]?: string } = { link: 'リンク', button: 'ボタン' };

function one(nodes: readonly AxNode[], roles: readonly [Role, ...Role[]], name: string, page: Page): AxNode {
  return oneOf(named(nodes, roles, name), `${kinds[roles[0]] ?? ''}「${name}」`, page);
}

/** The controls of a page; a part that is folded is opened first, as a person does (S-10). */
async function unfolded(tab: Tab, page: Page, place: Element | undefined): Promise<readonly AxNode[]> {
  const nodes = await tab.controls();
  if (place?.tagName !== 'details') return nodes;
  const summary = one(nodes, ['DisclosureTriangle'], nameOf(page, place), page);
  if (stateOf(summary, 'expanded') === true) return nodes;
  await tab.hand.click(summary);
  return tab.controls();
}

function within(nodes: readonly AxNode[], page: Page, place: Element): readonly AxNode[] {
  const name = nameOf(page, place);
  if (place.tagName !== 'details') return inside(nodes, oneOf(placesNamed(nodes, name), `領域「${name}」`, page));
  const found = foldedBy(nodes, one(nodes, ['DisclosureTriangle'], name, page));
  return found === undefined ? [] : inside(nodes, found);
}

async function fill(
  { hand }: Tab,
  nodes: readonly AxNode[],
  page: Page,
  { fields = {}, checked = [], unchecked = [] }: Filled,
): Promise<void> {
  for (const [label, text] of Object.entries(fields)) {
    if (/\p{Cc}/u.test(text)) throw new NotSupported('ブラウザーの入力欄に制御文字は入りません');
    await hand.type(one(nodes, ['textbox'], label, page), text);
  }
  for (const name of checked) {
    const choice = one(nodes, ['checkbox', 'radio'], name, page);
    if (!isChecked(choice)) await hand.click(choice);
  }
  for (const name of unchecked) {
    const choice = one(nodes, ['checkbox', 'radio'], name, page);
    if (!isChecked(choice)) continue;
    if (named([choice], ['radio'], name).length > 0) {
      throw new NotSupported('ブラウザーでは、ラジオボタンの選択を外せません');
    }
    await hand.click(choice);
  }
}

/** Chromium tells it as a word. */
const isChecked = (choice: AxNode): boolean => String(stateOf(choice, 'checked')) === 'true';
