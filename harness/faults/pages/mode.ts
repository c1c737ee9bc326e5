/** 利用形態設定 and its confirmation: a label, an order, a note or a state otherwise (S-16 to S-19, D-01). PURE. */
import type { Fault } from '../fault.ts';
import { type PageFault, pageFault, saying, swapping } from '../ways/pages.ts';

const different = /<div class="choice"><input type="radio" id="mode-individual"[\s\S]*?<\/div>/;
const same = /<div class="choice"><input type="radio" id="mode-shared"[\s\S]*?<\/div>/;
const note = /<p class="note">[^<]*<\/p>/;

const found: readonly PageFault[] = [
  [
    'mode-title-other',
    'S-16',
    '利用形態設定の題が違う',
    'the title of the mode screen is another',
    ['mode'],
    saying('<h1>ワンタイムパスワード利用形態設定</h1>', '<h1>利用形態の変更</h1>'),
  ],
  [
    'mode-legend-other',
    'S-17',
    '「利用形態の選択」の見出しがない',
    'the choice has no heading',
    ['mode'],
    saying('<legend>利用形態の選択</legend>', '<legend>選択</legend>'),
  ],
  [
    'mode-choices-swapped',
    'S-17',
    '選択肢の順が違う',
    'the two choices are swapped',
    ['mode'],
    swapping(different, same),
  ],
  [
    'mode-choice-words-other',
    'S-17',
    '選択肢の言葉が現在の設定と違う',
    'a choice is worded otherwise than the setting',
    ['mode'],
    saying('全ての利用者が異なるトークンを使用する</label>', '利用者ごとにトークンを使用する</label>'),
  ],
  [
    'mode-nothing-preselected',
    'S-17',
    'どちらも選ばれていない',
    'nothing is preselected',
    ['mode'],
    saying(' checked', ''),
  ],
  [
    'mode-other-preselected',
    'S-17',
    '今と逆の利用形態が選ばれている',
    'the other mode is preselected',
    ['mode'],
    (html) => {
      const [first = '', second = ''] = [different.exec(html)?.[0], same.exec(html)?.[0]];
      const turned = (choice: string): string =>
        choice.includes(' checked') ? choice.replace(' checked', '') : choice.replace('">', '" checked>');
      return html.replace(first, turned(first)).replace(second, turned(second));
    },
  ],
  [
    'mode-note-missing',
    'S-18',
    '変更の前の注意文がない',
    'there is no note before the act',
    ['mode'],
    (html) => html.replace(note, ''),
  ],
  [
    'mode-note-in-shared-only',
    'S-18',
    '個別から共有への変更では注意文が出ない',
    'there is no note from individual to shared',
    ['mode'],
    (html) => (same.exec(html)?.[0].includes(' checked') ? html : html.replace(note, '')),
  ],
  [
    'mode-note-below-button',
    'S-18',
    '注意文が次への下にある',
    'the note stands below the button',
    ['mode'],
    swapping(note, /<div class="actions centred">[\s\S]*?<\/div>/),
  ],
  [
    'mode-note-names-direction',
    'S-18',
    '注意文が共有からの変更だけを言う',
    'the note names one direction only',
    ['mode'],
    saying('利用形態を変更する場合は、トークン', '共有から個別に変更する場合は、トークン'),
  ],
  [
    'mode-button-other',
    'S-19',
    '「次へ」のボタンの名前が違う',
    'the button is not called 次へ',
    ['mode'],
    saying('>次へ<', '>変更<'),
  ],
  [
    'mode-asks-pin',
    'S-19',
    '利用形態設定の画面に暗証番号の欄がある',
    'the mode screen has a field for a PIN',
    ['mode'],
    saying('</fieldset>', '</fieldset><label for="pin">ご契約先確認暗証番号</label><input type="password" id="pin">'),
  ],
  [
    'mode-without-cancel',
    'S-19',
    '利用形態設定の画面にキャンセルがない',
    'the mode screen has no way back',
    ['mode'],
    (html) => html.replace(/<form [^>]*class="cancel">[\s\S]*?<\/form>/, ''),
  ],
  [
    'confirm-without-note',
    'D-01',
    '確認の画面に注意文がない',
    'the confirmation has no note',
    ['modeConfirm'],
    (html) => html.replace(note, ''),
  ],
  [
    'confirm-modes-swapped',
    'D-01',
    '確認の画面の前と後が逆である',
    'before and after are swapped on the confirmation',
    ['modeConfirm'],
    swapping('<dt>現在の設定</dt>', '<dt>変更後の設定</dt>'),
  ],
  [
    'confirm-shows-pin',
    'D-01',
    '確認の画面の暗証番号が見える',
    'the PIN of the confirmation is shown',
    ['modeConfirm'],
    saying('type="password"', 'type="text"'),
  ],
  [
    'after-change-nothing-said',
    'S-19 S-04',
    '変更のあと、登録を続けるよう伝えない',
    'after the change nothing says to register',
    ['register'],
    saying('続けて、トークン情報の利用登録を行ってください。', ''),
  ],
];

export const modePageFaults: readonly Fault[] = found.map(pageFault);
