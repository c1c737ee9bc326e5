/** The forms as they open. PURE. */
import { japanDay } from '../../../../common/japan-time.ts';
import type { HidRow } from '../../desk-port.ts';
import { formTexts } from '../../texts/forms.ts';
import type { Context } from '../context.ts';
import { field } from '../field.ts';
import type { Model } from '../model.ts';
import type { Dialog, FormId, HidFormId } from './dialog.ts';

type Form = Extract<Dialog, { kind: 'form' }>;

/** A form with its texts, and what its fields begin with. */
function formOf(form: FormId, values: readonly string[] = [], extra: Partial<Form> = {}): Form {
  const { title, note, labels } = formTexts[form];
  const fields = labels.map((label, i) => ({ label, field: field(values[i]) }));
  return { kind: 'form', form, focus: 0, title, note, fields, ...extra };
}

/** A real token's PIN. The row's name and id are foreign text: neither is in the form. */
export const pinForm = (row: HidRow): Form =>
  formOf('pin', [], { device: row.id, hidden: true, ...(row.prompt === undefined ? {} : { note: row.prompt }) });

/** Which serial of the stock a real token stands for, and which of its slots or names. */
export const bindForm = (row: HidRow): Form => formOf('bind', [row.serial ?? ''], { device: row.id });

/** Which of a device's slots or names is read now. */
export const whichForm = (row: HidRow): Form => formOf('which', [], { device: row.id });

/** Undefined when the form needs a chosen token and none is there. */
export function openForm(form: Exclude<FormId, HidFormId>, model: Model, context: Context): Form | undefined {
  switch (form) {
    case 'battery':
    case 'drift':
      return model.chosen === undefined ? undefined : formOf(form, [], { about: model.chosen });
    case 'advance':
    case 'stop':
      return formOf(form);
    case 'restore':
      return formOf(form, [model.backups[0]?.backup ?? '']);
    case 'export':
      return formOf(form, [`ichido-${fileDay(context.now)}.pskc.xml`]);
  }
}

const fileDay = (now: number): string => japanDay(now).replaceAll('-', '');
