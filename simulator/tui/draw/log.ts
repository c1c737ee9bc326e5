/** The log: what was pressed, lit, registered or refused. PURE. */
import { clean, shorten } from '../../../common/text-width.ts';
import type { Rect } from '../geometry.ts';
import type { LogEntry } from '../state/model.ts';
import { japanTime } from '../texts/times.ts';
import { type Brush, putRow, width } from './brush.ts';
import { hit, put } from './grid.ts';
import { paneFrame } from './pane-frame.ts';

export function drawLog(brush: Brush, area: Rect, framed: boolean, tabs: boolean): void {
  if (framed) paneFrame(brush, area, 'log', tabs);
  const inner = framed ? { x: area.x + 1, y: area.y + 1, width: area.width - 2, height: area.height - 2 } : area;
  const entries = brush.model.log.slice(-inner.height);
  if (entries.length === 0) put(brush.grid, inner.x + 1, inner.y, brush.t.logEmpty, brush.theme.dim, inner.width - 2);
  entries.forEach((entry, row) => {
    drawEntry(brush, inner.x + 1, inner.y + row, inner.width - 2, entry);
  });
  hit(brush.grid, inner, { type: 'command', command: 'log' });
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
