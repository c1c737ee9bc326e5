/**
 * A long history: acts one after the other, the model beside the bank, until the two differ in what people can see. Then
 * everything that the difference does not need is left out again.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Wrapping } from '../../desk/wrapping.ts';
import type { Code, WorldAct } from './acts.ts';
import { type Cast, observed, openDomainWorld } from './domain-world.ts';
import { answered, type Done, historyPolicy, type Played, type SeenContract } from './history-shape.ts';
import { type ModelContract, type ModelState, step, writtenBy } from './model.ts';
import { startOf } from './start-state.ts';

export type HistoryWrapping = Pick<Wrapping, 'decide' | 'resynchronise' | 'store'>;

const historyCast: Cast = {
  contracts: 1,
  users: 3,
  tokens: [
    { serial: 'SKTH00001', known: true },
    { serial: 'SKTH00002', known: true },
    { serial: 'SKTS00001', known: true },
    { serial: 'SKTS00002', known: false },
  ],
};

/**
 * The act as it can be done in this state; undefined when it can't: nobody reads a code from a dead token, and who is
 * stopped comes no further than the entrance.
 */
function doable({ contracts: [contract], tokens }: ModelState, act: WorldAct): WorldAct | undefined {
  const readable = (token: number) => tokens[token]?.alive === true;
  const shared = contract?.mode === 'shared';
  const atEntrance = act.type === 'adminLogin' || act.type === 'userLogin';
  const user = 'user' in act && act.type !== 'unlockUser' ? contract?.users[act.user] : undefined;
  const stopped = user === undefined ? 'at' in act && contract?.stopped : user.stopped;
  if (stopped && !atEntrance && act.type !== 'bankUnlock') return undefined;
  if ('code' in act && act.code !== 'wrong' && !readable(act.code.of)) return undefined;
  switch (act.type) {
    case 'register':
      // Somebody reads the serial from the token that is in their hand.
      if (tokens[act.token]?.known !== true || (act.code === 'wrong' && !readable(act.token))) return undefined;
      return shared ? { ...act, users: [] } : act;
    case 'deregister':
      return shared ? { ...act, users: [] } : act;
    case 'resetSerial':
      return tokens[act.token]?.known === true ? act : undefined;
    case 'resync':
    case 'flatten':
      return readable(act.token) ? act : undefined;
    case 'changePhone':
      return readable(act.token) && tokens[act.to]?.known === false ? act : undefined;
    default:
      return act;
  }
}

function seen(contract: unknown): SeenContract {
  const { mode, shared, users } = contract as ModelContract;
  return { mode, serials: mode === 'shared' ? [shared] : users.map(({ serial }) => serial) };
}

/** Plays until model and bank differ, or to the end. The first `ready` acts are done by a right bank. */
export function play(acts: readonly WorldAct[], wrap: HistoryWrapping = {}, ready = 0): Played {
  const right = openDomainWorld(historyCast, historyPolicy);
  const bank = openDomainWorld(historyCast, historyPolicy, wrap);
  let state = startOf(
    historyCast.contracts,
    historyCast.users,
    historyCast.tokens.map(({ known }) => known),
  );
  let snapshot = bank.start;
  const done: Done[] = [];
  for (const asked of acts) {
    state = { ...state, now: state.now + 1 };
    const act = doable(state, asked);
    if (act === undefined) continue;
    const next = step(state, act, historyPolicy);
    const tried = (done.length < ready ? right : bank).attempt(snapshot, state.now, act);
    const { contracts } = observed(tried.after, historyCast) as { readonly contracts: readonly unknown[] };
    const wanted = { reason: next.reason, written: writtenBy(next), contract: seen(next.state.contracts[0]) };
    const written = answered(act) ? tried.written : writtenBy(next);
    const got = { reason: tried.reason, written, contract: seen(contracts[0]) };
    done.push({ act, wanted });
    if (!isDeepStrictEqual(wanted, got)) return { done, ready, got };
    state = next.state;
    snapshot = tried.after;
  }
  return { done, ready, got: undefined };
}

/**
 * The same difference with as few acts as it needs, none of which can be left out, and each as plain as it can be. `acts`
 * must differ.
 */
export function shortest(acts: readonly WorldAct[], wrap: HistoryWrapping = {}): Played {
  let left = play(acts, wrap);
  for (let chunk = left.done.length; chunk >= 1; chunk = Math.min(chunk - 1, Math.ceil(chunk / 2))) {
    for (let from = left.done.length - chunk; from > -chunk; from -= chunk) {
      const tried = play(left.done.toSpliced(Math.max(0, from), Math.min(chunk, chunk + from)).map(actOf), wrap);
      if (tried.got !== undefined) left = tried;
    }
  }
  for (const rename of plainer) {
    for (const chosen of ['all', ...left.done.keys()]) {
      const renamed = left.done.map(({ act }, at) => (chosen === 'all' || chosen === at ? rename(act) : act));
      const tried = play(renamed, wrap);
      if (tried.got !== undefined && tried.done.length === left.done.length) left = tried;
    }
  }
  return beginLate(left, wrap);
}

/** How much of its beginning can simply be there. */
function beginLate(found: Played, wrap: HistoryWrapping): Played {
  const acts = found.done.map(actOf);
  for (let ready = firstOther(found.done); ready > 0; ready -= 1) {
    const tried = play(acts, wrap, ready);
    if (tried.got !== undefined && tried.done.length === acts.length) return tried;
  }
  return found;
}

/** The first act that is more than a state to begin with, or the last of all. */
function firstOther(done: readonly Done[]): number {
  const other = done.findIndex(({ act, wanted }) => wanted.reason !== undefined || !isSetUp(act));
  return Math.min(other < 0 ? done.length : other, done.length - 1);
}

const isSetUp = (act: WorldAct): boolean =>
  act.type === 'changeMode' || (act.type === 'register' && act.code !== 'wrong' && act.code.of === act.token);

const actOf = ({ act }: Done): WorldAct => act;

/** An earlier token instead of a later one, and an earlier user. */
const plainer: readonly ((act: WorldAct) => WorldAct)[] = [
  [2, 0],
  [1, 0],
  [2, 1],
].flatMap(([from, to]) => {
  const rename = (index: number) => (index === from ? (to as number) : index);
  const code = (typed: Code): Code => (typed === 'wrong' ? typed : { ...typed, of: rename(typed.of) });
  return [
    (act: WorldAct): WorldAct => ({
      ...act,
      ...('token' in act && act.type !== 'changePhone' ? { token: rename(act.token) } : {}),
      ...('code' in act ? { code: code(act.code) } : {}),
    }),
    (act: WorldAct): WorldAct => ({
      ...act,
      ...('user' in act ? { user: rename(act.user) } : {}),
      ...('users' in act ? { users: [...new Set(act.users.map(rename))].sort() } : {}),
    }),
  ] as ((act: WorldAct) => WorldAct)[];
});
