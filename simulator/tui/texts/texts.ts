/** Every text of the screen that depends on what it shows, whole by language. PURE. */
import type { Language, Text } from '../../../common/text.ts';
import { type DeskTexts, deskEn, deskJa } from './desk.ts';
import { type GuideTexts, guideEn, guideJa } from './guide.ts';
import { type LinesTexts, linesEn, linesJa } from './lines.ts';
import { type LogTexts, logEn, logJa } from './log.ts';

export interface Texts extends DeskTexts {
  readonly guide: GuideTexts;
  readonly logged: LogTexts;
  readonly lines: LinesTexts;
}

export const texts: { readonly [language in Language]: Texts } = {
  ja: { ...deskJa, guide: guideJa, logged: logJa, lines: linesJa },
  en: { ...deskEn, guide: guideEn, logged: logEn, lines: linesEn },
};

/** One text of the table in every language, for what is kept and shown later. */
export const textOf = (pick: (t: Texts) => string): Text => ({ ja: pick(texts.ja), en: pick(texts.en) });
