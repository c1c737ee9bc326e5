/** Small things that every part of the page is made of. PURE: text in, HTML out. */
import { bothLanguages, type Text } from '../../../common/text.ts';
import type { Verdict } from '../verdicts.ts';
import { verdictTexts } from '../verdicts.ts';

export const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Both languages; the page shows one of them. */
export const say = ({ ja, en }: Text): string =>
  `<span class="ja" lang="ja">${html(ja)}</span><span class="en" lang="en">${html(en)}</span>`;

export const marks: { readonly [verdict in Verdict]: string } = { failing: '✗', proved: '✓', cannot: '–', notRun: '…' };

export const badge = (verdict: Verdict): string =>
  `<span class="v ${verdict}"><span aria-hidden="true">${marks[verdict]}</span> ${say(verdictTexts[verdict])}</span>`;

/** Level and verdict, for each level. */
export const badges = (levels: ReadonlyMap<string, Verdict>): string =>
  `<span class="badges">${[...levels].map(([level, verdict]) => `<span class="level ${verdict}"><b>${html(level)}</b> ${badge(verdict)}</span>`).join(' ')}</span>`;

export const table = (caption: Text, heads: readonly Text[], rows: readonly string[]): string =>
  `<div class="wide" role="region" tabindex="0" aria-label="${html(bothLanguages(caption))}"><table><caption>${say(caption)}</caption><thead><tr>${heads.map((head) => `<th scope="col">${say(head)}</th>`).join('')}</tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table></div>`;

/** The same for a line of a list: marks, which are read out as words. */
export const shortBadges = (levels: ReadonlyMap<string, Verdict>): string =>
  [...levels]
    .map(([level, verdict]) => {
      const words = bothLanguages(verdictTexts[verdict]);
      return `<span class="v ${verdict}" role="img" aria-label="${html(`${level}: ${words}`)}">${marks[verdict]} ${html(level)}</span>`;
    })
    .join(' ');

/** `features/swap.feature:9` as the anchor of its scenario. */
export const anchor = (at: string): string => `at-${at.replace(/^features\//, '').replace(/[^A-Za-z0-9]+/g, '-')}`;
