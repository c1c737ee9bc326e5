/** The keys of a menu. PURE. */
import { commandOf } from '../../keys/desk-keys.ts';
import { type Context, type Updated, withoutEffects } from '../context.ts';
import type { Model } from '../model.ts';
import { closed, done } from './close-dialog.ts';
import type { Dialog } from './dialog.ts';

type Menu = Extract<Dialog, { kind: 'menu' }>;

export function keyMenu(model: Model, menu: Menu, name: string, context: Context): Updated {
  const to = (index: number) =>
    withoutEffects({
      ...model,
      dialog: { ...menu, index: (index + menu.items.length) % Math.max(1, menu.items.length) },
    });
  switch (name) {
    case 'up':
    case 'k':
    case 'S-tab':
      return to(menu.index - 1);
    case 'down':
    case 'j':
    case 'tab':
      return to(menu.index + 1);
    case 'home':
    case 'pageup':
      return to(0);
    case 'end':
    case 'pagedown':
      return to(menu.items.length - 1);
    case 'enter':
    case 'space': {
      const item = menu.items[menu.index];
      return item === undefined ? withoutEffects(closed(model)) : done(model, item.act, context);
    }
    case 'q':
      return withoutEffects(closed(model));
    default: {
      // The key that does it outside does it here too.
      const id = commandOf(name);
      const item = menu.items.find((entry) => entry.act.type === 'command' && entry.act.command === id);
      return item === undefined ? withoutEffects(model) : done(model, item.act, context);
    }
  }
}
