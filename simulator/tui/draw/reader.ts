/** The desk's field for keyboard-type tokens, and whose code was typed. PURE. */
import { clean } from '../../../common/text-width.ts';
import { keyRow } from '../keys/desk-keys.ts';
import { visible } from '../state/field.ts';
import type { Brush } from './brush.ts';
import { fill, hit, put } from './grid.ts';

/** The desk's input field for keyboard-type tokens. */
export function drawReader(brush: Brush, x: number, y: number, cells: number): void {
  const { grid, theme, model, t } = brush;
  const focused = model.focus === 'reader';
  const label = `${keyRow('reader').shown} ${t.typed} `;
  const used = put(grid, x, y, label, focused ? theme.accent : theme.dim, cells);
  const room = cells - used;
  const shown = visible(model.reader.field, room, grid.wide);
  const attr = focused ? theme.fieldFocus : theme.field;
  fill(grid, { x: x + used, y, width: room, height: 1 }, attr);
  put(grid, x + used, y, focused || shown.text !== '' ? shown.text : '', attr, room);
  hit(grid, { x, y, width: cells, height: 1 }, { type: 'command', command: 'reader' });
  if (focused && model.dialog === undefined) grid.cursor = { x: x + used + shown.cursor, y };
}

export function readerAnswer(brush: Brush): { readonly text: string; readonly tone: number } | undefined {
  const { theme, t, model } = brush;
  const { result } = model.reader;
  if (result === undefined) return model.focus === 'reader' ? { text: t.readerHint, tone: theme.dim } : undefined;
  if (result.kind === 'not-a-code') return { text: t.readerNone, tone: theme.bad };
  const prefix = result.prefix === '' ? '' : ` ${t.readerPrefix(result.prefix)}`;
  const what = `${result.code} (${t.readerDigits(result.code.length)}${prefix})`;
  if (result.from === 'asked') return { text: `${what} …`, tone: theme.text };
  if (result.from === 'unknown') return { text: `${what} ${t.readerCannotTell}`, tone: theme.warn };
  if (result.from.length === 0) return { text: `${what} ${t.readerUnknown}`, tone: theme.bad };
  return {
    text: `${what} ${t.readerFrom(result.from.map((serial) => clean(serial, 32)).join(', '))}`,
    tone: theme.good,
  };
}
