/** The last line: what the keys do now, or what was just said. PURE. */
import { clean } from '../../../common/text-width.ts';
import type { Rect } from '../geometry.ts';
import { helpRows, type KeyRow } from '../keys/desk-keys.ts';
import { guideKeys, type PartKey, panelKeys, panelLeave, partHelp } from '../keys/part-keys.ts';
import type { GuideAct } from '../keys/target.ts';
import { isPossible } from '../state/dialogs/menus.ts';
import type { Guide } from '../state/guide/guide-state.ts';
import { guideKeyTexts } from '../texts/part-keys.ts';
import { type Brush, putRow, width } from './brush.ts';
import { fill, hit, put } from './grid.ts';

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
    const off = 'command' in row && !isPossible(row, chosenOf(brush));
    putRow(brush, x, area.y, cells, [
      [key, off ? theme.helpOff : theme.helpKey],
      [word, off ? theme.helpOff : theme.help],
    ]);
    if (row.target !== undefined) hit(grid, { x, y: area.y, width: cells, height: 1 }, row.target);
    x += cells;
  }
}

type HelpRow = Pick<PartKey, 'shown' | 'short' | 'target'> | KeyRow;

const chosenOf = ({ model, context }: Brush) =>
  model.chosen === undefined ? undefined : context.desk.info(model.chosen);

/** What the keys do now: those of the dialog, the field, the panel or the guide that has them, or the desk's. */
function helpOf({ model, context }: Brush): readonly HelpRow[] {
  if (model.dialog !== undefined) return partHelp[model.dialog.kind];
  if (model.focus === 'filter' || model.focus === 'reader') return partHelp[model.focus];
  if (model.guide !== undefined) return guideHelp(model.guide);
  if (model.focus !== 'hid') return helpRows;
  return context.hid.rows().length > 0 ? panelKeys.filter((row) => row.shown !== '') : [panelLeave, ...helpRows];
}

/** While the old token fades there is nothing to press but the way out; at the end Enter closes, too. */
function guideHelp({ phase, reason }: Guide): readonly HelpRow[] {
  // An app has no button.
  if (phase === 'walk') return guideKeys.filter((row) => reason === 'battery' || actOf(row) !== 'press');
  if (phase === 'done' || phase === 'failed') {
    return guideKeys
      .filter((row) => actOf(row) === 'next' || row.target?.type === 'command')
      .map((row) => (actOf(row) === 'next' ? { ...row, short: guideKeyTexts.finish } : row));
  }
  return guideKeys.filter((row) => actOf(row) === 'close' || row.target?.type === 'command');
}

const actOf = ({ target }: PartKey): GuideAct | undefined => (target?.type === 'guide' ? target.act : undefined);
