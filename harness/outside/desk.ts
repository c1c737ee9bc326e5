/**
 * One worker's place at a portal that is somebody else's: the companies it holds during a scenario, its sessions, and how
 * many acts there were, so that a screen that was filled before another act is not taken for a fresh one.
 */
import type { Outcome, ShownRegistrations } from '../outcome.ts';
import { NotSupported, ScreenRefused, UnknownFact } from '../ports.ts';
import { type Held, named } from './company.ts';
import type { OutsidePortal, Told } from './portal.ts';
import type { Stops } from './stops.ts';
import type { Tables } from './tables.ts';

export interface OutsideDesk<W> {
  readonly portal: OutsidePortal<W>;
  readonly tables: Tables;
  /** By ご契約先ID. */
  readonly stops: Map<string, Stops>;
  /** Of this scenario, in the order in which it needed them. */
  readonly held: Held<W>[];
  /** Acts of this scenario so far. */
  acts: number;
}

export const isTold = (answer: unknown): answer is Told =>
  typeof answer === 'object' &&
  answer !== null &&
  typeof (answer as Partial<Told>).ok === 'boolean' &&
  typeof (answer as Partial<Told>).text === 'string';

/** What the administrator's screen shows; a refusal to show it is the outcome of whoever asked. */
export async function shownIn<W>(desk: OutsideDesk<W>, held: Held<W>, window: W): Promise<ShownRegistrations> {
  const shown = await desk.portal.registrations(window);
  return isTold(shown) ? refuseScreen(desk, shown) : named(held, shown);
}

/** A screen that the portal refuses to show. */
export function refuseScreen<W>({ tables }: OutsideDesk<W>, told: Told): never {
  const outcome = tables.outcome({ ...told, ok: false }, undefined);
  throw new ScreenRefused(outcome as Extract<Outcome, { accepted: false }>);
}

/** What an act led to; after one that was done the screen's registrations are looked up where the portal didn't tell them. */
export async function outcomeOf<W>(desk: OutsideDesk<W>, held: Held<W>, told: Told, window?: W): Promise<Outcome> {
  desk.acts += 1;
  if (!told.ok) return desk.tables.outcome(told, undefined);
  if (told.shown !== undefined) return desk.tables.outcome(told, named(held, told.shown));
  return desk.tables.outcome(told, window === undefined ? undefined : await shownIn(desk, held, window));
}

/**
 * An adapter's acts fetch their form when they send it, so that a form that grew stale meanwhile would look fresh: what
 * was opened before another act can't be sent.
 */
export function screenOpened<W>(desk: OutsideDesk<W>): () => void {
  const since = desk.acts;
  return () => {
    if (desk.acts !== since) throw new NotSupported('開いたままの画面を、別の操作のあとで送ることはできません');
  };
}

/** What the company's screens show now, in the window where the administrator acts. Throws `UnknownFact` where nobody can look. */
export async function look<W>(desk: OutsideDesk<W>, held: Held<W>): Promise<ShownRegistrations> {
  const { portal } = desk;
  if (portal.contract !== undefined) return portal.contract(held.company);
  if (portal.watch === 'off') throw new UnknownFact('contract');
  if (portal.watch !== 'own-window' && held.latest !== undefined) {
    const shown = await portal.registrations(held.latest).catch(() => undefined);
    if (shown !== undefined && !isTold(shown)) return shown;
  }
  const window = await administrator(desk, held);
  const shown = window === undefined ? undefined : await portal.registrations(window);
  if (shown === undefined || isTold(shown)) throw new UnknownFact('contract');
  return shown;
}

/** A session of the administrator; undefined where the portal refuses one. */
export async function administrator<W>({ portal }: OutsideDesk<W>, held: Held<W>): Promise<W | undefined> {
  const window = await portal.logIn(held.company);
  if (isTold(window)) return undefined;
  if (portal.watch !== 'own-window') held.latest = window;
  return window;
}

/** A function that this adapter doesn't have; what needs it is skipped by its name. */
export function demandFunction<T>(found: T | undefined, name: string): T {
  if (found === undefined) throw new NotSupported(`このポータルのアダプターには ${name} がありません`);
  return found;
}
