/** Pages to read: the keys, the log from the newest on, the contract. PURE. */
import { clean, pad } from '../../../../common/text-width.ts';
import { keyRow, keysShown, keyTable } from '../../keys/desk-keys.ts';
import { panelKeys } from '../../keys/part-keys.ts';
import type { Dialog } from '../../state/dialogs/dialog.ts';
import { type Brush, putRow, width } from '../brush.ts';
import { contractLines } from '../contract.ts';
import { hit } from '../grid.ts';
import { drawEntry } from '../log.ts';
import { drawMore, openWindow } from './window.ts';

export function drawPage(brush: Brush, page: Extract<Dialog, { kind: 'page' }>): void {
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
  const inner = openWindow(brush, cells, lines.length, t.keys);
  const top = Math.min(wanted, Math.max(0, lines.length - inner.height));
  lines.slice(top, top + inner.height).forEach(([keys, words], row) => {
    putRow(brush, inner.x, inner.y + row, inner.width, [
      [pad(keys, keyCells, grid.wide), theme.dialogKey],
      [`  ${words}`, theme.dialog],
    ]);
  });
  drawMore(brush, inner, top, lines.length);
}

/** Newest first, from `top` on. */
function drawLogPage(brush: Brush, wanted: number): void {
  const { model, grid, t } = brush;
  const inner = openWindow(brush, Math.min(100, grid.cols - 6), grid.rows - 4, t.log);
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
      [` ${t.userPin} `, theme.dim],
      [clean(user.confirmationPin, 24), theme.text],
    ]),
    ...Object.entries(contract?.policy ?? {}).map(([name, value]): (readonly [string, number])[] => [
      [`${t.policy} `, theme.dim],
      [clean(`${name} ${value}`, 60), theme.text],
    ]),
  ];
  const inner = openWindow(brush, cells, lines.length, t.portal);
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
