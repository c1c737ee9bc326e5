/** How a dialog goes: without an answer, or with its act. PURE. */
import { perform } from '../commands.ts';
import type { Context, Updated } from '../context.ts';
import type { Model } from '../model.ts';
import type { Act, Dialog } from './dialog.ts';

/** Closed without an answer: a token that waits for its PIN is told so. */
export function left(model: Model, dialog: Dialog): Updated {
  const pin = dialog.kind === 'form' && dialog.form === 'pin';
  return { model: closed(model), effects: pin ? [{ type: 'hidPin', id: dialog.device ?? '', pin: undefined }] : [] };
}

export const closed = (model: Model): Model => ({ ...model, dialog: undefined, interrupted: false });

/** The dialog goes, then its act is done: an act may open the next dialog. */
export const done = (model: Model, act: Act, context: Context): Updated =>
  perform({ ...model, dialog: undefined }, act, context);
