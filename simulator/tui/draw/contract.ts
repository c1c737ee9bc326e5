/** The demo contract: ids, PINs and who holds what. PURE. */
import { clean, wrap } from '../../../common/text-width.ts';
import type { Rect } from '../geometry.ts';
import { keyRow } from '../keys/desk-keys.ts';
import { type Brush, putRow } from './brush.ts';
import { box, hit, put } from './grid.ts';

/** The demo contract on large screens: ids, PINs and who holds what. */
export function drawContract(brush: Brush, area: Rect): void {
  const { grid, theme, t, context, model } = brush;
  box(grid, area, model.focus === 'contract' ? theme.borderFocus : theme.border, 'round', t.contract, theme.paneTitle);
  hit(grid, area, { type: 'command', command: 'portal' });
  hit(grid, { ...area, height: 1 }, { type: 'command', command: 'paneContract' });
  const lines = contractLines(brush, area.width - 4);
  const room = area.height - 2;
  // The page behind a click or the key shows them all.
  const shown =
    lines.length <= room
      ? lines
      : [
          ...lines.slice(0, room - 1),
          [[`${t.more(lines.length - room + 1)} (${keyRow('portal').shown})`, theme.dim] as const],
        ];
  shown.forEach((line, i) => {
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
      [user.stopped ? `${t.userStopped} ` : '', theme.bad],
      [`${clean(user.name, 60)} `, theme.text],
      ...(contract.mode === 'individual' ? [serial(user.serial)] : []),
    ]);
  }
  return lines;
}
