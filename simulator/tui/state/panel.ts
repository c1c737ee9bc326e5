/** The HID panel: its keys, its buttons, and the question for a PIN. PURE. */
import type { HidRow } from '../desk-port.ts';
import { panelTarget } from '../keys/part-keys.ts';
import type { PanelAct } from '../keys/target.ts';
import { textOf } from '../texts/texts.ts';
import { type Context, type Updated, withoutEffects } from './context.ts';
import { bindForm, pinForm, whichForm } from './dialogs/forms.ts';
import { type Model, toasted } from './model.ts';

/** A real token that waits for its PIN opens the form for it, and closes it when it waits no more. */
export function pinAsked(model: Model, context: Context): Model {
  const row = context.hid.rows().find((each) => each.wantsPin);
  const { dialog } = model;
  if (dialog?.kind === 'form' && dialog.form === 'pin') {
    return dialog.device === row?.id ? model : { ...model, dialog: undefined };
  }
  return row === undefined || dialog !== undefined ? model : { ...model, dialog: pinForm(row) };
}

export function panelAct(model: Model, act: PanelAct, context: Context): Updated {
  const rows = context.hid.rows();
  const at = Math.min(model.hidIndex, Math.max(0, rows.length - 1));
  const row = rows[at];
  switch (act) {
    case 'leave':
      return withoutEffects({ ...model, focus: 'list', tab: 'log' });
    case 'up':
      return withoutEffects({ ...model, hidIndex: Math.max(0, at - 1) });
    case 'down':
      return withoutEffects({ ...model, hidIndex: Math.max(0, Math.min(rows.length - 1, at + 1)) });
    default:
      return row === undefined ? withoutEffects(model) : deviceAct(model, row, act, context);
  }
}

/** What is done to one device. */
export function deviceAct(model: Model, row: HidRow, act: DeviceAct, context: Context): Updated {
  switch (act) {
    case 'read':
      return { model, effects: [{ type: 'hidRead', id: row.id }] };
    case 'bind':
      return withoutEffects({ ...model, dialog: bindForm(row) });
    case 'which':
      return withoutEffects({ ...model, dialog: whichForm(row) });
    case 'release': {
      if (row.serial !== undefined) return { model, effects: [{ type: 'hidRelease', serial: row.serial }] };
      const text = textOf((t) => t.hidUnbound);
      return withoutEffects(toasted(model, text, context.ui));
    }
  }
}

type DeviceAct = Exclude<PanelAct, 'leave' | 'up' | 'down'>;

/** A key of the panel; undefined when it is none of the panel's. */
export function panelInput(model: Model, key: string, context: Context): Updated | undefined {
  const target = panelTarget(key);
  if (target?.type !== 'panel') return undefined;
  // Where nothing is plugged in, there is nothing to do but to leave; the other keys are the desk's.
  if (context.hid.rows().length === 0 && target.act !== 'leave') return undefined;
  return panelAct(model, target.act, context);
}

/** A click on a device's own button. */
export function clickDevice(model: Model, id: string, act: DeviceAct, context: Context): Updated {
  const row = context.hid.rows().find((each) => each.id === id);
  return row === undefined ? withoutEffects(model) : deviceAct(model, row, act, context);
}
