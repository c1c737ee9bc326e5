/** How real tokens behave, from published pages of Japanese banks and of makers. PURE data. */
import type { Text } from '../../../common/text.ts';

export const physics: { readonly [id: string]: Text } = {
  'P-01': { ja: '値は30秒ごとに変わる', en: 'the code changes every 30 s' },
  'P-02': {
    ja: '表示は30秒。表示中に押すと消え、その30秒の間は同じ値を表示する',
    en: 'lit for 30 s; a second press turns it off; the same code while its step lasts',
  },
  'P-03': { ja: '押せる回数には限りがある', en: 'a life of so many presses' },
  'P-04': {
    ja: '電池が10%を切ると、値の前に電池の表示が出る',
    en: 'below 10 % a battery notice comes before the code',
  },
  'P-05': { ja: '電池が切れると、押しても何も表示されない', en: 'flat: a press shows nothing' },
  'P-06': {
    ja: '電池は交換できず、残量は減るだけ。機器ごと取り替える',
    en: 'sealed: charge only falls, the device is exchanged',
  },
  'P-07': { ja: '時計はずれていく', en: 'the clock drifts' },
  'P-08': { ja: 'アプリは値をすぐに、いつも表示する', en: 'an app shows its code at once and all the time' },
};
