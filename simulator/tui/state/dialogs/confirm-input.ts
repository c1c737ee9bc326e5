/** The keys of a question: yes or no. PURE. */
import { type Context, type Updated, withoutEffects } from '../context.ts';
import type { Model } from '../model.ts';
import { closed, done } from './close-dialog.ts';
import type { Dialog } from './dialog.ts';

type Confirm = Extract<Dialog, { kind: 'confirm' }>;

export function keyConfirm(model: Model, confirm: Confirm, name: string, context: Context): Updated {
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
