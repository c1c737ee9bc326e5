/** Walks every state that a small world can reach and tries every act in each: model and bank must agree on all of it. */
import { isDeepStrictEqual } from 'node:util';
import type { Text } from '../../common/text.ts';
import type { Wrapping } from '../../desk/wrapping.ts';
import type { WorldAct } from './acts.ts';
import { type Cast, type DomainWorld, expected, observed, openDomainWorld, type Snapshot } from './domain-world.ts';
import type { Exploration } from './exploration.ts';
import { type ModelPolicy, type ModelState, ownerOf, step, writtenBy } from './model.ts';

export interface World {
  readonly name: string;
  readonly title: Text;
  /** What is left out, and so what the counts don't speak of. */
  readonly abstracted: Text;
  readonly cast: Cast;
  readonly policy: ModelPolicy;
  readonly start: ModelState;
  /** Everything that may be done in a state. */
  acts(state: ModelState): readonly WorldAct[];
  /** Equal for states that are the same to this world. */
  key(state: ModelState): string;
  /** Steps that pass before each act, so that a fresh code is at hand. */
  readonly between: number;
}

export interface Difference {
  /** How the state was reached. */
  readonly path: readonly WorldAct[];
  readonly act: WorldAct;
  readonly wanted: string;
  readonly got: string;
}

export interface Explored {
  readonly world: World;
  readonly states: number;
  readonly transitions: number;
  /** Act, then `accepted` or the reason → how often. */
  readonly kinds: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly differences: readonly Difference[];
}

interface Found {
  readonly state: ModelState;
  readonly snapshot: Snapshot;
  readonly from: Found | undefined;
  readonly act: WorldAct | undefined;
}

/** More differences say nothing new. */
const mostDifferences = 10;

export function explore(world: World, wrap: Pick<Wrapping, 'decide' | 'resynchronise' | 'store'> = {}): Explored {
  const bank = openDomainWorld(world.cast, world.policy, wrap);
  const seen = new Set([world.key(world.start)]);
  const queue: Found[] = [{ state: world.start, snapshot: bank.start, from: undefined, act: undefined }];
  const kinds = new Map<string, Map<string, number>>();
  const differences: Difference[] = [];
  let transitions = 0;
  for (const found of queue) {
    const state = { ...found.state, now: found.state.now + world.between };
    for (const act of world.acts(state)) {
      transitions += 1;
      const wanted = step(state, act, world.policy);
      const { snapshot, difference } = compare(bank, found, state, act, world);
      const kind = kinds.get(act.type) ?? new Map<string, number>();
      const word = wanted.reason ?? 'accepted';
      kinds.set(act.type, kind.set(word, (kind.get(word) ?? 0) + 1));
      if (difference !== undefined) {
        differences.push(difference);
        if (differences.length >= mostDifferences) return { world, states: seen.size, transitions, kinds, differences };
        continue;
      }
      const key = world.key(wanted.state);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ state: wanted.state, snapshot, from: found, act });
    }
  }
  return { world, states: seen.size, transitions, kinds, differences };
}

function compare(
  bank: DomainWorld,
  found: Found,
  state: ModelState,
  act: WorldAct,
  world: World,
): { readonly snapshot: Snapshot; readonly difference: Difference | undefined } {
  const wanted = step(state, act, world.policy);
  const tried = bank.attempt(found.snapshot, state.now, act);
  const want = {
    facts: expected(wanted.state, (token) => ownerOf(wanted.state, token)),
    reason: wanted.reason,
    written: writtenBy(wanted),
  };
  const got = { facts: observed(tried.after, world.cast), reason: tried.reason, written: tried.written };
  if (isDeepStrictEqual(want, got)) return { snapshot: tried.after, difference: undefined };
  return {
    snapshot: tried.after,
    difference: { path: pathTo(found), act, wanted: JSON.stringify(want), got: JSON.stringify(got) },
  };
}

function pathTo(found: Found): WorldAct[] {
  const path: WorldAct[] = [];
  for (let at: Found | undefined = found; at?.act !== undefined; at = at.from) path.unshift(at.act);
  return path;
}

export function worldTable(
  { world, states, transitions, kinds, differences }: Explored,
  at: number,
  ms: number,
): Exploration {
  return {
    name: world.name,
    title: world.title,
    notes: [
      {
        ja: `到達できる ${states} 状態で ${transitions} 通りの操作をすべて試し、規則から別に書いた模型との不一致は ${differences.length} 件。`,
        en: `All ${transitions} acts in all ${states} states that can be reached; ${differences.length} differ from the model written apart.`,
      },
      world.abstracted,
      ...differences.map(({ path, act, wanted, got }) => {
        const text = `${JSON.stringify([...path, act])}: ${wanted} ≠ ${got}`;
        return { ja: text, en: text };
      }),
    ],
    heads: [
      { ja: '操作', en: 'Act' },
      { ja: '結果', en: 'Outcome' },
      { ja: '通り', en: 'Times' },
    ],
    rows: [...kinds].flatMap(([act, outcomes]) => [...outcomes].map(([word, times]) => [act, word, times])),
    success: differences.length === 0 && transitions > 0,
    at,
    ms,
  };
}
