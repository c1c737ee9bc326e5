/** What every part of the view draws with. PURE. */

import { textWidth } from '../../../common/text-width.ts';
import type { Target } from '../keys/target.ts';
import type { Context } from '../state/context.ts';
import type { Model } from '../state/model.ts';
import type { Texts } from '../texts/texts.ts';
import { type Grid, hit, put } from './grid.ts';
import type { Theme } from './theme.ts';

export interface Brush {
  readonly grid: Grid;
  readonly theme: Theme;
  readonly model: Model;
  readonly context: Context;
  readonly t: Texts;
}

export const width = (brush: Brush, text: string): number => textWidth(text, brush.grid.wide);

/** Draws several pieces in a row; returns the cells used. */
export function putRow(
  brush: Brush,
  x: number,
  y: number,
  limit: number,
  pieces: readonly (readonly [string, number])[],
): number {
  let used = 0;
  for (const [text, attr] of pieces) used += put(brush.grid, x + used, y, text, attr, Math.max(0, limit - used));
  return used;
}

/** A clickable word, as wide as its text. Returns the cells used. */
export function button(brush: Brush, x: number, y: number, text: string, attr: number, target: Target): number {
  const used = put(brush.grid, x, y, text, attr);
  hit(brush.grid, { x, y, width: used, height: 1 }, target);
  return used;
}
