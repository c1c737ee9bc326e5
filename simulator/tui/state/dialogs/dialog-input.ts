/** Keys, clicks and pastes while a dialog is open, by its kind. PURE. */
import type { DialogPart, Target } from '../../keys/target.ts';
import { type Context, type Updated, withoutEffects } from '../context.ts';
import { insert } from '../field.ts';
import type { Model } from '../model.ts';
import { done, left } from './close-dialog.ts';
import { keyConfirm } from './confirm-input.ts';
import type { Dialog } from './dialog.ts';
import { keyForm, submit, withField } from './form-input.ts';
import { keyMenu } from './menu-input.ts';
import { keyPage } from './page-input.ts';

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
