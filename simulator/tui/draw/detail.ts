/** The chosen device, drawn large, with what the desk knows of it. PURE. */

import { clean, shorten } from '../../../common/text-width.ts';
import { grouped } from '../../../common/token-forms.ts';
import { isRight, offsetAt } from '../../device/device-clock.ts';
import type { Face } from '../../device/face.ts';
import type { Holders, TokenInfo } from '../desk-port.ts';
import type { Rect } from '../geometry.ts';
import { type Brush, putRow, width } from './brush.ts';
import { drawFob, fobFor } from './fob.ts';
import { hit, put } from './grid.ts';
import { drawDigits, glyphs, lcdWidth } from './lcd.ts';
import { drawPhone, phoneFor } from './phone.ts';
import { own } from './theme.ts';

export function drawDetail(brush: Brush, area: Rect): void {
  const { model, context, grid, theme, t } = brush;
  const info = model.chosen === undefined ? undefined : context.desk.info(model.chosen);
  if (info === undefined) {
    const words = model.serials.length === 0 ? `${t.noTokens}  (${t.issueHint})` : t.noMatch;
    put(grid, area.x + 2, area.y + Math.floor(area.height / 2), words, theme.dim, area.width - 3);
    return;
  }
  const face = context.desk.face(info.serial, context.now);
  const clock = clockText(brush, info);
  const below = clock === undefined ? 2 : 3;
  const size =
    info.kind === 'hardware' ? fobFor(area.width, area.height - below) : phoneFor(area.width, area.height - below);
  if (size === undefined) {
    drawBare(brush, area, info, face);
    return;
  }
  const spare = area.height - size.height - below;
  const x = area.x + Math.floor((area.width - size.width) / 2);
  const y = area.y + Math.floor(spare / 2);
  if (info.kind === 'hardware') drawFob(brush, x, y, size, info, face);
  else drawPhone(brush, x, y, size, info, face);
  const lines = { x: area.x + 1, width: area.width - 2, y: y + size.height + (spare >= 4 ? 1 : 0) };
  drawStep(brush, lines.x, lines.y, lines.width, info, face);
  drawHolders(brush, lines.x, lines.y + 1, lines.width, context.portal.holders(info.serial));
  if (clock !== undefined) {
    putRow(brush, lines.x, lines.y + 2, lines.width, [
      [`${t.clock} `, theme.dim],
      [clock, theme.warn],
    ]);
  }
}

/** How its clock differs from the desk's; nothing where it doesn't. */
function clockText({ context, t }: Brush, { clock }: TokenInfo): string | undefined {
  if (clock === null || isRight(clock, context.now)) return undefined;
  return t.drift(clock.driftPpm, offsetAt(clock, context.now));
}

/** The step's remaining time. The device doesn't show it (P-01); the desk may. */
export function drawStep(brush: Brush, x: number, y: number, cells: number, info: TokenInfo, face: Face): void {
  const { grid, theme, t, context } = brush;
  if (face.kind !== 'code') {
    const words =
      info.state === 'flat' || info.state === 'failed'
        ? `${t.states[info.state]}${t.stop}`
        : face.kind === 'dark'
          ? t.noStep
          : '';
    put(grid, x, y, words === '' ? '' : shorten(words, cells, grid.wide), theme.dim, cells);
    return;
  }
  const total = face.validUntil - face.validFrom;
  const left = Math.max(0, Math.min(total, face.validUntil - context.now));
  const label = t.remainingShort(Math.ceil(left / 1000));
  const barCells = Math.max(4, cells - width(brush, label) - 3);
  drawBar(brush, x, y, barCells, left / total, left <= 5000);
  put(grid, x + barCells + 1, y, label, left <= 5000 ? theme.warn : theme.text);
}

/** A line that grows shorter, half a cell at a time. */
export function drawBar(brush: Brush, x: number, y: number, cells: number, part: number, late: boolean): void {
  const { grid, theme } = brush;
  const halves = Math.round(part * cells * 2);
  const attr = late ? theme.barLate : theme.barFull;
  let at = put(grid, x, y, '━'.repeat(Math.floor(halves / 2)), attr);
  if (halves % 2 === 1) at += put(grid, x + at, y, '╸', attr);
  put(grid, x + at, y, '─'.repeat(Math.max(0, cells - at)), theme.barEmpty);
}

export function holdersText({ t }: Brush, holders: Holders): string {
  const people = holders.users.map((user) => `${user.userId} ${user.name}`).join(t.comma);
  return holders.mode === 'shared' ? `${holders.contractId} ${t.everyone}` : `${holders.contractId} ${people}`;
}

function drawHolders(brush: Brush, x: number, y: number, cells: number, holders: Holders | undefined): void {
  const { theme, t, grid } = brush;
  if (holders === undefined) {
    put(grid, x, y, t.unregistered, theme.warn, cells);
    return;
  }
  const text = shorten(clean(holdersText(brush, holders)), cells - width(brush, t.holders) - 1, grid.wide);
  putRow(brush, x, y, cells, [
    [`${t.holders} `, theme.dim],
    [text, theme.text],
  ]);
}

/** The smallest screens: digits of three rows and the facts beside them. */
function drawBare(brush: Brush, area: Rect, info: TokenInfo, face: Face): void {
  const { grid, theme, t } = brush;
  const small = glyphs.at(-1)!;
  const y = area.y + (area.height >= 5 ? 1 : 0);
  const shown = face.kind === 'dark' ? '' : clean(face.text, 12);
  const text = grouped(shown);
  const tooWide = lcdWidth(text, small) > area.width - 14;
  if (tooWide) put(grid, area.x + 1, y + 1, text, theme.listLit);
  else if (text !== '') drawDigits(grid, theme, area.x + 1, y, text, small, { on: 156, off: own, ground: own });
  const battery =
    info.state === 'retired'
      ? t.states.retired
      : info.battery === null
        ? t.kinds[info.kind]
        : `${t.battery} ${info.battery}%`;
  const label = ` ① ${t.press} `;
  const right = area.x + area.width - Math.max(width(brush, battery), width(brush, label)) - 1;
  put(grid, right, y, battery, theme.dim);
  if (info.kind === 'hardware') {
    const cells = put(grid, right, y + 1, label, theme.button);
    hit(grid, { x: right, y: y + 1, width: cells, height: 1 }, { type: 'press', serial: info.serial });
  }
  drawStep(brush, area.x + 1, area.y + area.height - 1, area.width - 2, info, face);
}
