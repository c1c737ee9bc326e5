/** The windows that are open in a scene, by whose they are: what a failure tells of. */
import type { Browser } from '../../../browser/browser.ts';
import { type Page, title } from '../../../browser/page.ts';
import type { Shown } from '../../shown.ts';

/** A browser's window; a real one can be photographed. */
export interface PagesWindow extends Browser {
  /** The page in front. */
  picture?(): Promise<Buffer | undefined>;
}

export interface OpenWindows {
  add(whose: string, window: PagesWindow): PagesWindow;
  shown(): readonly Shown[];
  forget(): void;
}

export function openWindows(): OpenWindows {
  const windows: { readonly whose: string; readonly window: PagesWindow }[] = [];
  return {
    add: (whose, window) => {
      windows.push({ whose, window });
      return window;
    },
    shown: () =>
      windows.flatMap(({ whose, window }) => {
        const pages = window.shown();
        return pages.map((page) => pageShown(whose, page, page === pages.at(-1) ? window : undefined));
      }),
    forget: () => void windows.splice(0),
  };
}

function pageShown(whose: string, page: Page, front: PagesWindow | undefined): Shown {
  const shown = {
    name: `${whose}: ${title(page)}`,
    version: page,
    mediaType: 'text/html',
    text: blanked(page.html),
  } as const;
  const take = front?.picture;
  return take === undefined ? shown : { ...shown, picture: take };
}

/** Without what no report may tell: the session's form token, and whatever stands in a secret's field. */
export const blanked = (html: string): string =>
  html.replace(/<input\b[^>]*>/gi, (tag) =>
    /\b(?:type\s*=\s*["']?(?:hidden|password)|autocomplete\s*=\s*["']?one-time-code)/i.test(tag)
      ? tag.replace(/\bvalue\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/i, 'value="***"')
      : tag,
  );
