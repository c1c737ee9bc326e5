/** The guided exchange: the old device above, the new one below, and what the person does next beside them. PURE. */

import { clean, shorten, wrap } from '../../../common/text-width.ts';
import type { TokenInfo } from '../desk-port.ts';
import type { Rect } from '../geometry.ts';
import type { Guide } from '../state/guide/guide-state.ts';
import { guideSteps } from '../state/guide/guide-steps.ts';
import { type Brush, button, putRow, width } from './brush.ts';
import { drawStep } from './detail.ts';
import { drawFob, fobFor, fobSizes } from './fob.ts';
import { fill, hit, put } from './grid.ts';
import { drawPhone, phoneFor } from './phone.ts';

export function drawGuide(brush: Brush, area: Rect, guide: Guide): void {
  const { t } = brush;
  const title = guide.reason === 'battery' ? t.guide.battery : t.guide.phone;
  fill(brush.grid, area, brush.theme.text);
  const narrow = area.width < 72 || area.height < 16;
  // While it fades, the dying one is all there is to look at.
  if (!narrow && guide.fresh === undefined && guide.phase !== 'failed') {
    drawFading(brush, area, guide, title);
    return;
  }
  if (narrow) {
    drawSteps(brush, { ...area, x: area.x + 1, width: area.width - 2 }, guide, title, true);
    return;
  }
  const deviceWidth = area.width >= 104 ? 48 : 34;
  drawDevices(brush, { ...area, width: deviceWidth }, guide);
  drawSteps(
    brush,
    { x: area.x + deviceWidth + 2, y: area.y, width: area.width - deviceWidth - 3, height: area.height },
    guide,
    title,
    false,
  );
}

function drawFading(brush: Brush, area: Rect, guide: Guide, title: string): void {
  const { grid, theme, t, context } = brush;
  const centred = (y: number, text: string, attr: number) => {
    put(grid, area.x + Math.max(0, Math.floor((area.width - width(brush, text)) / 2)), y, text, attr, area.width);
  };
  const info = context.desk.info(guide.old);
  const size = fobFor(area.width - 4, area.height - 7) ?? fobSizes.at(-1)!;
  const top = area.y + Math.max(0, Math.floor((area.height - size.height - 6) / 2));
  centred(top, title, theme.accent);
  const x = area.x + Math.floor((area.width - size.width) / 2);
  if (info?.kind === 'hardware') {
    drawFob(brush, x, top + 2, size, info, context.desk.face(guide.old, context.now));
  }
  const below = top + size.height + 3;
  if (guide.phase === 'fade' && guide.percent > 0) centred(below, t.guide.fading(guide.percent), theme.warn);
  else centred(below, guide.reason === 'battery' ? t.guide.dead : t.guide.issuing, theme.bad);
}

function drawDevices(brush: Brush, area: Rect, guide: Guide): void {
  const { context, theme, t, grid } = brush;
  const half = Math.floor(area.height / 2);
  const old = context.desk.info(guide.old);
  const fresh = guide.fresh === undefined ? undefined : context.desk.info(guide.fresh);
  put(grid, area.x + 1, area.y, t.guide.old, theme.dim);
  const room = { ...area, y: area.y + 1, height: half - 1 };
  if (old !== undefined) drawDevice(brush, room, old);
  if (fresh === undefined) return;
  put(grid, area.x + 1, area.y + half, t.guide.fresh, theme.good);
  const below = { ...area, y: area.y + half + 1, height: area.height - half - 2 };
  drawDevice(brush, below, fresh);
  const face = context.desk.face(fresh.serial, context.now);
  drawStep(brush, area.x + 1, area.y + area.height - 1, area.width - 2, fresh, face);
}

function drawDevice(brush: Brush, area: Rect, info: TokenInfo): void {
  const face = brush.context.desk.face(info.serial, brush.context.now);
  if (info.kind === 'hardware') {
    const size = fobFor(area.width, area.height) ?? fobSizes.at(-1)!;
    drawFob(brush, area.x + Math.max(0, Math.floor((area.width - size.width) / 2)), area.y, size, info, face);
    return;
  }
  const size = phoneFor(area.width, area.height);
  if (size === undefined) return;
  drawPhone(brush, area.x + Math.max(0, Math.floor((area.width - size.width) / 2)), area.y, size, info, face);
}

function drawSteps(brush: Brush, area: Rect, guide: Guide, title: string, narrow: boolean): void {
  const { grid, theme, t } = brush;
  let y = area.y;
  put(grid, area.x, y++, shorten(title, area.width, grid.wide), theme.accent, area.width);
  put(
    grid,
    area.x,
    y++,
    guide.fresh === undefined ? guide.old : `${guide.old} → ${guide.fresh}`,
    theme.strong,
    area.width,
  );
  if (!narrow) y++;
  const say = (text: string, attr: number) => {
    for (const line of wrap(clean(text, 600), area.width, grid.wide)) {
      if (y < area.y + area.height) put(grid, area.x, y++, line, attr, area.width);
    }
  };
  switch (guide.phase) {
    case 'fade':
      if (guide.percent > 0) say(t.guide.fading(guide.percent), theme.warn);
      else say(t.guide.dead, theme.bad);
      break;
    case 'issue':
      say(t.guide.issuing, theme.dim);
      break;
    case 'failed':
      say(t.guide.failed, theme.bad);
      say(guide.failure?.[brush.model.lang] ?? '', theme.bad);
      say(t.guide.finish, theme.dim);
      break;
    case 'done':
      drawDone(brush, { ...area, y }, guide, say);
      break;
    case 'walk':
      drawWalk(brush, { ...area, y, height: area.y + area.height - y }, guide, narrow);
      break;
  }
}

function drawWalk(brush: Brush, area: Rect, guide: Guide, narrow: boolean): void {
  const { grid, theme, t, model, context } = brush;
  const steps = guideSteps(guide, model.lang, context);
  const bottom = area.y + area.height - 1;
  const failure =
    guide.failure === undefined
      ? []
      : wrap(`${t.guide.refused} ${clean(guide.failure[model.lang], 300)}`, area.width, grid.wide).slice(0, 3);
  const stepsEnd = bottom - 1 - failure.length;
  let y = area.y;
  if (guide.reason === 'phone' && !narrow) {
    for (const line of wrap(t.guide.phoneNote, area.width, grid.wide)) put(grid, area.x, y++, line, theme.dim);
  }
  // On narrow screens the steps that are done make room.
  const first = narrow ? guide.step : 0;
  for (let i = first; i < steps.length; i++) {
    const isNow = i === guide.step;
    const mark = i < guide.step ? '✓' : isNow ? '▶' : `${i + 1}`;
    const attr = isNow ? theme.strong : i < guide.step ? theme.good : theme.dim;
    const lines = wrap(cleanLines(steps[i]!.text), area.width - 3, grid.wide);
    if (y + lines.length - 1 > stepsEnd) break;
    hit(grid, { x: area.x, y, width: area.width, height: lines.length }, { type: 'step', index: i });
    put(grid, area.x, y, mark, isNow ? theme.warn : attr);
    for (const line of lines) put(grid, area.x + 3, y++, line, attr, area.width - 3);
    if (isNow) y = drawAid(brush, area, y, stepsEnd, guide, steps[i]!.about);
  }
  failure.forEach((line, i) => {
    put(grid, area.x, stepsEnd + 1 + i, line, theme.bad, area.width);
  });
  drawWalkButtons(brush, area, bottom);
}

/** What the current step needs in the hand: the URL, the serial, the code, each one click from the clipboard. */
function drawAid(
  brush: Brush,
  area: Rect,
  y: number,
  end: number,
  guide: Guide,
  about: 'serial' | 'code' | 'url' | undefined,
): number {
  const { theme, t, context } = brush;
  const fresh = guide.fresh;
  if (about === undefined || fresh === undefined || y > end) return y;
  const x = area.x + 3;
  if (about === 'url') return y;
  if (about === 'serial') {
    button(brush, x, y, ` ${t.serial} y `, theme.button, { type: 'copySerial', serial: fresh });
    return y + 1;
  }
  const face = context.desk.face(fresh, context.now);
  let at = x;
  if (guide.reason === 'battery')
    at += button(brush, at, y, ` ① ${t.press} `, theme.button, { type: 'press', serial: fresh }) + 1;
  if (face.kind === 'code') {
    at += putRow(brush, at, y, area.width - (at - area.x), [[` ${clean(face.code, 12)} `, theme.listLit]]);
    button(brush, at + 1, y, ` ${t.code} c `, theme.button, { type: 'copyCode', serial: fresh });
  }
  return y + 1;
}

function drawWalkButtons(brush: Brush, area: Rect, y: number): void {
  const { theme, t } = brush;
  let x = area.x;
  x += button(brush, x, y, ` ← ${t.back} `, theme.buttonDim, { type: 'guide', act: 'back' }) + 1;
  x += button(brush, x, y, ` ${t.next} → `, theme.button, { type: 'guide', act: 'next' }) + 1;
  x += button(brush, x, y, ` ${t.close} Esc `, theme.buttonDim, { type: 'guide', act: 'close' }) + 1;
  if (x + width(brush, t.guide.waitingFor) <= area.x + area.width)
    put(brush.grid, x, y, t.guide.waitingFor, theme.faint);
}

function drawDone(brush: Brush, area: Rect, guide: Guide, say: (text: string, attr: number) => void): void {
  const { theme, t, context } = brush;
  say(t.guide.done(guide.fresh ?? ''), theme.good);
  const joined = (users: readonly string[]) => users.join(t.comma);
  const users =
    guide.registeredFor.length === 0 ? t.everyone : joined(guide.registeredFor.map((user) => clean(user, 64)));
  say(t.guide.doneNote(users), theme.text);
  // S-31: the other sharers keep the old serial.
  const left = context.portal.holders(guide.old);
  if (left !== undefined) say(t.guide.others(joined(left.users.map((user) => clean(user.userId, 64)))), theme.warn);
  say(' ', theme.text);
  say(t.guide.finish, theme.dim);
  button(brush, area.x, Math.min(area.y + 8, brush.grid.rows - 2), ` ${t.close} Enter `, theme.button, {
    type: 'guide',
    act: 'close',
  });
}

/** `clean`, but line ends stay: a step may take two lines. */
const cleanLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => clean(line, 600))
    .join('\n');
