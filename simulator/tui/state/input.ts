/** A key or a paste, by what has the keys now: a dialog, a field, the guide, the panel or the desk. PURE. */
import { folded, isJapaneseLetter } from '../../../common/full-width.ts';
import type { CommandId } from '../keys/command.ts';
import { commandOf } from '../keys/desk-keys.ts';
import type { InputToken } from '../keys/input-token.ts';
import { guideTarget } from '../keys/part-keys.ts';
import { textOf } from '../texts/texts.ts';
import { click } from './click.ts';
import { command } from './commands.ts';
import { type Context, type Updated, withoutEffects } from './context.ts';
import { keyDialog, pasteDialog } from './dialogs/dialog-input.ts';
import { filterKey, pasteField, readerKey } from './fields.ts';
import { type Model, toasted } from './model.ts';
import { panelInput } from './panel.ts';

export function input(model: Model, token: InputToken, context: Context): Updated {
  switch (token.type) {
    case 'key':
      return typed(model, token.key, token.text, context);
    case 'paste':
      return withoutEffects(paste(model, token.text, context));
    // Mouse events are looked up in the drawn grid by the shell, and the cursor's report is the probe's answer.
    case 'mouse':
    case 'cursor':
      return withoutEffects(model);
  }
}

/** Keys that work whatever is open. */
const everywhere: readonly CommandId[] = ['interrupt', 'repaint', 'suspend'];

/**
 * With an input method on, a key comes as a full-width letter: it is that key all the same. Kana is no key at all, and
 * says so. A field takes what it is given, but for those that expect a token's or a person's ASCII.
 */
function typed(model: Model, name: string, text: string | undefined, context: Context): Updated {
  if (takesText(model)) return key(model, name, text, context);
  const plain = folded(name);
  const known = plain === ' ' ? 'space' : plain;
  if (known !== name) return key(model, known, plain, context);
  if (text !== undefined && isJapaneseLetter(text)) {
    const off = textOf((t) => t.inputMethodOff);
    return withoutEffects(toasted(model, off, context.ui));
  }
  return key(model, name, text, context);
}

/** Something is being written now: a form's field or the filter. */
const takesText = ({ dialog, focus }: Model): boolean =>
  dialog === undefined ? focus === 'filter' || focus === 'reader' : dialog.kind === 'form';

function key(before: Model, name: string, text: string | undefined, context: Context): Updated {
  const id = commandOf(name);
  if (id !== undefined && everywhere.includes(id)) return command(before, id, context);
  const model = before.interrupted ? { ...before, interrupted: false } : before;
  if (model.dialog !== undefined) return keyDialog(model, model.dialog, name, text, context);
  if (model.focus === 'filter') return filterKey(model, name, text, context);
  if (model.focus === 'reader') return readerKey(model, name, text);
  if (model.guide !== undefined) return guideKey(model, name, context);
  if (model.focus === 'hid') {
    const handled = panelInput(model, name, context);
    if (handled !== undefined) return handled;
  }
  // No command is a digit: a keyboard-type token (or a person) that begins to type a code gets its field.
  if (/^\d$/.test(name)) return readerKey({ ...model, focus: 'reader', tab: 'hid' }, name, text);
  return id === undefined ? withoutEffects(model) : command(model, id, context);
}

function paste(model: Model, text: string, context: Context): Model {
  return model.dialog === undefined ? pasteField(model, text, context) : pasteDialog(model, model.dialog, text);
}

function guideKey(model: Model, name: string, context: Context): Updated {
  const target = guideTarget(name);
  if (target !== undefined) return click(model, target, context);
  const id = commandOf(name);
  return id !== undefined && besideGuide.includes(id) ? command(model, id, context) : withoutEffects(model);
}

/** Commands of the desk that make sense while somebody is being guided. */
const besideGuide: readonly CommandId[] = ['quit', 'mouse', 'help', 'clock', 'portal', 'log'];
