/** Which tokens the list shows, and which is chosen. PURE. */
import { folded } from '../../../common/full-width.ts';
import type { TokenInfo } from '../desk-port.ts';
import type { Sort } from '../keys/command.ts';
import type { Context } from './context.ts';
import type { Model } from './model.ts';

/** Reads the desk's serials again and filters them. */
export function refreshed(model: Model, context: Context): Model {
  const serials = context.desk.serials();
  const shown = inOrder(matching(serials, model.filter.text, context), model.sort, context);
  return keepChosen({ ...model, serials, shown, stale: false }, model.shown);
}

/** The world changed. A thousand changes at once are filtered once, with the next tick. */
export const touched = (model: Model, context: Context): Model =>
  model.filter.text === '' && model.sort === 'arrival' ? refreshed(model, context) : { ...model, stale: true };

/** A blank-separated list of words, each of which must be in the serial, profile, state or holders. */
function matching(serials: readonly string[], filter: string, context: Context): readonly string[] {
  const words = folded(filter).toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return serials;
  return serials.filter((serial) => {
    const about = describe(serial, context);
    return words.every((word) => about.includes(word));
  });
}

/** Ties stay in the order in which they came. */
function inOrder(serials: readonly string[], sort: Sort, context: Context): readonly string[] {
  if (sort === 'arrival') return serials;
  const keyed = serials.map((serial) => ({ serial, key: sortKey(serial, sort, context) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ serial }) => serial);
}

/** What needs somebody comes first: the emptiest battery, the broken one, the registered ones before those that are free. */
function sortKey(serial: string, sort: Exclude<Sort, 'arrival'>, context: Context): string {
  const info = context.desk.info(serial);
  switch (sort) {
    case 'battery':
      return String(info?.battery ?? 101).padStart(3, '0');
    case 'state':
      return String(worstFirst.indexOf(info?.state ?? 'ok'));
    case 'profile':
      return info?.profile ?? '';
    case 'holder': {
      const holders = context.portal.holders(serial);
      return holders === undefined ? '\uffff' : `${holders.contractId} ${holders.users[0]?.userId ?? ''}`;
    }
  }
}

const worstFirst: readonly TokenInfo['state'][] = ['failed', 'flat', 'low', 'retired', 'ok'];

/** The same list by another column; the chosen token stays chosen. */
export const sorted = (model: Model, sort: Sort, context: Context): Model => refreshed({ ...model, sort }, context);

function describe(serial: string, context: Context): string {
  const info = context.desk.info(serial);
  const holders = context.portal.holders(serial);
  const people = holders?.users.flatMap((user) => [user.userId, user.name]) ?? [];
  return [serial, info?.profile, info?.state, holders?.contractId, ...people].join(' ').toLowerCase();
}

/** The chosen token stays when it is still shown; otherwise its neighbour takes its place. */
function keepChosen(model: Model, before: readonly string[]): Model {
  if (model.chosen !== undefined && model.shown.includes(model.chosen)) return model;
  const index = model.chosen === undefined ? 0 : Math.max(0, before.indexOf(model.chosen));
  return { ...model, chosen: model.shown[Math.min(index, model.shown.length - 1)] };
}

export function moved(model: Model, by: number): Model {
  if (model.shown.length === 0) return model;
  const at = model.chosen === undefined ? 0 : model.shown.indexOf(model.chosen);
  return chosenAt(model, at + by);
}

export function chosenAt(model: Model, index: number): Model {
  const clamped = Math.max(0, Math.min(model.shown.length - 1, index));
  return { ...model, chosen: model.shown[clamped] };
}

export const chosen = (model: Model, serial: string): Model => ({ ...model, chosen: serial });

/** The first row of a window of `height` rows in which the chosen one is seen, moving as little as possible. */
export function windowTop(model: Model, height: number): number {
  const at = model.chosen === undefined ? 0 : Math.max(0, model.shown.indexOf(model.chosen));
  const last = Math.max(0, model.shown.length - height);
  if (at < model.top) return Math.min(at, last);
  if (at >= model.top + height) return Math.min(at - height + 1, last);
  return Math.min(model.top, last);
}
