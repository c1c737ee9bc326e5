/** Menus, forms, questions and pages, drawn over whatever is there. PURE. */

import { clean, pad, shorten, wrap } from '../../../common/text-width.ts';
import type { Rect } from '../geometry.ts';
import { keyRow, keysShown, keyTable } from '../keys/desk-keys.ts';
import { panelKeys } from '../keys/part-keys.ts';
import type { DialogPart } from '../keys/target.ts';
import type { Dialog } from '../state/dialogs/dialog.ts';
import { visible } from '../state/field.ts';
import { type Brush, button, putRow, width } from './brush.ts';
import { contractLines } from './contract.ts';
import { box, coverHits, fill, hit, put } from './grid.ts';
import { drawEntry } from './log.ts';

export function drawDialog(brush: Brush, dialog: Dialog): void {
  coverHits(brush.grid);
  brush.grid.cursor = undefined;
  hit(brush.grid, { x: 0, y: 0, width: brush.grid.cols, height: brush.grid.rows }, { type: 'dialog', part: 'outside' });
  switch (dialog.kind) {
    case 'menu':
      drawMenu(brush, dialog);
      break;
    case 'form':
      drawForm(brush, dialog);
      break;
    case 'confirm':
      drawConfirm(brush, dialog);
      break;
    case 'page':
      drawPage(brush, dialog);
      break;
  }
}

/** A framed window in the middle; returns its inside. */
function frame(brush: Brush, cells: number, rows: number, title: string): Rect {
  const { grid, theme } = brush;
  const area = {
    width: Math.min(grid.cols - 2, cells + 4),
    height: Math.min(grid.rows - 2, rows + 2),
    x: 0,
    y: 0,
  };
  area.x = Math.floor((grid.cols - area.width) / 2);
  area.y = Math.floor((grid.rows - area.height) / 2);
  fill(grid, area, theme.dialog);
  box(grid, area, theme.dialogEdge, 'round', shorten(clean(title, 200), area.width - 6, grid.wide), theme.dialogTitle);
  hit(grid, area, { type: 'dialog', part: 'inside' });
  return { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
}

function drawMenu(brush: Brush, menu: Extract<Dialog, { kind: 'menu' }>): void {
  const { grid, theme, model } = brush;
  const labels = menu.items.map((item) => clean(item.label[model.lang], 200));
  const hints = menu.items.map((item) => item.hint ?? '');
  const hintCells = Math.max(0, ...hints.map((hint) => hint.length));
  const title = `${menu.title[model.lang]}${menu.about === undefined ? '' : ` ${menu.about}`}`;
  const cells = Math.max(width(brush, title) + 4, ...labels.map((label) => width(brush, label) + hintCells + 4));
  const inner = frame(brush, cells, menu.items.length, title);
  const top = Math.max(0, Math.min(menu.index - Math.floor(inner.height / 2), menu.items.length - inner.height));
  for (let row = 0; row < inner.height && top + row < menu.items.length; row++) {
    const index = top + row;
    const isChosen = index === menu.index;
    const line = { x: inner.x, y: inner.y + row, width: inner.width, height: 1 };
    if (isChosen) fill(grid, line, theme.chosen);
    const room = inner.width - 2 - (hintCells > 0 ? hintCells + 1 : 0);
    put(
      grid,
      line.x,
      line.y,
      `${isChosen ? '▸' : ' '} ${shorten(labels[index]!, room, grid.wide)}`,
      isChosen ? theme.chosenStrong : theme.dialog,
      inner.width,
    );
    const hint = hints[index]!;
    if (hint !== '')
      put(grid, line.x + inner.width - hint.length, line.y, hint, isChosen ? theme.chosenWarn : theme.dialogKey);
    hit(grid, line, { type: 'menuItem', index });
  }
  if (top > 0) put(grid, inner.x + inner.width + 1, inner.y, '▲', theme.dialogEdge);
  if (top + inner.height < menu.items.length) {
    put(grid, inner.x + inner.width + 1, inner.y + inner.height - 1, '▼', theme.dialogEdge);
  }
}

function drawForm(brush: Brush, form: Extract<Dialog, { kind: 'form' }>): void {
  const { grid, theme, model, t } = brush;
  const title = `${form.title[model.lang]}${form.about === undefined ? '' : ` ${form.about}`}`;
  const cells = Math.min(58, grid.cols - 6);
  const note = wrap(form.note[model.lang], cells, grid.wide);
  const error = form.error === undefined ? [] : wrap(form.error[model.lang], cells, grid.wide);
  const roomy = grid.rows >= 16;
  const rows = note.length + form.fields.length + error.length + 1 + (roomy ? 2 : 0);
  const inner = frame(brush, cells, rows, title);
  let y = inner.y;
  for (const line of note) put(grid, inner.x, y++, line, theme.dialogDim, inner.width);
  if (roomy) y++;
  const labelCells = Math.max(...form.fields.map((entry) => width(brush, entry.label[model.lang]))) + 1;
  form.fields.forEach((entry, index) => {
    const focused = form.focus === index;
    const room = inner.width - labelCells;
    const text = form.hidden ? '*'.repeat([...entry.field.text].length) : entry.field.text;
    const shown = visible({ ...entry.field, text }, room, grid.wide);
    const attr = focused ? theme.fieldFocus : theme.field;
    put(grid, inner.x, y, pad(entry.label[model.lang], labelCells, grid.wide), theme.dialog);
    fill(grid, { x: inner.x + labelCells, y, width: room, height: 1 }, attr);
    put(grid, inner.x + labelCells, y, shown.text, attr, room);
    hit(grid, { x: inner.x, y, width: inner.width, height: 1 }, { type: 'formField', index });
    if (focused) grid.cursor = { x: inner.x + labelCells + shown.cursor, y };
    y++;
  });
  for (const line of error) put(grid, inner.x, y++, line, theme.dialogBad, inner.width);
  if (roomy) y++;
  drawButtons(brush, inner, y, [
    [` ${t.ok} `, 'ok', form.focus === form.fields.length],
    [` ${t.cancel} `, 'cancel', form.focus === form.fields.length + 1],
  ]);
}

function drawConfirm(brush: Brush, confirm: Extract<Dialog, { kind: 'confirm' }>): void {
  const { grid, theme, model, t } = brush;
  const cells = Math.min(50, grid.cols - 6);
  const lines = wrap(clean(confirm.text[model.lang], 400), cells, grid.wide).slice(0, 8);
  const inner = frame(brush, cells, lines.length + 2, confirm.title[model.lang]);
  lines.forEach((line, i) => {
    put(grid, inner.x, inner.y + i, line, theme.dialog, inner.width);
  });
  drawButtons(brush, inner, inner.y + inner.height - 1, [
    [` ${t.yes} (y) `, 'ok', confirm.onYes],
    [` ${t.no} (n) `, 'cancel', !confirm.onYes],
  ]);
}

function drawButtons(
  brush: Brush,
  inner: Rect,
  y: number,
  buttons: readonly (readonly [string, DialogPart, boolean])[],
): void {
  const { theme } = brush;
  const total = buttons.reduce((sum, [text]) => sum + width(brush, text) + 2, -2);
  let x = inner.x + Math.max(0, Math.floor((inner.width - total) / 2));
  for (const [text, part, focused] of buttons) {
    const attr = focused ? theme.buttonFocus : theme.buttonDim;
    x += button(brush, x, y, text, attr, { type: 'dialog', part }) + 2;
  }
}

function drawPage(brush: Brush, page: Extract<Dialog, { kind: 'page' }>): void {
  if (page.page === 'help') drawHelpPage(brush, page.top);
  else if (page.page === 'log') drawLogPage(brush, page.top);
  else drawContractPage(brush, page.top);
}

function drawHelpPage(brush: Brush, wanted: number): void {
  const { grid, theme, model, t } = brush;
  const lang = model.lang;
  const panel = panelKeys.filter((row) => row.long !== undefined);
  const lines = [
    ...keyTable.map((row) => [keysShown(row.keys), row.long[lang]] as const),
    ...panel.map((row) => [`${keyRow('hid').shown} → ${row.shown}`, `HID: ${row.long![lang]}`] as const),
  ];
  const keyCells = Math.max(...lines.map(([keys]) => width(brush, keys)));
  const cells = Math.max(...lines.map(([, words]) => width(brush, words))) + keyCells + 2;
  const inner = frame(brush, cells, lines.length, t.keys);
  const top = Math.min(wanted, Math.max(0, lines.length - inner.height));
  lines.slice(top, top + inner.height).forEach(([keys, words], row) => {
    putRow(brush, inner.x, inner.y + row, inner.width, [
      [pad(keys, keyCells, grid.wide), theme.dialogKey],
      [`  ${words}`, theme.dialog],
    ]);
  });
  drawMore(brush, inner, top, lines.length);
}

function drawMore(brush: Brush, inner: Rect, top: number, count: number): void {
  const { grid, theme, t } = brush;
  const edge = inner.x + inner.width + 1;
  if (top > 0) put(grid, edge, inner.y, '▲', theme.dialogEdge);
  if (top + inner.height < count) put(grid, edge, inner.y + inner.height - 1, '▼', theme.dialogEdge);
  const word = ` ${t.close} Esc `;
  button(brush, edge - width(brush, word), inner.y + inner.height, word, theme.dialogEdge, {
    type: 'dialog',
    part: 'cancel',
  });
}

/** Newest first, from `top` on. */
function drawLogPage(brush: Brush, wanted: number): void {
  const { model, grid, t } = brush;
  const inner = frame(brush, Math.min(100, grid.cols - 6), grid.rows - 4, t.log);
  const entries = model.log.toReversed();
  const top = Math.min(wanted, Math.max(0, entries.length - inner.height));
  entries.slice(top, top + inner.height).forEach((entry, i) => {
    drawEntry(brush, inner.x, inner.y + i, inner.width, entry);
  });
  drawMore(brush, inner, top, entries.length);
}

function drawContractPage(brush: Brush, wanted: number): void {
  const { context, t, theme, grid } = brush;
  const contract = context.portal.demo();
  const url = context.portal.url();
  const cells = Math.min(64, grid.cols - 6);
  const lines: (readonly [string, number])[][] = [
    [
      [`${t.portal} `, theme.dim],
      [url ?? t.starting, theme.accent],
    ],
    ...contractLines(brush, cells),
    ...(contract?.users ?? []).map((user): (readonly [string, number])[] => [
      [`${clean(user.userId, 30)} `, theme.strong],
      [`${t.userPassword} `, theme.dim],
      [clean(user.password, 24), theme.text],
    ]),
  ];
  const inner = frame(brush, cells, lines.length, t.portal);
  const top = Math.min(wanted, Math.max(0, lines.length - inner.height));
  lines.slice(top, top + inner.height).forEach((line, i) => {
    putRow(
      brush,
      inner.x,
      inner.y + i,
      inner.width,
      line.map(([text, attr]) => [text, onDialog(brush, attr)] as const),
    );
  });
  if (url !== undefined && top === 0)
    hit(grid, { x: inner.x, y: inner.y, width: inner.width, height: 1 }, { type: 'copyUrl' });
  drawMore(brush, inner, top, lines.length);
}

/** The same colour on the dialog's ground. */
function onDialog(brush: Brush, attr: number): number {
  return brush.theme.colour && (attr & 0x1ff) === 0x1ff ? (attr & ~0x1ff) | (brush.theme.dialog & 0x1ff) : attr;
}
