/** Ways in which a page can say something else than it should. PURE. */
import type { Wrapping } from '../../../desk/wrapping.ts';
import type { ScreenName } from '../../../portal-stub/web/pages/screens.ts';
import type { Fault } from '../fault.ts';
import { wrongPage } from '../wrongs.ts';

type Change = (html: string) => string;

/** Pages, all or those of some screens, changed when they are whole. */
export const redrawn = (screens: readonly ScreenName[] | 'all', change: Change): Wrapping => ({
  render: (right) => (page) => {
    const html = right(page);
    return screens === 'all' || screens.includes(page.screen) ? change(html) : html;
  },
});

export const saying =
  (from: string, to: string): Change =>
  (html) =>
    html.replaceAll(from, to);

export const without =
  (piece: RegExp): Change =>
  (html) =>
    html.replace(piece, '');

/** Two pieces of a page in each other's place. */
export const swapping =
  (first: string | RegExp, second: string | RegExp): Change =>
  (html) => {
    const one = pieceOf(html, first);
    const other = pieceOf(html, second);
    if (one === undefined || other === undefined) return html;
    return html
      .replace(one, '\u0000')
      .replace(other, () => one)
      .replace('\u0000', () => other);
  };

const pieceOf = (html: string, piece: string | RegExp): string | undefined =>
  typeof piece === 'string' ? (html.includes(piece) ? piece : undefined) : piece.exec(html)?.[0];

/** One fault a line: what it is called, what it breaks, on which screens, and what is done to the page. */
export type PageFault = readonly [
  name: string,
  breaks: string,
  ja: string,
  en: string,
  screens: readonly ScreenName[] | 'all',
  change: Change,
];

export const pageFault = ([name, breaks, ja, en, screens, change]: PageFault): Fault =>
  wrongPage(name, breaks, ja, en, redrawn(screens, change));
