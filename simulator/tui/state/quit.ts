/** The ways out, which ask when something would be lost. PURE. */
import type { Text } from '../../../common/text.ts';
import { menuTexts } from '../texts/menus.ts';
import { type Context, type Updated, withoutEffects } from './context.ts';
import type { Dialog } from './dialogs/dialog.ts';
import type { Model } from './model.ts';

export function quit(model: Model, context: Context, exitCode: number): Updated {
  const lost = context.wouldLose() ?? unfinished(model);
  if (lost === undefined) return { model, effects: [{ type: 'quit', exitCode }] };
  const dialog: Dialog = {
    kind: 'confirm',
    title: menuTexts.quit.title,
    text: lost,
    yes: { type: 'quit' },
    onYes: false,
  };
  return withoutEffects({ ...model, dialog });
}

function unfinished(model: Model): Text | undefined {
  const phase = model.guide?.phase;
  if (phase === undefined || phase === 'done' || phase === 'failed') return undefined;
  return menuTexts.quit.unfinished;
}

/** Ctrl-C: asks when something would be lost; the second one goes in any case. */
export function interrupt(model: Model, context: Context): Updated {
  if (model.interrupted) return { model, effects: [{ type: 'quit', exitCode: 130 }] };
  return quit({ ...model, interrupted: true }, context, 130);
}
