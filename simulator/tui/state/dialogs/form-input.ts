/** The keys of a form, and what becomes of it when it is sent. PURE. */
import { type Context, type Updated, withoutEffects } from '../context.ts';
import { editKey, insert } from '../field.ts';
import type { Model } from '../model.ts';
import { closed, left } from './close-dialog.ts';
import type { Dialog } from './dialog.ts';
import { submitForm } from './submit-form.ts';

type Form = Extract<Dialog, { kind: 'form' }>;

export function keyForm(model: Model, form: Form, name: string, text: string | undefined, context: Context): Updated {
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

export function withField(model: Model, form: Form, index: number, field: Form['fields'][number]['field']): Model {
  const fields = form.fields.map((entry, i) => (i === index ? { ...entry, field } : entry));
  return { ...model, dialog: { ...form, fields, error: undefined } };
}

export function submit(model: Model, form: Form, context: Context): Updated {
  const submitted = submitForm(form, context);
  if ('error' in submitted) return withoutEffects({ ...model, dialog: { ...form, error: submitted.error } });
  return { model: closed(model), effects: submitted.effects };
}
