/** A window whose pages are read in our words and whose links, buttons and fields are found by the portal's. */
import type { Browser } from '../../../browser/browser.ts';
import type { Filled } from '../../../browser/form.ts';
import { type Element, type Page, title } from '../../../browser/page.ts';
import { hearPage } from './hear-page.ts';
import type { Words } from './table.ts';

/** @param browser shows the portal as it is: one without scripts, or a real one. */
export function hearBrowser(browser: Browser, words: Words): Browser {
  /** What is read is a copy; what is pressed is the page itself. */
  const originals = new WeakMap<Page, Page>();
  const heard = (page: Page): Page => {
    const copy = hearPage(page, words);
    originals.set(copy, page);
    return copy;
  };
  const original = (page: Page): Page => originals.get(page) ?? page;
  const place = (page: Page, element: Element | undefined): Element | undefined =>
    element === undefined ? undefined : original(page).elements[page.elements.indexOf(element)];
  const said = (screen: string, { fields = {}, checked = [], unchecked = [] }: Filled): Filled => {
    const say = (word: string): string => words.say(word, screen);
    return {
      fields: Object.fromEntries(Object.entries(fields).map(([label, text]) => [say(label), text])),
      checked: checked.map(say),
      unchecked: unchecked.map(say),
    };
  };
  return {
    open: async (path) => heard(await browser.open(words.path(path))),
    follow: async (page, name) => heard(await browser.follow(original(page), words.say(name, title(page)))),
    press: async (page, name, filled = {}, where) => {
      const screen = title(page);
      const button = words.say(name, screen);
      return heard(await browser.press(original(page), button, said(screen, filled), place(page, where)));
    },
    hold: (page) => {
      browser.hold(original(page));
      return page;
    },
    send: async ({ url, ...rest }) => {
      const { origin, pathname, search } = new URL(url);
      return heard(await browser.send({ ...rest, url: `${origin}${words.path(`${pathname}${search}`)}` }));
    },
    shown: browser.shown,
  };
}
