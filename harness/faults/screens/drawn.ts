/** Pages drawn otherwise than the manual shows them: only levels with pages can see it. PURE. */
import { modeTexts } from '../../../portal-stub/texts/labels.ts';
import type { Fault } from '../fault.ts';
import { wrongPage } from '../wrongs.ts';

const drawn = (change: (html: string, screen: string) => string): Fault['wrap'] => ({
  render: (right) => (page) => change(right(page), page.screen),
});

/** Each where the other stood. */
const swapped = (html: string, one: string, other: string): string =>
  html.replaceAll(one, '\u0000').replaceAll(other, one).replaceAll('\u0000', other);

const { individual, shared } = modeTexts;

export const drawnFaults: readonly Fault[] = [
  wrongPage(
    'refusal-is-silent-on-half-width',
    'D-14',
    '形式の誤りに「半角」と言わない',
    'no word of half-width',
    drawn((html) => html.replaceAll('半角', '')),
  ),
  wrongPage(
    'section-buttons-stand-swapped',
    'S-14 S-12',
    '利用登録と利用登録解除が逆に並ぶ',
    'two buttons stand the other way round',
    drawn((html, screen) => (screen === 'users' ? swapped(html, '>利用登録<', '>利用登録解除<') : html)),
  ),
  wrongPage(
    'mode-note-promises-the-contrary',
    'S-18',
    '注意文が、登録は残ると言う',
    'the note says that registrations stay',
    drawn((html, screen) => (screen === 'mode' ? html.replaceAll('解除されます', '残ります') : html)),
  ),
  wrongPage(
    'mode-choices-stand-swapped',
    'S-17',
    '選択肢の並びが逆である',
    'the choices stand the other way round',
    drawn((html, screen) => (screen === 'mode' ? swapped(html, individual, shared) : html)),
  ),
  wrongPage(
    'mode-without-preselection',
    'S-17',
    '今の利用形態が選ばれていない',
    'the present mode is not preselected',
    drawn((html, screen) => (screen === 'mode' ? html.replaceAll(' checked', '') : html)),
  ),
];
