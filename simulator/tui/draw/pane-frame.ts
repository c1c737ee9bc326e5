/** The frames of the lower panes. PURE. */

import type { Rect } from '../geometry.ts';
import type { Target } from '../keys/target.ts';
import { type Brush, button } from './brush.ts';
import { box } from './grid.ts';

/** The frame of a lower pane; in the narrow layout with both names as tabs. */
export function paneFrame(brush: Brush, area: Rect, which: 'log' | 'hid', tabs: boolean): void {
  const { grid, theme, model, t } = brush;
  const focused = model.focus === which || (which === 'hid' && model.focus === 'reader');
  box(grid, area, focused ? theme.borderFocus : theme.border, 'round');
  let x = area.x + 2;
  for (const tab of tabs ? (['log', 'hid'] as const) : [which]) {
    const word = ` ${t[tab]} `;
    const pane = tab === 'log' ? 'paneLog' : 'paneHid';
    const target: Target = tabs ? { type: 'tab', tab } : { type: 'command', command: pane };
    x += button(brush, x, area.y, word, tab === which ? theme.paneTitle : theme.dim, target) + 1;
  }
}
