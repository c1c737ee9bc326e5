/** Which pane has the keys, and which has the whole screen. PURE. */
import { type PaneId, panes } from '../keys/command.ts';
import { type Updated, withoutEffects } from './context.ts';
import { layout } from './layout.ts';
import type { Model } from './model.ts';

/** The panes of this screen, from the top; the smallest screens have no contract, and the log in one line. */
function panesOf({ cols, rows }: Model): readonly PaneId[] {
  return layout(cols, rows).kind === 'wide' ? panes : panes.filter((pane) => pane !== 'contract');
}

export function focusOn(model: Model, pane: PaneId): Model {
  const there = panesOf(model).includes(pane) ? pane : 'list';
  // The narrow layout shows log and devices turn about.
  const tab = there === 'log' || there === 'hid' ? there : model.tab;
  return { ...model, focus: there, tab, zoomed: false };
}

export function nextPane(model: Model, by: 1 | -1): Model {
  const all = panesOf(model);
  const at = (all as readonly string[]).indexOf(model.focus);
  return focusOn(model, all[(Math.max(0, at) + by + all.length) % all.length] ?? 'list');
}

/** The list and the devices get the screen, and give it back; the log and the contract have a page of their own. */
export function zoom(model: Model): Updated {
  if (model.focus === 'log') return withoutEffects({ ...model, dialog: { kind: 'page', page: 'log', top: 0 } });
  if (model.focus === 'contract') return withoutEffects({ ...model, dialog: { kind: 'page', page: 'portal', top: 0 } });
  return withoutEffects({ ...model, zoomed: !model.zoomed });
}
