/** What any window can try over HTTP: a screen by its address, a post without its screen. */

import type { Browser } from '../../../browser/browser.ts';
import type { Page } from '../../../browser/page.ts';
import type { Wanderer } from '../../ports.ts';
import { addresses, forgedFields } from '../addresses.ts';
import { outcome } from './screens.ts';

/** @param home a page of the session, when it has one: whoever forges a post has its form token at hand. */
export function wanderer(browser: Browser, origin: string, home: () => Page | undefined): Wanderer {
  return {
    goTo: async (screen, userId) => {
      const query = userId === undefined ? '' : `?${new URLSearchParams({ user: userId })}`;
      return outcome(await browser.open(`${addresses[screen]}${query}`));
    },
    forge: async (act) => {
      const body = new URLSearchParams();
      for (const [name, values] of Object.entries(forgedFields(act)))
        for (const value of [values].flat()) body.append(name, value);
      const token = home()?.elements.find(({ attribs }) => attribs['name'] === 'csrf')?.attribs['value'];
      if (token !== undefined) body.append('csrf', token);
      return outcome(await browser.send({ url: new URL(addresses[act.to], origin).href, method: 'POST', body }));
    },
  };
}
