/** The keys of one part of the screen: the guide, the HID panel, a field, a dialog. PURE. */
import type { Text } from '../../../common/text.ts';
import { commandTexts } from '../texts/commands.ts';
import { guideKeyTexts, panelKeyTexts, partTexts } from '../texts/part-keys.ts';
import type { DialogPart, GuideAct, PanelAct, Target } from './target.ts';

export interface PartKey {
  readonly keys: readonly string[];
  /** How the help line shows the key; '' = not there. */
  readonly shown: string;
  /** What the key does, and a click on it in the help line; undefined where a click has nothing to choose. */
  readonly target: Target | undefined;
  readonly short: Text;
  /** A sentence for the help page, where the part has a place there. */
  readonly long?: Text;
}

const guideKey = (keys: readonly string[], shown: string, act: GuideAct): PartKey => ({
  keys,
  shown,
  target: { type: 'guide', act },
  short: guideKeyTexts[act],
});

/** The keys of the guided exchange. */
export const guideKeys: readonly PartKey[] = [
  guideKey(['space', 'p'], 'Space', 'press'),
  guideKey(['enter', 'right', 'down', 'j'], 'Enter', 'next'),
  guideKey(['escape'], 'Esc', 'close'),
  guideKey(['left', 'up', 'k'], '←', 'back'),
  guideKey(['c'], 'c', 'copyCode'),
  guideKey(['y'], 'y', 'copySerial'),
  {
    keys: ['l', 'L'],
    shown: 'l',
    target: { type: 'command', command: 'language' },
    short: commandTexts.language.short,
  },
];

const panelKey = (
  keys: readonly string[],
  shown: string,
  act: PanelAct,
  text: Text | Pick<PartKey, 'short' | 'long'>,
): PartKey => ({ keys, shown, target: { type: 'panel', act }, ...('short' in text ? text : { short: text }) });

/** The way out of the HID panel: the one key that it keeps where no device is. */
export const panelLeave = panelKey(['escape'], 'Esc', 'leave', panelKeyTexts.leave);

/** The keys of the HID panel, while it has the focus and a device is there. */
export const panelKeys: readonly PartKey[] = [
  panelKey(['enter', 'space'], 'Enter', 'read', panelKeyTexts.read),
  panelKey(['b'], 'b', 'bind', panelKeyTexts.bind),
  panelKey(['r'], 'r', 'which', panelKeyTexts.which),
  panelKey(['u'], 'u', 'release', panelKeyTexts.release),
  panelLeave,
  panelKey(['down', 'j'], 'j/k', 'down', panelKeyTexts.choose),
  panelKey(['up', 'k'], '', 'up', panelKeyTexts.choose),
];

const fieldKey = (shown: string, act: 'enter' | 'leave', short: Text): PartKey => ({
  keys: [],
  shown,
  target: { type: 'field', act },
  short,
});

const dialogKey = (shown: string, part: DialogPart, short: Text): PartKey => ({
  keys: [],
  shown,
  target: { type: 'dialog', part },
  short,
});

const arrows = (short: Text): PartKey => ({ keys: [], shown: '↑↓', target: undefined, short });

/** What the help line says while a field or a dialog has the keys; their keys themselves are those of any field. */
export const partHelp = {
  filter: [
    fieldKey('Enter', 'enter', partTexts.filter.enter),
    fieldKey('Esc', 'leave', partTexts.filter.leave),
    arrows(partTexts.filter.choose),
  ],
  reader: [fieldKey('Enter', 'enter', partTexts.reader.enter), fieldKey('Esc', 'leave', partTexts.reader.leave)],
  menu: [
    dialogKey('Enter', 'ok', partTexts.menu.ok),
    dialogKey('Esc', 'cancel', partTexts.menu.cancel),
    arrows(partTexts.menu.choose),
  ],
  form: [
    dialogKey('Enter', 'ok', partTexts.form.ok),
    dialogKey('Tab', 'next', partTexts.form.next),
    dialogKey('Esc', 'cancel', partTexts.form.cancel),
  ],
  confirm: [dialogKey('y', 'ok', partTexts.confirm.ok), dialogKey('n', 'cancel', partTexts.confirm.cancel)],
  page: [
    dialogKey('Esc', 'cancel', partTexts.page.cancel),
    arrows(partTexts.page.scroll),
    dialogKey('Space', 'next', partTexts.page.next),
  ],
} as const satisfies Record<string, readonly PartKey[]>;

const targetOf =
  (rows: readonly PartKey[]) =>
  (key: string): Target | undefined =>
    rows.find((row) => row.keys.includes(key))?.target;

/** What a key does in the guide. */
export const guideTarget = targetOf(guideKeys);

/** The same in the HID panel. */
export const panelTarget = targetOf(panelKeys);
