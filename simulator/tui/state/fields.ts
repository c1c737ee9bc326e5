/** The two fields that are always there: the filter of the list, and the one for the codes of keyboard-type tokens. PURE. */
import { folded } from '../../../common/full-width.ts';
import { parseTyped } from '../../hid/families/keyboard/text.ts';
import { type Context, type Updated, withoutEffects } from './context.ts';
import { editKey, type Field, insert } from './field.ts';
import { moved, refreshed } from './list.ts';
import type { Model } from './model.ts';

export function filterKey(model: Model, name: string, text: string | undefined, context: Context): Updated {
  if (name === 'enter' || name === 'tab') return withoutEffects({ ...model, focus: 'list' });
  if (name === 'escape') return withoutEffects(filtered({ ...model, focus: 'list' }, { text: '', at: 0 }, context));
  if (name === 'up' || name === 'down') return withoutEffects(moved(model, name === 'up' ? -1 : 1));
  const edited = editKey(model.filter, name) ?? (text === undefined ? undefined : insert(model.filter, text));
  return edited === undefined ? withoutEffects(model) : withoutEffects(filtered(model, edited, context));
}

const filtered = (model: Model, filter: Field, context: Context): Model => refreshed({ ...model, filter }, context);

export function readerKey(model: Model, name: string, text: string | undefined): Updated {
  const { field } = model.reader;
  if (name === 'escape' || name === 'tab') {
    return withoutEffects({
      ...model,
      focus: 'list',
      tab: 'log',
      reader: { field: { text: '', at: 0 }, result: undefined },
    });
  }
  if (name === 'enter') return readerEnter(model);
  const typing = text === undefined ? undefined : insert(field, text);
  const edited = editKey(field, name) ?? (typing !== undefined && typing.text.length <= 64 ? typing : undefined);
  return edited === undefined
    ? withoutEffects(model)
    : withoutEffects({ ...model, reader: { field: edited, result: undefined } });
}

function readerEnter(model: Model): Updated {
  // A keyboard-type token types through an input method, if one is on.
  const line = folded(model.reader.field.text);
  if (line.trim() === '') return withoutEffects({ ...model, focus: 'list', tab: 'log' });
  const typed = parseTyped(line);
  const empty = { text: '', at: 0 };
  if (typed === undefined)
    return withoutEffects({ ...model, reader: { field: empty, result: { kind: 'not-a-code' } } });
  // Six digits is what the portal's TOTP tokens have (D-04, D-23): a longer code is none of theirs.
  const asks = typed.code.length === 6;
  const result = { kind: 'code', ...typed, from: asks ? ('asked' as const) : [] } as const;
  return {
    model: { ...model, reader: { field: empty, result } },
    effects: asks ? [{ type: 'whoMade', code: typed.code }] : [],
  };
}

export function made(model: Model, code: string, serials: readonly string[] | undefined): Model {
  const { result } = model.reader;
  if (result?.kind !== 'code' || result.code !== code) return model;
  return { ...model, reader: { ...model.reader, result: { ...result, from: serials ?? 'unknown' } } };
}

/** A paste into the filter or the field for typed codes. A pasted line is never taken as keys; outside a field it does nothing. */
export function pasteField(model: Model, text: string, context: Context): Model {
  if (model.focus === 'filter') return filtered(model, insert(model.filter, text), context);
  if (model.focus !== 'reader') return model;
  return { ...model, reader: { field: insert(model.reader.field, text.trim()), result: undefined } };
}

/** Enter or Escape by a click on the help line. */
export function clickField(model: Model, act: 'enter' | 'leave', context: Context): Updated {
  const key = act === 'enter' ? 'enter' : 'escape';
  if (model.focus === 'filter') return filterKey(model, key, undefined, context);
  return model.focus === 'reader' ? readerKey(model, key, undefined) : withoutEffects(model);
}
