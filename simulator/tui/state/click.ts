/** A click on a named part of the screen. PURE. */
import type { Target } from '../keys/target.ts';
import { command } from './commands.ts';
import { type Context, type Updated, withoutEffects } from './context.ts';
import { copy, copyCode } from './copy.ts';
import { clickDialog } from './dialogs/dialog-input.ts';
import { clickField } from './fields.ts';
import { guideAct, toStep } from './guide/guide-input.ts';
import { chosen, sorted } from './list.ts';
import type { Model } from './model.ts';
import { clickDevice, panelAct } from './panel.ts';
import { press } from './press.ts';

export function click(model: Model, target: Target | undefined, context: Context): Updated {
  if (model.dialog !== undefined) return clickDialog(model, model.dialog, target, context);
  if (target === undefined) return withoutEffects(model);
  switch (target.type) {
    case 'row':
      return withoutEffects({ ...chosen(model, target.serial), focus: 'list' });
    case 'command': {
      const focus = model.focus === 'reader' ? 'list' : model.focus;
      return command({ ...model, focus }, target.command, context);
    }
    case 'sort':
      return withoutEffects(sorted(model, target.sort, context));
    case 'press':
      return press(model, target.serial, context);
    case 'copyCode':
      return copyCode(model, target.serial, context);
    case 'copySerial':
      return copy(model, target.serial, 'serial', context);
    case 'copyUrl':
      return copy(model, context.portal.url() ?? '', 'url', context);
    case 'tab':
      return withoutEffects({ ...model, tab: target.tab, focus: target.tab === 'hid' ? 'hid' : 'list' });
    case 'device':
      return withoutEffects({ ...model, focus: 'hid', hidIndex: target.index });
    case 'readDevice':
      return clickDevice(model, target.id, 'read', context);
    case 'bindDevice':
      return clickDevice(model, target.id, 'bind', context);
    case 'panel':
      return panelAct(model, target.act, context);
    case 'field':
      return clickField(model, target.act, context);
    case 'guide':
      return guideAct(model, target.act, context);
    case 'step':
      return withoutEffects(toStep(model, target.index));
    // The dialog that they belong to has gone since the screen was drawn.
    case 'dialog':
    case 'menuItem':
    case 'formField':
      return withoutEffects(model);
  }
}
