/** Keys, clicks and pastes while a dialog is open. PURE. */
import { commandOf } from '../../keys/desk-keys.ts';
import type { DialogPart, Target } from '../../keys/target.ts';
import { perform } from '../commands.ts';
import { type Context, type Updated, withoutEffects } from '../context.ts';
import { editKey, insert } from '../field.ts';
import type { Model } from '../model.ts';
import type { Act, Dialog } from './dialog.ts';
import { submitForm } from './submit-form.ts';

type Menu = Extract<Dialog, { kind: 'menu' }>;
type Form = Extract<Dialog, { kind: 'form' }>;
type Confirm = Extract<Dialog, { kind: 'confirm' }>;
type Page = Extract<Dialog, { kind: 'page' }>;

export function keyDialog(
  model: Model,
  dialog: Dialog,
  name: string,
  text: string | undefined,
  context: Context,
): Updated {
  if (name === 'escape') return left(model, dialog);
  switch (dialog.kind) {
    case 'menu':
      return keyMenu(model, dialog, name, context);
    case 'form':
      return keyForm(model, dialog, name, text, context);
    case 'confirm':
      return keyConfirm(model, dialog, name, context);
    case 'page':
      return withoutEffects(keyPage(model, dialog, name));
  }
}

/** Closed without an answer: a token that waits for its PIN is told so. */
function left(model: Model, dialog: Dialog): Updated {
  const pin = dialog.kind === 'form' && dialog.form === 'pin';
  return { model: closed(model), effects: pin ? [{ type: 'hidPin', id: dialog.device ?? '', pin: undefined }] : [] };
}

const closed = (model: Model): Model => ({ ...model, dialog: undefined, interrupted: false });

/** The dialog goes, then its act is done: an act may open the next dialog. */
const done = (model: Model, act: Act, context: Context): Updated =>
  perform({ ...model, dialog: undefined }, act, context);

function keyMenu(model: Model, menu: Menu, name: string, context: Context): Updated {
  const to = (index: number) =>
    withoutEffects({
      ...model,
      dialog: { ...menu, index: (index + menu.items.length) % Math.max(1, menu.items.length) },
    });
  switch (name) {
    case 'up':
    case 'k':
    case 'S-tab':
      return to(menu.index - 1);
    case 'down':
    case 'j':
    case 'tab':
      return to(menu.index + 1);
    case 'home':
    case 'pageup':
      return to(0);
    case 'end':
    case 'pagedown':
      return to(menu.items.length - 1);
    case 'enter':
    case 'space': {
      const item = menu.items[menu.index];
      return item === undefined ? withoutEffects(closed(model)) : done(model, item.act, context);
    }
    case 'q':
      return withoutEffects(closed(model));
    default: {
      // The key that does it outside does it here too.
      const id = commandOf(name);
      const item = menu.items.find((entry) => entry.act.type === 'command' && entry.act.command === id);
      return item === undefined ? withoutEffects(model) : done(model, item.act, context);
    }
  }
}

function keyForm(model: Model, form: Form, name: string, text: string | undefined, context: Context): Updated {
  const places = form.fields.length + 2;
  const focusAt = (focus: number) =>
    withoutEffects({ ...model, dialog: { ...form, focus: (focus + places) % places } });
  const current = form.fields[form.focus];
  switch (name) {
    case 'tab':
    case 'down':
      return focusAt(form.focus + 1);
    case 'S-tab':
    case 'up':
      return focusAt(form.focus - 1);
    case 'enter':
      if (form.focus === form.fields.length + 1) return left(model, form);
      // Enter goes on to the next empty field, and submits from the last one or from OK.
      if (form.focus < form.fields.length - 1) return focusAt(form.focus + 1);
      return submit(model, form, context);
    default: {
      if (current === undefined) {
        if (name === 'left' || name === 'right')
          return focusAt(form.focus === form.fields.length ? form.focus + 1 : form.fields.length);
        return name === 'space' ? keyForm(model, form, 'enter', undefined, context) : withoutEffects(model);
      }
      const edited = editKey(current.field, name) ?? (text === undefined ? undefined : insert(current.field, text));
      return edited === undefined ? withoutEffects(model) : withoutEffects(withField(model, form, form.focus, edited));
    }
  }
}

function withField(model: Model, form: Form, index: number, field: Form['fields'][number]['field']): Model {
  const fields = form.fields.map((entry, i) => (i === index ? { ...entry, field } : entry));
  return { ...model, dialog: { ...form, fields, error: undefined } };
}

function submit(model: Model, form: Form, context: Context): Updated {
  const submitted = submitForm(form, context);
  if ('error' in submitted) return withoutEffects({ ...model, dialog: { ...form, error: submitted.error } });
  return { model: closed(model), effects: submitted.effects };
}

function keyConfirm(model: Model, confirm: Confirm, name: string, context: Context): Updated {
  switch (name) {
    case 'y':
    case 'Y':
      return done(model, confirm.yes, context);
    case 'n':
    case 'N':
    case 'q':
      return withoutEffects(closed(model));
    case 'left':
    case 'right':
    case 'tab':
    case 'S-tab':
    case 'up':
    case 'down':
      return withoutEffects({ ...model, dialog: { ...confirm, onYes: !confirm.onYes } });
    case 'enter':
    case 'space':
      return confirm.onYes ? done(model, confirm.yes, context) : withoutEffects(closed(model));
    default:
      return withoutEffects(model);
  }
}

function keyPage(model: Model, page: Page, name: string): Model {
  const to = (top: number): Model => ({ ...model, dialog: { ...page, top: Math.max(0, top) } });
  const height = Math.max(1, model.rows - 6);
  switch (name) {
    case 'up':
    case 'k':
      return to(page.top - 1);
    case 'down':
    case 'j':
      return to(Math.min(page.top + 1, 1000));
    case 'pageup':
      return to(page.top - height);
    case 'pagedown':
    case 'space':
      return to(Math.min(page.top + height, 1000));
    case 'home':
    case 'g':
      return to(0);
    case 'q':
    case 'enter':
    case '?':
      return closed(model);
    case 'l':
      return { ...model, lang: model.lang === 'ja' ? 'en' : 'ja' };
    default:
      return model;
  }
}

export function pasteDialog(model: Model, dialog: Dialog, text: string): Model {
  if (dialog.kind !== 'form') return model;
  const current = dialog.fields[dialog.focus];
  return current === undefined ? model : withField(model, dialog, dialog.focus, insert(current.field, text.trim()));
}

export function clickDialog(model: Model, dialog: Dialog, target: Target | undefined, context: Context): Updated {
  // A click beside the dialog closes it, as Escape does.
  if (target === undefined) return left(model, dialog);
  switch (target.type) {
    case 'dialog':
      return clickPart(model, dialog, target.part, context);
    case 'menuItem': {
      const item = dialog.kind === 'menu' ? dialog.items[target.index] : undefined;
      return item === undefined ? withoutEffects(model) : done(model, item.act, context);
    }
    case 'formField':
      return withoutEffects(dialog.kind === 'form' ? { ...model, dialog: { ...dialog, focus: target.index } } : model);
    // What lies under a dialog cannot be clicked.
    default:
      return withoutEffects(model);
  }
}

function clickPart(model: Model, dialog: Dialog, part: DialogPart, context: Context): Updated {
  switch (part) {
    case 'outside':
    case 'cancel':
      return left(model, dialog);
    case 'inside':
      return withoutEffects(model);
    case 'ok':
      if (dialog.kind === 'menu') return keyMenu(model, dialog, 'enter', context);
      if (dialog.kind === 'form') return submit(model, dialog, context);
      return dialog.kind === 'confirm' ? done(model, dialog.yes, context) : withoutEffects(model);
    case 'next':
      if (dialog.kind === 'form') return keyForm(model, dialog, 'tab', undefined, context);
      return withoutEffects(dialog.kind === 'page' ? keyPage(model, dialog, 'pagedown') : model);
  }
}

export function wheelDialog(model: Model, dialog: Dialog, by: 1 | -1): Model {
  if (dialog.kind === 'menu') {
    const index = Math.max(0, Math.min(dialog.items.length - 1, dialog.index + by));
    return { ...model, dialog: { ...dialog, index } };
  }
  if (dialog.kind === 'page')
    return { ...model, dialog: { ...dialog, top: Math.max(0, Math.min(1000, dialog.top + by * 2)) } };
  return model;
}
