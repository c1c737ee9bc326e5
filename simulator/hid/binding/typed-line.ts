/** What a person types who reads a token with their eyes: six digits, what else a display shows, or a word for us. PURE. */
import type { Text } from '../../../common/text.ts';

export type TypedLine =
  | { readonly kind: 'code'; readonly code: string }
  /** `bAtt 05`: the notice that comes before the code. */
  | { readonly kind: 'battery' }
  | { readonly kind: 'again' }
  | { readonly kind: 'give-up' }
  | { readonly kind: 'garbage' };

const giveUp = /^(やめる|give ?up|q)$/i;
const again = /^(もう一度|again|)$/i;
const notice = /^(lo-)?batt?( ?\d{1,2})?$/i;

/** Full-width digits and letters are those that they look like. */
export function readLine(line: string): TypedLine {
  const text = line.normalize('NFKC').trim();
  if (/^\d{6}$/.test(text)) return { kind: 'code', code: text };
  if (giveUp.test(text)) return { kind: 'give-up' };
  if (again.test(text)) return { kind: 'again' };
  return { kind: notice.test(text) ? 'battery' : 'garbage' };
}

/** Why the person is asked once more. */
export type Because = Exclude<TypedLine['kind'], 'code' | 'give-up'> | 'wrong' | 'late' | 'early';

export const becauseTexts: { readonly [because in Because]: Text } = {
  again: { ja: '①を押し直して、表示を入力してください。', en: 'press ① again and type what it shows' },
  battery: {
    ja: '電池の警告です。続けて出る6桁を入力してください。',
    en: 'a battery notice: type the six digits after it',
  },
  garbage: {
    ja: '6桁の数字ではありません。入力し直すか、「やめる」と入力してください。',
    en: 'these are not six digits: type them again, or `give up`',
  },
  wrong: {
    ja: 'このトークンの値ではありません。同じ値をもう一度入力すると、そのまま使います。',
    en: 'not a code of this token; typed once more, it is used as it is',
  },
  late: {
    ja: '前の時間枠の値です（入力が遅れたか、時計が遅れています）。新しい値か、同じ値をもう一度入力してください。',
    en: 'a code of an earlier step (typed late, or a slow clock): type the new one, or the same once more',
  },
  early: {
    ja: '先の時間枠の値です（時計が進んでいます）。新しい値か、同じ値をもう一度入力してください。',
    en: 'a code of a later step (a fast clock): type the new one, or the same once more',
  },
};
