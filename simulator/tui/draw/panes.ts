/** Title, portal line, log, HID panel, contract, help line. PURE. */

import { clean, shorten, wrap } from '../../../common/text-width.ts';
import type { HidRow } from '../desk-port.ts';
import { guideKeys, helpRows, hidKeys, keyRow, type PartKey, partHelp } from '../keys.ts';
import { visible } from '../state/field.ts';
import type { Guide, LogEntry } from '../state/model.ts';
import { duration, japanTime } from '../texts.ts';
import { type Brush, button, putRow, width } from './brush.ts';
import { box, fill, hit, put, type Rect } from './grid.ts';

export function drawTitle(brush: Brush, area: Rect): void {
  const { grid, theme, context, t, model } = brush;
  fill(grid, area, theme.title);
  const clock = context.desk.clock();
  const at = japanTime(context.now);
  const shift = clock.mode === 'offset' ? ` ${duration(clock.offsetMs)}` : '';
  const when = area.width >= 60 ? `${at.date} ${at.time} JST` : at.time;
  const mode = `${t.clockModes[clock.mode]}${shift}`;
  const language = model.lang === 'ja' ? 'EN' : '日本';
  const right = ` ${mode}  ${when}  ${language} `;
  const x = area.x + area.width - width(brush, right);
  const long = ` ${t.product}  ${context.owns ? t.desk : t.attached}`;
  const name = width(brush, long) < x - area.x ? long : ` ${t.product}`;
  put(grid, area.x, area.y, name, theme.title, x);
  put(grid, x, area.y, right, theme.titleDim);
  put(grid, x + width(brush, ` ${mode}  `), area.y, when, theme.title);
  hit(grid, { x, y: area.y, width: width(brush, ` ${mode}  ${when}`), height: 1 }, 'cmd:clock');
  const languageX = area.x + area.width - width(brush, language) - 2;
  put(grid, languageX + 1, area.y, language, theme.titleKey);
  hit(grid, { x: languageX, y: area.y, width: width(brush, language) + 2, height: 1 }, 'cmd:language');
}

export function drawPortal(brush: Brush, area: Rect): void {
  const { grid, theme, context, t } = brush;
  const { portal } = context;
  fill(grid, area, theme.portal);
  hit(grid, area, 'cmd:portal');
  const url = portal.url();
  if (portal.status !== 'up' || url === undefined) {
    put(grid, area.x + 1, area.y, portal.status === 'gone' ? t.portalGone : t.starting, theme.portalDim);
    return;
  }
  const contract = portal.demo();
  const used = putRow(brush, area.x, area.y, area.width, [
    [area.width >= 100 ? ` ${t.portal} ` : ' ', theme.portalDim],
    [url, theme.portalStrong],
  ]);
  hit(grid, { x: area.x, y: area.y, width: used, height: 1 }, 'url:');
  if (contract === undefined) return;
  const roomy = area.width >= 100;
  putRow(brush, area.x + used, area.y, area.width - used, [
    [`  ${roomy ? t.contractId : t.contract} `, theme.portalDim],
    [clean(contract.contractId, 20), theme.portal],
    [`  ${t.password} `, theme.portalDim],
    [clean(contract.password, 20), theme.portal],
    [`  ${roomy ? t.pin : t.pinShort} `, theme.portalDim],
    [clean(contract.confirmationPin, 20), theme.portal],
  ]);
}

/** The frame of a lower pane; in the narrow layout with both names as tabs. */
function frame(brush: Brush, area: Rect, which: 'log' | 'hid', tabs: boolean): void {
  const { grid, theme, model, t } = brush;
  const focused = which === 'hid' && (model.focus === 'hid' || model.focus === 'reader');
  box(grid, area, focused ? theme.borderFocus : theme.border, 'round');
  let x = area.x + 2;
  for (const tab of tabs ? (['log', 'hid'] as const) : [which]) {
    const word = ` ${t[tab]} `;
    x += button(brush, x, area.y, word, tab === which ? theme.paneTitle : theme.dim, `tab:${tab}`) + 1;
  }
}

export function drawLog(brush: Brush, area: Rect, framed: boolean, tabs: boolean): void {
  if (framed) frame(brush, area, 'log', tabs);
  const inner = framed ? { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 } : area;
  const entries = brush.model.log.slice(-inner.height);
  if (entries.length === 0) put(brush.grid, inner.x + 1, inner.y, brush.t.logEmpty, brush.theme.dim, inner.width - 2);
  entries.forEach((entry, row) => {
    drawEntry(brush, inner.x + 1, inner.y + row, inner.width - 2, entry);
  });
  hit(brush.grid, inner, 'cmd:log');
}

export function drawEntry(brush: Brush, x: number, y: number, cells: number, entry: LogEntry): void {
  const { theme, model, grid } = brush;
  const tones = { plain: theme.text, good: theme.good, warn: theme.warn, bad: theme.bad, dim: theme.dim };
  const at = `${japanTime(entry.at).time} `;
  const serial = entry.serial === undefined ? '' : `${clean(entry.serial, 32)} `;
  const used = width(brush, at) + width(brush, serial);
  putRow(brush, x, y, cells, [
    [at, theme.faint],
    [serial, theme.strong],
    [shorten(clean(entry.text[model.lang]), Math.max(0, cells - used), grid.wide), tones[entry.tone]],
  ]);
}

export function drawHid(brush: Brush, area: Rect, tabs: boolean): void {
  const { grid, theme, model, context, t } = brush;
  frame(brush, area, 'hid', tabs);
  const inner = { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
  const rows = context.hid.rows();
  const why = context.hid.unavailable();
  const bottom = inner.y + inner.height - 1;
  // The reader's field and its answer stand at the bottom, the devices above.
  const answer = readerAnswer(brush);
  const answerLines = answer === undefined ? [] : wrap(answer.text, inner.width, grid.wide).slice(0, 2);
  const fieldY = bottom - answerLines.length;
  drawReader(brush, inner.x, fieldY, inner.width);
  answerLines.forEach((line, i) => {
    put(grid, inner.x, fieldY + 1 + i, line, answer!.tone, inner.width);
  });
  const height = fieldY - inner.y;
  if (rows.length === 0) {
    const lines = wrap(why === undefined ? `${t.hidNone}` : why[model.lang], inner.width, grid.wide);
    lines.slice(0, height).forEach((line, i) => {
      put(grid, inner.x, inner.y + i, clean(line), theme.dim, inner.width);
    });
    return;
  }
  const tall = height >= rows.length * 2;
  const perRow = tall ? 2 : 1;
  const room = Math.max(1, Math.floor(height / perRow));
  const first = Math.max(0, Math.min(model.hidIndex - room + 1, rows.length - room));
  rows.slice(first, first + room).forEach((row, i) => {
    drawDevice(brush, { ...inner, y: inner.y + i * perRow, height: perRow }, row, first + i);
  });
}

/** A plugged-in device in one line or two: name, the serial it stands for, its code; what it can or wants; the buttons. */
function drawDevice(brush: Brush, area: Rect, row: HidRow, index: number): void {
  const { grid, theme, model, t } = brush;
  const two = area.height > 1;
  const isChosen = model.focus === 'hid' && model.hidIndex === index;
  hit(grid, area, `hid:${index}`);
  if (isChosen) fill(grid, { ...area, height: 1 }, theme.chosen);
  const right = area.x + area.width;
  const bind = ` ${t.hidBind} `;
  // On a narrow panel the second button has its place in the second line.
  const beside = area.width >= 50;
  let end = right;
  if (beside || two) {
    const at = right - width(brush, bind);
    button(brush, at, beside ? area.y : area.y + 1, bind, theme.button, `bind:${row.id}`);
    if (beside) end = at - 1;
  }
  const label = ` ${t.reading} `;
  end -= width(brush, label);
  button(brush, end, area.y, label, theme.button, `read:${row.id}`);
  const code = row.code === undefined ? '' : ` ${clean(row.code, 12)}`;
  const serial = row.serial === undefined ? '' : ` ${clean(row.serial, 12)}`;
  const nameCells = Math.max(4, end - area.x - 1 - code.length - serial.length);
  putRow(brush, area.x, area.y, end - area.x - 1, [
    [shorten(clean(row.name, 64), nameCells, grid.wide), isChosen ? theme.chosenStrong : theme.strong],
    [code, isChosen ? theme.chosenLit : theme.listLit],
    [serial, isChosen ? theme.chosenDim : theme.good],
  ]);
  if (!two) return;
  const note = row.prompt ?? row.missing ?? row.can;
  const tone = row.prompt !== undefined ? theme.warn : row.missing !== undefined ? theme.bad : theme.dim;
  const noteCells = area.width - 1 - (beside ? 0 : width(brush, bind) + 1);
  put(grid, area.x + 1, area.y + 1, shorten(clean(note[model.lang]), noteCells, grid.wide), tone, noteCells);
}

/** The HID panel in one line, on screens that have no room for it: the chosen device, or why there is none. */
export function drawHidLine(brush: Brush, area: Rect): void {
  const { grid, theme, model, context, t } = brush;
  const rows = context.hid.rows();
  const index = Math.min(model.hidIndex, rows.length - 1);
  const row = rows[index];
  if (row === undefined) {
    const why = context.hid.unavailable()?.[model.lang] ?? t.hidNone;
    put(grid, area.x + 1, area.y, shorten(clean(why), area.width - 1, grid.wide), theme.dim, area.width - 1);
  } else if (row.prompt === undefined) drawDevice(brush, { ...area, height: 1 }, row, index);
  else put(grid, area.x + 1, area.y, clean(row.prompt[model.lang]), theme.warn, area.width - 1);
}

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
  hit(grid, { x, y, width: cells, height: 1 }, 'cmd:reader');
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

/** The demo contract on large screens: ids, PINs and who holds what. */
export function drawContract(brush: Brush, area: Rect): void {
  const { grid, theme, t, context } = brush;
  box(grid, area, theme.border, 'round', t.contract, theme.paneTitle);
  hit(grid, area, 'cmd:portal');
  contractLines(brush, area.width - 4)
    .slice(0, area.height - 2)
    .forEach((line, i) => {
      putRow(brush, area.x + 2, area.y + 1 + i, area.width - 4, line);
    });
  if (context.portal.demo() === undefined) {
    const words = context.portal.status === 'gone' ? t.portalGone : t.starting;
    put(grid, area.x + 2, area.y + 1, words, theme.dim, area.width - 4);
  }
}

/** @param cells where a line must break. */
export function contractLines(brush: Brush, cells: number): (readonly [string, number])[][] {
  const { theme, t, context, grid } = brush;
  const contract = context.portal.demo();
  if (contract === undefined) return [];
  const serial = (value: string | undefined): readonly [string, number] =>
    value === undefined ? [t.unregistered, theme.warn] : [clean(value, 32), theme.good];
  const lines: (readonly [string, number])[][] = [
    [
      [`${t.contractId} `, theme.dim],
      [clean(contract.contractId, 20), theme.strong],
      [contract.stopped ? ` ${t.contractStopped}` : '', theme.bad],
    ],
    [
      [`${t.password} `, theme.dim],
      [clean(contract.password, 24), theme.text],
    ],
    [
      [`${t.pin} `, theme.dim],
      [clean(contract.confirmationPin, 24), theme.text],
    ],
    ...wrap(t.modes[contract.mode], cells, grid.wide).map((line) => [[line, theme.accent] as const]),
  ];
  if (contract.mode === 'shared') lines.push([[`${t.serial} `, theme.dim], serial(contract.serial)]);
  for (const user of contract.users) {
    lines.push([
      [`${clean(user.userId, 30)} `, theme.strong],
      [`${clean(user.name, 60)} `, user.stopped ? theme.bad : theme.text],
      ...(contract.mode === 'individual' ? [serial(user.serial)] : []),
    ]);
  }
  return lines;
}

export function drawHelp(brush: Brush, area: Rect): void {
  const { grid, theme, model } = brush;
  fill(grid, area, theme.help);
  if (model.toast !== undefined) {
    put(grid, area.x, area.y, ` ${clean(model.toast.text[model.lang])} `, theme.toast, area.width);
    return;
  }
  let x = area.x;
  const rows = helpOf(brush);
  for (const row of rows) {
    const key = ` ${row.shown}`;
    const word = ` ${row.short[model.lang]} `;
    const cells = width(brush, key + word);
    if (x + cells > area.x + area.width) continue;
    putRow(brush, x, area.y, cells, [
      [key, theme.helpKey],
      [word, theme.help],
    ]);
    if (row.target !== '') hit(grid, { x, y: area.y, width: cells, height: 1 }, row.target);
    x += cells;
  }
}

type HelpRow = Pick<PartKey, 'shown' | 'short' | 'target'>;

/** What the keys do now: those of the dialog, the field, the panel or the guide that has them, or the desk's. */
function helpOf({ model, context }: Brush): readonly HelpRow[] {
  if (model.dialog !== undefined) return partHelp[model.dialog.kind];
  if (model.focus === 'filter' || model.focus === 'reader') return partHelp[model.focus];
  if (model.guide !== undefined) return guideHelp(model.guide);
  const desk = helpRows.map((row) => ({ ...row, target: `cmd:${row.command}` }));
  if (model.focus !== 'hid') return desk;
  return context.hid.rows().length > 0 ? hidKeys.filter((row) => row.shown !== '') : [hidLeave, ...desk];
}

const hidLeave = hidKeys.find((row) => row.target === 'device:leave')!;

/** While the old token fades there is nothing to press but the way out; at the end Enter closes, too. */
function guideHelp({ phase, reason }: Guide): readonly HelpRow[] {
  const only = (...targets: string[]) => guideKeys.filter((row) => targets.includes(row.target));
  // An app has no button.
  if (phase === 'walk') return guideKeys.filter((row) => reason === 'battery' || row.target !== 'guide:press');
  if (phase === 'done' || phase === 'failed') return only('guide:next', 'cmd:language').map(finishing);
  return only('guide:close', 'cmd:language');
}

const finishing = (row: HelpRow): HelpRow =>
  row.target === 'guide:next' ? { ...row, short: { ja: 'デスクへ', en: 'to the desk' } } : row;
