/** Model and world → a grid of cells with its click targets and cursor. The only place that knows the whole screen. PURE. */

import { textWidth } from '../../../common/text-width.ts';
import type { Context } from '../state/context.ts';
import { layout, minimum } from '../state/layout.ts';
import type { Model } from '../state/model.ts';
import { texts } from '../texts/texts.ts';
import type { Brush } from './brush.ts';
import { drawContract } from './contract.ts';
import { drawDetail } from './detail.ts';
import { drawDialog } from './dialogs/dialog.ts';
import { createGrid, type Grid, put } from './grid.ts';
import { drawGuide } from './guide.ts';
import { drawHelp } from './help-line.ts';
import { drawHid, drawHidLine } from './hid-panel.ts';
import { drawList } from './list.ts';
import { drawLog } from './log.ts';
import { drawPortal } from './portal-line.ts';
import { drawReader, readerAnswer } from './reader.ts';
import type { Theme } from './theme.ts';
import { drawTitle } from './title.ts';

export function view(model: Model, context: Context, theme: Theme): Grid {
  const grid = createGrid(model.cols, model.rows, model.wide);
  const brush: Brush = { grid, theme, model, context, t: texts[model.lang] };
  const where = layout(model.cols, model.rows, hidOpen(model, context), isZoomed(model));
  if (where.kind === 'tiny') {
    drawTiny(brush);
    return grid;
  }
  drawTitle(brush, where.title);
  if (where.portal !== undefined) drawPortal(brush, where.portal);
  if (where.kind === 'zoomed') {
    if (model.focus === 'hid' || model.focus === 'reader') drawHid(brush, where.pane, false);
    else drawList(brush, where.pane, true, true);
    if (model.dialog !== undefined) drawDialog(brush, model.dialog);
    drawHelp(brush, where.help);
    return grid;
  }
  if (model.guide !== undefined) {
    const top = where.list.y;
    const height = (where.kind === 'wide' ? where.log.y : model.rows - 1) - top;
    drawGuide(brush, { x: 0, y: top, width: model.cols, height }, model.guide);
  } else {
    drawList(brush, where.list, where.kind !== 'compact', where.kind === 'wide');
    drawDetail(brush, where.detail);
  }
  if (where.kind === 'wide') {
    drawLog(brush, where.log, true, false);
    if (where.hid.height > 1) drawHid(brush, where.hid, false);
    else drawHidLine(brush, where.hid);
    if (where.contract !== undefined) drawContract(brush, where.contract);
  } else if (where.kind === 'normal') {
    if (model.guide === undefined) {
      if (model.tab === 'hid') drawHid(brush, where.hid, true);
      else drawLog(brush, where.log, true, true);
    }
  } else if (model.guide === undefined) drawLastLine(brush, where.log);
  if (model.dialog !== undefined) drawDialog(brush, model.dialog);
  drawHelp(brush, where.help);
  return grid;
}

/** An exchange has the screen to itself. */
const isZoomed = ({ zoomed, guide }: Model): boolean => zoomed && guide === undefined;

/** Something is plugged in, or a person is there or has typed a code: then the HID pane has its place. */
const hidOpen = (model: Model, { hid }: Context): boolean =>
  model.focus === 'hid' || model.focus === 'reader' || model.reader.result !== undefined || hid.rows().length > 0;

/** The one line between detail and help on the smallest screens. */
function drawLastLine(brush: Brush, area: { x: number; y: number; width: number; height: number }): void {
  const { model, grid } = brush;
  const answer = readerAnswer(brush);
  if (model.focus === 'reader') {
    drawReader(brush, area.x, area.y, area.width);
    if (answer !== undefined && model.reader.field.text === '' && model.reader.result !== undefined) {
      put(grid, area.x, area.y - 1, answer.text, answer.tone, area.width);
    }
  } else if (model.focus === 'hid') drawHidLine(brush, area);
  else if (answer !== undefined) put(grid, area.x, area.y, answer.text, answer.tone, area.width);
  else drawLog(brush, area, false, false);
}

/** Too small for anything: says so in both languages. */
function drawTiny(brush: Brush): void {
  const { grid, theme } = brush;
  const lines = (['ja', 'en'] as const).flatMap((lang) => [
    texts[lang].tooSmall(grid.cols, grid.rows),
    texts[lang].enlarge(minimum.cols, minimum.rows),
  ]);
  const fits = lines.every((line) => textWidth(line, grid.wide) <= grid.cols);
  const short = [
    texts.ja.tooSmallShort,
    texts.en.tooSmallShort,
    `${grid.cols}x${grid.rows} → ${minimum.cols}x${minimum.rows}`,
  ];
  const shown =
    !fits && grid.rows >= 3 && grid.cols >= 18
      ? short
      : grid.rows >= 4
        ? lines
        : grid.rows >= 2
          ? [lines[0]!, lines[2]!]
          : [`${minimum.cols}x${minimum.rows}`];
  const top = Math.max(0, Math.floor((grid.rows - shown.length) / 2));
  shown.forEach((line, i) => {
    const x = Math.max(0, Math.floor((grid.cols - textWidth(line, grid.wide)) / 2));
    put(grid, x, top + i, line, i < 2 ? theme.text : theme.dim);
  });
}
