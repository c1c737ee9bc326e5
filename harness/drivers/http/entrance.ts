/** The way in, from the top page. */
import type { Browser } from '../../../browser/browser.ts';
import type { Page } from '../../../browser/page.ts';
import { expectScreen } from './screens.ts';

export async function enter(browser: Browser, entrance: string): Promise<Page> {
  return expectScreen(await browser.follow(await browser.open('/'), entrance), entrance);
}
