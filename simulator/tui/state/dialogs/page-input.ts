/** The keys of a page that is read: up, down, away. PURE. */
import type { Model } from '../model.ts';
import { closed } from './close-dialog.ts';
import type { Dialog } from './dialog.ts';

type Page = Extract<Dialog, { kind: 'page' }>;

export function keyPage(model: Model, page: Page, name: string): Model {
  const to = (top: number): Model => ({ ...model, dialog: { ...page, top: Math.max(0, top) } });
  const height = Math.max(1, model.rows - 6);
  switch (name) {
    case 'up':
    case 'k':
      return to(page.top - 1);
    case 'down':
    case 'j':
      return to(Math.min(page.top + 1, 1000));
    case 'pageup':
      return to(page.top - height);
    case 'pagedown':
    case 'space':
      return to(Math.min(page.top + height, 1000));
    case 'home':
    case 'g':
      return to(0);
    case 'q':
    case 'enter':
    case '?':
      return closed(model);
    case 'l':
      return { ...model, lang: model.lang === 'ja' ? 'en' : 'ja' };
    default:
      return model;
  }
}
