/** What a scenario may claim to prove: every id that a tag may name. PURE. */
import { catalogue, easyToMiss } from './catalogue.ts';
import { decisions } from './decisions.ts';
import { physics } from './physics.ts';
import { statements } from './statements.ts';

/** Tags that say where a scenario runs, not what it proves. */
export const markers: readonly string[] = ['real', 'desk', 'procedure', 'browser'];

/** True for every id that a tag may name (without the @). */
export const isKnownId = (id: string): boolean =>
  [statements, decisions, physics, catalogue, easyToMiss].some((table) => Object.hasOwn(table, id));
