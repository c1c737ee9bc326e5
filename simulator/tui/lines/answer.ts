/** A line that a person typed → what it means now. PURE. */
import { folded, isJapaneseLetter } from '../../../common/full-width.ts';
import { commandOf } from '../keys/desk-keys.ts';
import type { Context } from '../state/context.ts';
import type { Dialog } from '../state/dialogs/dialog.ts';
import type { Msg } from '../state/message.ts';
import type { Model } from '../state/model.ts';
import { texts } from '../texts/texts.ts';
import { faceLine, tokenLine } from './token-line.ts';

export interface LineAnswer {
  readonly messages: readonly Msg[];
  /** Said at once, whatever the messages lead to. */
  readonly lines: readonly string[];
}

const key = (name: string, text?: string): Msg => ({
  type: 'input',
  token: text === undefined ? { type: 'key', key: name } : { type: 'key', key: name, text },
});
const messages = (...all: Msg[]): LineAnswer => ({ messages: all, lines: [] });
const lines = (...all: string[]): LineAnswer => ({ messages: [], lines: all });
const letters = (text: string): Msg[] => [...text].map((letter) => key(letter === ' ' ? 'space' : letter, letter));

export function answerTo(model: Model, typed: string, context: Context): LineAnswer {
  const text = typed.trim();
  const plain = folded(text).trim();
  const { dialog, guide, lang } = model;
  if (dialog?.kind === 'form') return fillIn(dialog, text);
  // The field takes the keys of a keyboard-type token, and gives them back with a second Enter.
  if (model.focus === 'reader') return messages(...letters(plain), key('enter'), key('enter'));
  if (isJapaneseLetter(text)) return lines(texts[lang].inputMethodOff);
  if (dialog !== undefined) return inDialog(dialog, plain, lang);
  if (guide !== undefined) return inGuide(model, plain, guide.fresh, context);
  return model.focus === 'hid' ? amongDevices(model, plain, context) : onDesk(model, plain, context);
}

function onDesk(model: Model, plain: string, context: Context): LineAnswer {
  const { lang, chosen } = model;
  const t = texts[lang];
  if (plain === '') return lines(...listLines(model, context), t.lines.hint);
  // Six digits and more are a code that a keyboard-type token, or a person, has typed.
  if (/^\d{6,}$/.test(plain)) return messages(...letters(plain), key('enter'), key('enter'));
  if (/^\d+$/.test(plain)) {
    const serial = model.shown[Number(plain) - 1];
    if (serial === undefined) return lines(t.lines.noSuchNumber);
    if (serial === chosen) return lines(tokenLine(serial, lang, context));
    return messages({ type: 'click', target: { type: 'row', serial } });
  }
  if (plain.startsWith('/'))
    return messages(key('/'), key('end'), key('C-u'), ...letters(plain.slice(1)), key('enter'));
  const id = commandOf(plain === '.' ? 'escape' : plain);
  // No clipboard is meant here: what would be copied is said.
  if (id === 'copyCode' && chosen !== undefined) return lines(faceLine(chosen, lang, context));
  if (id === 'copySerial' && chosen !== undefined) return lines(chosen);
  return id === undefined ? lines(t.lines.unknown) : messages(key(plain === '.' ? 'escape' : plain));
}

/** More are said to be there, and a filter finds them: nobody listens to ten thousand lines. */
const mostLines = 50;

/** Every token with its number: the chosen one is marked in words. */
function listLines({ lang, shown, serials, chosen }: Model, context: Context): string[] {
  const t = texts[lang];
  if (shown.length === 0) return [serials.length === 0 ? t.noTokens : t.noMatch];
  const told = shown.slice(0, mostLines).map((serial, index) => {
    const mark = serial === chosen ? ` (${t.lines.chosen})` : '';
    return `${index + 1}. ${tokenLine(serial, lang, context)}${mark}`;
  });
  return shown.length > mostLines ? [...told, t.lines.more(shown.length - mostLines)] : told;
}

function fillIn(form: Extract<Dialog, { kind: 'form' }>, text: string): LineAnswer {
  if (text === '.') return messages(key('escape'));
  const paste: Msg = { type: 'input', token: { type: 'paste', text } };
  const fill = text === '' ? [] : [key('end'), key('C-u'), paste];
  return form.focus < form.fields.length ? messages(...fill, key('enter')) : messages(key('escape'));
}

function inDialog(dialog: Exclude<Dialog, { kind: 'form' }>, plain: string, lang: Model['lang']): LineAnswer {
  const t = texts[lang].lines;
  switch (dialog.kind) {
    case 'menu': {
      if (plain === '' || plain === '.') return messages(key('escape'));
      const index = Number(plain) - 1;
      if (!/^\d+$/.test(plain) || dialog.items[index] === undefined) return lines(t.noSuchNumber);
      return messages({ type: 'click', target: { type: 'menuItem', index } });
    }
    case 'confirm':
      return messages(key(/^y(es)?$/i.test(plain) ? 'y' : 'n'));
    case 'page':
      return messages(key('escape'));
  }
}

const guideKeys: { readonly [typed: string]: string } = {
  '': 'enter',
  '.': 'escape',
  p: 'space',
  b: 'left',
  q: 'q',
  l: 'l',
  i: 'i',
  o: 'o',
  '?': '?',
};

function inGuide({ lang }: Model, plain: string, fresh: string | undefined, context: Context): LineAnswer {
  if (plain === 'c' && fresh !== undefined) return lines(faceLine(fresh, lang, context));
  if (plain === 'y' && fresh !== undefined) return lines(fresh);
  const name = Object.hasOwn(guideKeys, plain) ? guideKeys[plain] : undefined;
  return name === undefined ? lines(texts[lang].lines.guideKeys) : messages(key(name));
}

const deviceActs = { r: 'read', b: 'bind', s: 'which', u: 'release', '.': 'leave' } as const;

function amongDevices(model: Model, plain: string, context: Context): LineAnswer {
  const t = texts[model.lang].lines;
  if (/^\d+$/.test(plain)) {
    const index = Number(plain) - 1;
    if (context.hid.rows()[index] === undefined) return lines(t.noSuchNumber);
    return messages({ type: 'click', target: { type: 'device', index } });
  }
  if (!Object.hasOwn(deviceActs, plain)) return lines(t.devices);
  const act = deviceActs[plain as keyof typeof deviceActs];
  return messages({ type: 'click', target: { type: 'panel', act } });
}
